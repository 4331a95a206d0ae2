"""The log: every step with its actor, its reason, and what changed. Rows are added and never edited.

The database refuses to change or delete them (releases.triggers), with two exceptions that count or mark themselves: an
erasure of words, and the pruning of what is older than the newsroom keeps (releases.retention).
"""

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
        APPROVAL_ASKED = "approval_asked", "Link to a statement made"
        STATEMENT_APPROVED = "statement_approved", "Statement approved by link"
        CHANGE_ASKED = "change_asked", "Change of a statement asked for by link"
        LINK_CLOSED = "link_closed", "Link to a statement closed: the surname did not match"
        APPROVAL_RECORDED = "approval_recorded", "Approval of a statement recorded"
        APPROVAL_TAKEN_BACK = "approval_taken_back", "Approval of a statement taken back"
        COMMENTED = "commented", "Commented"
        COMMENT_SETTLED = "comment_settled", "Comment settled"
        CLEARANCE_ASKED = "clearance_asked", "Marked for legal clearance"
        CLEARED = "cleared", "Legally cleared"
        CLEARANCE_DROPPED = "clearance_dropped", "Mark for legal clearance taken away"
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
        SENT = "sent", "Sent to journalists under embargo"
        TOLD = "told", "Told those who were sent it"
        FORGOTTEN = "forgotten", "Forgot who was sent it"
        ERASURE_PROPOSED = "erasure_proposed", "Erasure proposed"
        ERASURE_REFUSED = "erasure_refused", "Erasure refused"
        ERASED = "erased", "Erased"
        RESTORED_AS_DRAFT = "restored_as_draft", "Earlier text restored as a draft"
        LOG_TAKEN_OUT = "log_taken_out", "Log taken out as a file"
        EVIDENCE_TAKEN_OUT = "evidence_taken_out", "Evidence file taken out"
        PRUNED = "pruned", "Old saves and events pruned"

    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, null=True, related_name="events", help_text="None: the newsroom as a whole."
    )
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, null=True, related_name="events")
    step = models.CharField(max_length=20, choices=Step)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: a command."
    )
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    details = models.JSONField(
        default=dict, help_text="Before and after: hashes, instants, and the names of what changed; never words of it."
    )
    erasures = models.PositiveIntegerField(default=0, help_text="How often words were erased; only that changes it.")
    pruned_at = models.DateTimeField(null=True, help_text="Marked by `manage.py prune` as it deletes it; else empty.")

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [
            ("read_log", "Can read the log of the whole newsroom and take it out as a file"),
            ("take_evidence", "Can take out the evidence file of a release"),
        ]
        indexes = [
            models.Index(fields=["release", "-at"], name="events_of_a_release"),
            # The log of the whole newsroom, newest first, and its days.
            models.Index(fields=["-at", "-id"], name="events_by_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def who(self) -> str:
        """Who acted, in words: a colleague, a speaker who answered by a link, or a command."""
        if self.actor:
            return self.actor.get_full_name() or self.actor.get_username()
        return str(self.details.get("by") or "a command")
