"""What the desk's front page says of the accounts, to administrators alone; of the shape that newsroom/desk.py asks."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse

from newsroom.door import accounts
from newsroom.door.accounts import Step
from newsroom.models import AccountEvent
from releases import wording
from releases.duties import Duty

LATELY = timedelta(days=7)
# What another administrator should see: how one person could come to sign in as two.
SEEN = {
    Step.MADE: "made the account",
    Step.ROLES: "changed the roles of",
    Step.PASSWORD: "set the password of",
    Step.RESET: "took off the second factor of",
    Step.ENABLED: "enabled again",
}
MOST = 8


def is_administrator(user: Any) -> bool:
    return user.has_perm("auth.change_user")


def too_few(user: Any, at: datetime) -> list[Duty]:
    """There is one administrator: what takes two cannot be done, and nobody is left when that one is away."""
    if not is_administrator(user) or accounts.administrators().count() > 1:
        return []
    return [
        Duty("There is only one administrator: if that account is lost, nobody can make another or give a role. Give "
             "a second person the role.", reverse("admin:auth_user_changelist"))
    ]  # fmt: skip


def lately(user: Any, at: datetime) -> list[Duty]:
    """What others did to accounts in the week before the aware instant `at`, newest first."""
    if not is_administrator(user):
        return []
    by_others = AccountEvent.objects.filter(step__in=SEEN, at__gt=at - LATELY).exclude(actor=user)
    return [
        Duty(f"{_name(event.actor)} {SEEN[Step(event.step)]} {event.account.get_username()}, "
             f"{wording.day_and_clock(event.at)}. {event.words}".strip(),
             reverse("admin:auth_user_change", args=[event.account_id]))
        for event in by_others.select_related("actor", "account")[:MOST]
    ]  # fmt: skip


def _name(actor: Any) -> str:
    return (actor.get_full_name() or actor.get_username()) if actor else "The server’s operator"
