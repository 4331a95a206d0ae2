"""Which of the lines above the story is the headline, and which are letterhead or summary?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from releases.importing.lexicon import NOT_NAMES, plain
from releases.importing.names import is_role_word, name_at_start

_ORGANISATIONS = {
    "council", "trust", "foundation", "charity", "association", "alliance", "office", "aid", "department", "ltd",
    "police", "university", "federation", "commission", "society", "network", "group", "press", "newsroom", "centre",
    "diocese", "union", "college", "hospital", "news", "bulletin", "newsletter",
}  # fmt: skip
_ORGANISATION_OF = re.compile(
    r"^(?:the )?(?:university|department|ministry|diocese|archdiocese|office|city|borough|county|state|government"
    r"|church|institute|royal college|house|journal) (?:of|for)\b|^(?:an garda|an roinn|nhs|hse|hm) \w"
)
_SENTENCE_WORDS = {
    "to", "is", "are", "in", "as", "on", "after", "at", "with", "from", "says", "over", "has", "have", "will", "can",
    "be", "by",
}  # fmt: skip
_EVENT = re.compile(r"^(?:what|when|where|who|why|how|time|venue|location|event|place)\s?:\s+\S", re.IGNORECASE)
_RUNS_ON = {
    "a", "an", "the", "of", "for", "to", "in", "on", "at", "by", "with", "and", "or", "as", "from", "into", "over",
    "after", "who", "that", "is", "are", "its", "their", "his", "her", "y", "ac",
}  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """`meta_before`: how many lines of kind, date and the like stand above it; `gap`: a blank line does."""

    text: str
    order: int
    meta_before: int
    gap: bool = True


@dataclass
class Chosen:
    headline: str | None = None
    summary: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def choose_headline(candidates: Sequence[Candidate], *, kind_at: int | None, mentions: str) -> Chosen:
    """`kind_at`: how many such lines stood above the one that gives the kind; `mentions`: the rest of the text."""
    found = Chosen()
    candidates = _whole(candidates)
    if not candidates:
        found.warnings.append("No headline was found above the text: write one.")
        return found
    chosen = _pick(candidates, kind_at, mentions)
    found.headline = chosen.text
    for candidate in candidates:
        if candidate is chosen:
            continue
        if plain(candidate.text) == plain(chosen.text):
            found.set_aside.append(candidate.text)
            found.warnings.append("The headline stands twice; one was kept.")
        elif _EVENT.match(candidate.text):
            found.summary.append(candidate.text)
        elif candidate.order < chosen.order:
            found.set_aside.append(candidate.text)
            found.warnings.append(f"“{candidate.text}” stands above the headline and was not placed.")
        else:
            found.summary.append(candidate.text)
    return found


def _pick(candidates: Sequence[Candidate], kind_at: int | None, mentions: str) -> Candidate:
    first = candidates[0]
    plausible = [c for c in candidates if not (is_letterhead(c.text, mentions) or _EVENT.match(c.text))]
    chosen = plausible[0] if plausible else first
    below = [c for c in plausible if kind_at is not None and c.meta_before > kind_at]
    if below and chosen is not below[0] and len(chosen.text.split()) <= 4 < len(below[0].text.split()):
        # A short line above "PRESS RELEASE" is who issues it; the headline stands below.
        chosen = below[0]
    parted = any(c.meta_before > first.meta_before for c in candidates)
    if chosen.order and not parted and not _EVENT.match(first.text):
        return chosen if len(first.text.split()) < len(chosen.text.split()) else first
    return chosen


def _whole(candidates: Sequence[Candidate]) -> list[Candidate]:
    """A headline that was set over two lines is one."""
    whole: list[Candidate] = []
    for candidate in candidates:
        if whole and whole[-1].meta_before == candidate.meta_before and _runs_on(whole[-1].text, candidate.text):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {candidate.text}")
        else:
            whole.append(candidate)
    return whole


def _runs_on(text: str, following: str) -> bool:
    last = text.split()[-1].casefold()
    return text[-1:] in ",–—&" or last in _RUNS_ON or following[:1].islower()


def is_letterhead(text: str, mentions: str) -> bool:
    """An organisation, a person or an office rather than a headline. `mentions`: the rest of the text, plain."""
    words = plain(text).split()
    if not words or len(words) <= 3 and (text.isupper() or len(words) <= 2):
        return True
    if _organisation(text, words) or _person_or_office(text):
        return True
    if re.search(r"\b[A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2}\b", text) and len(words) <= 16:
        return True
    return len(words) <= 5 and mentions.count(plain(text)) >= 2


def _organisation(text: str, words: Sequence[str]) -> bool:
    if not text[:1].isupper() or any(word in _SENTENCE_WORDS for word in words):
        return False
    parts = [part for part in re.split(r"\s*[|•·]\s*", text) if part]
    if (
        len(parts) > 1
        and all(len(part.split()) <= 5 for part in parts)
        and _organisation(parts[0], plain(parts[0]).split())
    ):
        return True
    known = words[-1] in _ORGANISATIONS & NOT_NAMES | {"ltd", "newsroom", "charity", "press", "news", "newsletter"}
    return (
        len(words) <= 7 and known or len(words) <= 10 and bool(_ORGANISATION_OF.match(plain(text))) and _capital(text)
    )


def _capital(text: str) -> bool:
    """Every word but the small ones begins with a capital."""
    return all(word[:1].isupper() or word in {"of", "for", "and", "the", "&", "in", "y"} for word in text.split())


def _person_or_office(text: str) -> bool:
    """ "The Hon Jane Bell MP", "Minister for Housing", each on a line of its own."""
    found = name_at_start(text)
    if re.match(r"^(?:senator |dr |cllr )?(?:the )?(?:rt |right )?hon(?:ourable)?\.? [A-Z]", text, re.IGNORECASE):
        return len(text.split()) <= 8
    styled = re.match(r"^(?:the )?(?:rt |right )?hon|.* (?:MP|MSP|MS|TD)$", text, re.IGNORECASE)
    if styled and found and found.strong and not found.rest:
        return True
    first = text.split()[0]
    return is_role_word(first) and first[:1].isupper() and len(text.split()) <= 9 and _capital(text) and " for " in text
