"""Word and Excel files on their way in: refused when they act or hide words, and emptied of their authors.

What has got out of public bodies in such files was rarely on the page: deleted sentences kept as tracked changes,
sheets that were hidden and not removed, the rows behind a pivot table. A file that holds one of those is refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from releases import pictures
from releases.refusal import Refusal

WORD, EXCEL = ".docx", ".xlsx"
TYPES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAIN = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml"}
MOST_PARTS, MOST_BYTES = 4000, 200 * 1024 * 1024  # unpacked (OWASP ASVS 5.2.3: archives that unpack without end)
# A part whose name matches makes the file one that acts, or one that holds more than it shows.
_PARTS = {
    r"vbaproject|vbadata|/activex/|macrosheets/|customui": "holds macros. Save it without them",
    r"/embeddings/.*\.(?!xlsx$)": "holds another file inside it. Take that out",
    r"word/comments|xl/comments|xl/threadedcomments": "holds comments. Delete them all",
    r"xl/pivotcache": "holds a pivot table, and with it every row that it was made of. Copy its values to a new file",
    r"xl/externallinks/": "holds links to other workbooks, with their paths and figures. Break the links",
}
_TRACKED = re.compile(rb"<(?:\w+:)?(?:ins|del|moveFrom|moveTo|cellIns|cellDel)\s[^>]{0,400}?\bauthor=", re.IGNORECASE)
_VANISHED = re.compile(rb"<(?:\w+:)?vanish\s*/>", re.IGNORECASE)
_HIDDEN_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]{0,900}?\bstate=[\"'](?:very)?hidden", re.IGNORECASE)
_RELATED = re.compile(rb"<Relationship\s[^>]{0,4000}>", re.IGNORECASE)
_ABOUT = re.compile(
    rb"<((?:\w+:)?(?:creator|lastModifiedBy|Company|Manager|keywords|category|HyperlinkBase))>([^<]+)</\1>"
)
_SAID = {"creator": "author", "lastmodifiedby": "last editor", "company": "organisation", "manager": "manager"}
_THUMBNAIL = re.compile(rb"<Relationship\s[^>]{0,900}?metadata/thumbnail[^>]{0,900}/>")
_NAMES_ON_CHANGES = re.compile(rb"(\sw:author|\sw15:author|\sw:initials|\suserName)=\"[^\"]*\"")
_WRITTEN_BY = re.compile(rb"\sw:rsid\w*=\"[^\"]*\"")


def cleaned(name: str, ending: str, raw: bytes) -> tuple[bytes, list[str]]:
    """The file without its authors, and in words what was taken out. Raises Refusal with a sentence naming `name`."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = _unpacked(name, ending, raw, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        sentence = f"“{name}” is not what its ending says. Save it again as {ending} and choose that file."
        raise Refusal(sentence) from None
    for part, content in parts.items():
        if why := next(_holds(part, content), None):
            raise Refusal(f"“{name}” {why} and choose that file.")
    taken_out: list[str] = []
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            if not part.startswith("docProps/thumbnail"):
                # A plain ZipInfo is dated 1980: when each part was written is nobody's business.
                written = zipfile.ZipInfo(part)
                written.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(written, _emptied(part, content, taken_out))
    return out.getvalue(), list(dict.fromkeys(taken_out))


def _unpacked(name: str, ending: str, raw: bytes, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if not raw.startswith(b"PK\x03\x04") or _MAIN[ending] not in names or "[Content_Types].xml" not in names:
        raise ValueError("no document")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Refusal(f"“{name}” unpacks to more than can be checked. Save it smaller and choose that file.")
    if len(set(names)) != len(names) or any(".." in part or part.startswith(("/", "\\")) for part in names):
        raise ValueError("no document")
    parts, left = {}, MOST_BYTES
    for entry in entries:
        with archive.open(entry) as packed:
            content = packed.read(left + 1)  # what the archive says of its own size may be a lie
        left -= len(content)
        if left < 0:
            raise Refusal(f"“{name}” unpacks to more than can be checked. Save it smaller and choose that file.")
        if not entry.is_dir():
            parts[entry.filename] = content
    return parts


def _holds(part: str, content: bytes) -> Iterator[str]:
    lower = part.lower()
    for pattern, why in _PARTS.items():
        if re.search(pattern, lower):
            yield why
    if lower.startswith("word/") and lower.endswith(".xml"):
        if _TRACKED.search(content):
            yield "holds tracked changes: deleted words are still in it. Accept or reject them all"
        if _VANISHED.search(content) and lower != "word/styles.xml":
            yield "holds hidden text. Delete it"
    if lower == "xl/workbook.xml" and _HIDDEN_SHEET.search(content):
        yield "holds a hidden sheet, which anyone can show. Delete it"
    if lower.endswith(".rels") and any(_is_fetched(related) for related in _RELATED.findall(content)):
        yield "loads something from elsewhere when it is opened. Take the linked template, picture or file out"


def _is_fetched(related: bytes) -> bool:
    """Whether the program that opens the file would fetch what is named: a template, a picture; not a link to press."""
    return b'targetmode="external"' in related.lower().replace(b"'", b'"') and b"/hyperlink" not in related


def _emptied(part: str, content: bytes, taken_out: list[str]) -> bytes:
    lower = part.lower()
    if lower in ("docprops/core.xml", "docprops/app.xml"):
        for tag, value in _ABOUT.findall(content):
            what = tag.decode().rpartition(":")[2].lower()
            taken_out.append(f"{_SAID.get(what, what)} “{value.decode(errors='replace')}”")
        return _ABOUT.sub(rb"<\1></\1>", content)
    of_sharepoint = b"office/2006/metadata" in content or b"sharepoint" in content.lower()
    if lower == "docprops/custom.xml" or (re.fullmatch(r"customxml/item\d+\.xml", lower) and of_sharepoint):
        taken_out.append("labels of your organisation")
        return _bare(content)
    if lower == "_rels/.rels":
        return _THUMBNAIL.sub(b"", content)
    if "/media/" in lower and pictures.tells_of_its_maker(content):
        taken_out.append("what a camera had written into a picture")
        return _plain_picture(part, content)
    if lower.endswith(".xml"):
        content = _NAMES_ON_CHANGES.sub(rb'\1=""', content)
        return _WRITTEN_BY.sub(b"", content) if lower.startswith("word/") else content
    return content


def _bare(content: bytes) -> bytes:
    """The root element of a small XML part, with nothing in it."""
    root = re.search(rb"<(?![?!])([^\s/>]+)([^>]*?)/?>", content)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n<%s%s/>' % root.groups() if root else content


def _plain_picture(part: str, content: bytes) -> bytes:
    try:
        return pictures.read(part, content).raw
    except (Refusal, OSError, ValueError):
        raise Refusal(f"A picture in it, {part.rpartition('/')[2]}, cannot be read. Put it in again.") from None
