"""manage.py prune: let go of saves, events and names older than the newsroom keeps them. For a nightly cron."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from releases import retention, sending


class Command(BaseCommand):
    help = (
        "Delete saves of working texts and events of their making that are older than KEEP_DRAFT_SAVES_DAYS and "
        "KEEP_EVENTS_DAYS. What was signed is never deleted. That something was pruned is logged. "
        "Names of those who were sent embargoed copies are forgotten after KEEP_RECIPIENTS_DAYS."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and delete nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        dry = options["dry_run"]
        pruned = retention.prune(
            at=timezone.now(), keep_saves=settings.KEEP_DRAFT_SAVES_DAYS, keep_events=settings.KEEP_EVENTS_DAYS, dry=dry
        )
        verb = "would go" if dry else "gone"
        self.stdout.write(
            f"Saves older than {_days(settings.KEEP_DRAFT_SAVES_DAYS)}, of texts signed since or removed: "
            f"{pruned.saves} {verb}"
        )
        self.stdout.write(f"Saves of releases that are no more: {pruned.saves_of_no_release} {verb}")
        self.stdout.write(
            f"Events of working texts older than {_days(settings.KEEP_EVENTS_DAYS)}: {pruned.events} {verb}"
        )
        self.stdout.write(f"Lines of the admin's own log, as old: {pruned.lines} {verb}")
        recipients = sending.prune(at=timezone.now(), dry=dry)
        self.stdout.write(
            f"Recipients of embargoed copies, {_days(settings.KEEP_RECIPIENTS_DAYS)} after it was to be public: "
            f"{recipients} {verb}"
        )


def _days(kept: int) -> str:
    return f"{kept:,} days" if kept else "for ever (0 days are set: all are kept)"
