"""Reads a WordPress export (WXR 1.0 to 1.2, which is RSS with names of its own) item by item.

The file is never held whole: an item is handed over when it closes, so that ten thousand fill no memory. A document
type is refused where it stands, and with it every entity and outside file; a broken file is refused with its line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from releases.importing.reading import CannotRead

VERSIONS = ("1.0", "1.1", "1.2")
LARGEST_ITEM = 5 * 1024 * 1024  # characters of one item
_CHUNK = 64 * 1024  # bytes
_WP = "http://wordpress.org/export/"
_PREFIXES = {
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}
_COLLECTED = {"item", "wp:author", "wp:category", "wp:tag"}


@dataclass
class Term:
    """A category or tag as an item names it."""

    domain: str
    slug: str
    name: str


@dataclass
class Item:
    """One element with its texts by name (`title`, `wp:post_id`, `content:encoded` ...); `line` is where it begins."""

    kind: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    guid_is_link: bool = True

    def text(self, name: str) -> str:
        return self.texts.get(name, "").strip()


@dataclass
class Site:
    """What stands before the items: addresses of the site, and the version of the format."""

    version: str = ""
    home: str = ""  # wp:base_blog_url: where the newsroom was
    root: str = ""  # wp:base_site_url


def read(path: Path) -> Iterator[Site | Item]:
    """The site, as soon as it is known, then items, authors, categories and tags in the order of the file.

    Raises CannotRead, with the line, for what is no such export; OSError when it cannot be opened.
    """
    reader = _Reader()
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            reader.feed(chunk, last=not chunk)
            yield from reader.take()
            if not chunk:
                break
    if not reader.site.version:
        raise CannotRead("The file is no WordPress export: it names no version of that format (wp:wxr_version).")


class _Reader:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.site = Site()
        self.done: list[Site | Item] = []
        self.item: Item | None = None
        self.names: list[str] = []
        self.text: list[str] = []
        self.size = 0
        self.term: Term | None = None
        self.key = ""

    def feed(self, chunk: bytes, *, last: bool) -> None:
        try:
            self.parser.Parse(chunk, last)
        except expat.ExpatError as error:
            raise CannotRead(
                f"The export is broken at line {error.lineno}: {expat.ErrorString(error.code)}. Export it again, or "
                "mend that line."
            ) from error

    def take(self) -> list[Site | Item]:
        done, self.done = self.done, []
        return done

    def _document_type(self, *_: Any) -> None:
        raise CannotRead(
            f"Line {self.parser.CurrentLineNumber} declares a document type, as no WordPress export does. Export it "
            "again."
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = _short(name)
        if not self.names and name != "rss":
            raise CannotRead("The file is no WordPress export: it does not begin as a feed (<rss>) does.")
        self.names.append(name)
        self.text = []
        if name in _COLLECTED and self.item is None:
            self.item, self.size = Item(name, self.parser.CurrentLineNumber), 0
        elif name == "category" and self.item is not None:
            self.term = Term(attributes.get("domain", ""), attributes.get("nicename", ""), "")
        elif name == "guid" and self.item is not None:
            self.item.guid_is_link = attributes.get("isPermaLink") != "false"

    def _characters(self, data: str) -> None:
        self.size += len(data)
        if self.item is not None and self.size > LARGEST_ITEM:
            raise CannotRead(
                f"The item at line {self.item.line} is larger than any release. Take it out and try again."
            )
        self.text.append(data)

    def _end(self, name: str) -> None:
        name = _short(name)
        self.names.pop()
        words, self.text = "".join(self.text), []
        if self.item is None:
            self._of_site(name, words.strip())
        elif name == self.item.kind and len(self.names) <= 2:
            self.done.append(self.item)
            self.item = None
        elif name == "category" and self.term is not None:
            self.term.name = words.strip()
            self.item.terms.append(self.term)
        elif name == "wp:meta_key":
            self.key = words.strip()
        elif name == "wp:meta_value":
            self.item.meta.setdefault(self.key, words)
        elif "wp:comment" not in self.names:
            self.item.texts.setdefault(name, words)

    def _of_site(self, name: str, words: str) -> None:
        if name == "wp:wxr_version":
            if words not in VERSIONS:
                raise CannotRead(f"The export is of version {words[:20]!r}; {', '.join(VERSIONS)} can be read.")
            self.site.version = words
        elif name == "wp:base_site_url":
            self.site.root = words.rstrip("/")
        elif name == "wp:base_blog_url":
            self.site.home = words.rstrip("/")
            self.done.append(self.site)


def _short(name: str) -> str:
    """`wp:post_id` for "http://wordpress.org/export/1.2/ post_id"."""
    address, _, local = name.rpartition(" ")
    if address.startswith(_WP):
        return ("excerpt:" if address.rstrip("/").endswith("excerpt") else "wp:") + local
    return _PREFIXES.get(address, "") + local
