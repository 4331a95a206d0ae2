"""Who was sent an embargoed copy, and who has been told what became of it since. For the desk alone."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from releases.models.edition import Edition
from releases.models.event import Event
from releases.overwriting import REMOVED


class Sending(models.Model):
    """One copy of an edition, sent by hand to one journalist. Kept for settings.KEEP_RECIPIENTS_DAYS and no longer."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sendings")
    name = models.CharField(max_length=120, blank=True)
    outlet = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                F("edition"),
                Lower("email"),
                F("sent_at"),
                name="sent_once_at_a_time",
                condition=~Q(email__contains=REMOVED),
            ),
            models.CheckConstraint(name="sending_has_an_address", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return f"Copy {self.pk}"

    @property
    def who(self) -> str:
        """`Isla Drummond, Daily Example`, or the address where no name is known."""
        return ", ".join(filter(None, [self.name, self.outlet])) or self.email


class Told(models.Model):
    """That somebody on the desk has told one recipient of one step."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="told")
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="told")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "sending"], name="told_once_of_a_step")]

    def __str__(self) -> str:
        return f"Told {self.pk}"
