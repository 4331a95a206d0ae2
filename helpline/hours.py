"""When does a channel answer: open or closed at an instant, and until when. The same in words: helpline/phrases.py.

A leaf: no model, no setting, no clock. Every instant is aware and is an argument; days and times of day are London's
(Europe/London). Windows are half-open, [opens, closes): at the closing minute the channel is closed. Everything that
is said about an instant comes from one list of spans, so that open-now, the next change and the words cannot disagree.

What overrides what (domain notes, section 4): an outage overrides everything while it lasts; a closure overrides the
bank-holiday rule and the weekly hours of its days, tails from the evening before included; the bank-holiday rule
overrides the weekly hours. Of two closures on a day, the whole-day one wins: a wrong "open" sends someone to a closed
door.

The two nights on which the clock changes: a time that comes twice means its first coming, and a time that is skipped
means the moment of the skip. A window across the change is an hour longer or shorter, as its staff's night is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from helpline import bank_holidays

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HORIZON = 400  # days looked ahead: a yearly pattern is seen whole; beyond it the next change is "not known"

MIDNIGHT = time(0)
DAY = timedelta(days=1)
FOR_EVER = datetime.max.replace(tzinfo=UTC)


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
class BankHolidays:
    """On the bank holidays of a nation (ENG, WLS, SCT, NIR): closed all day, or open at other hours."""

    nation: str
    opens: time | None = None
    closes: time | None = None

    def __post_init__(self) -> None:
        _whole_minutes(self.opens, self.closes)
        if self.nation not in bank_holidays.NATIONS:
            raise ValueError(f"{self.nation} is not one of {', '.join(bank_holidays.NATIONS)}.")
        if (self.opens is None) != (self.closes is None):
            raise ValueError("Special hours need both an opening and a closing time.")
        if self.opens is not None and self.opens == self.closes:
            raise ValueError("A window cannot open and close at the same time.")

    def closure(self, day: date) -> Closure | None:
        """What the rule makes of a day; None where it is no bank holiday."""
        name = bank_holidays.name_of(self.nation, day)
        return Closure(day, day, self.opens, self.closes, f"{name}.", None) if name else None


@dataclass(frozen=True, slots=True)
class Outage:
    """Somebody at the desk has marked the channel unavailable, from `since` (UTC) until `until`; None: further notice.

    Both are whole minutes. `sentence` and `instead` are what readers are told: why, and what to use in its place;
    `link` leads there (tel: or https:).
    """

    since: datetime
    until: datetime | None = None
    sentence: str = ""
    instead: str = ""
    link: str = ""

    def __post_init__(self) -> None:
        if self.link and not self.link.startswith(("tel:+", "https://")):
            raise ValueError(f"{self.link} leads nowhere that a reader can be sent.")
        for instant in (self.since, self.until):
            if instant and (instant.tzinfo is None or instant.second or instant.microsecond):
                raise ValueError(f"{instant} is not an aware instant in whole minutes.")
        if self.until and self.until <= self.since:
            raise ValueError("It cannot be available again before it is unavailable.")

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that is known of one channel's hours. `checked`: a person has confirmed them; without it, no open-now.

    `holidays` None: bank holidays are days like any other.
    """

    weekly: tuple[Weekly, ...] = ()
    closures: tuple[Closure, ...] = ()
    always_open: bool = False
    checked: bool = False
    holidays: BankHolidays | None = None
    outages: tuple[Outage, ...] = ()

    def rules(self, day: date) -> list[Closure]:
        """What overrides the ordinary hours of a day: the closures typed for it, or else the bank-holiday rule."""
        if typed := [closure for closure in self.closures if closure.covers(day)]:
            return typed
        holiday = self.holidays.closure(day) if self.holidays else None
        return [holiday] if holiday else []

    def outage(self, at: datetime) -> Outage | None:
        """The outage at `at` that lasts longest."""
        found = [outage for outage in self.outages if outage.covers(at)]
        return max(found, key=lambda outage: outage.until or FOR_EVER) if found else None


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
    for span in _planned(timetable, since):
        yield from _without(timetable.outages, span)


def _without(outages: tuple[Outage, ...], span: Span) -> Iterator[Span]:
    """What the outages leave of a span."""
    opens, closes = span.opens, span.closes
    for outage in sorted(outages, key=lambda outage: outage.since):
        if (closes and outage.since >= closes) or (outage.until and outage.until <= opens):
            continue
        if outage.since > opens:
            yield Span(opens, outage.since)
        if outage.until is None or (closes and outage.until >= closes):
            return
        opens = outage.until
    yield Span(opens, closes)


def _planned(timetable: Timetable, since: date) -> Iterator[Span]:
    """As `spans`, before anything went wrong."""
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
    today_rules, next_rules = timetable.rules(day), timetable.rules(tomorrow)
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

    Unknown or unchecked hours give no open-now; but what someone has marked closed or unavailable is closed, checked
    or not.
    """
    if at.tzinfo is None:
        raise ValueError("`at` must be an aware instant.")
    # Every edge is a whole minute, so an answer holds for its minute.
    return _state(timetable, at.astimezone(UTC).replace(second=0, microsecond=0))


@lru_cache(maxsize=512)
def _state(timetable: Timetable, at: datetime) -> State:
    today = at.astimezone(LONDON).date()
    if not timetable.checked or not _known(timetable, today):
        shut = timetable.outage(at) or any(rule.whole_day for rule in timetable.rules(today))
        return State(False if shut else None)
    if timetable.always_open and not timetable.holidays and not timetable.outages and not _coming(timetable, today):
        return State(True)
    for span in spans(timetable, today - DAY):
        if span.closes is None or span.closes > at:
            if span.opens <= at:
                return State(True, closes_at=span.closes)
            # A bank holiday's hours after the last day on record are no promise: by then nobody knows.
            known = _known(timetable, span.opens.astimezone(LONDON).date())
            return State(False, opens_next=span.opens if known else None)
    return State(False)


def _coming(timetable: Timetable, day: date) -> bool:
    return any(closure.last >= day for closure in timetable.closures)


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
        or _coming(timetable, day)
    )
