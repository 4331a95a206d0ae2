"""Two texts set side by side, word for word: which words of each the other has not. Pure: it knows no model.

Of HTML the words are compared as a reader sees them, in lines.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

_WORDS = re.compile(r"\s+|[^\s]+")
_BREAK = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br\s*/?>", re.I)
_TAG = re.compile(r"<[^>]*>")
# Above this many pairs of words the common ones are left out of account, or a long text would hold a worker up.
_CAREFUL = 4_000_000


@dataclass(frozen=True)
class Run:
    """Words that follow each other, and whether the other text lacks them at that place."""

    words: str
    differs: bool


def in_lines(html: str) -> str:
    """What a reader sees of a piece of clean HTML: its words, a line for each paragraph, heading or item."""
    lines = unescape(_TAG.sub("", _BREAK.sub("\n", html))).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def side_by_side(one: str, other: str) -> tuple[list[Run], list[Run]]:
    """Both texts as runs of words. Joined, the runs of each are the text as it was given."""
    ones, others = _WORDS.findall(one), _WORDS.findall(other)
    matcher = SequenceMatcher(None, ones, others, autojunk=len(ones) * len(others) > _CAREFUL)
    mine: list[Run] = []
    theirs: list[Run] = []
    for kind, i, j, k, m in matcher.get_opcodes():
        _add(mine, "".join(ones[i:j]), kind != "equal")
        _add(theirs, "".join(others[k:m]), kind != "equal")
    return mine, theirs


def likeness(one: str, other: str) -> float:
    """From 0, no word in common, to 1, the same words in the same order."""
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _add(runs: list[Run], words: str, differs: bool) -> None:
    if words:
        runs.append(Run(words, differs))
