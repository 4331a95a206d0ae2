"""Files on their way in: the type is read from the bytes, pictures are written anew, the stored name says nothing.

A picture that is decoded and encoded again carries no place, device or author with it, and no second file hidden behind
the first (OWASP ASVS 5.2.2, 5.2.6). What cannot be read as what it says it is, is refused with a sentence.
"""

import hashlib
import io
import warnings
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

from releases.models import Asset
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LARGEST = 20 * 1024 * 1024  # bytes
MOST_PIXELS = 50_000_000  # a 50-megapixel camera; beyond it a small file can fill the memory
LONGEST_SIDE = 2400  # pixels: enough for print at newspaper size, and a page that loads on a phone
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# What else may be stored, by its first bytes and its ending.
DOCUMENTS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
ACCEPTED = "JPEG, PNG or WebP pictures, and PDF, Word (.docx), Excel (.xlsx) or CSV files"


def received(upload: UploadedFile, *, actor: "User | None", at: datetime) -> Asset:
    """The upload as an Asset, ready to be saved; `at` is now, an aware instant. Raises Refusal with a sentence."""
    name = upload.name or "file"
    if (upload.size or 0) > LARGEST:
        raise Refusal(f"“{name}” is {(upload.size or 0) // 1024 // 1024} MB; the largest that can be stored is 20 MB.")
    raw = upload.read()
    if not raw:
        raise Refusal(f"“{name}” is empty. Choose the file again.")
    width = height = None
    if (kind := _document_type(name, raw)) is None:
        raw, kind, width, height = _picture(name, raw)
    asset = Asset(
        sha256=hashlib.sha256(raw).hexdigest(), content_type=kind, size=len(raw), width=width, height=height,
        original_name=name[:255], uploaded_at=at, uploaded_by=actor,
    )  # fmt: skip
    asset.file = ContentFile(raw, name)  # stored when the asset is saved, under its opaque name
    return asset


def _document_type(name: str, raw: bytes) -> str | None:
    ending = name[name.rfind(".") :].lower() if "." in name else ""
    if ending in DOCUMENTS:
        first_bytes, kind = DOCUMENTS[ending]
        if not raw.startswith(first_bytes):
            raise Refusal(f"“{name}” is not what its ending says. Save it again as {ending} and choose that file.")
        return kind
    if ending == ".csv":
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = "\0"
        if "\0" in text:
            raise Refusal(f"“{name}” is not a table of text in UTF-8. Save it as “CSV UTF-8” and choose that file.")
        return "text/csv"
    return None


def _picture(name: str, raw: bytes) -> tuple[bytes, str, int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(raw), formats=list(PICTURES)) as opened:
                form = opened.format or ""
                if opened.width * opened.height > MOST_PIXELS:
                    raise Refusal(f"“{name}” has more than 50 million pixels. Save it smaller and choose that file.")
                picture = ImageOps.exif_transpose(opened)
                picture.load()
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refusal(f"“{name}” has more than 50 million pixels. Save it smaller and choose that file.") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise Refusal(f"“{name}” cannot be read. What can be stored: {ACCEPTED}.") from None
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return _encoded(picture, form), PICTURES[form], picture.width, picture.height


def _encoded(picture: Image.Image, form: str) -> bytes:
    """The pixels and nothing else, in sRGB modes that every browser shows."""
    modes = {"JPEG": ("RGB", "L")}.get(form, ("RGB", "RGBA", "L", "LA", "P"))
    if picture.mode not in modes:
        picture = picture.convert("RGBA" if form != "JPEG" and "A" in picture.mode else "RGB")
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency"}
    out = io.BytesIO()
    picture.save(out, form, **({"quality": 85, "optimize": True} if form != "PNG" else {"optimize": True}))
    return out.getvalue()
