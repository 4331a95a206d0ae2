"""What one person proposes and another approves: the history of every number, link and opening."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from helpline.models.channels import Channel
from helpline.models.helplines import Helpline


class Change(models.Model):
    """A change that waits for a second person, or that was decided (helpline/changing.py). Never deleted.

    `before` and `after` are whole channels as facts (helpline/facts.py), `after` with what the newsdesk alone knows of
    them beside it. `base` is the fingerprint of the channel that the change was made from: it is refused if the channel
    is another by then. `holds_from` is the first London day on which it holds; empty: from its approval.
    """

    class What(models.TextChoices):
        CHANNEL = "channel", "A channel"
        PRIMARY = "primary", "The helpline on every page"
        ACTIVE = "active", "A helpline shown again"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a second person"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"
        TAKEN_BACK = "taken_back", "Taken back"

    what = models.CharField(max_length=10, choices=What, default=What.CHANNEL)
    subject = models.CharField(max_length=200)  # its name, which outlives it
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes")
    helpline = models.ForeignKey(Helpline, on_delete=models.SET_NULL, null=True, related_name="changes")
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(default=dict, blank=True)
    base = models.CharField(max_length=64, blank=True)
    holds_from = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    tried = models.BooleanField(default=False)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="change_decided_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="change_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.get_state_display().lower()}"
