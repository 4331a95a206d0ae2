"""The groups of the database, kept in step with the table of roles."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from newsroom.roles import ROLES


def keep_in_step(using: str = "default") -> list[str]:
    """Make the groups what newsroom/roles.py says, and answer with the rights that this database does not know.

    Safe to repeat. It knows them all, unless it was migrated to an earlier state on purpose.
    """
    missing: list[str] = []
    with transaction.atomic(using=using):
        known = {
            f"{right.content_type.app_label}.{right.codename}": right
            for right in Permission.objects.using(using).select_related("content_type")
        }
        for role in ROLES:
            group, _ = Group.objects.using(using).get_or_create(name=role.name)
            group.permissions.set([known[right] for right in role.rights if right in known])
            missing += sorted(role.rights - known.keys())
    return list(dict.fromkeys(missing))
