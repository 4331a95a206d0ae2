"""A year that is missing, one moment on two clocks, and further words for a wait."""

import pytest

from releases.importing.text import read_text
from tests.releases.importing.reads import LONG
from tests.releases.importing.test_embargo_line import embargo


@pytest.mark.parametrize(
    "line, instant",
    [
        ("EMBARGO: 22:30 GMT Monday 30 November", "2026-11-30T22:30:00+00:00"),
        ("Embargo: 00:01 Saturday 2 January", "2027-01-02T00:01:00+00:00"),
        ("EMBARGO: 22:30 GMT Tuesday 30 November", None),  # a Monday in that year
        ("EMBARGO: 22:30 GMT 30 June", None),  # seven months on: perhaps an old line
    ],
)
def test_a_missing_year_follows_only_from_a_date_of_issue_close_by(line, instant):
    found = read_text(f"{line}\n\nIssued 27/11/2026\n\nA headline of some length here\n\n{LONG}").as_json()
    assert found["embargo"]["datetime"] == instant
    assert any("year" in warning for warning in found["warnings"])


def test_one_moment_on_two_clocks_and_two_days_is_one():
    lines = "EMBARGO\n00:01 BST, 14 July 2026\n19:01 EDT, 13 July 2026"
    assert embargo(lines)["datetime"] == "2026-07-14T00:01:00+01:00"
    assert embargo(lines.replace("19:01", "20:01"))["datetime"] is None


@pytest.mark.parametrize(
    "line",
    [
        "Embargoed until one minute past midnight, Monday 7 December 2026",
        "Time-sensitive: for release from 00:01, Monday 7 December 2026",
        "Restricted until 00:01 on 7 December 2026",
        "Le heisiúint ar 7 Nollaig 2026 ag 00.01",
    ],
)
def test_further_words_for_a_wait(line):
    assert embargo(line)["datetime"] == "2026-12-07T00:01:00+00:00"
