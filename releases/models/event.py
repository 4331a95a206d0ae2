"""The log: every step with its actor, its reason, and what changed. Rows are added and never edited."""

from django.conf import settings
from django.db import models

from releases.models.edition import Edition
from releases.models.release import Release


class Event(models.Model):
    """One step that was taken. Written in the transaction of the step, so that neither exists without the other."""

    class Step(models.TextChoices):
        IMPORTED = "imported", "Brought in"
        SAVED = "saved", "Saved"
        SUBMITTED = "submitted", "Sent for sign-off"
        RETURNED = "returned", "Returned to draft"
        SIGNED = "signed", "Signed off"
        PUBLISHED_ALONE = "published_alone", "Published by one person"
        LOOKED = "looked", "Looked at by a second person"
        HELD = "held", "Held"
        RELEASED = "released", "Released from hold"
        MOVED = "moved", "Moved to another time"
        LIFTED_EARLY = "lifted_early", "Made public early"
        TAKEN_DOWN = "taken_down", "Taken down"
        PART_TAKEN_DOWN = "part_taken_down", "Part of it taken down"
        RESTORED = "restored", "Restored"
        WITHDRAWN = "withdrawn", "Withdrawn"
        REMOVED = "removed", "Removed for safety or law"
        ERASURE_PROPOSED = "erasure_proposed", "Erasure proposed"
        ERASURE_REFUSED = "erasure_refused", "Erasure refused"
        ERASED = "erased", "Erased"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="events")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="events")
    step = models.CharField(max_length=20, choices=Step)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: a command."
    )
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, help_text="Before and after, hashes, instants.")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["release", "-at"], name="events_of_a_release")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%Y-%m-%d %H:%M}"
