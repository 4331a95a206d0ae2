"""Opens a Word document's archive: only what is needed, only so much, and nothing that runs, hides or unfolds.

A .docx is a zip of XML parts. The sizes that its directory claims bound what is unpacked (zipfile reads no further),
every part is refused that declares a document type (where entities and outside files come in), and pictures, macros and
embedded files are never unpacked at all.
"""

from __future__ import annotations

import io
import re
import zlib
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from releases.importing.reading import CannotRead

MAX_BYTES = 25 * 1024 * 1024  # of the file, whose pictures stay in it
MAX_UNPACKED = 8 * 1024 * 1024  # bytes of XML: a hundred times what a release holds
MAX_ENTRIES = 3000
MAX_DEPTH = 120  # elements within elements; mammoth reads them by recursion
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PART = re.compile(r"(?:\[Content_Types\]\.xml|_rels/\.rels|word/(?:_rels/)?[\w.-]+\.xml(?:\.rels)?)", re.IGNORECASE)
_TOO_LARGE = "The Word document unpacks to far more than a press release. Copy the text from it and paste it here."
_DAMAGED = "The Word document is damaged. Open it in Word, save it again, and choose that file."
_PASSWORD = "The Word document is locked with a password. Save it without one, or copy the text and paste it here."  # noqa: S105  # a sentence


def is_archive(raw: bytes) -> bool:
    return raw.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def refuse_old_office(raw: bytes) -> None:
    """Raises CannotRead for what Word wrote before 2007, and for a locked document of today, which looks the same."""
    if not raw.startswith(_OLD_OFFICE):
        return
    if _wide("EncryptedPackage") in raw or _wide("EncryptionInfo") in raw:
        raise CannotRead(_PASSWORD)
    if _wide("WordDocument") in raw:
        raise CannotRead(
            "This is a document of old Word (.doc). Open it in Word, save it as .docx, and choose that file."
        )
    raise CannotRead("This is a file of old Office. Open it, save it as .docx, and choose that file.")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The XML parts of a Word document, by name. Raises CannotRead, with what to do, for anything else."""
    if len(raw) > MAX_BYTES:
        raise CannotRead(
            f"The Word document is larger than {MAX_BYTES // 1024 // 1024} MB, most of it pictures. Take them out, or "
            "copy the text and paste it here."
        )
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _refuse_other_kinds(archive, entries)
            parts = _unpacked(archive, entries)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise CannotRead(_DAMAGED) from error
    for part in parts.values():
        _refuse_unsafe_xml(part)
    return parts


def _refuse_other_kinds(archive: ZipFile, entries: list[ZipInfo]) -> None:
    names = {entry.filename for entry in entries}
    if len(entries) > MAX_ENTRIES:
        raise CannotRead(_TOO_LARGE)
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead(_PASSWORD)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or b"macroEnabled" in _types(archive, names):
        raise CannotRead(
            "The Word document holds macros (.docm), which are programs. Save it as .docx, without them, and choose "
            "that file."
        )
    if b"wordprocessingml" in _types(archive, names):
        return
    kinds = (("xl/", "an Excel workbook"), ("ppt/", "a PowerPoint presentation"), ("Index/", "a Pages document"))
    what = next((what for folder, what in kinds if any(name.startswith(folder) for name in names)), "a zip archive")
    if "content.xml" in names:
        what = "an OpenDocument file"
    raise CannotRead(f"The file is {what}, not a Word document. Save the release as .docx and choose that file.")


def _types(archive: ZipFile, names: set[str]) -> bytes:
    name = "[Content_Types].xml"
    return _limited(archive, archive.getinfo(name), 1024 * 1024) if name in names else b""


def _unpacked(archive: ZipFile, entries: list[ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_UNPACKED
    for entry in entries:
        if not _PART.fullmatch(entry.filename):
            continue
        if entry.filename in parts:
            raise CannotRead(_DAMAGED)  # two parts of one name: two programs would read two texts
        parts[entry.filename] = _limited(archive, entry, left)
        left -= len(parts[entry.filename])
    return parts


def _limited(archive: ZipFile, entry: ZipInfo, most: int) -> bytes:
    if entry.file_size > most:
        raise CannotRead(_TOO_LARGE)
    with archive.open(entry) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise CannotRead(_TOO_LARGE)
    return content


def _refuse_unsafe_xml(part: bytes) -> None:
    """XML with a document type is refused before anything of it is believed (OWASP ASVS 1.5.1, 5.2.3)."""
    parser = expat.ParserCreate()
    depth = 0

    def begins(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise CannotRead("The Word document is nested too deeply to be read. Copy the text and paste it here.")

    def ends(*_: object) -> None:
        nonlocal depth
        depth -= 1

    def document_type(*_: object) -> None:
        raise CannotRead("The Word document declares outside parts, as no Word does. Copy the text and paste it here.")

    parser.StartElementHandler, parser.EndElementHandler = begins, ends
    parser.StartDoctypeDeclHandler = document_type
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise CannotRead(_DAMAGED) from error
