"""manage.py kill SLUG...: put releases and their files on the kill switch's list (newsroom/kill_switch.py)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from releases.models import EditionAsset, Release


class Command(BaseCommand):
    help = "Make the page, the text and the files of releases answer 410 at once, until their lines are taken away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="+", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        lines = []
        for slug in options["slugs"]:
            if not Release.objects.filter(slug=slug).exists():
                raise CommandError(f"There is no release at /releases/{slug}/. Nothing was listed.")
            files = EditionAsset.objects.filter(edition__slug=slug).values_list("asset__uuid", flat=True).distinct()
            lines += [f"/releases/{slug}/", *(f"/files/{identity}/" for identity in files)]
        place = Path(settings.KILL_SWITCH_FILE)
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(place, "a") as file:
            file.write("".join(f"{line}\n" for line in lines))
        for line in lines:
            self.stdout.write(f"410: {line}")
        self.stdout.write(f"The list is {place}. Take it down at the desk too, with a reason, and then empty the list.")
