"""When does a channel answer: open or closed at an instant, until when, and the same in words.

A leaf: no model, no setting, no clock. Every instant is aware and is an argument; days and times of day are London's
(Europe/London). Windows are half-open, [opens, closes): at the closing minute the channel is closed. Everything that
is said about an instant comes from one list of spans, so that open-now, the next change and the words cannot disagree.

What overrides what (domain notes, section 4): a closure overrides the weekly hours of its days, tails from the evening
before included; of two closures on a day, the whole-day one wins: a wrong "open" sends someone to a closed door.

The two nights on which the clock changes: a time that comes twice means its first coming, and a time that is skipped
means the moment of the skip. A window across the change is an hour longer or shorter, as its staff's night is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHECK = "(check on the site)"
UNKNOWN = "hours not known"
ALWAYS = "24 hours"
ANNOUNCED = timedelta(days=7)  # how long ahead a closure is named when nobody set a day
HORIZON = 400  # days looked ahead: a yearly pattern is seen whole; beyond it the next change is "not known"

MIDNIGHT = time(0)
DAY = timedelta(days=1)


def _whole_minutes(*clocks: time | None) -> None:
    for clock in clocks:
        if clock is not None and (clock.second or clock.microsecond or clock.tzinfo):
            raise ValueError(f"{clock} is not a London time in whole minutes.")


@dataclass(frozen=True, slots=True)
class Weekly:
    """One window of the week. `weekday` is 0 for Monday; `closes` at or before `opens` means the next day.

    It holds for windows that begin from `since` until `until`, both days included; None is without end.
    """

    weekday: int
    opens: time
    closes: time
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        _whole_minutes(self.opens, self.closes)
        if not 0 <= self.weekday <= 6:
            raise ValueError(f"{self.weekday} is not a day of the week: 0 is Monday, 6 is Sunday.")
        if self.opens == self.closes:
            raise ValueError("A window cannot open and close at the same time.")

    def in_force(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Closure:
    """Days, both ends included, whose ordinary hours do not hold: closed all day, or open at other hours."""

    first: date
    last: date
    opens: time | None = None
    closes: time | None = None
    note: str = ""
    announced: date | None = None

    def __post_init__(self) -> None:
        _whole_minutes(self.opens, self.closes)
        if self.last < self.first:
            raise ValueError("A closure cannot end before it begins.")
        if (self.opens is None) != (self.closes is None):
            raise ValueError("Special hours need both an opening and a closing time.")
        if self.opens is not None and self.opens == self.closes:
            raise ValueError("A window cannot open and close at the same time.")

    @property
    def whole_day(self) -> bool:
        return self.opens is None

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that is known of one channel's hours. `checked`: a person has confirmed them; without it, no open-now."""

    weekly: tuple[Weekly, ...] = ()
    closures: tuple[Closure, ...] = ()
    always_open: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The channel is open from `opens` until just before `closes` (UTC). None: no end within the horizon."""

    opens: datetime
    closes: datetime | None


@dataclass(frozen=True, slots=True)
class State:
    """At one instant. `open` is None when nobody can say; the instants are UTC, None when not known or not needed."""

    open: bool | None
    closes_at: datetime | None = None
    opens_next: datetime | None = None


# --- The one list of edges ------------------------------------------------------------------------------------------


def moment(day: date, clock: time) -> datetime:
    """The instant (UTC) at which London's clocks read `clock` on `day`; see the top of this file for the two nights."""
    wall = datetime.combine(day, clock, LONDON)
    instant = wall.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # Skipped: the clock went from before to after. fold=1 reads it with the later offset, which is before the skip.
    instant = wall.replace(fold=1).astimezone(UTC)
    while instant.astimezone(LONDON).replace(tzinfo=None) < wall.replace(tzinfo=None):
        instant += timedelta(minutes=1)
    return instant


def spans(timetable: Timetable, since: date) -> Iterator[Span]:
    """When the channel is open, in order, touching windows joined, from those that begin on the day `since`."""
    pending: tuple[datetime, datetime] | None = None
    for n in range(HORIZON):
        for opens, closes in _windows(timetable, since + n * DAY):
            if pending and opens <= pending[1]:
                pending = pending[0], max(pending[1], closes)
            else:
                if pending:
                    yield Span(*pending)
                pending = opens, closes
    if pending:
        # Still open at the edge of what was looked at: the end is not known, and must not be invented.
        yield Span(pending[0], pending[1] if pending[1] < moment(since + HORIZON * DAY, MIDNIGHT) else None)


def _windows(timetable: Timetable, day: date) -> list[tuple[datetime, datetime]]:
    """The windows that begin on a day, as instants in order, cut at midnight where the next day has its own rule."""
    tomorrow = day + DAY
    today_rules = [closure for closure in timetable.closures if closure.covers(day)]
    next_rules = [closure for closure in timetable.closures if closure.covers(tomorrow)]
    if any(rule.whole_day for rule in today_rules):
        return []
    if today_rules:
        cut = any(rule.whole_day for rule in next_rules)  # special hours keep their tail, save into a closed day
        clocks = [
            (rule.opens, rule.closes) for rule in today_rules if rule.opens is not None and rule.closes is not None
        ]
    elif timetable.always_open:
        return [(moment(day, MIDNIGHT), moment(tomorrow, MIDNIGHT))]
    else:
        cut = bool(next_rules)
        clocks = [(w.opens, w.closes) for w in timetable.weekly if w.weekday == day.weekday() and w.in_force(day)]
    end_of_day = moment(tomorrow, MIDNIGHT)
    windows = []
    for opens, closes in clocks:
        begins, ends = moment(day, opens), moment(day if closes > opens else tomorrow, closes)
        if cut:
            ends = min(ends, end_of_day)
        if begins < ends:
            windows.append((begins, ends))
    return sorted(windows)


# --- Questions ------------------------------------------------------------------------------------------------------


def state(timetable: Timetable, at: datetime) -> State:
    """Open or closed at `at` (aware), and the next change.

    Unknown or unchecked hours give no open-now; but a day that someone has marked closed is closed, checked or not.
    """
    if at.tzinfo is None:
        raise ValueError("`at` must be an aware instant.")
    # Every edge is a whole minute, so an answer holds for its minute.
    return _state(timetable, at.astimezone(UTC).replace(second=0, microsecond=0))


@lru_cache(maxsize=512)
def _state(timetable: Timetable, at: datetime) -> State:
    today = at.astimezone(LONDON).date()
    closed_today = any(closure.whole_day and closure.covers(today) for closure in timetable.closures)
    if not timetable.checked or not _known(timetable, today):
        return State(False if closed_today else None)
    if timetable.always_open and not any(closure.last >= today for closure in timetable.closures):
        return State(True)
    for span in spans(timetable, today - DAY):
        if span.closes is None or span.closes > at:
            if span.opens <= at:
                return State(True, closes_at=span.closes)
            return State(False, opens_next=span.opens)
    return State(False)


def is_open(timetable: Timetable, at: datetime) -> bool | None:
    """None when nobody can say: hours unknown, or not confirmed by a person."""
    return state(timetable, at).open


def closes_at(timetable: Timetable, at: datetime) -> datetime | None:
    """When the channel that is open at `at` closes (UTC); None when it is not open, or has no known end."""
    return state(timetable, at).closes_at


def opens_next(timetable: Timetable, at: datetime) -> datetime | None:
    """When the channel that is closed at `at` opens (UTC); None when it is open, or no opening is known."""
    return state(timetable, at).opens_next


def next_change(timetable: Timetable, at: datetime) -> datetime | None:
    """The next instant (UTC) at which open turns to closed or back."""
    now = state(timetable, at)
    return now.closes_at or now.opens_next


def _known(timetable: Timetable, day: date) -> bool:
    """Is anything known of this day's hours, or of a later day's?"""
    return (
        timetable.always_open
        or any(weekly.until is None or weekly.until >= day for weekly in timetable.weekly)
        or any(closure.last >= day for closure in timetable.closures)
    )


# --- Words ----------------------------------------------------------------------------------------------------------


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
    return f"closed, opens at {_moment_in_words(now.opens_next, today)}"


def announced(timetable: Timetable, at: datetime) -> list[Closure]:
    """The closures that readers are told of at `at`, in order of their days."""
    today = at.astimezone(LONDON).date()
    told = [c for c in timetable.closures if (c.announced or c.first - ANNOUNCED) <= today <= c.last]
    return sorted(told, key=lambda closure: (closure.first, closure.last))


def notices(timetable: Timetable, at: datetime) -> tuple[str, ...]:
    """A sentence for each closure that readers are told of, with its public note."""
    today = at.astimezone(LONDON).date()
    said = []
    for closure in announced(timetable, at):
        days = f"on {_date_in_words(closure.first, today)}"
        if closure.last > closure.first:
            days = f"from {_date_in_words(closure.first, today)} to {_date_in_words(closure.last, today)}"
        if closure.opens is None or closure.closes is None:
            sentence = f"Closed {days}."
        else:
            sentence = f"Open {_windows_in_words([(closure.opens, closure.closes)])} {days}"
            sentence += "." if timetable.checked else f" {CHECK}."
        said.append(f"{sentence} {closure.note}".strip())
    return tuple(said)


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
