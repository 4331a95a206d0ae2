"""Dates and instants as the desk and the public read them, in the newsroom's zone (settings.NEWSROOM_ZONE).

The label of the zone (GMT or BST) comes from the time-zone database, never from a keyboard.
"""

from datetime import date, datetime

from django.utils import timezone


def local(instant: datetime) -> datetime:
    """An aware instant on the newsroom's clock."""
    return instant.astimezone(timezone.get_default_timezone())


def local_day(instant: datetime) -> date:
    """The day it is in the newsroom at an aware instant."""
    return local(instant).date()


def clock(instant: datetime) -> str:
    """`2.32pm`, `9am`, `noon`, `midnight`: twelve-hour, as UK house styles print it."""
    there = local(instant)
    if there.minute == 0 and there.hour in (0, 12):
        return "noon" if there.hour else "midnight"
    minutes = f".{there.minute:02d}" if there.minute else ""
    return f"{there.hour % 12 or 12}{minutes}{'am' if there.hour < 12 else 'pm'}"


def day(value: date | datetime) -> str:
    """`6 April 2023`."""
    there = local(value).date() if isinstance(value, datetime) else value
    return f"{there.day} {there:%B} {there.year}"


def day_and_clock(instant: datetime) -> str:
    """`24 November 2026, 2.32pm`."""
    return f"{day(instant)}, {clock(instant)}"


def instant_in_words(instant: datetime) -> str:
    """`00:01 GMT, Tuesday 24 November 2026`: the form in which an embargo is set, repeated and printed.

    Seconds are printed only when there are some: an act of now is recorded to the exact instant.
    """
    there = local(instant)
    return f"{there:%H:%M} {there:%Z}, {there:%A} {day(there.date())}"


def exact(instant: datetime) -> str:
    """`14:32:10 GMT, 23 November 2026`: for the log, where seconds tell which came first."""
    there = local(instant)
    return f"{there:%H:%M:%S} {there:%Z}, {day(there.date())}"


def short_instant(instant: datetime) -> str:
    """`00:01 GMT, Tue 24 Nov`: what fits on a button."""
    there = local(instant)
    return f"{there:%H:%M} {there:%Z}, {there:%a} {there.day} {there:%b}"


def embargo_line(instant: datetime) -> str:
    """The banner of an embargoed text, first and last on every copy of it until the instant comes."""
    return f"STRICTLY EMBARGOED UNTIL {instant_in_words(instant).upper()}"


def since(instant: datetime, at: datetime) -> str:
    """`2.32pm` when `instant` is on the same day as `at`, else `2.32pm on 6 April 2023`."""
    if local_day(instant) == local_day(at):
        return clock(instant)
    return f"{clock(instant)} on {day(instant)}"
