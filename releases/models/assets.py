"""Stored files. A file is public exactly while a visible edition links it; its stored name says nothing."""

import uuid

from django.conf import settings
from django.db import models


def opaque_name(asset: "Asset", filename: str) -> str:
    """Where the file lies under MEDIA_ROOT: named after its uuid, so that no name can be guessed from a title."""
    return f"{asset.uuid.hex[:2]}/{asset.uuid.hex}"


class Asset(models.Model):
    """One stored file, as releases.files cleaned it on the way in."""

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
