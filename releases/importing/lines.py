"""Where does one line or paragraph of a plain text end and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from releases.importing.decoding import one_newline

_RULE = re.compile(r"^[\s\-=_*~.─━–—+]{3,}$")
_BULLET = re.compile(r"^(?:[•●▪◦‣·∙○■□➢►✓]\s*|[*\-–—+o]\s+)(?=\S)")
_NUMBER = re.compile(r"^(?:\(?\d{1,2}[.)\]]|\[\d{1,2}\])\s")
_TRAILING_END = re.compile(r"[.!?”\"’'…)]\s+([-–—~*/\[(\s]{0,6}(?:ENDS|ENDS HERE|DIWEDD|CRÍOCH)[-–—~*/\])\s.]{0,6})$")
_WRAPPED_AT_MOST = 100


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


def without_bullet(text: str) -> str:
    return _BULLET.sub("", text, count=1)


def lines_of(source: str) -> list[Line]:
    """Lines of the source, hard-wrapped paragraphs made whole; blank lines and drawn rules are left out."""
    rows = [row.replace("\t", " ").rstrip() for row in one_newline(source.removeprefix("\ufeff")).split("\n")]
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
        if parts and width and _continues(previous, row, width):
            parts.append(text)
        else:
            close()
            parts.append(text)
            gap_of_open = gap
        gap = False
        previous = row
    close()
    return [_unmarked(line) for line in lines]


def _is_rule(text: str) -> bool:
    return bool(_RULE.match(text)) and text.replace(" ", "") not in {"***", "..."}


def _wrap_width(rows: Sequence[str]) -> int:
    """The column at which this text was wrapped by hand, or 0. Greedy wrapping leaves no room for the next word."""
    longest = max((len(row) for row in rows), default=0)
    if not 40 <= longest <= _WRAPPED_AT_MOST:
        return 0
    pairs = [(a, b) for a, b in zip(rows, rows[1:], strict=False) if a.strip() and b.strip()]
    full = sum(1 for a, b in pairs if _no_room(a, b, longest))
    return longest if full >= 3 and full * 2 >= len(pairs) else 0


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
    for mark in ("**", "__"):
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark) and text.count(mark) == 2:
            text = text[len(mark) : -len(mark)].strip()
    return replace(line, text=text) if text else line
