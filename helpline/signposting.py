"""The paragraph that tells a reader where to turn: filled from the record, as plain text and as HTML.

It says only what keeps (name, number, "free, 24 hours", web address, where the chat's hours stand), so that a feed or
a text file is the same before, during and after a closure. No live state, and no hours of the day, may enter here.
"""

import re
from datetime import datetime
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from helpline import record
from helpline.facts import LIVE_CHAT, PHONE, WEB_FORM, WEBSITE, Channel, Helpline, Record
from helpline.hours import LONDON
from helpline.phrases import ALWAYS, hours_in_words
from helpline.reach import tidy

PLACES = ("helpline", "phone", "terms", "website")
RULE = (
    "Plain sentences with places that the record fills: {helpline} is its name, {phone} the number, {terms} “free, 24 "
    "hours”, {website} the web address. Numbers and addresses cannot be typed here, and hours do not belong here: this "
    "goes into feeds and texts that are kept."
)
_PLACE = re.compile(r"\{(\w*)\}")
_NUMBER = re.compile(r"[0-9][0-9 ()-]{3,}[0-9]")
_ADDRESS = re.compile(r"https?:|www\.|[a-z0-9]\.(?:org|com|net|uk|wales|scot)\b", re.IGNORECASE)


def checked(words: str) -> str:
    """The words with ordinary spaces. Raises ValueError with a sentence for an editor where they break RULE."""
    words = tidy(words)
    named = _PLACE.findall(words)
    bare = _PLACE.sub("", words)
    if "{" in bare or "}" in bare or set(named) - set(PLACES):
        raise ValueError(f"Only these can stand in braces: {', '.join(f'{{{place}}}' for place in PLACES)}.")
    if "phone" not in named:
        raise ValueError("Say the number: write {phone} where it belongs.")
    if found := _NUMBER.search(bare):
        raise ValueError(f"“{found[0]}” looks like a number. Write {{phone}}: the number itself comes from the record.")
    if _ADDRESS.search(bare):
        raise ValueError("Write {website}: the address itself comes from the record.")
    return words


def terms(channel: Channel) -> str:
    """What a caller needs to know for good: "free, 24 hours"."""
    return ", ".join(filter(None, ["free" if channel.free else "", ALWAYS if channel.timetable.always_open else ""]))


def as_text(current: Record) -> str:
    return _filled(current, html=False)


def as_html(current: Record) -> SafeString:
    """One paragraph; every word from the record is escaped, and only its numbers and addresses are links."""
    return format_html("<p>{}</p>", mark_safe(_filled(current, html=True)))  # noqa: S308  _filled escapes each piece


def _filled(current: Record, *, html: bool) -> str:
    helpline = current.primary
    phone, website = helpline.first(PHONE), helpline.first(WEBSITE, WEB_FORM, LIVE_CHAT)
    values = {
        "helpline": _words(helpline.name, html=html),
        "phone": _number(phone, html=html) if phone else "",
        "terms": terms(phone) if phone else "",
        "website": _address(website, html=html) if website else "",
    }
    named = _PLACE.findall(current.words)
    if any(not values.get(place) for place in named) or not (phone or website):
        return _plainest(values)
    pieces = _PLACE.split(current.words)
    return "".join(values[piece] if n % 2 else _words(piece, html=html) for n, piece in enumerate(pieces))


def _plainest(values: dict[str, str]) -> str:
    """Where the words ask for what the record does not hold: whatever it does hold, in a row."""
    reach = ", ".join(filter(None, [values["phone"], values["terms"], values["website"]]))
    return f"{values['helpline']}: {reach}."


def _words(text: str, *, html: bool) -> str:
    return str(format_html("{}", text)) if html else text


def _number(channel: Channel, *, html: bool) -> str:
    if not html:
        return channel.printed
    return str(format_html('<a class="helpline-number" href="tel:{}">{}</a>', channel.number, channel.printed))


def _address(channel: Channel, *, html: bool) -> str:
    if not html:
        return channel.address
    return str(format_html('<a href="{}" rel="noreferrer noopener">{}</a>', channel.url, channel.address))


class Known(NamedTuple):
    """A helpline as a reader of press releases may meet it: printed numbers, printed addresses, hours in words."""

    name: str
    phones: tuple[str, ...]
    websites: tuple[str, ...]
    live_chat_hours: str
    phone_hours: str


def known(at: datetime) -> tuple[Known, ...]:
    """Every helpline on record, with the hours in force on the London day of `at`, checked or not."""
    return tuple(_known(helpline, at) for helpline in record.current().on(at.astimezone(LONDON).date()).helplines)


def _known(helpline: Helpline, at: datetime) -> Known:
    chat, phone = helpline.first(LIVE_CHAT), helpline.first(PHONE)
    return Known(
        name=helpline.name,
        phones=tuple(dict.fromkeys(channel.printed for channel in helpline.channels if channel.printed)),
        websites=tuple(dict.fromkeys(channel.address for channel in helpline.channels if channel.url)),
        live_chat_hours=hours_in_words(chat.timetable, at, check=False) if chat else "",
        phone_hours=hours_in_words(phone.timetable, at, check=False) if phone else "",
    )
