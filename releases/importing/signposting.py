"""Where does a text tell its readers to turn for help, and does it agree with the record?"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from releases.importing.lexicon import plain
from releases.importing.printed_hours import PrintedHours, hours_in, same_hours
from releases.importing.reach import digits_of, host_of, links_in, phones_in
from releases.importing.reading import KnownHelpline, ReadSignposting

_STRONG = re.compile(
    r"\bsignpost\w*|\bin an emergency\b|\bif you(?:'ve| have| are|'re| or| need| know| think| feel| want"
    r"| live)?\b.{0,120}?\b(?:affected|worried|abus\w+|help|support|talk|danger|unsafe|concern\w+|"
    r"experienc\w+|crisis|scared|afraid)\b|\b(?:anyone|someone|people|teenagers|families|callers|readers|residents|pupils|students|women|men|victims|survivors|adults|children"
    r"|parents|those)\b.{0,60}?\b(?:can|should|may)\b"
    r".{0,30}?\b(?:call|ring|contact|phone|text|visit|reach|get help|speak)\b|\bneed(?:s|ing)? (?:help|support"
    r"|to talk)\b"
    r"|\bfor (?:free,? |confidential,? |immediate |emergency |24-hour )*(?:help|support|advice)\b"
)
_LINE = re.compile(
    r"\b(?:help ?lines?|free ?phone|hot ?lines?|crisis line|support line|advice line|live ?chat|web ?chat"
    r"|samaritans|lifeline|listening service|llinell gymorth|linell gymorth"
    r"|night line|text ?line|safe ?line|national line|response line|\w+ line (?:at|on)|\w+ line,? (?=[01]\d)"
    r"|rhif y llinell|líne chabhrach|saorfhón)\b"
)
_ACTS = re.compile(
    r"\b(?:call|ring|phone|dial|text|contact|on|visit|go to|open|available|free|chat|ffoniwch|cysylltwch|website"
    r"|web|support|help|glaoigh)\b|\b(?:help ?line|hot ?line|free ?phone|number)\b[^.]{0,40}(?:\bis\b|:)"
)
# Asks its readers for what they know; it offers them nothing.
_APPEAL = re.compile(r"\bwith (?:any |further |more )?information\b|\bquoting\b|\bwitness\w*\b|\b(?:dashcam|cctv)\b")
_FREE = re.compile(r"^(?:0800|0808|1800|1300|1850|\+?1?8(?:00|33|44|55|66|77|88)|116|13\d{4}$)")
_CHAT = re.compile(
    r"\b(?:live[ -]?|web[ -]?|online )chat\b|\bchat (?:service|online|to us|with us|live|at|on)\b|\bsgwrs fyw\b",
    re.IGNORECASE,
)
_TEXTED = re.compile(r"\btext(?: \w+)?(?: to| on)? $", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"‘(])")


@dataclass
class Signposting:
    """`recognised` holds the paragraphs that agree with the record and so need not stand in the text."""

    read: ReadSignposting | None = None
    recognised: set[str] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)


def helps_readers(text: str) -> bool:
    """Gives a reader a number, or an address with a call for help beside it."""
    return _score(text) >= 3


def _score(text: str, not_phones: Collection[str] = ()) -> int:
    if len(text) > 6000:
        return 0
    phones = [phone for phone in phones_in(text) if digits_of(phone.text) not in not_phones]
    links = links_in(text)
    if not phones and not links:
        return 0
    words = plain(text)
    if _APPEAL.search(words) and not re.search(r"\b(?:help|support|affected|worried|advice)\b", words):
        return 0
    strong, line = bool(_STRONG.search(words)), bool(_LINE.search(words))
    free = any(_FREE.match(digits_of(phone.text)) for phone in phones)
    if not phones:
        return 3 if strong and _ACTS.search(words) and ("visit" in words or line or "go to" in words) else 0
    if not (free or strong or line):
        return 0
    return 2 * strong + 2 * line + 2 * free + (1 if _ACTS.search(words) else 0)


def read_signposting(
    texts: Sequence[str], standalone: Collection[str], *, known: Sequence[KnownHelpline], press_phones: Collection[str]
) -> Signposting:
    """`texts`: every paragraph in order; `standalone`: those that are nobody's words, no note and no About text.

    A standalone paragraph that agrees with the record is recognised. One that differs in a number, address or hours, or
    that the record does not know, stays in the text.
    """
    found = Signposting()
    ranked = [(_score(text, press_phones), text) for text in texts]
    helpful = [(score, text) for score, text in ranked if score >= 3]
    if not helpful:
        return found
    numbers = {digits_of(phone) for helpline in known for phone in helpline.phones}
    ours = [text for _, text in helpful if any(digits_of(p.text) in numbers for p in phones_in(text))]
    phoned = [(score, text) for score, text in helpful if phones_in(text)]
    best = ours[0] if ours else max(phoned or helpful, key=_most_helpful)[1]
    found.read = _read(best, texts, press_phones)
    for text in dict.fromkeys(text for _, text in helpful):
        _compare(text, found, text in standalone, known, press_phones)
    return found


def _most_helpful(ranked: tuple[int, str]) -> tuple[bool, int]:
    """A helpline's number before the emergency number alone."""
    score, text = ranked
    return any(len(phone.text) > 3 for phone in phones_in(text)), score


def _read(best: str, texts: Sequence[str], press_phones: Collection[str]) -> ReadSignposting:
    numbers = [p for p in phones_in(best) if digits_of(p.text) not in press_phones]
    # One that takes messages is the phone only where there is no other.
    phones = [p.text for p in sorted(numbers, key=lambda p: bool(_TEXTED.search(best[: p.start])))]
    phone = next((text for text in phones if len(text) > 3), next(iter(phones), None))
    links = [link.text for link in links_in(best)]
    text = best
    at = list(texts).index(best)
    if not links and at + 1 < len(texts):
        following = texts[at + 1]
        if re.search(r"\b(?:visit|website|online|chat|go to)\b", plain(following[:600])) and "@" not in following:
            links = [link.text for link in links_in(following)]
            text = f"{best}\n\n{following}" if links else best
    return ReadSignposting(text, phone, links[0] if links else None, chat_hours(text))


def chat_hours(text: str) -> str | None:
    """The live chat's hours as printed; the helpline's and the press office's are others."""
    for sentence in _SENTENCE.split(text):
        chat = _CHAT.search(sentence)
        if chat is None:
            continue
        stretches = [hours for hours in hours_in(sentence) if not _always_of_phone(hours, sentence, chat.end())]
        after = [hours for hours in stretches if hours.start >= chat.end()]
        if after:
            return after[0].text
        if stretches and not phones_in(sentence[: chat.start()]):
            return stretches[-1].text
    return None


def _always_of_phone(hours: PrintedHours, sentence: str, chat: int) -> bool:
    """A number stands right before the hours, and no word of the chat (which ends at `chat`) between them."""
    start = max(0, hours.start - 40, chat if chat <= hours.start else 0)
    return bool(phones_in(sentence[start : hours.start]))


def _compare(
    text: str, found: Signposting, standalone: bool, known: Sequence[KnownHelpline], press_phones: Collection[str]
) -> None:
    phones = [phone.text for phone in phones_in(text) if digits_of(phone.text) not in press_phones]
    helpline, near = _closest(text, phones, known)
    if helpline is None:
        if phones:
            found.warnings.append(
                f"No helpline in the record has the number {phones[0]}: check it. It stays in the text."
            )
        return
    wrong = _differences(text, helpline, phones, near)
    if wrong:
        found.warnings += [
            f"{difference} The paragraph stays in the text: correct one of them." for difference in wrong
        ]
        return
    if not standalone:
        found.warnings.append(
            f"The number of the {helpline.name} that the text prints matches the record; it stays where it is."
        )
        return
    extra = _beyond(text, helpline)
    warning = f"The helpline paragraph matches the {helpline.name} and was not copied into the text."
    if extra:
        warning += f" Not part of the record, and so not shown with it: “{' '.join(extra)}”"
    found.warnings.append(warning)
    found.recognised.add(text)


def _closest(text: str, phones: Sequence[str], known: Sequence[KnownHelpline]) -> tuple[KnownHelpline | None, bool]:
    """The helpline whose number, address, name, or almost whose number the text prints; the bool says "almost"."""
    digits = [digits_of(phone) for phone in phones]
    for helpline in known:
        if any(digits_of(phone) in digits for phone in helpline.phones):
            return helpline, False
    words, hosts = plain(text), [_site(link.text) for link in links_in(text)]
    for helpline in known:
        similar = any(_alike(digits_of(phone), other) for phone in helpline.phones for other in digits)
        if plain(helpline.name) in words or similar or any(_site(site) in hosts for site in helpline.websites):
            return helpline, True
    return None, False


def _alike(one: str, other: str) -> bool:
    """The same digits in another order, or one of them different."""
    if not one or abs(len(one) - len(other)) > 1:
        return False
    return sorted(one) == sorted(other) or (
        len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    )


def _site(link: str) -> str:
    return host_of(link).split("/")[0]


def _differences(text: str, helpline: KnownHelpline, phones: Sequence[str], near: bool) -> list[str]:
    """Sentences that show both, for each number, address or hours in which text and record differ."""
    wrong = []
    ours = {digits_of(phone) for phone in helpline.phones}
    record = " or ".join(helpline.phones)
    other = [phone for phone in phones if digits_of(phone) not in ours]
    if other and helpline.phones:
        wrong += [f"The text gives {phone} for the {helpline.name}; the record says {record}." for phone in other]
    elif near and not phones and helpline.phones and not links_in(text):
        wrong.append(f"The text names the {helpline.name} without its number; the record says {record}.")
    sites = [_site(site) for site in helpline.websites]
    printed = [link.text for link in links_in(text)]
    if sites and printed and not any(_site(link) in sites for link in printed):
        wrong.append(f"The text gives {printed[0]} for the {helpline.name}; the record says {helpline.websites[0]}.")
    chat = chat_hours(text)
    if chat and helpline.live_chat_hours and same_hours(chat, helpline.live_chat_hours) is not True:
        wrong.append(f"The text gives live chat as {chat}; the record says {helpline.live_chat_hours}.")
    for hours in hours_in(text):
        if hours.text != chat and helpline.phone_hours and same_hours(hours.text, helpline.phone_hours) is not True:
            wrong.append(
                f"The text gives the hours of the {helpline.name} as {hours.text}; the record says "
                f"{helpline.phone_hours}."
            )
    return wrong


def _beyond(text: str, helpline: KnownHelpline) -> list[str]:
    """Sentences that send the reader to an address that the record does not hold."""
    sites = {_site(site) for site in helpline.websites}
    return [s for s in _SENTENCE.split(text) if any(_site(link.text) not in sites for link in links_in(s))]
