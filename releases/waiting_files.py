"""Files sent one by one while a release is written: each is cleaned, stored, and waits for the save that takes it.

Nobody but who sent it can attach it, and it is public by no way: no edition links it. What is not saved in time goes.
"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import ProtectedError

from releases import uploads
from releases.models import Asset, WaitingFile
from releases.unsaved import KEPT_FOR

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def receive(*, upload: UploadedFile, actor: "User", at: datetime) -> Asset:
    """Clean and store the file; it waits. Raises Refusal with a sentence when it cannot be stored."""
    received = uploads.received(upload, actor=actor, at=at)
    said = received.taken_out
    asset = uploads.store(asset=received)
    asset.taken_out = said
    WaitingFile.objects.create(asset=asset, user=actor, at=at)
    _prune(at)
    return asset


def waiting(*, identity: str, actor: "User") -> Asset | None:
    """The file that the person sent and has not attached yet."""
    row = WaitingFile.objects.filter(asset__uuid=identity, user=actor).select_related("asset").first()
    return row.asset if row else None


def taken(asset: Asset) -> None:
    """It is attached to a release: it waits no more."""
    WaitingFile.objects.filter(asset=asset).delete()


def _prune(at: datetime) -> None:
    for row in WaitingFile.objects.filter(at__lt=at - KEPT_FOR).select_related("asset"):
        files = [row.asset.file, *(rendition.file for rendition in row.asset.renditions.all())]
        try:
            with transaction.atomic():
                row.asset.delete()
        except ProtectedError:
            row.delete()  # a release has it after all
            continue
        for stored in files:
            transaction.on_commit(lambda stored=stored: stored.storage.delete(stored.name))  # type: ignore[misc]  # bound now
