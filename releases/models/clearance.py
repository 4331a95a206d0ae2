"""A text that a lawyer has to see: why, and which text they cleared."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.release import Release


class Clearance(models.Model):
    """The mark on a release that its text needs legal clearance. The mark stays for texts to come; what was cleared is
    one text, known by its hash (releases.clearance), and a changed one waits again."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="clearance")
    reason = models.CharField(
        max_length=600, help_text="Why it needs clearance: a court, an allegation, a named person."
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the text that was cleared.")
    saves = models.PositiveIntegerField(null=True, help_text="The release's count of saves then: for the desk's list.")
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="clearance_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="clearance_by_someone_of_some_text",
                condition=Q(cleared_at__isnull=True, cleared_by__isnull=True, saves__isnull=True, sha256="")
                | (Q(cleared_at__gte=F("asked_at"), cleared_by__isnull=False, saves__isnull=False) & ~Q(sha256="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Clearance {self.pk}"
