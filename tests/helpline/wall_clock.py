"""A second reading of the rules for hours, that walks wall clocks and joins nothing: the spans are compared with it."""

from datetime import UTC, date, datetime, time, timedelta

from helpline.bank_holidays import name_of
from helpline.hours import LONDON, Closure, Timetable

MINUTE = timedelta(minutes=1)


def first_coming(day: date, clock: time) -> datetime:
    """The first instant at which London's clocks read `clock` of `day` or later: found by walking."""
    instant = datetime.combine(day, clock, UTC) - 2 * timedelta(hours=1)
    while instant.astimezone(LONDON).replace(tzinfo=None) < datetime.combine(day, clock):
        instant += MINUTE
    return instant


def rules_of(table: Timetable, day: date) -> list[Closure]:
    typed = [rule for rule in table.closures if rule.covers(day)]
    if not typed and table.holidays and name_of(table.holidays.nation, day):
        typed = [Closure(day, day, table.holidays.opens, table.holidays.closes)]
    return typed


def walked(table: Timetable, at: datetime) -> bool:
    """Open at `at`? Each window is asked by itself; nothing is joined, sorted or looked ahead."""
    today = at.astimezone(LONDON).date()
    if any(out.since <= at and (out.until is None or at < out.until) for out in table.outages):
        return False
    if any(rule.whole_day for rule in rules_of(table, today)):
        return False
    ruled = bool(rules_of(table, today))
    for day in (today, today - timedelta(1)):
        rules = rules_of(table, day)
        if any(rule.whole_day for rule in rules):
            continue
        if rules:
            windows = [(rule.opens, rule.closes) for rule in rules]
        elif ruled:
            continue  # ordinary hours, or their tail, on a day that has hours of its own
        elif table.always_open:
            if day == today:
                return True
            continue
        else:
            windows = [(w.opens, w.closes) for w in table.weekly if w.weekday == day.weekday() and w.in_force(day)]
        for opens, closes in windows:
            ends = day if closes > opens else day + timedelta(1)
            if first_coming(day, opens) <= at < first_coming(ends, closes):
                return True
    return False
