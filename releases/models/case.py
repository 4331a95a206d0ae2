"""The register of court cases that releases are about, so that all of them are found when proceedings turn active."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from releases.models.release import Release
from releases.reporting import NATIONS


class CourtCase(models.Model):
    """One case, known by a number and a court; never by the names of the people in it."""

    class State(models.TextChoices):
        NONE = "none", "No proceedings yet"
        ACTIVE = "active", "Active"
        CONCLUDED = "concluded", "Concluded"

    reference = models.CharField(max_length=40, unique=True)
    court = models.CharField(max_length=120, blank=True)
    nation = models.CharField(max_length=20, choices=[(nation, nation) for nation in NATIONS])
    state = models.CharField(max_length=10, choices=State, default=State.NONE)
    since = models.DateTimeField(help_text="Of its state.")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    releases: "models.ManyToManyField[Release, models.Model]" = models.ManyToManyField(
        Release, through="CaseLink", related_name="court_cases"
    )

    class Meta:
        ordering = ["reference"]
        default_permissions = ()
        permissions = [
            ("see_case", "Can see the case register"),
            ("keep_case", "Can keep the case register and take down what is about a case"),
        ]
        constraints = [
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=["none", "active", "concluded"])),
            models.CheckConstraint(name="case_nation_known", condition=Q(nation__in=NATIONS)),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class CaseLink(models.Model):
    """That a release is about a case."""

    case = models.ForeignKey(CourtCase, on_delete=models.PROTECT, related_name="links")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="case_links")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["case", "release"], name="release_once_a_case")]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class CaseEvent(models.Model):
    """One step of the register, beside the log of the releases."""

    class Step(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        LINKED = "linked", "A release linked to it"
        UNLINKED = "unlinked", "A release taken off it"
        STATE = "state", "Its state changed"
        STOPPED = "stopped", "Releases about it stopped together"

    case = models.ForeignKey(CourtCase, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=12, choices=Step)
    release = models.ForeignKey(Release, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Step {self.pk} of a case"
