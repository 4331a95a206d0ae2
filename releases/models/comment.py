"""What people say about a text before it goes out: a colleague's comment, or a change that a speaker asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from releases.models.approval import ApprovalLink
from releases.models.release import Passage, Release


class Comment(models.Model):
    """On a release or on one passage of it; open until somebody settles it. It blocks nothing by itself.

    With a link it is a speaker's wish for other words than those of `sha256`, which they have thereby not approved.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="comments")
    passage = models.ForeignKey(Passage, on_delete=models.SET_NULL, null=True, related_name="+")
    about = models.CharField(
        max_length=200, blank=True, help_text="How the passage began then; empty for the whole text."
    )
    text = models.TextField(max_length=2000)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.CharField(max_length=160, blank=True, help_text="The speaker who asked by the link.")
    link = models.OneToOneField(ApprovalLink, on_delete=models.CASCADE, null=True, related_name="wish")
    sha256 = models.CharField(max_length=64, blank=True, help_text="Of the words that are to be changed.")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="comment_by_a_colleague_or_a_speaker",
                condition=Q(actor__isnull=False, link__isnull=True, sha256="")
                | (Q(actor__isnull=True, link__isnull=False) & ~Q(sha256="")),
            ),
            models.CheckConstraint(
                name="comment_settled_by_someone",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]
        indexes = [
            # The desk's front page: what is open.
            models.Index(fields=["at"], name="open_comments", condition=Q(settled_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"
