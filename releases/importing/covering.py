"""What belongs to the e-mail or web page around a release: headers, a greeting, a covering note, small print below?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.importing.embargo_line import is_embargo_line, is_release_line
from releases.importing.furniture import kind_before, kind_in, notes_heading
from releases.importing.lexicon import plain
from releases.importing.lines import Line

_MAIL_HEADER = re.compile(
    r"^\W{0,3}(?P<label>from|sent|to|cc|bcc|date|subject|reply-to|importance|attachments?|oddi wrth|at|pwnc)\s?:\s\S",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"^\W{0,12}(?:original message|forwarded message|begin forwarded message|original appointment)\W{0,12}$"
)
_GREETING = re.compile(
    r"^(?:dear|hi|hello|hiya|good (?:morning|afternoon|evening|day)|morning|afternoon|annwyl|prynhawn da|bore da"
    r"|a chara|to whom it may concern|to all)\b[^.?]{0,40}[,.!:;–-]?$"
)
_COVER = re.compile(
    r"\b(?:please (?:find|see)|(?:see|find) (?:below|attached)|below (?:is|you will find|you'll find)|attached|pasted"
    r"|hope (?:you|this)|of interest|happy to (?:help|answer|arrange)|let me know|get in touch"
    r"|any questions|(?:kind|best|warm) (?:regards|wishes)|many thanks|thanks|cofion)\b"
)
_SMALL_PRINT = re.compile(
    r"^\W{0,3}(?:view (?:this|it)(?: e-?mail)? in (?:your|a) browser|you(?:'re| are) receiving\b"
    r"|you(?:'ve| have)? received this\b|you (?:have )?signed up\b|(?:to )?unsubscribe\b"
    r"|(?:update|manage) (?:your )?(?:email )?preferences|to (?:stop|opt out)\b|©|\(c\) \d{4}|copyright\b"
    r"|all rights reserved|sent from my\b|please consider the environment|think before you print"
    r"|registered (?:charity|office|company|society|in|no|number)\b"
    r"|(?:charity|company) (?:registration )?(?:no|number)\b|powered by\b|scanned by\b|disclaimer\W{0,3}$"
    r"|confidentiality notice\b|privacy (?:notice|policy)\W{0,3}$)"
)
_CONFIDENTIAL = re.compile(
    r"\b(?:this|the) (?:e-?mail|message|communication|transmission)\b.{0,120}?\b(?:confidential|privileged"
    r"|intended (?:only|solely))|\breceived (?:it|this(?: e-?mail| message)?) in error\b|\bintended recipient\b"
)
_AT_MOST = 14


@dataclass(frozen=True)
class Covered:
    """The release's own lines, and those around it."""

    lines: Sequence[Line]
    set_aside: tuple[str, ...]
    warnings: tuple[str, ...]


def uncovered(lines: Sequence[Line]) -> Covered:
    """Takes off what the mail or the page has put around the release. What is taken off is kept, and told of."""
    begins = _note_ends(lines)
    ends = _small_print_begins(lines, begins)
    above, below = [line.text for line in lines[:begins]], [line.text for line in lines[ends:]]
    warnings = []
    if any(not _MAIL_HEADER.match(text) for text in above):
        first = next(text for text in above if not _MAIL_HEADER.match(text))
        warnings.append(f"A covering note stands above the release and was left out: “{_start(first)}”.")
    if below:
        warnings.append(f"Small print stands below the release and was left out: “{_start(below[0])}”.")
    return Covered(lines[begins:ends], (*above, *below), tuple(warnings))


def _note_ends(lines: Sequence[Line]) -> int:
    """Where the release begins: 0, or behind the headers, the greeting and the note."""
    at = 0
    while at < min(len(lines), _AT_MOST) and _is_mail_header(lines[at].text):
        at += 1
    if at == len(lines) or not _GREETING.match(plain(lines[at].text)):
        return 0
    greeting = at
    for index in range(greeting + 1, min(len(lines), greeting + _AT_MOST)):
        if _starts_release(lines[index].text):
            return index
        if notes_heading(lines[index].text):
            break
    end = greeting + 1
    while end < min(len(lines), greeting + 5) and _COVER.search(plain(lines[end].text[:600])):
        end += 1
    return end


def _is_mail_header(text: str) -> bool:
    return bool(_MAIL_HEADER.match(text) or _FORWARDED.match(plain(text)))


def _starts_release(text: str) -> bool:
    """ "PRESS RELEASE", an embargo, "for immediate release": nobody writes these in a covering note."""
    if re.match(r"^subject\s?:", text, re.IGNORECASE):
        return False
    alone = kind_in(text) is not None and len(text) <= 80
    return alone or bool(kind_before(text)) or (is_embargo_line(text) or is_release_line(text)) and len(text) <= 160


def _small_print_begins(lines: Sequence[Line], begins: int) -> int:
    """Small print counts only at the very end: above that it may be the release's own."""
    ends = len(lines)
    while ends - 1 > begins and len(lines) - ends < _AT_MOST and _is_small_print(lines[ends - 1].text):
        ends -= 1
    return ends


def _is_small_print(text: str) -> bool:
    words = plain(text[:1500])
    return len(text) <= 400 and bool(_SMALL_PRINT.match(words)) or bool(_CONFIDENTIAL.search(words[:400]))


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
