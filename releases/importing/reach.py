"""Which telephone numbers, e-mail addresses and web addresses does a text print?"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SEP = "[ \u00a0.\\-\u2010\u2011\u2013]"
_NUMBERS = re.compile(
    rf"(?<![\w£$€#/@+])(?<!\d[.,\-])(?:"
    rf"(?P<abroad>\+\d{{1,3}}{_SEP}?(?:\(0\){_SEP}?)?\(?\d{{1,5}}\)?(?:{_SEP}?\d{{2,6}}){{1,4}})"
    rf"|(?P<home>\(?0\d{{1,5}}\)?(?:{_SEP}\d{{2,6}}){{1,4}}|0\d{{8,10}})"
    rf"|(?P<word>1?{_SEP}?\(?8\d\d\)?{_SEP}?(?=[\dA-Z-]{{7,9}}\b)(?:\d{{3}}-)?[A-Z][A-Z-]{{2,8}}(?:\s?\([\d "
    rf"-]{{4,9}}\))?)"
    rf"|(?P<american>(?:1{_SEP})?(?:\(\d{{3}}\)\s?|\d{{3}}{_SEP})\d{{3}}{_SEP}(?:\d{{4}}"
    rf"|[A-Z]{{4}}(?:\s?\(\d{{4}}\))?))"
    rf"|(?P<free>1[38]\d\d{_SEP}?\d{{3}}{_SEP}?\d{{3,4}}|13{_SEP}\d\d{_SEP}\d\d|116{_SEP}?\d{{3}})"
    rf")(?![\d/@])(?!\.\d)"
)
_SHORT = re.compile(
    r"\b(?:call|dial|ring|phone|ffoniwch|deialwch|call police on|police on)\s+(999|112|101|111|911|000|105|988"
    r"|119)\b",
    re.I,
)
_NOT_A_PHONE = re.compile(
    r"(?:charity|company|registered|registration|account|sort code|vat|isbn|ref|reference|grant|elusen|chy|abn"
    r"|ein)\W{1,3}"
    r"(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}\b")
_DOMAIN = (
    r"(?:org|com|net|uk|ie|scot|wales|cymru|london|irish|gov|edu|eu|au|nz|info|charity|support|help|example|test"
    r"|int|io|co"
    r"|ngo|foundation|care|life|us|ca|news|tv|me|ly|gl|be|fr|de|nl)"
)
_LINK = re.compile(
    rf"(?<![\w@.+-])(?:https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+"
    rf"|(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}{_DOMAIN}\b(?![@\w-])(?:/[^\s<>\"“”]*)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """What is printed at [start, end) of a text."""

    text: str
    start: int
    end: int


def phones_in(text: str) -> list[Found]:
    """Telephone numbers as printed, in order; extension numbers, years, sums and charity numbers are none."""
    found = []
    for match in _NUMBERS.finditer(text):
        printed = match.group().strip(" \u00a0.-–")
        if match.group("home"):
            printed = _home(printed)
        digits = sum(character.isdigit() for character in printed)
        if (
            not printed
            or not (_enough(match, digits))
            or _NOT_A_PHONE.search(text[max(0, match.start() - 50) : match.start()])
        ):
            continue
        start = match.start()
        found.append(Found(printed, start, start + len(printed)))
    for match in _SHORT.finditer(text):
        if not any(item.start <= match.start(1) < item.end for item in found):
            found.append(Found(match.group(1), match.start(1), match.end(1)))
    return sorted(found, key=lambda item: item.start)


def _home(printed: str) -> str:
    """At most eleven digits: a year or sum behind a number is not part of it."""
    while sum(character.isdigit() for character in printed) > 11 and re.search(_SEP, printed):
        printed = re.split(_SEP + r"(?=\d+$)", printed)[0]
    return printed


def _enough(match: re.Match[str], digits: int) -> bool:
    if match.group("home"):
        return 9 <= digits <= 11
    if match.group("abroad"):
        return 8 <= digits <= 15
    return True


def mails_in(text: str) -> list[Found]:
    return [Found(m.group(), m.start(), m.end()) for m in _MAIL.finditer(text)] if "@" in text else []


def links_in(text: str) -> list[Found]:
    """Web addresses as printed, without the punctuation behind them; e-mail addresses are none."""
    found = []
    for match in _LINK.finditer(text):
        printed = match.group().rstrip(".,;:!?’'*…")
        while printed.endswith(")") and printed.count("(") < printed.count(")"):
            printed = printed[:-1].rstrip(".,;:!?")
        if printed and "@" not in printed.split("/")[0]:
            found.append(Found(printed, match.start(), match.start() + len(printed)))
    return found


def digits_of(phone: str) -> str:
    """For comparison: digits alone, +44 read as the 0 it stands for."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    return "0" + digits[2:] if phone.strip().startswith("+44") else digits


def host_of(link: str) -> str:
    """For comparison: without scheme, www and a closing slash."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip().casefold()).rstrip("/.")
