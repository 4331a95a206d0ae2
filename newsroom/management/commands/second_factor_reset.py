"""manage.py second_factor_reset USERNAME --reason "...": phone and codes are lost, and no administrator is left."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from newsroom.door import second_factor
from releases.refusal import Refusal


class Command(BaseCommand):
    help = (
        "Take the second factor off an account: its person sets up a phone at the next sign-in, and is told. It stands "
        "in the log of accounts as done by the server’s operator."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--reason", required=True, help="Why, and how you know that it is they; it is kept.")

    def handle(self, *args: Any, **options: Any) -> None:
        account = User.objects.filter(username=options["username"]).first()
        if account is None:
            raise CommandError(f"There is no account called “{options['username']}”. Nothing was changed.")
        try:
            second_factor.reset(account=account, actor=None, reason=options["reason"])
        except Refusal as refusal:
            raise CommandError(f"{refusal} Nothing was changed.") from refusal
        self.stdout.write(f"{account.username} is signed out, and sets up a phone at the next sign-in.")
