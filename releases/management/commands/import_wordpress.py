"""manage.py import_wordpress EXPORT.xml: a WordPress export becomes one batch that a second administrator confirms."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from releases.importing import wordpress_saving
from releases.importing.reading import CannotRead
from releases.models import Batch
from releases.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Bring in the releases of a WordPress export (WXR): with their dates to the second, feed ids, addresses, "
        "topics, authors and files on disk. Nothing is public before a second administrator confirms the batch in the "
        "newsdesk, and nothing is mailed. Running it again brings in only what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("export", metavar="EXPORT.xml", type=Path)
        parser.add_argument("--by", metavar="USERNAME", help="The administrator who proposes it; another confirms it.")
        parser.add_argument("--media", metavar="FOLDER", type=Path, help="What was wp-content/uploads, on this disk.")
        parser.add_argument("--types", default="post", help="Post types that are releases, with commas (post).")
        parser.add_argument("--dry-run", action="store_true", help="Read and report; store nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        path, types = options["export"], tuple(filter(None, options["types"].split(",")))
        if options["media"] and not options["media"].is_dir():
            raise CommandError(f"{options['media']} is no folder. Nothing was stored.")
        try:
            if options["dry_run"]:
                self._read(path, types)
                return
            batch = wordpress_saving.propose(
                path, actor=self._actor(options["by"]), at=timezone.now(), media=options["media"], types=types,
                progress=lambda written: self.stderr.write(f"{written} releases written so far ..."),
            )  # fmt: skip
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror or error}. Nothing was stored.") from error
        except (CannotRead, Refusal) as why:
            raise CommandError(f"{path}: {why} Nothing was stored.") from why
        if batch is None:
            self.stdout.write("Nothing in it is new. Nothing was changed.")
            return
        self._show(batch)

    def _actor(self, username: str | None) -> Any:
        user = get_user_model().objects.filter(username=username, is_active=True).first() if username else None
        if user is None:
            raise CommandError("Say who proposes it: --by USERNAME of an account here. Nothing was stored.")
        return user

    def _read(self, path: Path, types: tuple[str, ...]) -> None:
        left_out: list[str] = []
        found = wordpress_saving.survey(path, types)
        public = drafts = 0
        for old in wordpress_saving.releases_in(path, found, left_out, at=timezone.now(), types=types):
            public, drafts = public + old.public, drafts + (not old.public)
            for remark in old.remarks:
                self.stdout.write(f"  “{old.title}”: {remark}")
        for sentence in left_out:
            self.stdout.write(f"  ! {sentence}")
        self.stdout.write(f"{public} releases that were public, {drafts} drafts. Read only, nothing stored.")

    def _show(self, batch: Batch) -> None:
        for item in batch.items.exclude(remarks=[]).select_related("release").iterator():
            for remark in item.remarks:
                self.stdout.write(f"  “{item.release.headline}”: {remark}")
        for sentence in batch.left_out:
            self.stdout.write(f"  ! {sentence}")
        public = batch.items.filter(to_be_public=True).count()
        self.stdout.write(
            f"{public} releases wait for a second administrator, {batch.items.count() - public} are drafts. Look "
            f"through them and confirm: {reverse('admin:releases_batch_change', args=[batch.pk])}"
        )
