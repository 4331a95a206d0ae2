"""What a speaker said yes to: exactly the words and the attribution of one statement; and the link that asks for it.

Neither names a passage. An approval is of words, known by their SHA-256 (releases.statements): whether it holds for the
text as it stands is a comparison, so that a change voids it by itself, and nothing else does.
"""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.release import Release

GOOD_FOR = timedelta(hours=48)
LINK_HOLDER = "someone with the link"  # who answered, in the log: it is not known to be the speaker
TRIES = 5  # wrong surnames, after which a link is closed


class How(models.TextChoices):
    """How a speaker said yes. All but the first are recorded by the desk."""

    LINK = "link", "By the link"
    PHONE = "phone", "By phone"
    EMAIL = "email", "By e-mail"
    MESSAGE = "message", "By message"
    IN_PERSON = "in_person", "In person"
    IN_WRITING = "in_writing", "In writing"
    IN_PUBLIC = "in_public", "Said or printed in public before"


RECORDED = [choice for choice in How.choices if choice[0] != How.LINK]


class ApprovalLink(models.Model):
    """A link that was made for a speaker: of the token only its hash is kept, so it is shown once and never again."""

    class Ending(models.TextChoices):
        APPROVED = "approved", "They approved the words"
        CHANGE_ASKED = "change_asked", "They asked for a change"
        REPLACED = "replaced", "A newer link was made"
        CLOSED = "closed", "The surname did not match"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approval_links")
    sha256 = models.CharField(max_length=64, help_text="Of the words that it asks about: releases.statements.")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0, help_text="Surnames that did not match.")
    ended = models.CharField(max_length=12, choices=Ending, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="approval_link_ends_after_it_began", condition=Q(expires_at__gt=F("made_at"))),
            models.CheckConstraint(name="approval_link_tries", condition=Q(tries__lte=TRIES)),
            models.CheckConstraint(
                name="approval_link_ends_once",
                condition=Q(ended="", ended_at__isnull=True) | (~Q(ended="") & Q(ended_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"Link {self.pk}"


class Approval(models.Model):
    """A speaker's yes to the words that are kept beside it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="approvals")
    sha256 = models.CharField(max_length=64, help_text="Of the words: releases.statements.")
    words = models.JSONField(help_text="The statement as it was then, as in a document (releases.document).")
    how = models.CharField(max_length=12, choices=How)
    said_by = models.CharField(max_length=160, blank=True, help_text="Who said yes, if not the speaker in person.")
    note = models.CharField(max_length=600, blank=True)
    given_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="None: by the link."
    )
    recorded_at = models.DateTimeField()
    link = models.OneToOneField(ApprovalLink, on_delete=models.CASCADE, null=True, related_name="approval")
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_reason = models.CharField(max_length=600, blank=True)

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="approval_lies_in_the_past", condition=Q(given_at__lte=F("recorded_at"))),
            models.CheckConstraint(
                name="approval_by_link_or_by_record",
                condition=Q(how="link", link__isnull=False, recorded_by__isnull=True)
                | (~Q(how="link") & Q(link__isnull=True, recorded_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="approval_taken_back_by_someone",
                condition=Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Approval {self.pk}"
