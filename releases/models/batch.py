"""Releases that came together from another system, proposed by one administrator and confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.assets import Asset
from releases.models.organisation import Topic
from releases.models.release import Release


class Batch(models.Model):
    """One export, brought in. Nothing of it is public before someone other than its proposer has confirmed it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Waits for a second person"
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Turned down"

    file_name = models.CharField(max_length=255)
    site = models.CharField(max_length=300, help_text="Where it stood before, as the export says.")
    sha256 = models.CharField(max_length=64, help_text="Of the export.")
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, help_text="Why it was turned down.")
    left_out = models.JSONField(default=list, help_text="What was not brought in, a sentence for each item.")
    report = models.JSONField(default=list, help_text="What confirming could not sign, a sentence for each release.")

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = "batch brought in"
        verbose_name_plural = "batches brought in"
        permissions = [("bring_in", "Can propose and confirm releases brought in from another system")]
        constraints = [
            models.CheckConstraint(
                name="confirming_takes_two",
                condition=~Q(state="confirmed") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="batch_decided_at_an_instant", condition=Q(state="proposed", decided_at__isnull=True)
                | (~Q(state="proposed") & Q(decided_at__isnull=False)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.file_name}, {self.proposed_at:%-d %B %Y}"


class ImportedItem(models.Model):
    """Where a release came from. Whatever tells people of news leaves the first edition of such a release alone."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="items")
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="came_from")
    fingerprint = models.CharField(
        max_length=64,
        unique=True,
        help_text="SHA-256 of site and guid: brought in once, for ever. What was erased here does not come back so.",
    )
    to_be_public = models.BooleanField(help_text="It was public there. Anything else stays a draft.")
    author = models.CharField(max_length=200, blank=True, help_text="As the export names them; for the desk only.")
    remarks = models.JSONField(default=list, help_text="What of it was not brought in.")

    class Meta:
        ordering = ["pk"]
        indexes = [
            # Confirming a batch, and its pages: its items in order, those to be signed first asked for.
            models.Index(fields=["batch", "to_be_public", "id"], name="items_of_a_batch"),
        ]

    def __str__(self) -> str:
        return f"Item {self.pk}"


class OldAddress(models.Model):
    """An address of the old site and what it led to. It is answered only while that is visible."""

    address = models.CharField(max_length=500, unique=True, help_text="Path, with ?p=123 where WordPress has it so.")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="addresses")
    release = models.ForeignKey(Release, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, null=True, related_name="old_addresses")
    is_feed = models.BooleanField(default=False, help_text="Of the topic, its feed is meant.")

    class Meta:
        verbose_name_plural = "old addresses"
        constraints = [
            models.CheckConstraint(
                name="an_old_address_leads_to_one_thing",
                condition=Q(release__isnull=False, topic__isnull=True, asset__isnull=True)
                | Q(release__isnull=True, topic__isnull=False, asset__isnull=True)
                | Q(release__isnull=True, topic__isnull=True, asset__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.address
