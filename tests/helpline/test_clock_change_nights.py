"""The two nights of 2027 on which London's clocks change, 28 March and 31 October. Times are London's."""

from datetime import UTC, datetime, timedelta

import pytest

from helpline.hours import Timetable, closes_at, is_open, next_change, opens_next
from helpline.phrases import state_in_words
from tests.helpline.makers import CHAT, london, weekly

MICROSECOND = timedelta(microseconds=1)


def test_in_summer_three_in_the_afternoon_is_two_utc():
    assert opens_next(CHAT, london(2027, 6, 1, 9)) == datetime(2027, 6, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    "evening, hours",
    [((2027, 3, 27), 7), ((2027, 10, 30), 9), ((2027, 3, 20), 8)],
    ids=["clocks go forward", "clocks go back", "an ordinary night"],
)
def test_a_night_shift_is_as_long_as_the_night(evening, hours):
    nights = Timetable(tuple(weekly(day, "22:00", "06:00") for day in range(7)), checked=True)
    starts = london(*evening, 22)
    assert closes_at(nights, starts) - starts == timedelta(hours=hours)


def test_a_time_that_the_clock_skips_means_the_moment_of_the_skip():
    table = Timetable((weekly(6, "01:30", "04:00"), weekly(5, "20:00", "01:15")), checked=True)
    skip = datetime(2027, 3, 28, 1, tzinfo=UTC)  # 1am GMT is followed by 2am BST
    assert is_open(table, skip - MICROSECOND)  # until 1.15am, which never comes
    assert next_change(table, skip - timedelta(hours=1)) == datetime(2027, 3, 28, 3, tzinfo=UTC)


def test_a_window_within_the_skipped_hour_is_not_there():
    table = Timetable((weekly(6, "01:15", "01:45"),), checked=True)
    assert opens_next(table, london(2027, 3, 28, 0, 30)) == london(2027, 4, 4, 1, 15)


def test_a_time_that_comes_twice_means_its_first_coming_and_is_named_with_its_zone():
    table = Timetable((weekly(6, "01:30", "04:00"),), checked=True)
    before = london(2027, 10, 31, 0, 30)
    assert opens_next(table, before) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert state_in_words(table, before) == "closed until 1.30am BST today, Sunday 31 October"
    assert is_open(table, london(2027, 10, 31, 1, 15, fold=1))
