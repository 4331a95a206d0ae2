"""Where in a paragraph does a quotation begin and end?"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

_OPENS, _CLOSES, _BOTH = "“„«‟", "”»", '"'
_SINGLE_OPENS, _SINGLE_BOTH, _SINGLE_CLOSES = "‘‚", "'", "’'"
_BEFORE_OPEN = " \t\u00a0([{–—-/:"
_AFTER_CLOSE = " \t\u00a0.,;:?!)]}…–—-*"


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: `raw` as printed; a quotation's `inner` has no outer marks.

    `closed` False: the paragraph ends before its closing mark comes. `opened` False: it began in an earlier paragraph.
    """

    raw: str
    inner: str = ""
    quoted: bool = False
    closed: bool = True
    opened: bool = True


def opens_quotation(text: str) -> bool:
    """Begins with an opening mark, single or double."""
    head = text.lstrip()[:2]
    if not head:
        return False
    return head[0] in _OPENS + _BOTH + _CLOSES or (head[0] in _SINGLE_OPENS + _SINGLE_BOTH and head[1:2].isalnum())


def has_double_mark(text: str) -> bool:
    return any(mark in text for mark in '“”„‟«»"')


def closes_only(text: str) -> bool:
    """Holds a closing double mark before any opening one: the end of what an earlier paragraph opened."""
    for index, character in enumerate(text):
        if character in _OPENS + _CLOSES + _BOTH:
            return _closes(text, index)
    return False


def pieces_of(text: str, *, going_on: bool = False, single: bool = True) -> list[Piece]:
    """Quotations and what stands between them. `going_on`: the paragraph may close what an earlier one opened.

    Nested quotations stay within their outer one. Single marks are outer ones only at the start of the paragraph or
    behind a colon or comma; elsewhere they are apostrophes and titles. Linear in the length of the text.
    """
    pieces: list[Piece] = []
    start = at = 0
    if going_on and closes_only(text):
        end, closed = _double_end(text, 0)
        pieces.append(Piece(text[:end], text[: end - 1], True, closed, opened=False))
        start = at = end
    closers: list[int] | None = None
    while at < len(text):
        character = text[at]
        if character in _OPENS + _CLOSES + _BOTH and _opens(text, at):
            end, closed = _double_end(text, at + 1)
        elif single and character in _SINGLE_OPENS + _SINGLE_BOTH and _opens_single(text, at):
            if closers is None:
                closers = _single_closers(text)
            end, closed = _single_end(text, at, closers)
        else:
            at += 1
            continue
        if end == 0:
            at += 1
            continue
        if text[start:at].strip():
            pieces.append(Piece(text[start:at]))
        pieces.append(Piece(text[at:end], text[at + 1 : end - 1 if closed else end].strip(), True, closed))
        start = at = end
    if text[start:].strip():
        pieces.append(Piece(text[start:]))
    return pieces


def _opens(text: str, at: int) -> bool:
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character in _OPENS:
        return bool(after)
    free = not before or before in _BEFORE_OPEN
    return free and bool(after) and not after.isspace() and after not in ".,;:?!)"


def _closes(text: str, at: int) -> bool:
    character = text[at]
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if character in _CLOSES:
        return True
    solid = bool(before) and not before.isspace()
    if character in _OPENS:
        return solid and character == "“" and (not after or after in _AFTER_CLOSE) and before not in _BEFORE_OPEN
    return solid or not after or after.isspace()


def _double_end(text: str, at: int) -> tuple[int, bool]:
    """(index behind the closing mark, True), or (end of the text, False)."""
    depth = 1
    while at < len(text):
        character = text[at]
        if character in _OPENS + _CLOSES + _BOTH:
            if depth < 3 and _opens(text, at) and not (character in _OPENS and _closes(text, at)):
                depth += 1
            elif _closes(text, at):
                depth -= 1
                if depth == 0:
                    return at + 1, True
        at += 1
    return len(text), False


def _opens_single(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    if not (after.isalnum() or after in '£$€“"[…'):
        return False
    before = text[:at][-3:].rstrip()
    return not before or before[-1] in ":," or (before[-1] in ".?!" and text[at - 1 : at] == " ")


def _single_closers(text: str) -> list[int]:
    """Places where a single mark may close: behind punctuation, before a comma, or at the very end; no apostrophe."""
    return [
        index
        for index, character in enumerate(text)
        if character in _SINGLE_CLOSES
        and (index + 1 == len(text) or text[index + 1] in _AFTER_CLOSE)
        and (
            text[index - 1 : index] in list('.,?!…”"*)')
            or text[index + 1 : index + 3] in (" –", " —", " -")
            or text[index + 1 : index + 2] == ","
        )
    ]


def _single_end(text: str, at: int, closers: list[int]) -> tuple[int, bool]:
    position = bisect_left(closers, at + 1)
    if position < len(closers):
        return closers[position] + 1, True
    # No closing mark: an open quotation if the paragraph or what follows a colon begins with it, else an apostrophe.
    begins = text[max(0, at - 3) : at].rstrip()[-1:] in ("", ":")
    return (len(text), False) if begins and text[at] in _SINGLE_OPENS else (0, False)
