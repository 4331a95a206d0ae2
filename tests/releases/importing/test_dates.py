"""The date of a release is read where it is printed, and nowhere else."""

import pytest

from tests.releases.importing.reads import LONG, read


def dated(line, rest=LONG):
    return read(f"PRESS RELEASE\n{line}\n\nA headline of some length here\n\n{rest}")


@pytest.mark.parametrize(
    "line, date",
    [
        ("6 April 2023", "2023-04-06"),
        ("8 Mar 2019", "2019-03-08"),
        ("Issued: Thursday 5th October 2023", "2023-10-05"),
        ("Thursday, 5 October, 2023", "2023-10-05"),
        ("October 5, 2023", "2023-10-05"),
        ("Date: Oct. 5th, 2023", "2023-10-05"),
        ("1/10/25", "2025-10-01"),
        ("25/12/2024", "2024-12-25"),
        ("22.09.2022", "2022-09-22"),
        ("2024-05-03", "2024-05-03"),
        ("Dyddiad: 6 Hydref 2025", "2025-10-06"),
        ("5 Meán Fómhair 2024", "2024-09-05"),
        ("Published: 12 March 2025 | Last updated: 14 March 2025", "2025-03-12"),
        ("For immediate release: 2nd February 2024", "2024-02-02"),
        ("FOR IMMEDIATE USE – MONDAY 4TH DECEMBER 2023", "2023-12-04"),
        ("Media release | 3 June 2024 | Ref 12/24", "2024-06-03"),
    ],
)
def test_a_date_line_gives_the_date(line, date):
    assert dated(line)["date"] == date


@pytest.mark.parametrize("line", ["Thursday 5 October", "October 2023", "31 June 2024"])
def test_a_date_that_is_not_whole_gives_none(line):
    assert dated(line)["date"] is None


def test_a_date_without_a_year_is_told():
    assert any("no year" in warning for warning in dated("Thursday 5 October")["warnings"])


def test_a_weekday_that_is_wrong_is_told():
    read_ = dated("Monday 5 October 2023")
    assert read_["date"] == "2023-10-05"
    assert any("Thursday" in warning for warning in read_["warnings"])


def test_an_american_1_10_25_is_either_day_and_so_none():
    assert dated("1/10/25", f"{LONG}\n\nCall 651-555-0126.")["date"] is None


@pytest.mark.parametrize(
    "dateline, date",
    [
        ("ST. BRIDE (September 18, 2018) – ", "2018-09-18"),
        ("RIVER BEND, Ohio, March 4, 2022 /NewsRelay/ -- ", "2022-03-04"),
        ("DÚN EILE, Thursday 9th November 2023 – ", "2023-11-09"),
        ("Sydney, 5 May 2024: ", "2024-05-05"),
        ("Today (5 May 2024) ", "2024-05-05"),
    ],
)
def test_a_dateline_gives_the_date_and_stays_in_the_text(dateline, date):
    release = read(f"A headline of some length here\n\n{dateline}{LONG}")
    assert release["date"] == date
    assert release["passages"][0]["paragraphs"] == [dateline + LONG]


def test_dates_within_the_story_are_not_the_releases():
    assert read(f"A headline of some length here\n\n{LONG} Work begins on Monday 15 January 2024.")["date"] is None


def test_the_date_of_an_embargo_is_not_the_date_of_the_release():
    text = f"Embargo: 00:01, 15 August 2023\n\nA headline of some length here\n\n{LONG}"
    assert read(text)["date"] is None


def test_a_date_behind_the_end_is_taken_where_none_stands_above():
    assert read(f"A headline of some length here\n\n{LONG}\n\nENDS\n\n5 May 2024")["date"] == "2024-05-05"
