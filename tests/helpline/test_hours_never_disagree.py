"""Property tests over years of minutes, against a second reading of the rules that walks wall clocks, not spans."""

import re
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpline.bank_holidays import NATIONS
from helpline.hours import (
    LONDON,
    MIDNIGHT,
    BankHolidays,
    Closure,
    Outage,
    Timetable,
    Weekly,
    closes_at,
    is_open,
    next_change,
    opens_next,
)
from helpline.phrases import state_in_words
from tests.helpline.wall_clock import walked

MINUTE = timedelta(minutes=1)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 59]))
days = st.dates(date(2025, 12, 1), date(2028, 1, 31))
two_clocks = st.tuples(clocks, clocks).filter(lambda pair: pair[0] != pair[1])
two_days = st.tuples(days, st.integers(0, 40)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))
spans = st.one_of(st.just((None, None)), two_days)
weeklies = st.builds(lambda day, pair, dates: Weekly(day, *pair, *dates), st.integers(0, 6), two_clocks, spans)
closures = st.builds(lambda dates, pair: Closure(*dates, *pair), two_days, st.one_of(st.just((None, None)), two_clocks))
rules = st.builds(BankHolidays, st.sampled_from(list(NATIONS)), st.none(), st.none()) | st.builds(
    lambda nation, pair: BankHolidays(nation, *pair), st.sampled_from(list(NATIONS)), two_clocks
)
# Half the instants stand near the two clock changes of 2027, where mistakes live.
near = st.sampled_from([datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC)])
instants = st.one_of(
    st.integers(0, 2 * 365 * 24 * 60).map(lambda n: datetime(2026, 1, 1, tzinfo=UTC) + n * MINUTE),
    st.builds(lambda middle, n: middle + n * MINUTE, near, st.integers(-36 * 60, 36 * 60)),
)
outages = st.builds(
    lambda since, minutes: Outage(since, since + minutes * MINUTE if minutes else None),
    instants, st.integers(1, 20_000) | st.none(),
)  # fmt: skip
timetables = st.builds(
    lambda week, closed, always, rule, out: Timetable(tuple(week), tuple(closed), always, True, rule, tuple(out)),
    st.lists(weeklies, min_size=1, max_size=8),
    st.lists(closures, max_size=4),
    st.booleans(),
    st.none() | rules,
    st.lists(outages, max_size=2),
)


@settings(max_examples=400, deadline=None)
@given(timetables, instants)
def test_open_now_is_what_a_walk_along_the_wall_clock_finds(table, at):
    assert is_open(table, at) in (walked(table, at), None)


AFTER_THE_LAST_DAY_ON_RECORD = Timetable(
    (Weekly(0, MIDNIGHT, time(0, 1), date(2025, 12, 1), date(2025, 12, 1)),),
    (Closure(date(2025, 12, 1), date(2026, 1, 1)),),
    False,
    True,
    BankHolidays("ENG", MIDNIGHT, time(0, 1)),
)


@settings(max_examples=300, deadline=None)
@example(AFTER_THE_LAST_DAY_ON_RECORD, datetime(2026, 1, 1, tzinfo=UTC), 0)
@given(timetables, instants, st.integers(0, 59))
def test_the_next_change_is_the_first_change(table, at, second):
    change = next_change(table, at)
    now = is_open(table, at)
    assert is_open(table, at + timedelta(seconds=second)) == now
    if change is None:
        return
    assert change > at
    assert (change.second, change.microsecond) == (0, 0)
    assert is_open(table, change - timedelta(microseconds=1)) == now
    assert is_open(table, change) in (not now, None)  # None: the last hours on record end here
    for step in (1, 2, 3, 5, 7):  # nothing changes in between
        assert is_open(table, at + (change - at) * step / 8) == now


@settings(max_examples=400, deadline=None)
@given(timetables, instants)
def test_the_words_say_what_the_state_says(table, at):
    words, change = state_in_words(table, at), next_change(table, at)
    if is_open(table, at):
        assert words == "" or words.startswith("open until ")
        assert opens_next(table, at) is None
    else:
        assert not words.startswith("open")
        assert closes_at(table, at) is None
    if words.startswith(("open until", "closed until", "not available until")) and change:
        assert read_back(words, at) == change.astimezone(LONDON).replace(tzinfo=None, fold=0)


def read_back(words: str, at: datetime) -> datetime:
    """The London wall time that a reader understands from the words."""
    found = re.fullmatch(
        r"(?:open until|closed until|not available until) (?P<clock>\S+)(?: BST| GMT)? "
        r"(?P<where>today,|tonight,|tomorrow,|on|at the start of|at the end of) "
        r"\w+ (?P<date>\d+ \w+)(?: (?P<year>\d{4}))?",
        words,
    )
    assert found, words
    today = at.astimezone(LONDON).date()
    day = datetime.strptime(f"{found['date']} {found['year'] or today.year}", "%d %B %Y").date()  # noqa: DTZ007
    if found["where"] in {"today,", "tonight,"}:
        assert day == today
    if found["where"] == "tomorrow,":
        assert day == today + timedelta(1)
    if found["where"] in {"tonight,", "at the end of"}:
        day += timedelta(1)
    return datetime.combine(day, read_clock(found["clock"]))


def read_clock(words: str) -> time:
    if words in {"midnight", "midday"}:
        return MIDNIGHT if words == "midnight" else time(12)
    digits, half = words[:-2], words[-2:]
    hour, _, minute = digits.partition(".")
    return time(int(hour) % 12 + (12 if half == "pm" else 0), int(minute or 0))
