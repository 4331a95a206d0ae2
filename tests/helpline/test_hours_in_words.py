from datetime import date, time

import pytest

from helpline.hours import Closure, Timetable
from helpline.phrases import clock_in_words, hours_in_words, notices
from tests.helpline.makers import CHAT, PHONE, TUESDAY_8PM, london, weekly


def table(*windows, checked=True):
    return Timetable(tuple(weekly(*window) for window in windows), checked=checked)


@pytest.mark.parametrize(
    "hours, words",
    [
        (CHAT, "3pm to 10pm, Monday to Friday"),
        (PHONE, "24 hours"),
        (table(*((day, "15:00", "22:00") for day in range(7))), "3pm to 10pm, every day"),
        (table(*((day, "11:00", "21:00") for day in (0, 1, 2, 4))), "11am to 9pm, Monday to Wednesday and Friday"),
        (table((1, "17:00", "20:30"), (3, "17:00", "20:30")), "5pm to 8.30pm, Tuesday and Thursday"),
        (table((5, "10:00", "12:00"), (6, "10:00", "12:00")), "10am to midday, Saturday and Sunday"),
        (table((0, "09:00", "13:00"), (0, "15:00", "22:00")), "9am to 1pm and 3pm to 10pm, Monday"),
        (table((0, "09:00", "17:00"), (1, "10:00", "17:00")), "9am to 5pm, Monday; 10am to 5pm, Tuesday"),
        (table((4, "22:00", "02:00")), "10pm to 2am, Friday"),
        (table((4, "15:00", "00:00")), "3pm to midnight, Friday"),
        (table((5, "00:00", "12:00"), (5, "12:00", "00:00")), "24 hours, Saturday"),
        (table((0, "15:00", "22:00"), checked=False), "3pm to 10pm, Monday (check on the site)"),
        (Timetable(checked=True), "hours not known (check on the site)"),
    ],
)
def test_the_week_is_said_as_a_person_would(hours, words):
    assert hours_in_words(hours, TUESDAY_8PM) == words


def test_only_the_hours_in_force_that_day_are_said():
    hours = table((0, "15:00", "22:00", None, date(2026, 12, 31)), (0, "09:00", "17:00", date(2027, 1, 1), None))
    assert hours_in_words(hours, london(2026, 12, 31, 23, 59)) == "3pm to 10pm, Monday"
    assert hours_in_words(hours, london(2027, 1, 1)) == "9am to 5pm, Monday"


def test_for_comparison_the_hours_are_said_without_sending_anyone_anywhere():
    assert (
        hours_in_words(table((0, "15:00", "22:00"), checked=False), TUESDAY_8PM, check=False) == "3pm to 10pm, Monday"
    )
    assert hours_in_words(Timetable(), TUESDAY_8PM, check=False) == ""


@pytest.mark.parametrize(
    "clock, words",
    [
        (time(0), "midnight"),
        (time(0, 30), "12.30am"),
        (time(9, 5), "9.05am"),
        (time(12), "midday"),
        (time(12, 1), "12.01pm"),
    ],
)
def test_clocks_are_said_as_newspapers_print_them(clock, words):
    assert clock_in_words(clock) == words


CHRISTMAS = Closure(date(2026, 12, 25), date(2026, 12, 28), note="The phone answers as always.")
EVE = Closure(date(2026, 12, 24), date(2026, 12, 24), time(10), time(14))


def test_a_closure_is_named_from_seven_days_before_until_its_last_day():
    closed = Timetable(CHAT.weekly, (CHRISTMAS,), checked=True)
    sentence = "Closed from Friday 25 December to Monday 28 December. The phone answers as always."
    assert notices(closed, london(2026, 12, 17, 23, 59)) == ()
    assert notices(closed, london(2026, 12, 18)) == (sentence,)
    assert notices(closed, london(2026, 12, 28, 23, 59)) == (sentence,)
    assert notices(closed, london(2026, 12, 29)) == ()


def test_a_closure_is_named_from_the_day_that_an_editor_set():
    early = Closure(CHRISTMAS.first, CHRISTMAS.last, announced=date(2026, 12, 1))
    assert notices(Timetable(CHAT.weekly, (early,)), london(2026, 12, 1)) != ()


def test_special_hours_are_named_and_those_that_nobody_checked_say_so():
    at = london(2026, 12, 20)
    assert notices(Timetable(CHAT.weekly, (EVE,), checked=True), at) == ("Open 10am to 2pm on Thursday 24 December.",)
    assert notices(Timetable(CHAT.weekly, (EVE,)), at) == (
        "Open 10am to 2pm on Thursday 24 December (check on the site).",
    )
