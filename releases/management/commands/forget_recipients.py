"""manage.py forget_recipients: forget who was sent embargoed copies, once it is long ago. To be run every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from releases import sending


class Command(BaseCommand):
    help = "Forget the names and addresses of those who were sent embargoed copies more than KEEP_RECIPIENTS_DAYS ago."

    def handle(self, *args: Any, **options: Any) -> None:
        count = sending.prune(timezone.now())
        self.stdout.write(f"Forgotten: {count} {'copy' if count == 1 else 'copies'}.")
