"""Files on their way in: the type is read from the bytes, what tells of its maker is taken out, the name says nothing.

Pictures are written anew (releases/pictures.py), PDF files are written anew (releases/pdf.py), Word and Excel files are
looked through and emptied of their authors (releases/office.py). What cannot be read as what it says it is, or holds
something that could act or that its maker may not have meant to send, is refused with a sentence.
"""

import hashlib
import io
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from releases import office, pdf, pictures
from releases.models import Asset, Rendition
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LARGEST = 20 * 1024 * 1024  # bytes
ACCEPTED = "JPEG, PNG or WebP pictures, and PDF, Word (.docx), Excel (.xlsx) or CSV files"
# Where a browser that guesses would look, and words that make it guess "a page" (WHATWG MIME Sniffing, section 7.1).
LOOKED_AT = 2048  # bytes
_PAGE = (b"<!doctype html", b"<html", b"<script", b"<svg", b"<iframe", b"<?php", b"<body", b"<!--")


def received(upload: UploadedFile, *, actor: "User | None", at: datetime) -> Asset:
    """The upload as an Asset, ready for `store`; `at` is now, an aware instant. Raises Refusal with a sentence.

    `asset.taken_out` says in words what was taken out of the file, for the editor who sent it.
    """
    name = upload.name or "file"
    if (upload.size or 0) > LARGEST:
        raise Refusal(f"“{name}” is {(upload.size or 0) // 1024 // 1024} MB; the largest that can be stored is 20 MB.")
    raw = upload.read()
    if not raw:
        raise Refusal(f"“{name}” is empty. Choose the file again.")
    kind, width, height, taken_out = "", None, None, []  # type: str, int | None, int | None, list[str]
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in office.TYPES:
        kind, (raw, taken_out) = office.TYPES[ending], office.cleaned(name, ending, raw)
    elif ending == ".pdf":
        _refuse_two_in_one(name, raw)
        kind, (raw, taken_out) = pdf.TYPE, pdf.cleaned(name, raw)
    elif ending == ".csv":
        _refuse_two_in_one(name, raw)
        kind = _table(name, raw)
    else:
        raw, kind, width, height = _picture(name, raw)
    asset = Asset(
        sha256=hashlib.sha256(raw).hexdigest(), content_type=kind, size=len(raw), width=width, height=height,
        original_name=name[:255], uploaded_at=at, uploaded_by=actor,
    )  # fmt: skip
    asset.taken_out = tuple(taken_out)
    asset.file = ContentFile(raw, name)  # stored when the asset is saved, under its opaque name
    return asset


@transaction.atomic
def store(*, asset: Asset) -> Asset:
    """Save what `received` made, and the narrower versions of a picture beside it."""
    asset.save()
    if asset.is_picture:
        with asset.file.open("rb") as stored:
            made = list(pictures.renditions(stored.read(), asset.content_type))
        for picture in made:
            rendition = Rendition(
                asset=asset, content_type=picture.type, width=picture.width, height=picture.height,
                size=len(picture.raw), sha256=hashlib.sha256(picture.raw).hexdigest(),
            )  # fmt: skip
            rendition.file.save("rendition", ContentFile(picture.raw), save=True)
    return asset


def _table(name: str, raw: bytes) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Refusal(f"“{name}” is not a table of text in UTF-8. Save it as “CSV UTF-8” and choose that file.")
    return "text/csv"


def _picture(name: str, raw: bytes) -> pictures.Picture:
    try:
        finished = pictures.read(name, raw)
    except (OSError, ValueError):
        raise Refusal(f"“{name}” cannot be read. What can be stored: {ACCEPTED}.") from None
    _refuse_two_in_one(name, raw)
    return finished


def _refuse_two_in_one(name: str, raw: bytes) -> None:
    """Refuse a file that is another as well: an archive by its end, or a page by its beginning.

    What is stored is written anew and would have lost the second; but nobody makes such a file by mistake.
    """
    if zipfile.is_zipfile(io.BytesIO(raw)):
        raise Refusal(f"“{name}” has an archive of other files hidden behind it. Save it again and choose that file.")
    beginning = raw[:LOOKED_AT].lower()
    if any(word in beginning for word in _PAGE):
        raise Refusal(f"“{name}” is a web page as well. Save it again from the program that made it.")
