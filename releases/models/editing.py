"""Work in progress at the desk: who has a release open, and words that were typed and not saved. Neither is history."""

from django.conf import settings
from django.db import models

from releases.models.assets import Asset
from releases.models.release import Release


class OpenForm(models.Model):
    """Somebody has a release open, told by their browser every few seconds. Whoever is not heard of has left."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="open_forms")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)  # pruned by it

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["release", "user"], name="one_row_a_release_and_person")]

    def __str__(self) -> str:
        return f"{self.user_id} has {self.release_id} open"


class UnsavedText(models.Model):
    """What one person has typed into one page and not saved. Theirs alone; it changes nothing until they save it."""

    class Place(models.TextChoices):
        RELEASE = "release", "The form of a release"
        NEW = "new", "The form of a new release"
        TEXT = "text", "New from text"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=8, choices=Place)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, null=True, related_name="+")
    page = models.CharField(max_length=32, help_text="The page it was typed into, opened once: two tabs are two.")
    fields = models.JSONField(help_text="What the form would have sent: pairs of a name and a value.")
    at = models.DateTimeField(db_index=True)  # pruned by it

    class Meta:
        default_permissions = ()
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="one_row_a_page"),
            models.CheckConstraint(
                name="unsaved_in_a_place",
                condition=models.Q(place="release", release__isnull=False)
                | models.Q(place__in=["new", "text"], release__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Unsaved, {self.at:%Y-%m-%d %H:%M}"


class WaitingFile(models.Model):
    """A file that was sent before the release it is for was saved. It belongs to nothing until then, and goes if that
    never comes."""

    asset = models.OneToOneField(Asset, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)  # pruned by it

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"Waiting since {self.at:%Y-%m-%d %H:%M}"
