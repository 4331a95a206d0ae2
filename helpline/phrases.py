"""Hours, states and closures in words, from the one list of edges in helpline/hours.py.

A leaf, as that one is. The words are written so that a tab left open stays true: they name days and times, never "now".
"""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from helpline.bank_holidays import NATIONS
from helpline.hours import DAY, LONDON, MIDNIGHT, WEEKDAYS, Closure, Timetable, state

CHECK = "(check on the site)"
UNKNOWN = "hours not known"
ALWAYS = "24 hours"
ANNOUNCED = timedelta(days=7)  # how long ahead a closure is named when nobody set a day


def hours_in_words(timetable: Timetable, at: datetime, *, check: bool = True) -> str:
    """The weekly hours in force on the London day of `at`: "3pm to 10pm, Monday to Friday", "24 hours".

    Hours that nobody has confirmed send the reader to the site, unless `check` is False.
    """
    if timetable.always_open:
        return ALWAYS
    day = at.astimezone(LONDON).date()
    by_windows: dict[str, list[int]] = {}
    for weekday in range(7):
        windows = [(w.opens, w.closes) for w in timetable.weekly if w.weekday == weekday and w.in_force(day)]
        if windows:
            by_windows.setdefault(_windows_in_words(windows), []).append(weekday)
    if not by_windows:
        return f"{UNKNOWN} {CHECK}" if check else ""
    words = "; ".join(f"{windows}, {_days_in_words(days)}" for windows, days in by_windows.items())
    return words if timetable.checked or not check else f"{words} {CHECK}"


def state_in_words(timetable: Timetable, at: datetime) -> str:
    """The state so that an old tab stays true: "open until 10pm today, Tuesday 24 November". Empty: nobody can say.

    A channel that never closes has no state worth a word; one that will close is given it a week before.
    """
    now, today = state(timetable, at), at.astimezone(LONDON).date()
    if outage := timetable.outage(at):
        back = now.opens_next or (outage.until if now.open is None or not timetable.checked else None)
        return f"not available until {_moment_in_words(back, today) if back else 'further notice'}"
    if now.open is None:
        return ""
    if now.open:
        if now.closes_at is None or (timetable.always_open and now.closes_at - at > ANNOUNCED):
            return ""
        return f"open until {_moment_in_words(now.closes_at, today, ending=True)}"
    if now.opens_next is None:
        return (
            f"closed today, {_date_in_words(today, today)}"
            if not timetable.checked
            else "closed, next opening not known"
        )
    return f"closed until {_moment_in_words(now.opens_next, today)}"


def announced(timetable: Timetable, at: datetime) -> list[Closure]:
    """The closures that readers are told of at `at`, in order of their days, bank holidays among them."""
    today = at.astimezone(LONDON).date()
    told = [c for c in timetable.closures if (c.announced or c.first - ANNOUNCED) <= today <= c.last]
    week = [today + n * DAY for n in range(ANNOUNCED.days + 1)] if timetable.holidays else []
    told += [rule for day in week for rule in timetable.rules(day) if rule not in timetable.closures]
    return sorted(told, key=lambda closure: (closure.first, closure.last))


def holidays_in_words(timetable: Timetable) -> str:
    """The rule for bank holidays: "closed on bank holidays in Scotland". Empty: they are days like any other."""
    rule = timetable.holidays
    if rule is None:
        return ""
    where = f"on bank holidays in {NATIONS[rule.nation]}"
    if rule.opens is None or rule.closes is None:
        return f"closed {where}"
    return f"{_windows_in_words([(rule.opens, rule.closes)])} {where}"


def outage_in_words(timetable: Timetable, at: datetime) -> tuple[str, ...]:
    """What readers are told beside "not available": why, and what to use instead. Empty when nothing is wrong."""
    outage = timetable.outage(at)
    if outage is None:
        return ()
    return tuple(filter(None, [outage.sentence, outage.instead and f"Use instead: {outage.instead}."]))


def notices(timetable: Timetable, at: datetime) -> tuple[str, ...]:
    """A sentence for each closure that readers are told of, with its public note."""
    today = at.astimezone(LONDON).date()
    said = []
    for closure in announced(timetable, at):
        days = dates_in_words(closure, today)
        if closure.opens is None or closure.closes is None:
            sentence = f"Closed {days}."
        else:
            sentence = f"Open {_windows_in_words([(closure.opens, closure.closes)])} {days}"
            sentence += "." if timetable.checked else f" {CHECK}."
        said.append(f"{sentence} {closure.note}".strip())
    return tuple(said)


def dates_in_words(closure: Closure, today: date) -> str:
    """The days of a closure: "on Friday 25 December", "from Friday 25 December to Monday 28 December"."""
    if closure.last == closure.first:
        return f"on {_date_in_words(closure.first, today)}"
    return f"from {_date_in_words(closure.first, today)} to {_date_in_words(closure.last, today)}"


def clock_in_words(clock: time) -> str:
    """As a British newspaper prints it: 3pm, 3.30pm, midday, midnight."""
    if clock == MIDNIGHT:
        return "midnight"
    if clock == time(12):
        return "midday"
    minutes = f".{clock.minute:02}" if clock.minute else ""
    return f"{clock.hour % 12 or 12}{minutes}{'am' if clock.hour < 12 else 'pm'}"


def _windows_in_words(windows: list[tuple[time, time]]) -> str:
    """Windows of one day, touching and overlapping ones joined."""
    joined: list[list[int]] = []
    for opens, closes in sorted((_minute(opens), _minute(closes)) for opens, closes in windows):
        closes += 24 * 60 if closes <= opens else 0
        if joined and opens <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], closes)
        else:
            joined.append([opens, closes])
    if joined == [[0, 24 * 60]]:
        return ALWAYS
    return _listed([f"{clock_in_words(_clock(opens))} to {clock_in_words(_clock(closes))}" for opens, closes in joined])


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _clock(minute: int) -> time:
    return time(minute // 60 % 24, minute % 60)


def _days_in_words(days: list[int]) -> str:
    """Runs of three days or more as "Monday to Friday"; all seven as "every day"."""
    if len(days) == 7:
        return "every day"
    runs = [[days[0]]]
    for before, day in pairwise(days):
        if day == before + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = []
    for run in runs:
        names = [WEEKDAYS[day] for day in run]
        words += [f"{names[0]} to {names[-1]}"] if len(run) > 2 else names
    return _listed(words)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _moment_in_words(instant: datetime, today: date, *, ending: bool = False) -> str:
    """ "10pm today, Tuesday 24 November". Midnight is named by the day that it ends or begins, as the reader needs."""
    local = instant.astimezone(LONDON)
    day, clock = local.date(), local.time()
    words = clock_in_words(clock)
    if clock == MIDNIGHT and ending:
        day -= DAY
        where = "tonight," if day == today else "at the end of"
    elif clock == MIDNIGHT:
        where = "at the start of"
    elif day == today:
        where = "today,"
    elif day == today + DAY:
        where = "tomorrow,"
    else:
        where = "on"
    if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
        words += f" {local.tzname()}"  # the hour that comes twice
    return f"{words} {where} {_date_in_words(day, today)}"


def _date_in_words(day: date, today: date) -> str:
    year = f" {day.year}" if day.year != today.year else ""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {day:%B}{year}"
