"""HTML as blocks of plain words, with what was bold, italic or a link kept as spans beside them.

A saved page and a Word document (which mammoth turns into HTML) both come through here: cleaned by an allow-list first,
then cut into blocks. Where a block stood (`path`) is kept, so that the reader can tell a page's navigation from the
release.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import nh3

INLINE = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}  # what a release keeps of them
PLACES = {"header", "footer", "nav", "main", "article", "aside"}
BREAKS = {"p", "div", "section", "blockquote", "pre", "figure", "figcaption", "dl", "dt", "dd", "address", "hr"}
STRUCK = {"s", "del", "strike"}
TABLE = {"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"}
TAGS = {*INLINE, *HEADINGS, *PLACES, *BREAKS, *STRUCK, *TABLE, "br", "ul", "ol", "li"}
_WITHOUT_CONTENT = {
    "script", "style", "title", "template", "noscript", "svg", "math", "button", "select", "iframe", "object", "video",
    "audio", "canvas", "textarea", "datalist", "xml", "o:p",
}  # fmt: skip
FOOTNOTE = "doc-footnote"  # DPUB-ARIA 1.1: the role of an aside that holds one
COLUMN = "\u2003"  # an em space: where a Word document had a tab
_SCHEMES = {"http", "https", "mailto", "tel"}
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_LETTERHEAD = 12  # blocks in which things stand side by side
_WIDEST_CELL = 120  # characters; a wider one holds text, and its table is there for the layout
_BLANKS = 8  # one paragraph in so many empty: then an empty one, and nothing else, parts what belongs together


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a block are bold (`strong`), italic (`em`), a link (`a`, with its address), or
    were a link whose address leads nowhere from here (`lost`)."""

    start: int
    end: int
    tag: str
    href: str = ""


@dataclass(frozen=True)
class Block:
    """One paragraph, heading or item. `kind`: p, h2, h3, ul or ol (an item; its text opens with a mark of `mark`
    characters) or more (a further paragraph of the item above). `gap`: a blank line stands above it, as the reader of
    plain text understands it; `blank`: an empty paragraph stood there."""

    text: str
    kind: str = "p"
    spans: tuple[Span, ...] = ()
    gap: bool = True
    blank: bool = False
    mark: int = 0
    path: tuple[str, ...] = ()
    heading: int = 0  # 1 to 6 as it was, or 0

    @property
    def links(self) -> tuple[str, ...]:
        """Addresses that the words carry without printing them."""
        found = (span.href for span in self.spans if span.tag == "a" and span.href.startswith("http"))
        return tuple(dict.fromkeys(href for href in found if _bare(href) not in self.text.casefold()))


@dataclass
class Markup:
    """A whole source, read: its blocks, and sentences about what could not be kept."""

    blocks: list[Block] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def cleaned(html: str) -> str:
    """The HTML with its structure, words and links and nothing else. Cleaning what is clean changes nothing."""
    return nh3.clean(
        html,
        tags=TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes={"a": {"href"}, "ol": {"start"}},
        tag_attribute_values={"aside": {"role": {FOOTNOTE}}},
        url_schemes=_SCHEMES,
        link_rel=None,
    ).strip()


def read_markup(html: str) -> Markup:
    """The blocks of HTML, in order. It is cleaned here, whatever was done to it before."""
    builder = _Builder()
    builder.feed(cleaned(html))
    builder.close()
    return builder.finished()


def _bare(href: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", href.casefold()).rstrip("/")


class _Builder(HTMLParser):
    """Collects blocks; clean HTML only, so that every tag is known and closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Markup()
        self.text = ""
        self.open: list[tuple[str, str, int]] = []  # tag, address, where it begins
        self.done: list[Span] = []
        self.kinds: list[str] = ["p"]
        self.path: list[str] = []
        self.numbers: list[int] = []  # of the next item; 0 in a list without numbers
        self.places = 0
        self.item_begun = False
        self.gap, self.blank, self.blanks = True, False, 0
        self.rows: list[list[list[Block]]] = []
        self.tables = 0
        self.struck: list[str] = []
        self.striking = False

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in INLINE:
            self._opens(INLINE[tag], values.get("href", "").strip())
        elif tag in STRUCK:
            self.striking = True
            self.struck.append("")
        elif tag == "br":
            self._break()
        else:
            self._end()
            self._begins(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            self._closes(INLINE[tag])
        elif tag in STRUCK:
            self.striking = False
        elif tag == "p" and not self.text.strip():
            self.text, self.blank = "", True
            self.blanks += 1
        elif tag != "br":
            self._end()
            self._ends(tag)

    def handle_data(self, data: str) -> None:
        data = _SPACE.sub(" ", _INVISIBLE.sub("", data))
        if self.striking:
            self.struck[-1] += data
        while COLUMN in data:
            before, _, data = data.partition(COLUMN)
            self._add(before)
            data = data.lstrip(f" {COLUMN}")
            beside = len(self.found.blocks) < _LETTERHEAD and 3 < len(self.text) <= 200
            if beside and not self.text.rstrip().endswith(":") and data and not self.rows:
                self._break()
            else:
                self._add(" ")
        self._add(data)

    def _add(self, data: str) -> None:
        self.text += data.lstrip(" ") if not self.text or self.text.endswith(" ") else data

    # Spans

    def _opens(self, tag: str, href: str) -> None:
        if tag == "a" and href.partition(":")[0].lower() not in _SCHEMES:
            tag = "lost" if href and not href.startswith("#") else ""
        self.open.append((tag, href, len(self.text)))

    def _closes(self, tag: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index][0] == tag or (tag == "a" and self.open[index][0] in ("lost", "")):
                self._note(*self.open.pop(index))
                return

    def _note(self, tag: str, href: str, start: int) -> None:
        if tag and self.text[start:].strip():
            self.done.append(Span(start, len(self.text), tag, href))

    # Blocks

    def _begins(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            start = values.get("start", "1")
            self.numbers.append((int(start) if start.isascii() and start.isdigit() else 1) if tag == "ol" else 0)
        elif tag == "li":
            self.kinds.append("ol" if self.numbers and self.numbers[-1] else "ul")
            self.item_begun = False
        elif tag in HEADINGS:
            self.kinds.append(tag)
        elif tag in PLACES:
            self.places += 1
            role = FOOTNOTE if values.get("role") == FOOTNOTE else tag
            self.path.append(f"{role} {self.places}")
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append([])

    def _ends(self, tag: str) -> None:
        if tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()
        elif (tag == "li" or tag in HEADINGS) and len(self.kinds) > 1:
            self.kinds.pop()
            self.gap = True
        elif tag in PLACES and self.path:
            self.path.pop()
        elif tag == "tr" and self.rows:
            self._row(self.rows.pop())

    def _break(self) -> None:
        """A line break: what follows belongs to the same paragraph of furniture, but is a line of its own."""
        if not self.text.strip():
            self.text, self.blank = "", True
            self.blanks += 1
            return
        self._end()
        self.gap = False

    def _end(self) -> None:
        """Close the block that is open, if any words stand in it; spans that are open go on in the next."""
        text = self.text.rstrip()
        for tag, href, start in self.open:
            self._note(tag, href, start)
        if text:
            self._block(text)
        self.text, self.done = "", []
        self.open = [(tag, href, 0) for tag, href, _ in self.open]

    def _block(self, text: str) -> None:
        kind, mark, heading = self.kinds[-1], "", 0
        if kind in HEADINGS:
            kind, heading = HEADINGS[kind], int(kind[1])
        elif kind in ("ul", "ol"):
            if self.item_begun:
                kind = "more"
            elif kind == "ol":
                mark = f"{self.numbers[-1]}. "
                self.numbers[-1] += 1
            else:
                mark = "• "
            self.item_begun = True
        spans = tuple(
            Span(s.start + len(mark), min(s.end, len(text)) + len(mark), s.tag, s.href)
            for s in self.done
            if s.start < len(text) and not (heading and s.tag in ("strong", "em"))
        )
        gap = bool(heading) or self.blank or (self.gap and kind != "more")
        self._place().append(Block(mark + text, kind, spans, gap, self.blank, len(mark), tuple(self.path), heading))
        self.gap, self.blank = kind not in ("ul", "ol", "more"), False

    def _place(self) -> list[Block]:
        """Where a block goes: the cell that is open, or the source itself."""
        return self.rows[-1][-1] if self.rows and self.rows[-1] else self.found.blocks

    def _row(self, cells: list[list[Block]]) -> None:
        """A row of a table as one line; a table that is there for its layout, cell after cell."""
        into, filled = self._place(), [cell for cell in cells if cell]
        if len(filled) < 2 or any(len(cell) > 1 or len(cell[0].text) > _WIDEST_CELL for cell in filled):
            into += [block for cell in filled for block in cell]
            return
        self.tables += 1
        into.append(_beside([cell[0] for cell in filled]))

    def finished(self) -> Markup:
        self._end()
        blocks = self.found.blocks
        if self.blanks * _BLANKS >= len(blocks):
            # Where empty paragraphs part what belongs together, nothing else does.
            self.found.blocks = [
                replace(block, gap=block.blank or index == 0 or bool(block.heading)) if block.kind == "p" else block
                for index, block in enumerate(blocks)
            ]
        said = self.found.warnings
        if self.tables:
            said.append("A table was brought in as text, a line for each of its rows: check that it still reads.")
        if struck := [" ".join(words.split()) for words in self.struck if words.strip()]:
            said.append(f"Words that were struck through were kept: “{struck[0][:80]}”. Delete what is meant to go.")
        return self.found


def _beside(cells: list[Block]) -> Block:
    """Cells of one row in one block: a label and its value, or columns between bars."""
    text, spans = "", []
    for cell in cells:
        if text:
            text += " " if text.endswith(":") else " | "
        spans += [replace(s, start=s.start + len(text), end=s.end + len(text)) for s in cell.spans]
        text += cell.text
    return replace(cells[0], text=text, kind="p", spans=tuple(spans), mark=0)
