"""Where does one line or paragraph of a plain text end and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from releases.importing.decoding import one_newline

_RULE = re.compile(r"^[\s\-=_*~.─━–—+]{2,}$")
_COLUMNS = re.compile(r"(?<=[^\s:])\s{3,}(?=\S)")
_COLUMNS_WITHIN = 12
_BULLET = re.compile(r"^(?:[•●▪◦‣·∙○■□➢►✓]\s*|[*\-–—+o]\s+)(?=\S)")
_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)\]]|\[\d{1,2}\])\s")
_TRAILING_END = re.compile(r"[.!?”\"’'…)]\s+([-–—~*/\[(\s]{0,6}(?:ENDS|ENDS HERE|DIWEDD|CRÍOCH)[-–—~*/\])\s.]{0,6})$")
# "> " before each row of what is quoted, in mail and in Markdown; *“words”* that are set in italics.
_QUOTED_ROW = re.compile(r"^(?:> ?){1,3}")
_SLANTED = re.compile(r"\*([“\"‘][^*]{1,2000}[”\"’][,.]?)\*")
# The stars around an end marker are the marker's.
_ENDS_IN_STARS = re.compile(r"^\*+\s?(?:ends?|diwedd|críoch)\s?\*+$", re.IGNORECASE)
_WRAPPED_AT_MOST = 100
# Soft hyphens and joiners are no characters of a word: they tell a typesetter where it may break.
_UNSEEN_CHARACTERS = "\u00ad\u200b\u2060\ufeff"
_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")


@dataclass(frozen=True)
class Line:
    """A paragraph or a line of furniture, as printed but for indentation; `gap` says that a blank line stood above it.

    `links` are addresses that the words carry without printing them (from HTML or Word; plain text has none).
    """

    text: str
    gap: bool = True
    links: tuple[str, ...] = ()

    @property
    def is_bullet(self) -> bool:
        return bool(_BULLET.match(self.text))


def without_unseen(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines without soft hyphens and joiners, and a sentence with the words that held one, as they were parted."""
    parted: dict[str, None] = {}
    clean = []
    for line in lines:
        if _UNSEEN.search(line.text):
            held = (word.strip(_UNSEEN_CHARACTERS) for word in line.text.split())
            parted |= {_UNSEEN.sub("-", word): None for word in held if _UNSEEN.search(word)}
        text = _UNSEEN.sub("", line.text).strip()
        clean += [replace(line, text=text)] if text else []
    return clean, [f"Invisible hyphens were taken out of: {', '.join(parted)}"] if parted else []


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text, count=1)


def lines_of(source: str) -> list[Line]:
    """Lines of the source, hard-wrapped paragraphs made whole; blank lines and drawn rules are left out."""
    rows = _rows(one_newline(source.removeprefix("\ufeff")))
    width = _wrap_width(rows)
    lines: list[Line] = []
    parts: list[str] = []
    gap = True
    previous = ""

    def close() -> None:
        if parts:
            lines.extend(_split_end(Line(" ".join(parts), gap_of_open)))
            parts.clear()

    gap_of_open = True
    for row in rows:
        text = row.strip()
        if not text or _is_rule(text):
            close()
            gap = True
            continue
        if parts and (_hangs(parts[0], row) or width and _continues(previous, row, width)):
            parts.append(text)
        else:
            close()
            parts.append(text)
            gap_of_open = gap
        gap = False
        previous = row
    close()
    return [_unmarked(line) for line in lines]


def laid_out(line: Line) -> list[Line]:
    """The same for one paragraph that another format has parted already: a drawn rule is left out, an end marker typed
    behind the last words is a line of its own."""
    return [] if not line.text or _is_rule(line.text) else _split_end(line)


def _rows(source: str) -> list[str]:
    """Rows without tabs; a letterhead that sets two things side by side gives two rows."""
    rows: list[str] = []
    for row in source.split("\n"):
        row = _QUOTED_ROW.sub("", row.replace("\t", "    ").rstrip())
        beside = len(rows) < _COLUMNS_WITHIN and 0 < len(row.strip()) <= 200
        spaced = all(len(word) == 1 for word in row.split())
        rows += _COLUMNS.split(row.strip()) if beside and not spaced and _COLUMNS.search(row.strip()) else [row]
    return rows


def _is_rule(text: str) -> bool:
    return bool(_RULE.match(text)) and text.replace(" ", "") not in {"***", "..."}


def _wrap_width(rows: Sequence[str]) -> int:
    """The column at which this text was wrapped by hand, or 0. Greedy wrapping leaves no room for the next word."""
    pairs = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a.strip() and b.strip()]
    lengths = sorted(len(a) for a, _ in pairs)
    # A subject line or an address may run beyond the column.
    width = lengths[-1 - len(lengths) // 8] if lengths else 0
    if not 40 <= width <= _WRAPPED_AT_MOST or sum(1 for row in rows if len(row) > _WRAPPED_AT_MOST) * 8 > len(rows):
        return 0
    long = [(a, b) for a, b in pairs if len(a) * 10 >= width * 7]
    full = [a for a, b in long if _no_room(a, b, width)]
    # Where each line is a paragraph, most end a sentence; where a column breaks them, few do.
    broken = sum(1 for row in full if row[-1:] not in '.!?:”"')
    # And what a column breaks goes on in small letters more often than not; lines of a list begin with capitals.
    going_on = sum(1 for a, b in long if _no_room(a, b, width) and b.strip()[:1].islower())
    wrapped = broken * 10 >= len(full) * 6 and going_on * 4 >= len(full)
    return width if len(full) >= 3 and len(full) * 10 >= len(long) * 7 and wrapped else 0


def _hangs(first: str, row: str) -> bool:
    """Indented below a numbered or bulleted line: the rest of that item."""
    item = _BULLET.match(first) or _NUMBER.match(first)
    return bool(item) and row.startswith("  ") and not (_BULLET.match(row.strip()) or _NUMBER.match(row.strip()))


def _no_room(row: str, following: str, width: int) -> bool:
    first = following.split(None, 1)[0] if following.strip() else ""
    return len(row) + 1 + len(first) > width - 2 and len(row) > width // 2


def _continues(previous: str, row: str, width: int) -> bool:
    text = row.strip()
    if _BULLET.match(text) or _NUMBER.match(text):
        return False
    return _no_room(previous, row, width) or (text[:1].islower() and len(previous) > width // 2)


def _split_end(line: Line) -> list[Line]:
    """An end marker typed behind the last words is a line of its own."""
    tail = line.text[-40:]
    found = _TRAILING_END.search(tail)
    if not found:
        return [line]
    cut = len(line.text) - len(tail) + found.start(1)
    return [replace(line, text=line.text[:cut].rstrip()), Line(line.text[cut:].strip(), True)]


def _unmarked(line: Line) -> Line:
    """Without the signs of Markdown around a whole line: they are no words of the release."""
    text = line.text
    heading = re.match(r"^#{1,6}\s+(?=[^\s#])", text)
    if heading:
        text = text[heading.end() :]
    if "**" in text and not _ENDS_IN_STARS.match(text) and text.count("**") % 2 == 0 and text.strip("* "):
        text = text.replace("**", "").strip()
    text = _SLANTED.sub(r"\1", text)
    return replace(line, text=text) if text else line
