"""Consent of people in stories: what someone agreed to, until when, and which words and pictures it covers.

Kept apart from the release, so that no list, export, history or feed of releases holds any of it. It names nobody: the
person is known by a reference to the charity's own case file (releases.references refuses names). Rows have no words
of their own in `__str__`, because Django prints that in places that everyone at the desk may see.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.assets import Asset
from releases.models.edition import IsWholeMinute
from releases.models.release import Release


class Use(models.TextChoices):
    """What somebody may agree to."""

    WEBSITE = "website", "Our website and its feeds"
    SOCIAL = "social", "Our social media"
    PRESS = "press", "Press: journalists may print it"
    PICTURE = "picture", "Their picture"
    VOICE = "voice", "Their voice"
    CHANGED = "changed", "With details changed, so that nobody knows them"


class Consent(models.Model):
    """What one person agreed to. Ends by itself at `ends_at`, or at once when it is withdrawn."""

    reference = models.CharField("reference of the case file", max_length=40)
    uses = models.JSONField("agreed to", default=list, help_text="Values of Use.")
    agreed = models.TextField("in words", blank=True, max_length=1000)
    taken_by = models.CharField("taken by", max_length=120, help_text="Of our own staff: role or initials.")
    taken_on = models.DateField("taken on")
    ends_on = models.DateField("ends on", help_text="The last day, in UK time.")
    ends_at = models.DateTimeField(editable=False, help_text="The first instant after that day; UTC.")
    identifies = models.BooleanField("the words or the picture show who they are", default=False)
    offence_england_wales = models.BooleanField("England and Wales", default=False)
    offence_scotland = models.BooleanField("Scotland", default=False)
    offence_northern_ireland = models.BooleanField("Northern Ireland", default=False)
    waiver_sighted_by = models.CharField("written waiver sighted by", max_length=120, blank=True)
    waiver_sighted_on = models.DateField("sighted on", null=True, blank=True)

    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True, help_text="When someone had read what its end left behind.")
    erasing_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erased_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["ends_at", "pk"]
        default_permissions = ()
        permissions = [
            ("see_consent", "Can see consent records"),
            ("keep_consent", "Can record, renew and end consent"),
        ]
        constraints = [
            models.CheckConstraint(name="consent_ends_on_a_minute", condition=IsWholeMinute(F("ends_at"))),
            models.CheckConstraint(
                name="anonymity_is_waived_in_writing",
                condition=Q(identifies=False)
                | Q(offence_england_wales=False, offence_scotland=False, offence_northern_ireland=False)
                | (~Q(waiver_sighted_by="") & Q(waiver_sighted_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="consent_erased_by_two",
                condition=Q(erased_at__isnull=True)
                | (Q(erased_by__isnull=False, erasing_by__isnull=False) & ~Q(erased_by=F("erasing_by"))),
            ),
            models.CheckConstraint(
                name="consent_withdrawn_by_someone",
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], name="consents_that_end")]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class Cover(models.Model):
    """One passage, or one picture or file, that a consent covers in a release.

    A passage is known by its key, which stays while its words are edited, and by the fingerprint of its words as they
    were when this was recorded; a file is known by its bytes, wherever it is shown.
    """

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="covers")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="covers")
    passage = models.UUIDField(null=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, null=True, related_name="covers")

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="cover_is_of_one_thing",
                condition=Q(passage__isnull=False, asset__isnull=True) | Q(passage__isnull=True, asset__isnull=False),
            ),
            models.UniqueConstraint(fields=["consent", "release", "passage"], name="passage_covered_once"),
            models.UniqueConstraint(fields=["consent", "release", "asset"], name="file_covered_once"),
        ]

    def __str__(self) -> str:
        return f"Cover {self.pk}"


class ConsentEvent(models.Model):
    """One step of a consent record. Beside the log of the release, and seen by safety leads only."""

    class Step(models.TextChoices):
        RECORDED = "recorded", "Recorded"
        COVERED = "covered", "More words or pictures covered"
        RENEWED = "renewed", "Renewed"
        WITHDRAWN = "withdrawn", "Withdrawn"
        SEEN = "seen", "Read again after it ended"
        ERASING = "erasing", "Erasure of the record proposed"
        KEPT = "kept", "Erasure of the record turned down"
        ERASED = "erased", "Record erased"

    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=12, choices=Step)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"Step {self.pk} of a consent"
