"""manage.py flush: Django's own. On SQLite it deletes row by row, which the log's triggers refuse: they step aside."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from releases.triggers import without_event_triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        if connection.vendor != "sqlite":
            super().handle(**options)
            return
        without_event_triggers(connection, lambda: super(Command, self).handle(**options))
