"""The cases that a person would ask about. Times are London's."""

from datetime import date, datetime, time, timedelta

import pytest

from helpline.hours import Closure, Timetable, Weekly, closes_at, is_open, opens_next
from helpline.phrases import state_in_words
from tests.helpline.makers import CHAT, PHONE, london, weekly

MICROSECOND = timedelta(microseconds=1)


def test_a_window_is_half_open():
    opens, closes = london(2026, 11, 24, 15), london(2026, 11, 24, 22)
    assert not is_open(CHAT, opens - MICROSECOND)
    assert is_open(CHAT, opens)
    assert is_open(CHAT, closes - MICROSECOND)
    assert not is_open(CHAT, closes)


def test_on_friday_at_ten_the_chat_closes_until_monday():
    friday = london(2026, 11, 27, 22)
    assert state_in_words(CHAT, friday - MICROSECOND) == "open until 10pm today, Friday 27 November"
    assert state_in_words(CHAT, friday) == "closed until 3pm on Monday 30 November"
    assert opens_next(CHAT, friday) == london(2026, 11, 30, 15)


def test_past_midnight_belongs_to_the_day_on_which_it_began():
    table = Timetable((weekly(4, "22:00", "02:00"),), checked=True)
    assert is_open(table, london(2026, 11, 28, 1, 59))
    assert not is_open(table, london(2026, 11, 28, 2))
    assert not is_open(table, london(2026, 11, 27, 1))
    assert state_in_words(table, london(2026, 11, 27, 23)) == "open until 2am tomorrow, Saturday 28 November"


def test_until_midnight_is_tonight():
    table = Timetable((weekly(1, "15:00", "00:00"),), checked=True)
    assert state_in_words(table, london(2026, 11, 24, 16)) == "open until midnight tonight, Tuesday 24 November"
    assert not is_open(table, london(2026, 11, 25, 0))


def test_windows_that_touch_are_one():
    table = Timetable(
        (weekly(0, "09:00", "12:00"), weekly(0, "12:00", "00:00"), weekly(1, "00:00", "01:00")), checked=True
    )
    assert closes_at(table, london(2026, 11, 23, 10)) == london(2026, 11, 24, 1)


def test_two_windows_a_day_have_a_gap():
    table = Timetable((weekly(0, "09:00", "13:00"), weekly(0, "15:00", "22:00")), checked=True)
    assert state_in_words(table, london(2026, 11, 23, 14)) == "closed until 3pm today, Monday 23 November"


def test_hours_hold_from_and_until_their_dates():
    old, new = date(2026, 12, 31), date(2027, 1, 1)
    table = Timetable((weekly(3, "15:00", "22:00", until=old), weekly(4, "09:00", "17:00", since=new)), checked=True)
    assert is_open(table, london(2026, 12, 31, 15))
    assert state_in_words(table, london(2026, 12, 31, 22)) == "closed until 9am tomorrow, Friday 1 January 2027"
    assert not is_open(table, london(2026, 12, 25, 10))


def test_christmas_week():
    table = Timetable(
        CHAT.weekly,
        (
            Closure(date(2026, 12, 24), date(2026, 12, 24), time(10), time(14)),
            Closure(date(2026, 12, 25), date(2026, 12, 28)),
        ),
        checked=True,
    )
    assert state_in_words(table, london(2026, 12, 23, 22)) == "closed until 10am tomorrow, Thursday 24 December"
    assert state_in_words(table, london(2026, 12, 24, 10)) == "open until 2pm today, Thursday 24 December"
    assert state_in_words(table, london(2026, 12, 24, 14)) == "closed until 3pm on Tuesday 29 December"
    assert not is_open(table, london(2026, 12, 28, 16))
    assert is_open(table, london(2026, 12, 29, 15))


def test_a_closed_day_cuts_the_evening_before_at_midnight():
    friday = Weekly(4, time(22), time(6))
    table = Timetable((friday,), (Closure(date(2026, 11, 28), date(2026, 11, 28)),), checked=True)
    assert closes_at(table, london(2026, 11, 27, 23)) == london(2026, 11, 28, 0)


def test_of_two_closures_on_a_day_the_whole_day_one_wins():
    day = date(2026, 11, 24)
    table = Timetable(CHAT.weekly, (Closure(day, day, time(10), time(14)), Closure(day, day)), checked=True)
    assert not is_open(table, london(2026, 11, 24, 11))


def test_a_line_that_never_closes_has_no_state_to_tell_until_a_closing_is_near():
    assert is_open(PHONE, london(2026, 11, 24, 3))
    assert state_in_words(PHONE, london(2026, 11, 24, 3)) == ""
    table = Timetable(closures=(Closure(date(2026, 12, 25), date(2026, 12, 25)),), always_open=True, checked=True)
    assert state_in_words(table, london(2026, 12, 10, 12)) == ""
    assert state_in_words(table, london(2026, 12, 24, 12)) == "open until midnight tonight, Thursday 24 December"
    assert (
        state_in_words(table, london(2026, 12, 25, 12)) == "closed until midnight at the start of Saturday 26 December"
    )


@pytest.mark.parametrize("table", [Timetable(CHAT.weekly), Timetable(always_open=True), Timetable(checked=True)])
def test_hours_unchecked_or_unknown_are_never_open_now(table):
    assert is_open(table, london(2026, 11, 24, 16)) is None
    assert state_in_words(table, london(2026, 11, 24, 16)) == ""


def test_a_day_marked_closed_is_closed_even_when_nobody_has_checked_the_hours():
    table = Timetable(CHAT.weekly, (Closure(date(2026, 11, 24), date(2026, 11, 24)),))
    assert is_open(table, london(2026, 11, 24, 16)) is False
    assert state_in_words(table, london(2026, 11, 24, 16)) == "closed today, Tuesday 24 November"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        is_open(CHAT, datetime(2026, 11, 24, 16))  # noqa: DTZ001
