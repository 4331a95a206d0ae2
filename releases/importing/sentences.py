"""Where does the first sentence of a text end, and where does its last begin?"""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')]?\s+(?=[\"“‘'(A-ZÀ-ÞŴŶ\d])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|St|Cllr|Exec|No|Sr|Jr|Hon|Rt|Asst|Dept|Lt|Sgt|Col|Capt|Gov|Sen|Rep|Supt|vs"
    r"|e\.g|i\.e)|\b[A-Z])\.$"
)


def first_sentence(text: str) -> tuple[str, str]:
    for match in _SENTENCE_END.finditer(text[:2000]):
        if not _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start()].rstrip("\"”’')")):
            return text[: match.start()], text[match.end() :]
    return text, ""


def last_sentence(text: str) -> tuple[str, str]:
    """(what stands before, the last sentence); a colon or comma at the end is part of it."""
    offset = max(0, len(text) - 2000)
    cut = 0
    for match in _SENTENCE_END.finditer(text, offset):
        before = text[max(0, match.start() - 12) : match.start()].rstrip("\"”’')")
        if match.end() < len(text.rstrip()) and not _ABBREVIATION.search(before):
            cut = match.end()
    return text[:cut], text[cut:]
