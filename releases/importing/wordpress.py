"""What a WordPress item says, as a release would say it. Reads only; releases.importing.wordpress_saving writes.

An old text is brought in as it stood. Statements and notes are told apart only where the reader has no doubt and every
speaker is one of ours: nobody looks at a thousand texts one by one, and a survivor's name must not become a speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from html import escape, unescape
from urllib.parse import unquote, urlsplit

from releases.importing.blocks_of_wordpress import as_html
from releases.importing.formatting import Formatting
from releases.importing.furniture import ends_marker, is_date_line, kind_in, notes_heading
from releases.importing.html import read_html
from releases.importing.markup import cleaned, read_markup
from releases.importing.reading import CannotRead, ReadNote, ReadPassage, ReadRelease, ReadStatement
from releases.importing.wxr import Item, Site, Term

DRAFTS = {"draft", "pending", "future"}
_NO_DATE = "0000-00-00 00:00:00"
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_FILE = re.compile(r'href="([^"]+/wp-content/uploads/[^"]+\.(?:pdf|docx|xlsx|csv))"', re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(src|alt|class)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@dataclass(frozen=True)
class OldFile:
    """A picture or file as the old site named it; `words` are its alternative text, or the title of a file."""

    address: str
    words: str = ""
    is_picture: bool = True


@dataclass
class OldRelease:
    """One item, ready to be stored. `public`: it was public there, and is to be again once two people say so."""

    guid: str
    title: str
    slug: str
    post_id: str
    public: bool
    issued_at: datetime | None
    summary: str
    author: str
    kinds: list[str]
    topics: list[Term]
    read: ReadRelease
    formatting: Formatting
    source: str
    addresses: list[str]
    files: list[OldFile] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def release_of(item: Item, site: Site, *, at: datetime, zone: tzinfo, ours: Collection[str]) -> OldRelease:
    """The release in a post. `at` is now; `zone` is where a date without one was written; `ours` are the names of our
    spokespeople, case-folded. Raises CannotRead, with the reason, for what is not brought in."""
    status, guid = item.text("wp:status"), item.text("guid")
    if item.text("wp:post_password"):
        raise CannotRead("it is protected by a password")
    if status not in DRAFTS | {"publish"}:
        raise CannotRead(f"its status is “{status or 'none'}”")
    if not guid or len(guid) > 500:
        raise CannotRead("its feed id (guid) is " + ("missing" if not guid else "longer than 500 characters"))
    title = " ".join(unescape(re.sub(r"<[^>]*>", "", item.text("title"))).split())
    if not title or len(title) > 300:
        raise CannotRead("it has no title" if not title else "its title is longer than 300 characters")
    issued_at = _date(item, zone)
    if status == "publish" and issued_at is None:
        raise CannotRead("it was public, and its date cannot be read")
    html, remarks = as_html(item.texts.get("content:encoded", ""), site.home)
    clean = cleaned(html)
    formatting = Formatting(read_markup(clean).blocks)
    summary = " ".join(unescape(re.sub(r"<[^>]*>", " ", item.text("excerpt:encoded"))).split())
    if len(summary) > 600:
        remarks.append("its excerpt is longer than 600 characters and was left out")
        summary = ""
    terms = [replace(term, name=unescape(term.name)) for term in item.terms if term.slug != "uncategorized"]
    return OldRelease(
        guid=guid, title=title, slug=unquote(item.text("wp:post_name")), post_id=item.text("wp:post_id"),
        public=status == "publish" and issued_at is not None and issued_at <= at,
        issued_at=issued_at if status == "publish" else None,
        summary=summary, author=item.text("dc:creator"), kinds=[term.name for term in terms],
        topics=[term for term in terms if term.domain in ("category", "post_tag")],
        read=_read(title, clean, remarks, ours), formatting=formatting, source=clean,
        addresses=addresses_of(item, site), files=_files(html), remarks=remarks,
    )  # fmt: skip


def addresses_of(item: Item, site: Site) -> list[str]:
    """Where the item stood: its path, and the short form that WordPress always answers (`/?p=123`)."""
    found = []
    link = urlsplit(item.text("link"))
    if link.path.strip("/") and not link.query:
        found.append(unquote(link.path))
    if post_id := item.text("wp:post_id"):
        found.append(f"{urlsplit(site.home).path.rstrip('/')}/?p={post_id}")
    return [address for address in found if len(address) <= 500]


def _date(item: Item, zone: tzinfo) -> datetime | None:
    """To the second, in UTC: the date in UTC, else the one on the old site's clock, else the feed's."""
    for name, where in (("wp:post_date_gmt", UTC), ("wp:post_date", zone)):
        text = item.text(name)
        if text and text != _NO_DATE:
            try:
                return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=where).astimezone(UTC)
            except ValueError:
                continue
    try:
        told = parsedate_to_datetime(item.text("pubDate"))
    except ValueError:
        return None
    return told.astimezone(UTC) if told.tzinfo and told.year > 1 else None


def _read(title: str, html: str, remarks: list[str], ours: Collection[str]) -> ReadRelease:
    """The text in its parts where there is no doubt about one of them; else as one text, as it stood."""
    blocks = read_markup(html).blocks
    if not blocks:
        raise CannotRead("it has no words")
    try:
        read = read_html(f"<h1>{escape(title)}</h1>{html}")
    except CannotRead:
        read = ReadRelease(warnings=("unread",))
    if _is_sure(read, title, ours):
        remarks += [f"not copied into the text: “{line}”" for line in read.set_aside if not notes_heading(line)]
        return replace(read, summary=())
    texts = [block.text for block in blocks]
    marks = [text for text in texts if ends_marker(text)]
    kept = tuple(text for text in texts if text not in marks)
    remarks += [f"“{mark}” was left out: the page prints its own" for mark in marks]
    return ReadRelease(headline=title, passages=(ReadPassage(kept),) if kept else ())


def _is_sure(read: ReadRelease, title: str, ours: Collection[str]) -> bool:
    if read.warnings or read.headline != title or read.summary or read.captions or read.signposting or read.embargo:
        return False
    speakers = [p.speaker or "" for p in read.passages if isinstance(p, ReadStatement)]
    if any(speaker.casefold() not in ours for speaker in speakers):
        return False
    printed = {contact.email or "" for contact in read.contacts} | {contact.phone or "" for contact in read.contacts}
    return bool(read.passages) and all(
        notes_heading(line) or is_date_line(line) or kind_in(line) or any(p and p in line for p in printed)
        for line in read.set_aside
    )


def _files(html: str) -> list[OldFile]:
    """Pictures and files of the old site in a text, each once."""
    found: dict[str, OldFile] = {}
    for tag in _IMAGE.findall(html):
        values = {name.lower(): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(tag)}
        if source := values.get("src"):
            found.setdefault(source, OldFile(source, values.get("alt", "").strip()))
    for address in _FILE.findall(html):
        title = unquote(unescape(address)).rpartition("/")[2].rpartition(".")[0].replace("-", " ").strip()
        found.setdefault(address, OldFile(unescape(address), title, is_picture=False))
    return list(found.values())


__all__ = ["OldFile", "OldRelease", "ReadNote", "addresses_of", "release_of"]
