"""A wish to have words or a file overwritten everywhere: proposed by one person, carried out by another."""

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.assets import Asset
from releases.models.release import Release


class RetiredAddress(models.Model):
    """An address that is never given out again, by its fingerprint: the address itself may hold words to be erased."""

    fingerprint = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the slug.")

    class Meta:
        verbose_name_plural = "retired addresses"

    def __str__(self) -> str:
        return self.fingerprint[:12]

    @staticmethod
    def fingerprint_of(slug: str) -> str:
        return hashlib.sha256(slug.encode()).hexdigest()

    @classmethod
    def retire(cls, slug: str) -> None:
        cls.objects.get_or_create(fingerprint=cls.fingerprint_of(slug))

    @classmethod
    def is_retired(cls, slug: str) -> bool:
        return cls.objects.filter(fingerprint=cls.fingerprint_of(slug)).exists()


class Erasure(models.Model):
    """What is to be erased, why, and what became of it. Once done, the words are gone from here too."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="erasures")
    words = models.TextField(blank=True, help_text="One name or phrase a line, each overwritten with [removed].")
    asset = models.ForeignKey(
        Asset, on_delete=models.PROTECT, null=True, blank=True, help_text="Or a file, overwritten where it is stored."
    )
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)
    report = models.JSONField(default=list, help_text="Where it was overwritten, and what could not be reached.")

    class Meta:
        ordering = ["-proposed_at"]
        permissions = [("erase", "Can propose and carry out an erasure")]
        constraints = [
            models.CheckConstraint(name="erasure_takes_two", condition=Q(done=False) | ~Q(decided_by=F("proposed_by"))),
            models.CheckConstraint(
                name="erasure_done_was_decided", condition=Q(done=False) | Q(decided_by__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"
