"""Do two wordings of opening hours mean the same?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.importing.lexicon import WEEKDAYS

_DAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]m\b|[ap]\.m\.?)|\d{1,2}[:.]\d{2}(?:\s?hrs?\b)?"
    r"|\d{1,2}(?=\s?[-–—]|\s(?:to|until|till)\b)|(?:12\s)?(?:noon|midday|midnight)\b)"
)
_TOKEN = re.compile(
    rf"(?P<always>24\s?/\s?7|24\s?(?:-\s?)?(?:hours|hrs|hour)(?:\s?(?:a|per)\s?day"
    rf"|\severy day)?(?:,?\s?(?:and\s)?(?:7|seven) days(?: a week)?"
    rf"|,?\s365 days(?: a year)?)?|round the clock|around the clock|day and night|day or night)"
    rf"|(?P<every>\b(?:every\s?day|daily|7 days a week|seven days a week|each day|bob dydd)\b)"
    rf"|(?P<week>\b(?:weekdays|weekday|working days)\b)|(?P<end>\b(?:weekends|weekend)\b)"
    rf"|(?P<day>\b(?:{_DAY})\b\.?)|(?P<clock>(?<![\d£$€.:])(?:{_CLOCK}))"
    r"|(?P<to>\s?[-–—]\s?|\b(?:to|until|till|through|tan)\b|\bi\b)|(?P<and>,|&|\band\b|\ba\b|\bac\b|;)"
    r"|(?P<fill>\bbetween\b|\bfrom\b|\bon\b|\(|\))",
    re.IGNORECASE,
)
_WEEK = tuple(range(7))


@dataclass(frozen=True)
class PrintedHours:
    """A wording of hours at [start, end) of a text, and the minutes of the week that it means (None: unsettled)."""

    text: str
    start: int
    end: int
    spans: frozenset[tuple[int, int, int]] | None


def same_hours(one: str, other: str) -> bool | None:
    """Whether two wordings mean the same hours; None when either cannot be understood."""
    first, second = meaning(one), meaning(other)
    return None if first is None or second is None else first == second


def meaning(text: str) -> frozenset[tuple[int, int, int]] | None:
    """(day 0-6, opens, closes) with minutes from midnight, local time; None when the words do not settle it."""
    found = hours_in(text)
    return found[0].spans if len(found) == 1 else None


def hours_in(text: str) -> list[PrintedHours]:
    """Stretches of a text that are made of days and times only, and hold a time."""
    found: list[PrintedHours] = []
    run: list[re.Match[str]] = []
    for match in _TOKEN.finditer(text):
        if run and text[run[-1].end() : match.start()].strip(" \u00a0"):
            _close(text, run, found)
            run = []
        run.append(match)
    _close(text, run, found)
    return found


def _close(text: str, run: list[re.Match[str]], found: list[PrintedHours]) -> None:
    while run and run[0].lastgroup in {"to", "and", "fill"}:
        run = run[1:]
    while run and run[-1].lastgroup in {"to", "and", "fill"}:
        run = run[:-1]
    if not any(match.lastgroup in {"clock", "always"} for match in run):
        return
    if not any(match.lastgroup in {"always", "to"} for match in run):
        return
    start, end = run[0].start(), run[-1].end()
    printed = text[start:end].strip()
    # A full stop behind a day ends the sentence; "p.m." has its own.
    printed = printed if re.search(r"\.m\.$", printed) else printed.rstrip(".")
    found.append(PrintedHours(printed, start, end, _spans(run)))


def _spans(run: list[re.Match[str]]) -> frozenset[tuple[int, int, int]] | None:
    """Days and times paired: "days times days times" or "times, days", read by which comes first."""
    items = _items([match for match in run if match.lastgroup != "fill"])
    if items is None:
        return None
    if items == [("always", ())]:
        return frozenset((day, 0, 1440) for day in _WEEK)
    groups: list[tuple[set[int], list[tuple[int, int]]]] = []
    days_first = items[0][0] == "days"
    days: set[int] = set()
    times: list[tuple[int, int]] = []
    for kind, value in items:
        if kind == "always":
            times.append((0, 1440))
        elif kind == "days":
            if days_first and times:
                groups.append((days, times))
                days, times = set(), []
            days |= set(value)
        else:
            if not days_first and days:
                groups.append((days, times))
                days, times = set(), []
            times.append((value[0], value[1]))
    groups.append((days, times))
    if any(not times for _, times in groups):
        return None
    return frozenset((day, *span) for days, times in groups for day in (days or _WEEK) for span in times)


def _items(run: list[re.Match[str]]) -> list[tuple[str, tuple[int, ...]]] | None:
    items: list[tuple[str, tuple[int, ...]]] = []
    index = 0
    while index < len(run):
        kind = run[index].lastgroup or ""
        ranged = index + 2 < len(run) and run[index + 1].lastgroup == "to" and run[index + 2].lastgroup == kind
        if kind == "always":
            items.append(("always", ()))
        elif kind in {"every", "week", "end"}:
            items.append(("days", {"every": _WEEK, "week": _WEEK[:5], "end": _WEEK[5:]}[kind]))
        elif kind == "day":
            first = _weekday(run[index])
            last = _weekday(run[index + 2]) if ranged else first
            items.append(("days", tuple((first + step) % 7 for step in range((last - first) % 7 + 1))))
        elif kind == "clock":
            if not ranged:
                return None
            span = _minutes(run[index].group(), run[index + 2].group())
            if span is None:
                return None
            items.append(("times", span))
        index += 3 if ranged and kind in {"day", "clock"} else 1
    if items[:1] == [("always", ())] and len(items) == 2 and items[1] == ("days", _WEEK):
        items.pop()
    return items or None


def _weekday(match: re.Match[str]) -> int:
    return WEEKDAYS[match.group().rstrip(".").casefold()]


def _minutes(opens: str, closes: str) -> tuple[int, int] | None:
    first, second = _clock(opens, closes), _clock(closes, "")
    if first is None or second is None:
        return None
    return first, second or 1440


def _clock(text: str, partner: str) -> int | None:
    words = text.casefold()
    if "noon" in words or "midday" in words:
        return 720
    if "midnight" in words:
        return 0
    parts = re.match(r"(\d{1,2})(?:[:.](\d{2}))?\s?([ap])?", words)
    if parts is None:
        return None
    hour, minute, half = int(parts.group(1)), int(parts.group(2) or 0), parts.group(3)
    if half is None and partner:
        # "3-10pm": the half of the day is printed once.
        later = re.match(r"(\d{1,2})(?:[:.]\d{2})?\s?([ap])", partner.casefold())
        half = later.group(2) if later and hour <= int(later.group(1)) <= 12 else None
        if later and half is None and hour <= 12:
            return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour <= 24 and minute < 60 else None
