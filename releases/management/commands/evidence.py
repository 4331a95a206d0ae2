"""manage.py evidence ADDRESS: what stood at an address from when to when, as a file that anyone can verify."""

import hashlib
from argparse import ArgumentParser
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from releases import evidence
from releases.refusal import Refusal


class Command(BaseCommand):
    help = "Write a ZIP of what stood at an address from when to when, with hashes. That it was taken out is logged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="A slug, a path such as /releases/name/, or a whole web address.")
        parser.add_argument("--from", dest="since", metavar="INSTANT", help="2026-11-24T00:01, UK time unless it says.")
        parser.add_argument("--to", dest="until", metavar="INSTANT", help="The same; left out, until now.")
        parser.add_argument("--output", metavar="FILE", help="Where to; left out, evidence-SLUG.zip here.")
        parser.add_argument("--by", metavar="USERNAME", help="Who takes it out; left out, the log says “a command”.")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = None
        if options["by"]:
            actor = get_user_model().objects.filter(username=options["by"], is_active=True).first()
            if actor is None:
                raise CommandError(f"There is no account called “{options['by']}”. Nothing was written.")
        since, until = _instant(options["since"]), _instant(options["until"])
        try:
            release = evidence.release_at(options["address"])
            made = evidence.take_out(release_id=release.pk, actor=actor, since=since, until=until)
        except Refusal as refusal:
            raise CommandError(f"{refusal} Nothing was written.") from refusal
        path = Path(options["output"] or f"evidence-{release.slug}.zip")
        try:
            with path.open("xb") as file:
                file.write(made)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}. Nothing was written.") from error
        self.stdout.write(f"{path}: {len(made):,} bytes, SHA-256 {hashlib.sha256(made).hexdigest()}")


def _instant(typed: str | None) -> datetime | None:
    """An aware instant; without a zone, on the newsroom's clock."""
    if typed is None:
        return None
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"“{typed}” is no instant. Write it as 2026-11-24T00:01. Nothing was written.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
