"""A document as plain text, for pasting: one line a paragraph, link addresses in full, marks as characters."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from releases import quotation, wording
from releases.models import Edition, Kind

BLOCKS = {"p", "h2", "h3", "li", "blockquote", "ul", "ol"}


class _Reader(HTMLParser):
    """Reads clean HTML (releases/richtext.py) into paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._words, self._link, self._link_began = "", "", 0
        self._counters: list[int | None] = []  # the next number in each open list; None where it has bullets

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self.end_paragraph()
        if tag in ("ul", "ol"):
            self._counters.append(1 if tag == "ol" else None)
        elif tag == "li":
            number = self._counters[-1] if self._counters else None
            self._words = f"{number}. " if number else "- "
            if number:
                self._counters[-1] = number + 1
        elif tag == "br":
            self._words += "\n"
        elif tag == "a":
            self._link, self._link_began = dict(attrs).get("href") or "", len(self._words)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._write_address()
        elif tag in BLOCKS:
            self.end_paragraph()
        if tag in ("ul", "ol") and self._counters:
            self._counters.pop()

    def handle_data(self, data: str) -> None:
        self._words += data.replace("\n", " ")  # a line may end anywhere in HTML; <br> alone means it

    def _write_address(self) -> None:
        """The address behind a link, unless it is what the link already says."""
        said = self._words[self._link_began :].strip()
        address = self._link.removeprefix("mailto:").removeprefix("tel:")
        bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
        if address and said.removeprefix("https://").removeprefix("http://").rstrip("/") not in (bare, address):
            self._words = f"{self._words.rstrip()} ({address})"
        self._link = ""

    def end_paragraph(self) -> None:
        lines = [" ".join(line.split()) for line in self._words.split("\n")]
        if paragraph := "\n".join(line for line in lines if line):
            self.paragraphs.append(paragraph)
        self._words = ""


def paragraphs(html: str) -> list[str]:
    """The paragraphs of clean HTML as plain text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_paragraph()
    return reader.paragraphs


def attribution(passage: dict[str, Any]) -> str:
    """Who says it, once: the editor's own words where there are some, else name and role."""
    speaker = passage["speaker"]
    if passage["lead_in"]:
        return str(passage["lead_in"])
    words = ", ".join(filter(None, [speaker["name"], speaker["role"]]))
    if not words or passage["attribution"] != "before":
        return words
    return f"{words}{',' if speaker['name'] and speaker['role'] else ''} said:"


def as_text(edition: Edition, corrections: Iterable[Edition]) -> str:
    """The edition from its headline to its last "About", `corrections` (newest first) under the headline."""
    body = edition.body
    lines = [Kind(edition.kind).label, dateline(edition), body["headline"]]
    lines += [f"Correction, {wording.day_and_clock(c.public_at)}: {c.note}" for c in corrections]
    if body["summary"]:
        lines.append(body["summary"])
    for passage in body["passages"]:
        lines += _passage(passage)
    lines.append("ENDS")
    if body["notes"]:
        lines.append("Notes to editors")
        lines += ["\n".join([f"{number}. {first}", *more]) for number, first, more in _numbered(body["notes"])]
    for about in body["about"]:
        lines += [about["heading"], *paragraphs(about["html"])]
    return "\n\n".join(filter(None, lines))


def withdrawal(edition: Edition) -> str:
    """What stands at the address of a withdrawn release."""
    kind = Kind(edition.kind).label.lower()
    return f"This {kind} was withdrawn on {wording.day_and_clock(edition.public_at)}.\n\n{edition.note}"


def dateline(edition: Edition) -> str:
    """`24 November 2026, 2.32pm. Updated 25 November 2026, 9am`; of some imports only the day is known."""
    first = edition.first_public_at
    words = wording.day(first) if edition.day_only else wording.day_and_clock(first)
    return f"{words}. Updated {wording.day_and_clock(edition.updated_at)}" if edition.updated_at else words


def _passage(passage: dict[str, Any]) -> list[str]:
    if passage["type"] != "statement":
        return paragraphs(passage["html"])
    said = [" ".join(paragraphs(paragraph)) for paragraph in quotation.marked(passage["paragraphs"])]
    who = attribution(passage)
    return [who, *said] if passage["attribution"] == "before" else [*said, who]


def _numbered(notes: list[str]) -> Iterable[tuple[int, str, list[str]]]:
    for number, note in enumerate(notes, 1):
        first, *more = paragraphs(note) or [""]
        yield number, first, more
