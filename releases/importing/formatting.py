"""Words that were read, dressed again in what the source had: bold, italic, links, lists, headings.

The reader deals in plain paragraphs, and editors correct them as plain text. Here each paragraph finds the block of the
source that it came from, whole or in part, and takes over its spans; a paragraph that was corrected keeps those of the
words that stayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from html import escape

from releases.importing.markup import Block, Span

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>“”\"]+[^\s<>“”\".,;:!?)\]]")
_WORD = re.compile(r"\w+")
_LIKE = 0.5  # of the words: less, and a paragraph is taken for a new one
_LONGEST_COMPARED = 6000  # characters; comparing takes the square of it
_LISTS = {"ul", "ol"}


class Formatting:
    """What the blocks of a source carried besides their words. Of plain text: nothing, so paragraphs stay plain."""

    def __init__(self, blocks: Sequence[Block] = ()) -> None:
        self._blocks = [block for block in blocks if block.kind != "p" or any(s.tag != "lost" for s in block.spans)]
        self._whole = {block.text: block for block in reversed(self._blocks)}
        self._plain = {block.text for block in blocks} - set(self._whole)

    def html(self, paragraphs: Iterable[str], links: Sequence[str] = ()) -> str:
        """Paragraphs as HTML; an address printed in them becomes a link, one that was carried and is not in the words
        stands below them."""
        pieces = [self._dressed(piece) for text in paragraphs for piece in text.split("\n") if piece.strip()]
        html = "\n".join(_grouped(pieces))
        missing = [link for link in links if link not in html and escape(link) not in html]
        return "\n".join(filter(None, [html, *(f"<p>{_linked(link)}</p>" for link in missing)]))

    def _dressed(self, text: str) -> tuple[str, str]:
        """(kind of block, inline HTML)."""
        text = text.strip()
        block = self._cut(text)
        if block is None:
            return "p", _linked(text)
        start = block.mark if block.kind in _LISTS and text[: block.mark] == block.text[: block.mark] else 0
        kind = block.kind if start or block.kind not in _LISTS else "p"
        return kind, _inline(text, block.spans, start)

    def _cut(self, text: str) -> Block | None:
        """The block with its spans moved to where their words stand in `text`: a part of it, or much like it."""
        if text in self._whole:
            return self._whole[text]
        if text in self._plain or not self._blocks:
            return None
        for block in self._blocks:
            at = block.text.find(text)
            if at >= 0:
                return _part(block, at, at + len(text))
        likest = self._likest(text)
        return _moved(likest, text) if likest else None

    def _likest(self, text: str) -> Block | None:
        words = set(_WORD.findall(text.casefold()))
        if not words or len(text) > _LONGEST_COMPARED:
            return None

        def shared(block: Block) -> float:
            theirs = set(_WORD.findall(block.text.casefold()))
            return len(words & theirs) / max(len(words), 1)

        best = max((b for b in self._blocks if len(b.text) <= _LONGEST_COMPARED), key=shared, default=None)
        return best if best and shared(best) >= _LIKE else None


PLAIN = Formatting()


def _part(block: Block, start: int, end: int) -> Block:
    spans = (Span(max(s.start - start, 0), min(s.end, end) - start, s.tag, s.href) for s in block.spans)
    kept = tuple(s for s in spans if s.end > s.start)
    whole = start <= block.mark
    return replace(block, text=block.text[start:end], spans=kept, mark=max(block.mark - start, 0),
                   kind=block.kind if whole else "p")  # fmt: skip


def _moved(block: Block, text: str) -> Block:
    """The block with other words: a span stays on those of its words that are still there, if most of them are."""
    places = SequenceMatcher(None, block.text, text, autojunk=False).get_matching_blocks()
    spans = []
    for span in block.spans:
        inside = [
            (m.b + max(span.start - m.a, 0), m.b + min(span.end - m.a, m.size))
            for m in places
            if m.a < span.end and m.a + m.size > span.start
        ]
        kept = sum(end - start for start, end in inside)
        if inside and kept * 2 > span.end - span.start:
            spans.append(replace(span, start=inside[0][0], end=inside[-1][1]))
    return replace(block, text=text, spans=tuple(spans))


def _inline(text: str, spans: Sequence[Span], begin: int) -> str:
    """The text from `begin` on with its spans as tags, properly nested."""
    spans = [s for s in spans if s.tag != "lost" and s.end > begin]
    edges = sorted({begin, len(text), *(max(s.start, begin) for s in spans), *(min(s.end, len(text)) for s in spans)})
    html, stack = "", list[Span]()
    for start, end in zip(edges, edges[1:], strict=False):
        active = sorted((s for s in spans if s.start < end and s.end > start), key=lambda s: (s.start, -s.end, s.tag))
        common = 0
        while common < min(len(stack), len(active)) and stack[common] == active[common]:
            common += 1
        html += "".join(f"</{s.tag}>" for s in reversed(stack[common:]))
        html += "".join(_opening(s) for s in active[common:])
        stack = active
        piece = text[start:end]
        html += escape(piece, quote=False) if any(s.tag == "a" for s in active) else _linked(piece)
    return html + "".join(f"</{s.tag}>" for s in reversed(stack))


def _opening(span: Span) -> str:
    return f'<a href="{escape(span.href)}">' if span.tag == "a" else f"<{span.tag}>"


def _grouped(pieces: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Blocks of HTML: items that follow each other in one list, a further paragraph of an item within it."""
    items: list[str] = []
    list_kind = ""
    for kind, html in [*pieces, ("", "")]:
        if kind == "more" and items:
            items[-1] += f"<br>{html}"
            continue
        if items and kind != list_kind:
            yield f"<{list_kind}>" + "".join(f"<li>{item}</li>" for item in items) + f"</{list_kind}>"
            items = []
        if kind in _LISTS:
            list_kind = kind
            items.append(html)
        elif kind:
            tag = kind if kind in ("h2", "h3") else "p"
            yield f"<{tag}>{html}</{tag}>"


def _linked(text: str) -> str:
    pieces, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = match.group()
        href = address if address.startswith("http") else f"https://{address}"
        pieces += [escape(text[end : match.start()], quote=False), f'<a href="{escape(href)}">{escape(address)}</a>']
        end = match.end()
    return "".join([*pieces, escape(text[end:], quote=False)])
