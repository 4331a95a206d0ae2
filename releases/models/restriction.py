"""Reporting restrictions on a release: what the law or a court forbids to be said, by nation.

Rows of their own, apart from the release, so that no list, export, history or feed of releases holds any of it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from releases.models.release import Release
from releases.reporting import RULES, Rule


class Restriction(models.Model):
    """One restriction, from when it was recorded until it is lifted here or its last day has passed."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="restrictions")
    kind = models.CharField(max_length=20)
    court = models.CharField("court", max_length=120, blank=True)
    terms = models.TextField("what the order says", blank=True, max_length=2000)
    ends_on = models.DateField("last day, where it has one", null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        permissions = [
            ("see_restriction", "Can see what reporting restrictions say"),
            ("keep_restriction", "Can record and lift reporting restrictions"),
        ]
        constraints = [
            models.CheckConstraint(name="restriction_kind_known", condition=Q(kind__in=list(RULES))),
            models.CheckConstraint(
                name="restriction_lifted_by_someone",
                condition=Q(lifted_at__isnull=True) | (Q(lifted_by__isnull=False) & ~Q(lifted_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Restriction {self.pk}"

    @property
    def rule(self) -> Rule:
        """What is known of its kind."""
        return RULES[self.kind]
