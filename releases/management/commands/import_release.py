"""manage.py import_release FILE...: files become draft releases, or, with --dry-run --json, are read and shown."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from releases.importing import incoming, saving
from releases.importing.incoming import Incoming
from releases.importing.known import known_helplines
from releases.importing.reading import CannotRead, ReadRelease
from releases.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Read press releases from plain text, Word (.docx) and HTML files and save each as a draft. Nothing is stored "
        "when one of the files is refused, and nothing becomes public: a draft is signed off by people."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Read and show; store nothing.")
        parser.add_argument("--json", action="store_true", help="Print what was read, one JSON object a line and file.")
        parser.add_argument("--by", metavar="USERNAME", help="Whose drafts they are; that person cannot sign them off.")

    def handle(self, *args: Any, **options: Any) -> None:
        self.at = timezone.now()
        actor = self._actor(options["by"])
        texts = [(name, *self._read(name)) for name in options["files"]]
        if options["dry_run"]:
            for name, _, read in texts:
                self._show(name, read, options["json"])
            return
        with transaction.atomic():
            for name, came, read in texts:
                try:
                    release = saving.save(read, actor=actor, source=came.source, at=self.at, formatting=came.formatting)
                except Refusal as refusal:
                    raise CommandError(f"{name}: {refusal} Nothing was stored.") from refusal
                self._show(name, read, options["json"], f"draft {release.pk}, /releases/{release.slug}/")

    def _actor(self, username: str | None) -> Any:
        if username is None:
            return None
        user = get_user_model().objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no account called “{username}”. Nothing was stored.")
        return user

    def _read(self, name: str) -> tuple[Incoming, ReadRelease]:
        try:
            with Path(name).open("rb") as file:
                came = incoming.opened(file.read(incoming.LARGEST + 1))
            return came, incoming.read(came, known=known_helplines(self.at))
        except OSError as error:
            raise CommandError(f"{name}: {error.strerror or error}. Nothing was stored.") from error
        except CannotRead as why:
            raise CommandError(f"{name}: {why} Nothing was stored.") from why

    def _show(self, name: str, read: ReadRelease, as_json: bool, became: str = "read only, nothing stored") -> None:
        if as_json:
            self.stdout.write(json.dumps(read.as_json(), ensure_ascii=False))
            return
        statements = sum(passage.as_json()["type"] == "statement" for passage in read.passages)
        self.stdout.write(f"{name}: {became}")
        self.stdout.write(f"  {read.headline or 'no headline found'}")
        self.stdout.write(f"  {len(read.passages)} passages, {statements} of them statements; {len(read.notes)} notes")
        for warning in read.warnings:
            self.stdout.write(f"  ! {warning}")
