"""What the newsroom itself keeps: the log of its accounts."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class AccountEvent(models.Model):
    """One step on an account: written in the transaction of the step, never changed, and never deleted.

    A rule that takes two people rests on two accounts; so who made an account, and who gave it a role, is kept.
    """

    class Step(models.TextChoices):
        MADE = "made", "Made"
        ROLES = "roles", "Roles changed"
        DISABLED = "disabled", "Disabled"
        ENABLED = "enabled", "Enabled again"
        DETAILS = "details", "Name or mail changed"
        PASSWORD = "password", "Password set"  # noqa: S105  # a step
        ENROLLED = "enrolled", "Phone set up for codes"
        CODES = "codes", "New recovery codes"
        CODE_SPENT = "code_spent", "Signed in with a recovery code"
        RESET = "reset", "Second factor taken off"
        LOCKED = "locked", "Locked after wrong passwords"
        UNLOCKED = "unlocked", "Lock released"
        SIGNED_OUT = "signed_out", "Signed out everywhere"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="door_events")
    step = models.CharField(max_length=12, choices=Step)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="None: a command, or somebody unknown.",
    )
    at = models.DateTimeField()
    words = models.TextField(blank=True, help_text="Before and after, or the reason.")
    told_at = models.DateTimeField(null=True, help_text="When the person was told, at their next sign-in.")

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "-at"], name="events_of_an_account")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=["roles", "reset"]) | ~Q(actor=models.F("account")) | Q(actor__isnull=True),
                name="nobody_gives_themselves_roles",
            )
        ]
        default_permissions = ("view",)
        verbose_name = "account event"
        verbose_name_plural = "account log"

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.at:%Y-%m-%d %H:%M}"
