"""What a time on the wall can mean, on the nights when the clocks change and on all others."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wall_clock import change_near, meanings

LONDON = ZoneInfo("Europe/London")
walls = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001  # walls have no zone


def wall(*parts: int) -> datetime:
    return datetime(*parts)  # noqa: DTZ001  # as above


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    "shown, instants",
    [
        (wall(2027, 3, 28, 0, 59), [utc(2027, 3, 28, 0, 59)]),
        (wall(2027, 3, 28, 1, 0), []),
        (wall(2027, 3, 28, 1, 30), []),
        (wall(2027, 3, 28, 1, 59), []),
        (wall(2027, 3, 28, 2, 0), [utc(2027, 3, 28, 1, 0)]),
        (wall(2027, 10, 31, 0, 59), [utc(2027, 10, 30, 23, 59)]),
        (wall(2027, 10, 31, 1, 0), [utc(2027, 10, 31, 0, 0), utc(2027, 10, 31, 1, 0)]),
        (wall(2027, 10, 31, 1, 59), [utc(2027, 10, 31, 0, 59), utc(2027, 10, 31, 1, 59)]),
        (wall(2027, 10, 31, 2, 0), [utc(2027, 10, 31, 2, 0)]),
        (wall(2026, 11, 24, 0, 1), [utc(2026, 11, 24, 0, 1)]),
        (wall(2027, 6, 1, 0, 1), [utc(2027, 5, 31, 23, 1)]),
    ],
)
def test_a_time_means_one_instant_or_two_or_none(shown, instants):
    assert meanings(shown, LONDON) == instants


@given(walls.map(lambda shown: shown.replace(second=0, microsecond=0)))
def test_every_meaning_shows_that_time_and_no_other_instant_near_it_does(shown):
    found = meanings(shown, LONDON)
    around = [shown.replace(tzinfo=UTC) + timedelta(minutes=15 * each) for each in range(-8, 9)]
    assert found == [at for at in around if at.astimezone(LONDON).replace(tzinfo=None, fold=0) == shown]


@pytest.mark.parametrize(
    "shown, before, after",
    [
        (wall(2027, 3, 28, 1, 30), "00:59 GMT", "02:00 BST"),
        (wall(2027, 10, 31, 1, 30), "01:59 BST", "01:00 GMT"),
    ],
)
def test_the_change_is_named_by_the_minutes_on_either_side(shown, before, after):
    assert [f"{one:%H:%M %Z}" for one in change_near(shown, LONDON)] == [before, after]


def test_where_no_change_is_near_there_is_none_to_name():
    with pytest.raises(ValueError, match="no change"):
        change_near(wall(2026, 11, 24, 0, 1), LONDON)
