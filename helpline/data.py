"""The record at one instant as data: what /helpline.json sends.

`right_at` is the minute for which it was written (UTC); days and times of day are in `zone`. A `state` of null means
that nobody can say: hours unknown, or not confirmed by a person (`checked_at` null). `next_change` and `checked_at` are
UTC. A window that closes at or before it opens ends the next day; `from` and `until` are days, both included, null
without end. Closures stand here from the day on which readers are told of them; they override the opening hours of
their days, and null hours mean closed all day. `osm` is OpenStreetMap's
opening_hours string and `schema_org` the same for schema.org (helpline/interchange.py), both without any outage;
`outage` is what readers are told while somebody has marked the channel unavailable, and null otherwise.
"""

import json
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from helpline.hours import LONDON, WEEKDAYS
from helpline.interchange import opening_hours_specification, osm, special_opening_hours
from helpline.panel import Help, Line, Way
from helpline.phrases import announced

FORMAT = 1  # rises when a member changes its meaning; members may be added without it


def as_data(help_now: Help) -> dict[str, Any]:
    minute = help_now.at.astimezone(UTC).replace(second=0, microsecond=0)
    return {
        "format": FORMAT,
        "right_at": minute.isoformat(),
        "zone": str(LONDON),
        "signposting": {"text": help_now.signposting_text, "html": str(help_now.signposting_html)},
        "helplines": [_line(line, line is help_now.primary, minute) for line in help_now.helplines],
    }


def _line(line: Line, primary: bool, at: datetime) -> dict[str, Any]:
    return {
        "name": line.name,
        "organisation": line.organisation,
        "about": line.about,
        "primary": primary,
        "audience": line.audience or None,
        "channels": [_channel(way, at) for way in line.channels],
    }


def _channel(way: Way, at: datetime) -> dict[str, Any]:
    return {
        "kind": way.kind,
        "label": way.label,
        "number": way.printed or None,
        "tel": way.tel or None,
        "url": way.url or None,
        "free": way.free,
        "nation": way.serves or None,
        "languages": list(way.languages),
        "note": way.note,
        "always_open": way.always_open,
        "hours": way.hours,
        "opening_hours": [
            {
                "day": WEEKDAYS[weekly.weekday],
                "opens": _clock(weekly.opens),
                "closes": _clock(weekly.closes),
                "from": _day(weekly.since),
                "until": _day(weekly.until),
            }
            for weekly in way.timetable.weekly
        ],
        "closures": [
            {
                "from": _day(closure.first),
                "until": _day(closure.last),
                "opens": _clock(closure.opens),
                "closes": _clock(closure.closes),
                "note": closure.note,
            }
            for closure in announced(way.timetable, at)
        ],
        "bank_holidays": way.holidays or None,
        "osm": osm(way.timetable, london_day(at)) or None,
        "schema_org": {
            "openingHoursSpecification": opening_hours_specification(way.timetable, london_day(at)),
            "specialOpeningHoursSpecification": special_opening_hours(way.timetable, london_day(at)),
        },
        "notices": list(way.notices),
        "outage": list(way.outage) if way.out else None,
        "state": None if way.is_open is None else "open" if way.is_open else "closed",
        "state_in_words": way.state,
        "next_change": way.next_change and way.next_change.isoformat(),
        "checked_at": way.checked_at and way.checked_at.isoformat(),
    }


def as_json_ld(help_now: Help) -> SafeString:
    """schema.org for the page of ways to get help: each helpline as an Organization with its ContactPoints.

    Hours stand in it only where a person has confirmed them, or where the line never closes: a search engine prints
    them without a word of doubt.
    """
    graph = [
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": line.name,
            "contactPoint": [_contact_point(way, help_now.at) for way in line.channels],
        }
        for line in help_now.helplines
    ]
    # "<" could end the element that this stands in.
    return mark_safe(json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S308


def _contact_point(way: Way, at: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {"@type": "ContactPoint", "contactType": way.label, "telephone": way.number, "url": way.url}
    told |= {"areaServed": way.serves, "availableLanguage": list(way.languages)}
    if way.timetable.checked or way.always_open:
        day = london_day(at)
        told["hoursAvailable"] = [
            *opening_hours_specification(way.timetable, day), *special_opening_hours(way.timetable, day)
        ]  # fmt: skip
    return {name: value for name, value in told.items() if value}


def london_day(at: datetime) -> date:
    """London's day at an aware instant."""
    return at.astimezone(LONDON).date()


def _clock(clock: time | None) -> str | None:
    return None if clock is None else clock.isoformat("minutes")


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
