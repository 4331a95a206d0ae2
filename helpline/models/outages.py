"""A channel that somebody at the desk has marked unavailable: who, from when, until when, and what readers are told."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from helpline import hours
from helpline.models.channels import Channel
from helpline.models.record import RecordModel, RecordQuerySet


class Outage(RecordModel):
    """One person marks a channel unavailable, at once; a second looks later (helpline/stopping.py).

    Instants are UTC and whole minutes, as every edge is. A row is never deleted: it is the history. To put the channel
    back early is to move `until` to that minute; an outage taken back within its first minute lasts for none.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="outages")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    sentence = models.CharField(max_length=200, blank=True)
    instead = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    instead_words = models.CharField(max_length=400, blank=True)  # as it was that day
    instead_link = models.CharField(max_length=310, blank=True)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    looked_at = models.DateTimeField(null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["channel", "-since", "-pk"]
        permissions = [("mark_unavailable", "Can mark a channel as not available, and put it back")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="outage_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(since__second=0) & (Q(until__isnull=True) | Q(until__second=0)),
                name="outage_in_whole_minutes",
            ),
            models.CheckConstraint(
                condition=Q(looked_by__isnull=True) | ~Q(looked_by=F("marked_by")), name="outage_looked_at_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel}, since {self.since:%d.%m.%Y %H:%M} UTC"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.lasts():
            self.outage()  # refuses what could not be read back
        super().save(*args, **kwargs)

    def lasts(self) -> bool:
        """False where it was taken back in the minute in which it was made."""
        return self.until is None or self.until > self.since

    def in_force(self, at: datetime) -> bool:
        return self.lasts() and self.outage().covers(at)

    def outage(self) -> hours.Outage:
        return hours.Outage(self.since, self.until, self.sentence, self.instead_words, self.instead_link)
