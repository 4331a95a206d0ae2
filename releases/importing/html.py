"""Reads one release from HTML: a saved page, a pasted piece, or a Word document that mammoth has turned into HTML.

A page's navigation, banner and footer are left out only where its own marks say what they are, and only when nothing in
them speaks of the release; what is left out is set aside and shown, like every line that has no place.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from releases.importing.decoding import check_size, decoded, one_newline
from releases.importing.embargo_line import is_embargo_line, is_release_line, mentions_embargo
from releases.importing.furniture import ends_marker, is_date_line, kind_in, notes_heading
from releases.importing.lines import Line, laid_out
from releases.importing.markup import FOOTNOTE, Block, cleaned, read_markup
from releases.importing.reading import CannotRead, KnownHelpline, ReadNote, ReadRelease
from releases.importing.text import LONDON, read_lines

MAX_BYTES = 8 * 1024 * 1024  # of a saved page, which may carry its pictures within itself
MAX_CHARACTERS = 600_000  # of what is left of it
_MOST = 0.6  # of the words: an article with so many is what the page is for
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_FIRST_TAG = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|meta|body|main|article|section|div|p|h[1-6]|ul|ol|table|span|b"
    r"|strong|em|i|a)\b[^>]*>",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_SMALLEST = re.compile(r"[\w’']+")


def looks_like_html(text: str) -> bool:
    """Whether a text is HTML: it begins with a tag and closes one. Decided by the words, never by a name."""
    start = text[:20000].lstrip("\ufeff")
    while comment := _COMMENT.match(start):
        start = start[comment.end() :]
    return bool(_FIRST_TAG.match(start)) and bool(re.search(r"</\w|<body|<br|/>", text, re.IGNORECASE))


def source_of(raw: bytes) -> str:
    """The clean HTML of a file. Raises CannotRead when it is too large or holds no words."""
    check_size(raw, MAX_BYTES)
    html = cleaned(_decoded(raw))
    if not _SMALLEST.search(re.sub(r"<[^>]*>", " ", html)):
        raise CannotRead(
            "The page holds no words: it may draw them by script. Copy the text from the page and paste it."
        )
    if len(html) > MAX_CHARACTERS:
        raise CannotRead("The page holds far more than a press release. Save or paste the release alone.")
    return html


def _decoded(raw: bytes) -> str:
    """UTF-16 or UTF-8 by their marks, else as the page says, else UTF-8 or Windows-1252 (HTML 13.2.3)."""
    named = _CHARSET.search(raw[:4096])
    if named and not raw.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            name = codecs.lookup(named[1].decode("ascii")).name
            if name not in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii"):
                return raw.decode("cp1252" if name == "iso8859-1" else name, errors="replace")
        except (LookupError, UnicodeDecodeError):
            pass  # a charset that nobody knows: read as one that says nothing
    return decoded(raw)


def read_html(source: str, *, known: Sequence[KnownHelpline] = (), zone: tzinfo = LONDON) -> ReadRelease:
    """The release that HTML holds; the arguments are read_text's. Raises CannotRead when there are no words."""
    markup = read_markup(source)
    part = _release_part(markup.blocks)
    lines = _lines(part.blocks)
    if not lines:
        raise CannotRead("The file is empty: choose the file that holds the release.")
    read = read_lines(lines, known=known, zone=zone)
    lost = [s.href for block in part.blocks for s in block.spans if s.tag == "lost"]
    footnotes = [ReadNote(block.text, block.links) for block in part.footnotes]
    return replace(
        read,
        notes=(*read.notes, *footnotes),
        set_aside=(*read.set_aside, *(block.text for block in part.left_out)),
        warnings=(*markup.warnings, *_about(part, lost), *read.warnings),
    )


def blocks_of(source: str) -> list[Block]:
    """The blocks of HTML, for releases.importing.formatting."""
    return read_markup(source).blocks


@dataclass
class _Part:
    """Which of the blocks are the release's."""

    blocks: list[Block]
    footnotes: list[Block]
    left_out: list[Block]


def _release_part(blocks: Sequence[Block]) -> _Part:
    footnotes = [block for block in blocks if _within(block, FOOTNOTE)]
    rest = [block for block in blocks if not _within(block, FOOTNOTE)]
    home = _home(rest)
    inside: list[Block] = []
    head: list[Block] = []
    left_out: list[Block] = []
    for block in rest:
        tail = block.path[len(home) :]
        at_home = block.path[: len(home)] == home
        around = any(step.split()[0] in ("header", "footer") for step in tail) and not home and not _has_article(block)
        if not at_home or (any(step.startswith("nav ") for step in tail) and not _belongs(block.text)):
            left_out.append(block)
        elif around and not _holds_release(rest, tail):
            # What a letterhead says of the release is read with it; its address and number are not the release's words.
            says = is_embargo_line(block.text) or is_release_line(block.text) or kind_in(block.text)
            (head if says or is_date_line(block.text) else left_out).append(block)
        else:
            inside.append(block)
    head = [b for i, b in enumerate(head) if b.text not in {other.text for other in (*inside, *head[:i])}]
    return _Part([*head, *inside], footnotes, [b for b in left_out if b.text not in {h.text for h in head}])


def _within(block: Block, place: str) -> bool:
    return any(step.split()[0] == place for step in block.path)


def _has_article(block: Block) -> bool:
    return _within(block, "article") or _within(block, "main")


def _holds_release(blocks: Sequence[Block], tail: tuple[str, ...]) -> bool:
    """A header with the headline, or a footer with ENDS or the notes, is no letterhead."""
    same = [block for block in blocks if block.path[: len(tail)] == tail]
    return any(b.heading == 1 or ends_marker(b.text) or _is_notes(b.text) for b in same)


def _is_notes(text: str) -> bool:
    heading = notes_heading(text)
    return bool(heading) and "not" in text.casefold()


def _home(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The path of the one article, or else the one main part, that holds nearly every word, and all that a release must
    not lose; the whole source where there is none."""
    paths = {
        block.path[: index + 1]
        for block in blocks
        for index, step in enumerate(block.path)
        if step.split()[0] in ("article", "main")
    }
    words = {path: sum(len(b.text.split()) for b in blocks if b.path[: len(path)] == path) for path in paths}
    whole = sum(len(b.text.split()) for b in blocks if not _within(b, "nav") and not _within(b, "footer"))
    for path in sorted(paths, key=len, reverse=True):
        others = [other for other in paths if len(other) == len(path) and other != path]
        most = words[path] >= _MOST * whole or (path[-1].startswith("main") and not others)
        outside = [b for b in blocks if b.path[: len(path)] != path]
        if most and not any(_belongs(b.text) for b in outside):
            return path
    return ()


def _belongs(text: str) -> bool:
    """What a release must not lose, wherever a page puts it."""
    return bool(mentions_embargo(text) or is_embargo_line(text) or ends_marker(text) or _is_notes(text))


def _lines(blocks: Sequence[Block]) -> list[Line]:
    lines = [
        line
        for block in blocks
        for line in laid_out(Line(one_newline(block.text).strip(), block.gap, block.links))
    ]  # fmt: skip
    if lines:
        lines[0] = replace(lines[0], gap=True)
    return lines


def _about(part: _Part, lost: Sequence[str]) -> list[str]:
    said = []
    if part.footnotes:
        said.append(f"{_many(len(part.footnotes), 'footnote')} stand at the end of the notes to editors: place them.")
    if part.left_out:
        start = " ".join(part.left_out[0].text.split()[:8])
        said.append(
            f"{_many(len(part.left_out), 'line')} around the release (menus, page head or foot) were not copied, from "
            f"“{start}” on. They are listed under “Read, and not copied into the text”."
        )
    if lost:
        said.append(f"{_many(len(lost), 'link')} led to an address within the page’s own site and were lost: {lost[0]}")
    return said


def _many(count: int, what: str) -> str:
    return f"{count} {what}" + ("" if count == 1 else "s")
