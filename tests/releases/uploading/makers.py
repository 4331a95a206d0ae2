"""Files as people send them, made here: nothing of this lies in the repository."""

import io
import zipfile
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from releases import uploads
from releases.models import Asset
from tests.newsdesk import NOW

WORD = ".docx"
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>Waiting times</dc:title><dc:creator>Jane Doe</dc:creator>'
    "<cp:lastModifiedBy>John Roe</cp:lastModifiedBy></cp:coreProperties>"
)


def sent(name: str, raw: bytes) -> Asset:
    """What becomes of the upload; raises Refusal."""
    return uploads.received(SimpleUploadedFile(name, raw), actor=None, at=NOW)


def bytes_of(asset: Asset) -> bytes:
    with asset.file.open("rb") as stored:
        return stored.read()


def opened(asset: Asset) -> Image.Image:
    return Image.open(io.BytesIO(bytes_of(asset)))


def drawing(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red at the top left, white elsewhere, so that a turned picture shows."""
    picture = Image.new(mode, (width, height), "white")
    ImageDraw.Draw(picture).rectangle([0, 0, width // 4, height // 4], fill="red")
    return picture


def encoded(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def from_a_phone() -> bytes:
    """A photograph held upright: turned by its own tag, with a place, a device, an author, a comment, a thumbnail."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F], exif[0x013B], exif[0x9003] = "CanaryPhone", "Jane Canary", "2026:11:23 14:32:10"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 26.0)  # GPS latitude
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>Canary in XMP</dc:creator></x:xmpmeta>'
    return encoded(drawing(), "JPEG", exif=exif, comment=b"Canary comment", xmp=xmp)


def archive(**parts: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(document: str = "<w:document><w:t>Words.</w:t></w:document>", **more: str | bytes) -> bytes:
    """A Word file of as few parts as there can be, and what else is given."""
    return archive(
        **{"[Content_Types].xml": "<Types/>", "word/document.xml": document, "docProps/core.xml": CORE} | more
    )


def excel(workbook: str = '<workbook><sheet name="One"/></workbook>', **more: str | bytes) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": workbook} | more)


def pdf(**root: Any) -> bytes:
    """One empty page by a named author, and what else its catalogue is to hold."""
    with pikepdf.new() as new:
        new.add_blank_page(page_size=(100, 100))
        new.docinfo["/Author"], new.docinfo["/Title"] = "Jane Canary", "Waiting times"
        new.pages[0].Metadata = new.make_stream(b"<x>Canary in XMP</x>")
        for key, value in root.items():
            new.Root[f"/{key}"] = value
        out = io.BytesIO()
        new.save(out)
    return out.getvalue()
