"""The record at one instant, for templates: what every page says, and what the helpline page lists.

`at()` serves a page, `for_errors()` a page that is written when something has gone wrong. Neither raises.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from django.conf.locale import LANG_INFO
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from helpline import facts, record, signposting
from helpline.defaults import BUILT_IN
from helpline.hours import LONDON, Outage, Timetable, is_open, next_change
from helpline.phrases import holidays_in_words, hours_in_words, notices, outage_in_words, state_in_words

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Way:
    """One channel at one instant. `state` is empty where nobody can say; `tel` is for links (RFC 3966).

    `out`: somebody has marked it unavailable; `outage` says why, and what to use instead, in sentences.
    """

    kind: str
    label: str
    printed: str
    number: str
    url: str
    address: str
    free: bool
    nation: str
    languages: tuple[str, ...]
    note: str
    always_open: bool
    hours: str
    state: str
    is_open: bool | None
    next_change: datetime | None
    notices: tuple[str, ...]
    holidays: str
    out: Outage | None
    outage: tuple[str, ...]
    checked_at: datetime | None
    timetable: Timetable

    @property
    def tel(self) -> str:
        return f"tel:{self.number}" if self.number else ""

    @property
    def serves(self) -> str:
        """The nation in words; empty where nobody has said."""
        return facts.NATIONS.get(self.nation, "")

    @property
    def language_names(self) -> list[str]:
        """In English; empty where it is English alone. A code that Django does not know stands as it is."""
        if self.languages == ("en",):
            return []
        return [LANG_INFO[code]["name"] if "name" in LANG_INFO.get(code, {}) else code for code in self.languages]

    @property
    def terms(self) -> str:
        """Beside a number: "free, 24 hours"; a closing that is near, or has come, takes the place of the hours."""
        return ", ".join(filter(None, ["free" if self.free else "", self.state or self.hours]))

    @property
    def now(self) -> str:
        """The state in words, or the hours where nobody can say."""
        return self.state or self.hours


@dataclass(frozen=True)
class Line:
    """A helpline at one instant."""

    name: str
    organisation: str
    about: str
    channels: tuple[Way, ...]
    audience: str = ""
    when_you_call: str = ""

    @property
    def nation(self) -> str:
        """The one nation that every channel serves; empty where that is more than one, or nobody has said."""
        nations = {way.nation for way in self.channels}
        return nations.pop() if len(nations) == 1 and nations != {facts.UK} else ""

    def first(self, kind: str) -> Way | None:
        return next((way for way in self.channels if way.kind == kind), None)


class Help:
    """What templates know as `helpline`. The instant is given; the record is read when first asked for."""

    def __init__(self, instant: datetime, *, kept: bool = False, known: facts.Record | None = None) -> None:
        self.at = instant
        self.known = known  # the record, where whoever asks has read it
        self.kept = kept  # the page is served later: nothing of this minute may stand on it

    @cached_property
    def record(self) -> facts.Record:
        return _unless_it_fails(lambda current: current.on(self.day), self.known or record.current())

    @cached_property
    def helplines(self) -> tuple[Line, ...]:
        return _unless_it_fails(lambda current: tuple(_line(each, self.at) for each in current.helplines), self.record)

    @property
    def for_everyone(self) -> list[Line]:
        """The helplines for no one nation and no one audience; the one on every page always first."""
        return [line for line in self.helplines if line is self.primary or not (line.audience or line.nation)]

    @property
    def by_nation(self) -> list[tuple[str, list[Line]]]:
        """Each nation in words, with the helplines whose every channel serves it alone."""
        return [
            (words, [line for line in self._special if line.nation == nation and not line.audience])
            for nation, words in facts.NATIONS.items()
            if nation != facts.UK
        ]

    @property
    def for_audience(self) -> dict[str, list[Line]]:
        """By facts.AUDIENCES, with _ for - as templates need it."""
        return {
            audience.replace("-", "_"): [line for line in self._special if line.audience == audience]
            for audience in facts.AUDIENCES
        }

    @property
    def _special(self) -> tuple[Line, ...]:
        return tuple(line for line in self.helplines if line is not self.primary)

    @property
    def primary(self) -> Line:
        return self.helplines[0]

    @property
    def name(self) -> str:
        return self.primary.name

    @property
    def organisation(self) -> str:
        return self.primary.organisation

    @property
    def channels(self) -> tuple[Way, ...]:
        return self.primary.channels

    @property
    def phone(self) -> Way | None:
        return self.primary.first(facts.PHONE)

    @property
    def chat(self) -> Way | None:
        return self.primary.first(facts.LIVE_CHAT)

    @property
    def website(self) -> Way | None:
        return self.primary.first(facts.WEBSITE)

    @property
    def terms(self) -> str:
        """What keeps, for pages and texts that are kept: "free, 24 hours"."""
        phone = self.record.primary.first(facts.PHONE)
        return signposting.terms(phone) if phone else ""

    @cached_property
    def signposting_text(self) -> str:
        return _unless_it_fails(signposting.as_text, self.record)

    @cached_property
    def signposting_html(self) -> SafeString:
        return _unless_it_fails(signposting.as_html, self.record)

    @property
    def signposting_source(self) -> str:
        """The HTML as plain characters, for a journalist to copy: the paragraph without what only our pages use."""
        return str(self.signposting_html).replace(' class="helpline-number"', "")

    @property
    def day(self) -> date:
        """The London day on which all this is right."""
        return self.at.astimezone(LONDON).date()

    @property
    def page_url(self) -> str:
        try:
            return reverse("helpline:page")
        except NoReverseMatch:  # an error page may be written when the addresses cannot be read
            return "/helpline/"


_this_minute: Help | None = None


def at(instant: datetime) -> Help:
    """The help at an aware instant, for code that has no template context: feeds, mail, formats."""
    return Help(instant)


def for_request(request: HttpRequest | None) -> Help:
    """At the instant of the request, which middleware sets once as `request.at`; without it, now.

    Whatever opens or closes does so on a whole minute, so that one answer serves every request of its minute for which
    the record is the same: it is kept, and worked out once.
    """
    global _this_minute
    instant = getattr(request, "at", None) or timezone.now()
    minute, known = instant.replace(second=0, microsecond=0), record.current()
    if _this_minute is None or (_this_minute.at, _this_minute.known) != (minute, known):
        _this_minute = Help(minute, known=known)
    return _this_minute


def for_errors(instant: datetime, *, kept: bool = False) -> Help:
    """The same, read through at once, so that nothing is left to fail while an error page is being written."""
    ready = Help(instant, kept=kept)
    _ = ready.helplines, ready.signposting_text, ready.signposting_html
    return ready


def _line(helpline: facts.Helpline, instant: datetime) -> Line:
    ways = tuple(way(channel, instant) for channel in helpline.channels)
    return Line(helpline.name, helpline.organisation, helpline.about, ways, helpline.audience, helpline.when_you_call)


def way(channel: facts.Channel, instant: datetime) -> Way:
    """One channel at an aware instant."""
    table = channel.timetable
    answered = channel.kind in facts.ANSWERED or bool(table.weekly)  # nobody keeps the hours of a web page
    return Way(
        kind=channel.kind,
        label=channel.label,
        printed=channel.printed,
        number=channel.number,
        url=channel.url,
        address=channel.address,
        free=channel.free,
        nation=channel.nation,
        languages=channel.languages,
        note=channel.note,
        always_open=table.always_open,
        hours=hours_in_words(table, instant) if answered else "",
        state=state_in_words(table, instant),
        is_open=is_open(table, instant),
        next_change=next_change(table, instant),
        notices=notices(table, instant),
        holidays=holidays_in_words(table) if answered else "",
        out=table.outage(instant),
        outage=outage_in_words(table, instant),
        checked_at=channel.checked_at,
        timetable=table,
    )


def _unless_it_fails(compose: Callable[[facts.Record], T], current: facts.Record) -> T:
    try:
        return compose(current)
    except Exception:  # a mistake of ours in words or hours must not take the number off the page
        logger.exception("The helpline record cannot be shown; the built-in facts stand in.")
        return compose(BUILT_IN)
