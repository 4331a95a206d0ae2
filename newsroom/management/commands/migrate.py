"""manage.py migrate: Django's own, and then the groups as newsroom/roles.py has them.

A migration cannot do this once and for all: the rights of a release that comes later are made only when all migrations
have run, and a line added to the table needs no migration of its own.
"""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from newsroom.role_groups import keep_in_step


class Command(migrate.Command):
    help = "Updates database schema, and the rights of the roles at the desk (newsroom/roles.py)."

    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["plan"] or options["prune"]:
            return
        database = options["database"]
        if ("newsroom", "0001_roles_at_the_desk") not in MigrationRecorder(connections[database]).applied_migrations():
            return  # taken back to a time before there were roles
        missing = keep_in_step(database)
        if missing and options["verbosity"]:
            self.stdout.write(f"Rights of roles that this database does not know yet: {', '.join(missing)}.")
