"""Stored files. A file is public exactly while a visible edition links it; its stored name says nothing."""

import uuid

from django.conf import settings
from django.db import models


def opaque_name(stored: "Asset | Rendition", filename: str) -> str:
    """Where the file lies under MEDIA_ROOT: named after its uuid, so that no name can be guessed from a title."""
    return f"{stored.uuid.hex[:2]}/{stored.uuid.hex}"


class Asset(models.Model):
    """One stored file, as releases.uploads cleaned it on the way in."""

    taken_out: tuple[str, ...] = ()  # in words, for the editor who has just sent it; not stored

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=opaque_name)
    sha256 = models.CharField(max_length=64, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="Bytes.")
    width = models.PositiveIntegerField(null=True, editable=False, help_text="Pixels, of a picture.")
    height = models.PositiveIntegerField(null=True, editable=False, help_text="Pixels, of a picture.")
    original_name = models.CharField(
        max_length=255, editable=False, help_text="As uploaded; for the desk only, never public."
    )
    uploaded_at = models.DateTimeField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]
        verbose_name = "file"

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")


class Rendition(models.Model):
    """A picture of an asset, narrower or in another type. Who may see the asset may see it, and nobody else.

    Its own uuid names where it lies; its address is the asset's (releases/files.py).
    """

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(upload_to=opaque_name, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content_type = models.CharField(max_length=100, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="Bytes.")
    width = models.PositiveIntegerField(editable=False, help_text="Pixels.")
    height = models.PositiveIntegerField(editable=False, help_text="Pixels.")

    class Meta:
        constraints = [
            # The file view: the rendition of this asset in this width and type.
            models.UniqueConstraint(fields=["asset", "width", "content_type"], name="one_rendition_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.width} wide"
