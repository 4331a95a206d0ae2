"""What machines read says what the list of edges says: read back, minute by minute, by small readers of our own."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from helpline.bank_holidays import name_of
from helpline.hours import LONDON, BankHolidays, Closure, Timetable, Weekly, is_open
from helpline.interchange import opening_hours_specification, osm, special_opening_hours
from tests.helpline.makers import CHAT, PHONE

TODAY = date(2026, 11, 23)
clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
pairs = st.tuples(clocks, clocks).filter(lambda pair: pair[0] < pair[1] or pair[1] == time(0) != pair[0])
weeklies = st.builds(lambda day, pair: Weekly(day, *pair), st.integers(0, 6), pairs)
days = st.integers(0, 60).map(lambda n: TODAY + timedelta(n))
closures = st.builds(lambda day, n, pair: Closure(day, day + timedelta(n), *pair), days, st.integers(0, 9),
                     st.just((None, None)) | pairs)  # fmt: skip
tables = st.builds(
    lambda week, always, closed, rule: Timetable(tuple(week), tuple(closed), always, True, rule),
    st.lists(weeklies, min_size=1, max_size=5), st.booleans(), st.lists(closures, max_size=1),
    st.none() | st.builds(BankHolidays, st.sampled_from(["ENG", "SCT"]), st.none(), st.none()),
)  # fmt: skip
minutes = st.integers(0, 60 * 24 * 60).map(lambda n: datetime(2026, 11, 24, tzinfo=UTC) + timedelta(minutes=n))


def within(minute: int, opens: str, closes: str) -> bool:
    first, last = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (opens, closes))
    return first <= minute < (last or 24 * 60)


def by_osm(text: str, at: datetime, nation: str) -> bool:
    """The last rule that speaks of the day decides; windows here end at midnight at the latest."""
    day, minute = at.date(), at.hour * 60 + at.minute
    answer = False
    for rule in text.split("; "):
        if rule == "24/7":
            answer = True
            continue
        when, hours = rule.rsplit(" ", 1)
        if when == "PH":
            speaks = bool(name_of(nation, day))
        elif when[:2] == "20":
            ends = [datetime.strptime(each, "%Y %b %d").date() for each in when.split("-")]  # noqa: DTZ007
            speaks = ends[0] <= day <= ends[-1]
        else:
            names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
            runs = [[names.index(end) for end in run.split("-")] for run in when.split(",")]
            speaks = any(run[0] <= day.weekday() <= run[-1] for run in runs)
        if speaks:
            answer = hours != "off" and any(within(minute, *window.split("-")) for window in hours.split(","))
    return answer


def by_schema(table: Timetable, at: datetime) -> bool:
    day, minute = at.date(), at.hour * 60 + at.minute
    special = [
        each for each in special_opening_hours(table, TODAY)
        if each["validFrom"] <= day.isoformat() <= each["validThrough"]
    ]  # fmt: skip
    week = [each for each in opening_hours_specification(table, TODAY) if day.strftime("%A") in str(each["dayOfWeek"])]
    for each in special or week:
        whole = (each["opens"], each["closes"]) == ("00:00", "23:59")
        if each["opens"] != each["closes"] and (whole or within(minute, each["opens"], each["closes"])):
            return True
    return False


@settings(max_examples=400, deadline=None)
@given(tables, minutes)
def test_both_say_what_the_edges_say(table, at):
    local = at.astimezone(LONDON)
    nation = table.holidays.nation if table.holidays else "ENG"
    assert by_osm(osm(table, TODAY), local, nation) == is_open(table, at)
    assert by_schema(table, local) == is_open(table, at)


def test_the_strings_as_openstreetmap_writes_them():
    assert osm(PHONE, TODAY) == "24/7"
    assert osm(CHAT, TODAY) == "Mo-Fr 15:00-22:00"
    closed = replace(CHAT, holidays=BankHolidays("ENG"), closures=(Closure(date(2026, 12, 24), date(2026, 12, 27)),))
    assert osm(closed, TODAY) == "Mo-Fr 15:00-22:00; PH off; 2026 Dec 24-2026 Dec 27 off"
    assert osm(Timetable((Weekly(5, time(22), time(2)),)), TODAY) == "Sa 22:00-26:00"
    assert osm(Timetable(), TODAY) == ""


def test_a_closed_day_in_schema_org_opens_and_closes_at_midnight():
    closed = replace(CHAT, closures=(Closure(date(2026, 12, 25), date(2026, 12, 25)),))
    assert special_opening_hours(closed, TODAY) == [
        {"@type": "OpeningHoursSpecification", "opens": "00:00", "closes": "00:00", "validFrom": "2026-12-25",
         "validThrough": "2026-12-25"}
    ]  # fmt: skip
    assert re.fullmatch(r"https://schema.org/\w+day", opening_hours_specification(CHAT, TODAY)[0]["dayOfWeek"])
