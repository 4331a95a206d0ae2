"""A timetable for machines: schema.org's OpeningHoursSpecification, and OpenStreetMap's opening_hours string.

A leaf. Both are written from what helpline/hours.py reads: the week as it stands on a London day, and what overrides it
from that day on. Nothing is written for hours that nobody knows; whether a person has checked them is said beside.
https://schema.org/OpeningHoursSpecification  https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from datetime import date, time
from typing import Any

from helpline.hours import DAY, WEEKDAYS, Closure, Timetable

AHEAD = 400  # days for which bank holidays are written out in schema.org, which has no rule for them


def opening_hours_specification(timetable: Timetable, day: date) -> list[dict[str, Any]]:
    """The week: one entry for each window. Closing at or before opening means the next day, as schema.org says.

    A whole day is 00:00 to 23:59, schema.org's own way of writing "open all day".
    """
    if timetable.always_open:
        return [{**_specification(time(0), time(23, 59)), "dayOfWeek": [_day_url(n) for n in range(7)]}]
    return [
        {
            **_specification(window.opens, window.closes),
            "dayOfWeek": _day_url(window.weekday),
            **_dates(window.since, window.until),
        }
        for window in timetable.weekly
        if window.until is None or window.until >= day
    ]


def special_opening_hours(timetable: Timetable, day: date) -> list[dict[str, Any]]:
    """Closures and bank holidays from the day on. Opens and closes both at 00:00: closed, as schema.org says."""
    return [
        {
            **_specification(rule.opens or time(0), rule.closes or time(0)),
            **_dates(max(rule.first, day), rule.last),
        }
        for rule in _overrides(timetable, day)
    ]


def osm(timetable: Timetable, day: date) -> str:
    """OpenStreetMap's string: "24/7", "Mo-Fr 15:00-22:00; PH off; 2026 Dec 24 off". Empty where nothing is known.

    Later rules override earlier ones, day by day, as in ours; PH are the public holidays of where the channel stands.
    """
    if timetable.always_open:
        rules = ["24/7"]
    else:
        rules = []
        by_windows: dict[str, list[int]] = {}
        for weekday in range(7):
            windows = sorted((w.opens, w.closes) for w in timetable.weekly if w.weekday == weekday and w.in_force(day))
            if windows:
                by_windows.setdefault(",".join(_osm_window(*window) for window in windows), []).append(weekday)
        rules = [f"{_osm_days(days)} {windows}" for windows, days in by_windows.items()]
    if not rules:
        return ""
    if timetable.holidays:
        opens, closes = timetable.holidays.opens, timetable.holidays.closes
        rules.append(f"PH {_osm_window(opens, closes) if opens and closes else 'off'}")
    for closure in sorted(timetable.closures, key=lambda closure: (not closure.whole_day, closure.first), reverse=True):
        if closure.last >= day:
            hours = _osm_window(closure.opens, closure.closes) if closure.opens and closure.closes else "off"
            rules.append(f"{_osm_dates(closure)} {hours}")
    return "; ".join(rules)


def _overrides(timetable: Timetable, day: date) -> list[Closure]:
    typed = [closure for closure in timetable.closures if closure.last >= day]
    if timetable.holidays is None:
        return typed
    days = (day + n * DAY for n in range(AHEAD))
    return typed + [rule for each in days for rule in timetable.rules(each) if rule not in timetable.closures]


def _specification(opens: time, closes: time) -> dict[str, Any]:
    return {"@type": "OpeningHoursSpecification", "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}


def _dates(first: date | None, last: date | None) -> dict[str, str]:
    said = {"validFrom": first, "validThrough": last}
    return {name: day.isoformat() for name, day in said.items() if day}


def _day_url(weekday: int) -> str:
    return f"https://schema.org/{WEEKDAYS[weekday]}"


def _osm_window(opens: time, closes: time) -> str:
    """A window to midnight is written 24:00; one that runs on is counted past it (26:00 is 2am)."""
    end = closes.hour + (24 if closes <= opens else 0)
    return f"{opens:%H:%M}-{end:02}:{closes:%M}"


def _osm_days(days: list[int]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    short = [name[:2] for name in WEEKDAYS]
    return ",".join(short[run[0]] if len(run) == 1 else f"{short[run[0]]}-{short[run[-1]]}" for run in runs)


def _osm_dates(closure: Closure) -> str:
    first = f"{closure.first:%Y %b %d}"
    return first if closure.first == closure.last else f"{first}-{closure.last:%Y %b %d}"
