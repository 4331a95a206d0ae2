"""A file overwritten where it lies, in every copy: the half of an erasure that the storage holds.

Called by releases.erasure alone, in its transaction, with every release locked. The bytes go before the transaction
commits: should it fail, the file is gone and the wish to erase it stands, and can be carried out again.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db.models import F
from django.db.models.fields.files import FieldFile

from releases import document
from releases.intervals import copy_to_links
from releases.models import Asset, Attachment, Edition, EditionAsset, Release
from releases.overwriting import REMOVED
from releases.parts import PARTS

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def overwrite(asset: Asset, actor: "User", at: datetime) -> Iterator[str]:
    """Overwrite the file and every other file of the same bytes; sentences for the report."""
    for copy in Asset.objects.filter(sha256=asset.sha256):
        size, editions = copy.size, _leave_out(copy, actor, at)
        for rendition in copy.renditions.all():
            _zero(rendition.file)
        copy.renditions.all().delete()
        _zero(copy.file)
        copy.file.save("removed", ContentFile(REMOVED.encode()), save=False)
        copy.size, copy.content_type, copy.width, copy.height = len(REMOVED), "text/plain", None, None
        copy.original_name = REMOVED
        copy.save()
        yield f"The stored file of {size} bytes, in {editions} editions"


def _leave_out(asset: Asset, actor: "User", at: datetime) -> int:
    """No edition and no draft shows it any more; how many editions did."""
    editions = Edition.objects.filter(pk__in=EditionAsset.objects.filter(asset=asset).values("edition"))
    how = {"at": at.isoformat(), "by": actor.get_username(), "reason": "Erased.", "erased": True}
    for edition in editions:
        whole = document.read(edition.document)
        edition.parts_taken_down += [
            {"list": name, "index": index, **how}
            for name in PARTS
            for index, entry in enumerate(whole[name])
            if isinstance(entry, dict) and entry.get("asset") == str(asset.uuid)
        ]
        edition.save(update_fields=["parts_taken_down"])
        copy_to_links(edition)
    attachments = Attachment.objects.filter(asset=asset)
    Release.objects.filter(pk__in=attachments.values("release")).update(saves=F("saves") + 1)
    attachments.delete()
    return len(editions)


def _zero(file: FieldFile) -> None:
    """The bytes are overwritten where they lie before they are let go."""
    storage, name = file.storage, file.name
    if name and storage.exists(name):
        size = storage.size(name)
        with storage.open(name, "r+b") as stored:
            stored.write(b"\0" * size)
        storage.delete(name)
