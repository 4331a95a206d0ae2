"""Which changes of a channel need a second person? (DESIGN.md: stopping takes one, only starting takes two.)

A leaf: facts in, an answer out. Whatever adds or alters a number, a link or an opening needs two. One person alone may
take a channel off the pages, close it for whole days, and mend words, order and languages.
"""

from dataclasses import replace
from datetime import date

from helpline.facts import Channel
from helpline.hours import Timetable


def needs_two(before: Channel | None, after: Channel, today: date, *, was_shown: bool, shown: bool) -> bool:
    """`today` is London's: what is over cannot mislead anyone. `shown` is whether readers see the channel at all."""
    if before is None or (shown and not was_shown):
        return True
    told = ("kind", "number", "printed", "url", "free")
    if any(getattr(before, name) != getattr(after, name) for name in told):
        return True
    return without_closures(before).timetable != without_closures(after).timetable or _opens(before, after, today)


def without_closures(channel: Channel) -> Channel:
    """The channel's lasting facts: what a change for a day to come holds."""
    table = channel.timetable
    return replace(
        channel,
        timetable=Timetable(table.weekly, (), table.always_open, checked=False, holidays=table.holidays),
        checked_at=None, later=(), shown_from=None,
    )  # fmt: skip


def _opens(before: Channel, after: Channel, today: date) -> bool:
    """Does a closure that was taken away, altered, or added with hours open what was shut?"""
    was = {(c.first, c.last, c.opens, c.closes) for c in before.timetable.closures if c.last >= today}
    now = {(c.first, c.last, c.opens, c.closes) for c in after.timetable.closures if c.last >= today}
    return bool(was - now) or any(opens is not None for _, _, opens, _ in now - was)
