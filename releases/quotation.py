"""Quotation marks of a statement, as characters, the way a sub-editor prints them.

An opening mark on each paragraph, a closing mark on the last, nested marks single (the common rule of UK newspapers).
Marks are written by the templates and formats through `marked`, and are never stored: `unmarked` takes the outer ones
off what an editor pasted. Both work on inline HTML and never touch what stands inside a tag.
"""

import re

OPENING, CLOSING = "“", "”"
_TAGS = re.compile(r"(<[^>]*>)")
_DOUBLE = '“”„"'
_OUTER_OPENING = re.compile(r'^((?:\s|<[^>]*>)*)(?:[“„"]|&quot;)\s*')
_OUTER_CLOSING = re.compile(r'\s*(?:[”"]|&quot;)((?:\s|<[^>]*>)*)$')


def _single(text: str, is_open: bool) -> tuple[str, bool]:
    """Double marks in `text` made single; a straight mark opens or closes by turn."""
    out = []
    for character in text:
        if character not in _DOUBLE:
            out.append(character)
            continue
        opens = character in "“„" or (character == '"' and not is_open)
        out.append("‘" if opens else "’")
        is_open = opens
    return "".join(out), is_open


def nested(html: str) -> str:
    """The paragraph with its inner double marks made single."""
    pieces, is_open = [], False
    for piece in _TAGS.split(html.replace("&quot;", '"')):
        if not piece.startswith("<"):
            piece, is_open = _single(piece, is_open)
        pieces.append(piece)
    return "".join(pieces)


def marked(paragraphs: list[str]) -> list[str]:
    """The paragraphs of a statement with their marks, ready to print."""
    last = len(paragraphs) - 1
    return [f"{OPENING}{nested(p)}{CLOSING if i == last else ''}" for i, p in enumerate(paragraphs)]


def unmarked(paragraphs: list[str]) -> list[str]:
    """The paragraphs without the outer marks that were pasted along with them.

    An opening mark is an outer one when nothing closes it before the paragraph ends: so `“More” was his word` keeps
    its marks, and so does a paragraph of straight marks in which that cannot be told.
    """
    return [_unmarked(paragraph) for paragraph in paragraphs]


def _unmarked(html: str) -> str:
    without = _OUTER_OPENING.sub(r"\1", html, count=1)
    if without == html:
        return html
    text = _TAGS.sub("", html).replace("&quot;", '"').strip()
    closed_at = _where_the_first_mark_closes(text)
    if closed_at is None:
        return without
    return _OUTER_CLOSING.sub(r"\1", without, count=1) if closed_at == len(text) - 1 else html


def _where_the_first_mark_closes(text: str) -> int | None:
    """Where the mark that opens `text` is closed, counting nested ones; None if it is still open at the end."""
    if text[0] == '"':
        marks = [i for i, character in enumerate(text) if character == '"']
        return None if len(marks) % 2 else marks[1]
    depth = 0
    for i, character in enumerate(text):
        depth += (character in "“„") - (character == "”")
        if depth == 0:
            return i
    return None
