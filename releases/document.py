"""Freeze a release's working text to one plain document, and thaw a document back into working text.

Everything public renders a document: pages, text, feeds, search. Preview is the same function on the draft, so that
what is signed is what is shown. The document is canonical JSON (sorted keys, no spaces, UTF-8) with a format number;
readers of editions must accept every format that was ever written.

Format 1:

    format, kind, headline, summary, language
    passages   [{type: "text", html} | {type: "statement", number, lead_in, attribution: "before"|"after",
                speaker: {kind, name, role, spokesperson: slug|null}, paragraphs: [inline html, no outer marks]}]
    notes      [html]
    about      [{heading, html}]
    topics     [{slug, name}]
    pictures   [{asset, name, type, size, width, height, title, alt, caption, credit}]
    files      [{asset, name, title, type, size}]
"""

import hashlib
import json
import mimetypes
import re
from collections.abc import Iterable
from html import unescape
from typing import Any
from uuid import UUID

from django.utils.text import slugify

from releases import quotation, richtext
from releases.models import About, Asset, Attachment, NoteToEditors, Passage, Release, Spokesperson, Topic

FORMAT = 1

Document = dict[str, Any]


def canonical(document: Document) -> str:
    """The one way to write a document down, so that equal documents have equal bytes and equal hashes."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of a canonical document's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Document:
    """A document that was written down."""
    document: Document = json.loads(text)
    return document


def plain(html: str) -> str:
    """The words of a piece of clean HTML on one line, for a label or a list at the desk."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def freeze(release: Release) -> Document:
    """The document of the release's working text as it stands. Reads the rows; writes nothing."""
    return written(
        release, passages=release.passages.all(), notes=release.notes.all(), abouts=release.abouts.all(),
        attachments=release.attachments.all(), topics=release.topics.all(),
    )  # fmt: skip


def written(
    release: Release, *, passages: Iterable[Passage], notes: Iterable[NoteToEditors], abouts: Iterable[About],
    attachments: Iterable[Attachment], topics: Iterable[Topic],
) -> Document:  # fmt: skip
    """The document of a release with these parts, in this order: those it has now, or those that a save has kept."""
    body: list[Document] = []
    statements = 0
    for passage in passages:
        if passage.type == Passage.Type.STATEMENT:
            statements += 1
            body.append(_statement(passage, statements))
        else:
            body.append({"type": "text", "html": richtext.cleaned(passage.body)})
    attachments = list(attachments)
    return {
        "format": FORMAT,
        "kind": release.kind,
        "headline": release.headline,
        "summary": release.summary,
        "language": release.language,
        "passages": body,
        "notes": [richtext.cleaned(note.body) for note in notes if note.body],
        "about": [{"heading": about.heading, "html": richtext.cleaned(about.body)} for about in abouts],
        "topics": [{"slug": topic.slug, "name": topic.name} for topic in topics],
        "pictures": [_picture(a) for a in attachments if a.shown == Attachment.Shown.PICTURE],
        "files": [_file(a) for a in attachments if a.shown == Attachment.Shown.FILE],
    }


def emptied(kind: str, language: str) -> Document:
    """The document of a withdrawal: no word of what stood there."""
    empty: Document = {name: [] for name in ("passages", "notes", "about", "topics", "pictures", "files")}
    return {"format": FORMAT, "kind": kind, "headline": "", "summary": "", "language": language, **empty}


def _statement(passage: Passage, number: int) -> Document:
    spokesperson = passage.spokesperson
    return {
        "type": "statement",
        "number": number,
        "lead_in": passage.lead_in,
        "attribution": passage.attribution,
        "speaker": {
            "kind": passage.speaker_kind,
            "name": passage.speaker_name or (spokesperson.name if spokesperson else ""),
            "role": passage.speaker_role,
            "spokesperson": spokesperson.slug if spokesperson else None,
        },
        "paragraphs": quotation.unmarked(richtext.paragraphs(passage.body)),
    }


def public_name(title: str, content_type: str) -> str:
    """The file name a reader saves: from the public title, never from what was uploaded."""
    return f"{slugify(title) or 'file'}{mimetypes.guess_extension(content_type) or ''}"


def _file(attachment: Attachment) -> Document:
    asset = attachment.asset
    return {
        "asset": str(asset.uuid),
        "name": public_name(attachment.title, asset.content_type),
        "title": attachment.title,
        "type": asset.content_type,
        "size": asset.size,
    }


def _picture(attachment: Attachment) -> Document:
    return _file(attachment) | {
        "width": attachment.asset.width,
        "height": attachment.asset.height,
        "alt": "" if attachment.decorative else attachment.alternative_text,
        "decorative": attachment.decorative,
        "caption": attachment.caption,
        "credit": attachment.credit,
    }


def thaw(release: Release, document: Document, keys: Iterable[str] = ()) -> None:
    """Make the working text what the document says, replacing what stood there. The caller holds the release's lock.

    `keys` are those that its passages had, in their order, where they are known: consents are recorded by them.
    `freeze` of the result is the document again, save for records that no longer exist: a spokesperson who was deleted
    becomes someone else of that name, a topic or file that was deleted is left out.
    """
    release.headline, release.summary = document["headline"], document["summary"]
    release.language = document["language"]
    release.save(update_fields=["headline", "summary", "language"])
    release.topics.set(Topic.objects.filter(slug__in=[t["slug"] for t in document["topics"]]))
    own = {words_of(p): UUID(key) for p, key in zip(document["passages"], keys, strict=False)}
    known = _known_keys(release) | own
    for rows in (release.passages, release.notes, release.abouts, release.attachments):
        rows.all().delete()
    people = Spokesperson.objects.in_bulk(field_name="slug")
    Passage.objects.bulk_create(
        _passage(release, position, passage, people, known) for position, passage in enumerate(document["passages"], 1)
    )
    NoteToEditors.objects.bulk_create(
        NoteToEditors(release=release, position=i, body=html) for i, html in enumerate(document["notes"], 1)
    )
    About.objects.bulk_create(
        About(release=release, position=i, heading=about["heading"], body=about["html"])
        for i, about in enumerate(document["about"], 1)
    )
    pictures = [(Attachment.Shown.PICTURE, p) for p in document["pictures"]]
    files = [(Attachment.Shown.FILE, f) for f in document["files"]]
    assets = {str(a.uuid): a for a in Asset.objects.filter(uuid__in=[entry["asset"] for _, entry in pictures + files])}
    Attachment.objects.bulk_create(
        _attachment(release, position, shown, entry, assets[entry["asset"]])
        for position, (shown, entry) in enumerate(pictures + files, 1)
        if entry["asset"] in assets
    )


def words_of(passage: Document) -> str:
    """SHA-256 of what a passage says, whoever says it and however it is printed: the same words, the same passage."""
    words = passage["html"] if passage["type"] == "text" else " ".join(passage["paragraphs"])
    return fingerprint(plain(words).casefold())


def _known_keys(release: Release) -> dict[str, UUID]:
    """The key of each wording that stood in the release: what comes back is the passage it was."""
    known: dict[str, UUID] = {}
    for edition in release.editions.order_by("number"):
        known |= {
            words_of(passage): UUID(key)
            for passage, key in zip(read(edition.document)["passages"], edition.passage_keys, strict=False)
        }
    standing = zip(freeze(release)["passages"], release.passages.all(), strict=True)
    return known | {words_of(passage): row.key for passage, row in standing}


def _passage(
    release: Release, position: int, passage: Document, people: dict[str, Spokesperson], keys: dict[str, UUID]
) -> Passage:
    row = _row_of(release, position, passage, people)
    row.key = keys.pop(words_of(passage), row.key)
    return row


def _row_of(release: Release, position: int, passage: Document, people: dict[str, Spokesperson]) -> Passage:
    if passage["type"] == "text":
        return Passage(release=release, position=position, type=Passage.Type.NARRATIVE, body=passage["html"])
    speaker = passage["speaker"]
    spokesperson = people.get(speaker["spokesperson"] or "")
    kind = speaker["kind"]
    if kind == "spokesperson" and spokesperson is None:
        kind = "other"
    return Passage(
        release=release,
        position=position,
        type=Passage.Type.STATEMENT,
        body=richtext.from_paragraphs(passage["paragraphs"]),
        speaker_kind=kind,
        spokesperson=spokesperson,
        speaker_name=speaker["name"],
        speaker_role=speaker["role"],
        lead_in=passage["lead_in"],
        attribution=passage["attribution"],
    )


def _attachment(release: Release, position: int, shown: Attachment.Shown, entry: Document, asset: Asset) -> Attachment:
    return Attachment(
        release=release,
        position=position,
        asset=asset,
        shown=shown,
        title=entry["title"],
        alternative_text=entry.get("alt", ""),
        decorative=entry.get("decorative", False),
        caption=entry.get("caption", ""),
        credit=entry.get("credit", ""),
    )
