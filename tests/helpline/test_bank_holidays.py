"""Bank holidays by nation: what a channel makes of them, and that a closure typed in the newsdesk overrides it."""

from dataclasses import replace
from datetime import date, time

import pytest

from helpline.bank_holidays import name_of
from helpline.hours import BankHolidays, Closure, Timetable, is_open
from helpline.phrases import holidays_in_words, notices, state_in_words
from tests.helpline.makers import CHAT, PHONE, london

CLOSED = replace(CHAT, holidays=BankHolidays("ENG"))
ST_ANDREW, EASTER_MONDAY, BOXING_DAY_OBSERVED = date(2026, 11, 30), date(2027, 3, 29), date(2026, 12, 28)


@pytest.mark.parametrize(
    "nation, day, name",
    [
        ("SCT", ST_ANDREW, "Saint Andrew's Day"),
        ("ENG", ST_ANDREW, ""),
        ("ENG", EASTER_MONDAY, "Easter Monday"),
        ("SCT", EASTER_MONDAY, ""),
        ("NIR", date(2027, 3, 17), "Saint Patrick's Day"),
        ("WLS", date(2027, 3, 17), ""),
        ("WLS", BOXING_DAY_OBSERVED, "Boxing Day"),
        ("SCT", date(2027, 8, 2), "Summer Bank Holiday"),
        ("ENG", date(2027, 8, 30), "Late Summer Bank Holiday"),
    ],
)
def test_each_nation_has_its_own(nation, day, name):
    assert name_of(nation, day) == name


def test_a_channel_without_a_rule_is_open_as_on_any_other_day():
    assert is_open(CHAT, london(2026, 12, 28, 15))


def test_closed_on_bank_holidays_is_closed_and_says_so_a_week_ahead():
    assert is_open(CLOSED, london(2026, 12, 28, 15)) is False
    assert is_open(CLOSED, london(2026, 12, 29, 15))
    assert state_in_words(CLOSED, london(2026, 12, 24, 22)) == "closed until 3pm on Tuesday 29 December"
    assert notices(CLOSED, london(2026, 12, 21, 12)) == (
        "Closed on Friday 25 December. Christmas Day.",
        "Closed on Saturday 26 December. Boxing Day.",
        "Closed on Monday 28 December. Boxing Day.",
    )
    assert notices(CLOSED, london(2026, 12, 17, 12)) == ()


def test_other_hours_on_bank_holidays():
    table = replace(CHAT, holidays=BankHolidays("SCT", time(10), time(14)))
    assert holidays_in_words(table) == "10am to 2pm on bank holidays in Scotland"
    assert (is_open(table, london(2026, 11, 30, 13, 59)), is_open(table, london(2026, 11, 30, 15))) == (True, False)


def test_a_closure_typed_for_the_day_overrides_the_rule():
    table = replace(CLOSED, closures=(Closure(BOXING_DAY_OBSERVED, BOXING_DAY_OBSERVED, time(12), time(13)),))
    assert is_open(table, london(2026, 12, 28, 12))
    assert notices(table, london(2026, 12, 28, 9))[0] == "Open midday to 1pm on Monday 28 December."


def test_a_line_that_never_closes_closes_where_its_rule_says():
    table = replace(PHONE, holidays=BankHolidays("ENG"))
    assert is_open(table, london(2026, 12, 24, 23, 59))
    assert is_open(table, london(2026, 12, 25)) is False
    assert state_in_words(table, london(2026, 12, 25)) == "closed until midnight at the start of Sunday 27 December"


def test_unconfirmed_hours_are_still_closed_on_a_day_that_the_rule_closes():
    table = Timetable(CHAT.weekly, holidays=BankHolidays("ENG"))
    assert is_open(table, london(2026, 12, 25, 16)) is False
    assert is_open(table, london(2026, 12, 29, 16)) is None
