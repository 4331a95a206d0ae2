"""manage.py demo: the demo newsroom, once; a second run reuses it and prints the same accounts."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.demo import newsroom


class Command(BaseCommand):
    help = "Make the demo newsroom of an invented charity. It never touches a newsroom that holds releases of its own."

    def handle(self, *args: Any, **options: Any) -> None:
        kept = Path(settings.VAR_DIR) / "demo-password"
        if newsroom.is_made():
            if not kept.exists():
                raise CommandError("There are releases here that are not the demo's. Nothing was changed.")
            newsroom.give_roles()
            self._say(kept.read_text())
            return
        password = secrets.token_urlsafe(12)
        newsroom.make(password)
        kept.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(password)
        self._say(password)

    def _say(self, password: str) -> None:
        self.stdout.write(
            f"Accounts: editor (writes), approver and director (also sign off). Password of each: {password}"
        )
