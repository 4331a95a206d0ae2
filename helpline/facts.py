"""The record as plain facts: frozen, comparable, written to JSON and read back. A leaf: no model, no setting, no clock.

Building a fact checks it, so that a corrupt row or a damaged file is refused as a whole and never half shown.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from helpline.hours import BankHolidays, Closure, Outage, Timetable, Weekly
from helpline.reach import e164, https_address, printed_address

FORMAT = 1  # of the last-known-good file; a file of another format is not read

PHONE, TEXT, WEB_FORM, LIVE_CHAT, BSL, WEBSITE = "phone", "text", "web_form", "live_chat", "bsl", "website"
UK = "uk"
NATIONS = {
    UK: "United Kingdom",
    "england": "England",
    "northern-ireland": "Northern Ireland",
    "scotland": "Scotland",
    "wales": "Wales",
}
AUDIENCES = {
    "": "Everyone",
    "men": "Men",
    "lgbt": "LGBT+ people",
    "children": "Children and young people",
    "worried": "People worried about someone",
    "own-behaviour": "People worried about their own behaviour",
}
ANSWERED = {PHONE, TEXT, LIVE_CHAT, BSL}  # by people, and so at certain hours


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach a helpline. `number` is E.164, `printed` the same with ordinary spaces; `checked_at` is UTC.

    `later` is what two people have agreed on for days to come: from each London day on, the whole channel as it then
    is. `shown_from` is the first day on which it is shown at all. So a new number holds from its day with no job run,
    and with the database away.
    """

    kind: str
    label: str
    printed: str = ""
    number: str = ""
    url: str = ""
    free: bool = False
    nation: str = ""
    languages: tuple[str, ...] = ("en",)
    note: str = ""
    timetable: Timetable = Timetable()
    checked_at: datetime | None = None
    later: tuple[tuple[date, "Channel"], ...] = ()
    shown_from: date | None = None

    def __post_init__(self) -> None:
        if not self.label:
            raise ValueError("A channel needs a name.")
        if not (self.number or self.url):
            raise ValueError(f"{self.label} has neither a number nor an address.")
        if (self.number or self.printed) and e164(self.printed) != self.number:
            raise ValueError(f"{self.label}: {self.printed} and {self.number} are not the same number.")
        if self.url:
            https_address(self.url)
        if (self.checked_at is not None) != self.timetable.checked:
            raise ValueError(f"{self.label}: confirmed or not?")

    @property
    def address(self) -> str:
        return printed_address(self.url)

    def on(self, day: date) -> "Channel | None":
        """As it is on a London day; None while it is not shown yet. Closures and outages are dated by themselves."""
        if self.shown_from and day < self.shown_from:
            return None
        due = [channel for since, channel in self.later if since <= day]
        if not due:
            return self
        table = replace(
            due[-1].timetable, closures=self.timetable.closures, outages=self.timetable.outages,
            checked=due[-1].checked_at is not None,
        )  # fmt: skip
        return replace(due[-1], timetable=table)


@dataclass(frozen=True, slots=True)
class Helpline:
    name: str
    organisation: str = ""
    about: str = ""
    channels: tuple[Channel, ...] = ()
    audience: str = ""
    when_you_call: str = ""

    def __post_init__(self) -> None:
        if not self.name or not self.channels:
            raise ValueError("A helpline needs a name and a way to reach it.")

    def first(self, *kinds: str) -> Channel | None:
        return next((channel for channel in self.channels if channel.kind in kinds), None)


@dataclass(frozen=True, slots=True)
class Record:
    """All that is active, in order. Every response carries the first helpline; `words` are its signposting."""

    helplines: tuple[Helpline, ...]
    words: str

    def __post_init__(self) -> None:
        if not self.helplines:
            raise ValueError("No helpline is on record.")

    @property
    def primary(self) -> Helpline:
        return self.helplines[0]

    def on(self, day: date) -> "Record":
        """As it is on a London day. Where that day would leave the first helpline without a channel, as it stands."""
        if not any(channel.later or channel.shown_from for line in self.helplines for channel in line.channels):
            return self
        shown = []
        for line in self.helplines:
            channels = tuple(filter(None, (channel.on(day) for channel in line.channels)))
            if channels:
                shown.append(replace(line, channels=channels))
            elif line is self.primary:
                return self
        return replace(self, helplines=tuple(shown))


def to_json(record: Record) -> str:
    """Canonical: equal records give equal texts."""
    document = {
        "format": FORMAT,
        "words": record.words,
        "helplines": [
            {
                "name": helpline.name,
                "organisation": helpline.organisation,
                "about": helpline.about,
                "audience": helpline.audience,
                "when_you_call": helpline.when_you_call,
                "channels": [_channel(channel) for channel in helpline.channels],
            }
            for helpline in record.helplines
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def fingerprint(channel: Channel) -> str:
    """Of all that a person confirms: equal while number, address and hours are what they were."""
    told = {name: value for name, value in _channel(channel).items() if name not in ("checked_at", "outages")}
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def channel_to_json(channel: Channel) -> dict[str, Any]:
    """One channel as what JSON can hold; `channel_from_json` reads it back."""
    return _channel(channel)


def _channel(channel: Channel) -> dict[str, Any]:
    table = channel.timetable
    return {
        "kind": channel.kind,
        "label": channel.label,
        "printed": channel.printed,
        "number": channel.number,
        "url": channel.url,
        "free": channel.free,
        "nation": channel.nation,
        "languages": list(channel.languages),
        "note": channel.note,
        "checked_at": channel.checked_at and channel.checked_at.isoformat(),
        "shown_from": _iso(channel.shown_from),
        "later": [[_iso(day), _channel(then)] for day, then in channel.later],
        "holidays": table.holidays
        and [
            table.holidays.nation,
            table.holidays.opens and _clock(table.holidays.opens),
            table.holidays.closes and _clock(table.holidays.closes),
        ],
        "outages": [
            [each.since.isoformat(), each.until and each.until.isoformat(), each.sentence, each.instead, each.link]
            for each in table.outages
        ],
        "always_open": table.always_open,
        "weekly": [[w.weekday, _clock(w.opens), _clock(w.closes), _iso(w.since), _iso(w.until)] for w in table.weekly],
        "closures": [
            [
                _iso(c.first),
                _iso(c.last),
                c.opens and _clock(c.opens),
                c.closes and _clock(c.closes),
                c.note,
                _iso(c.announced),
            ]
            for c in table.closures
        ],
    }


def _clock(clock: time) -> str:
    return clock.isoformat("minutes")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def from_json(text: str) -> Record:
    """Raises ValueError, KeyError or TypeError where the text is not a whole record."""
    document = json.loads(text)
    if document["format"] != FORMAT:
        raise ValueError(f"Format {document['format']} is not {FORMAT}.")
    helplines = tuple(
        Helpline(
            name=each["name"],
            organisation=each["organisation"],
            about=each["about"],
            audience=each.get("audience", ""),  # what a file of an earlier release does not hold yet
            when_you_call=each.get("when_you_call", ""),
            channels=tuple(channel_from_json(channel) for channel in each["channels"]),
        )
        for each in document["helplines"]
    )
    return Record(helplines, document["words"])


def channel_from_json(each: dict[str, Any]) -> Channel:
    """Raises ValueError, KeyError or TypeError where it is not a whole channel."""
    checked_at = each["checked_at"] and datetime.fromisoformat(each["checked_at"])
    weekly = tuple(
        Weekly(weekday, time.fromisoformat(opens), time.fromisoformat(closes), _day(since), _day(until))
        for weekday, opens, closes, since, until in each["weekly"]
    )
    closures = tuple(
        Closure(
            date.fromisoformat(first),
            date.fromisoformat(last),
            _time(opens),
            _time(closes),
            note,
            _day(announced),
        )
        for first, last, opens, closes, note, announced in each["closures"]
    )
    nation, opens, closes = each.get("holidays") or (None, None, None)
    rule = BankHolidays(nation, _time(opens), _time(closes)) if nation else None
    outages = tuple(
        Outage(datetime.fromisoformat(since), until and datetime.fromisoformat(until), sentence, instead, *link)
        for since, until, sentence, instead, *link in each.get("outages", ())
    )
    return Channel(
        kind=each["kind"],
        label=each["label"],
        printed=each["printed"],
        number=each["number"],
        url=each["url"],
        free=each["free"],
        nation=each["nation"],
        languages=tuple(each["languages"]),
        note=each["note"],
        timetable=Timetable(weekly, closures, each["always_open"], checked_at is not None, rule, outages),
        checked_at=checked_at,
        later=tuple((date.fromisoformat(day), channel_from_json(then)) for day, then in each.get("later", ())),
        shown_from=_day(each.get("shown_from")),
    )


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
