"""An embargo is never missed, and its instant is never guessed."""

import pytest

from releases.importing.text import read_text
from tests.releases.importing.reads import LONG, read


def embargo(line, rest=LONG):
    return read(f"{line}\n\nA headline of some length here\n\n{rest}")["embargo"]


@pytest.mark.parametrize(
    "line, instant",
    [
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 24 NOVEMBER 2026", "2026-11-24T00:01:00+00:00"),
        ("Embargo: 10.30pm, 3 May 2024", "2024-05-03T22:30:00+01:00"),
        ("Strictly embargoed until 00:01hrs on Thursday 16 May 2024", "2024-05-16T00:01:00+01:00"),
        ("STRICT EMBARGO: 0001 hrs Monday 5th February 2024", "2024-02-05T00:01:00+00:00"),
        ("Not for publication or broadcast before 12 noon, 1 June 2027", "2027-06-01T12:00:00+01:00"),
        ("NOT FOR USE, IN ANY FORM, BEFORE 6am ON 2 JANUARY 2025", "2025-01-02T06:00:00+00:00"),
        ("Under embargo till 9 a.m. on 1/3/2024", "2024-03-01T09:00:00+00:00"),
        ("For release at 00:01 on Friday 7 July 2023", "2023-07-07T00:01:00+01:00"),
        ("Press release - embargoed to 11:00 BST, 3 May 2024", "2024-05-03T11:00:00+01:00"),
        ("EMBARGO 6:00 A.M. ET, OCTOBER 1, 2019", "2019-10-01T06:00:00-04:00"),
        ("STRICTLY EMBARGOED UNTIL 12.01AM AEDT, WEDNESDAY 8 MARCH 2023", "2023-03-08T00:01:00+11:00"),
        ("Emargoed until 00:01 on 3 March 2024", "2024-03-03T00:01:00+00:00"),
        ("Strictly confidential until 00:01 on 3 March 2024", "2024-03-03T00:01:00+00:00"),
        ("HOLD FOR RELEASE: MARCH 3, 2024, 8:00 A.M. EASTERN", "2024-03-03T08:00:00-05:00"),
        ("EMBARGO 00:01 3 MARCH 2024 - FOR IMMEDIATE RELEASE THEREAFTER", "2024-03-03T00:01:00+00:00"),
        ("UNDER EMBARGO: 3:30 p.m. GMT / 10:30 a.m. EST, March 3, 2024", "2024-03-03T15:30:00+00:00"),
        ("Embargoed until 05:00 GMT+1, 3 May 2024", "2024-05-03T05:00:00+01:00"),
        ("Embargoed until 05:00 UTC 3 May 2024", "2024-05-03T05:00:00+00:00"),
        ("Embargo tan 00:01, dydd Mawrth 24 Tachwedd 2026", "2026-11-24T00:01:00+00:00"),
        ("EMBARGO: 00:01 GMT (19:01 EST) 24 November 2026", "2026-11-24T00:01:00+00:00"),
    ],
)
def test_a_line_that_settles_an_instant_gives_it(line, instant):
    assert embargo(line) == {"datetime": instant, "wording": line}


@pytest.mark.parametrize(
    "line",
    [
        "Embargoed until 00:01 Tuesday 24 November",  # no year
        "Embargoed until midnight on 24 November 2026",  # which midnight?
        "EMBARGO: 12am, 24 November 2026",
        "Embargoed until 24 November 2026",  # no time
        "Embargo lifted at noon",  # no day
        "Embargoed until 09:00 local time, 24 November 2026",
        "Embargoed until 09:00 IST, 24 November 2026",
        "Embargoed until 00:01 Monday 24 November 2026",  # a Tuesday
        "Embargoed until 01:30 on 28 March 2027",  # the clocks skip it
        "Embargoed until 01:30 on 31 October 2027",  # it comes twice
        "Embargoed until 00:01 BST, 24 December 2026",  # read as printed it would lift an hour early
        "Embargoed until 25:00 on 3 May 2024",
        "Embargoed until 00:01 on 31 June 2024",
        "EMBARGOED: check against delivery",
        "U N D E R  E M B A R G O until 9am",
    ],
)
def test_a_line_that_settles_no_instant_keeps_its_wording_and_warns(line):
    release = read(f"{line}\n\nA headline of some length here\n\n{LONG}")
    assert release["embargo"] == {"datetime": None, "wording": line}
    assert any("by hand" in warning for warning in release["warnings"])


def test_gmt_in_july_is_kept_as_printed_with_a_warning():
    release = read(f"EMBARGOED UNTIL 09:00 GMT 7 JULY 2026\n\nA headline of some length here\n\n{LONG}")
    assert release["embargo"]["datetime"] == "2026-07-07T09:00:00+00:00"
    assert any("GMT" in warning for warning in release["warnings"])


def test_two_embargoes_that_differ_settle_nothing():
    found = embargo("Embargoed until 09:00 on 3 May 2024", f"{LONG}\n\nEmbargo: 10:00, 3 May 2024")
    assert found["datetime"] is None
    assert "09:00" in found["wording"]
    assert "10:00" in found["wording"]


def test_an_american_line_without_a_zone_is_not_read_in_london():
    text = f"EMBARGOED UNTIL 9:00 A.M., OCTOBER 1, 2019\n\nA headline of some length here\n\n{LONG}\n\n651-555-0126"
    assert read(text)["embargo"]["datetime"] is None


def test_the_newsroom_of_another_place_reads_in_its_own_zone():
    from zoneinfo import ZoneInfo

    text = f"Embargoed until 09:00 on 3 May 2024\n\nA headline of some length here\n\n{LONG}"
    found = read_text(text, zone=ZoneInfo("Europe/Paris")).embargo
    assert found
    assert found.datetime == "2024-05-03T09:00:00+02:00"


def test_a_line_broken_after_until_is_one_line():
    assert embargo("EMBARGOED UNTIL\n00:01 FRIDAY 7 JULY 2023")["datetime"] == "2023-07-07T00:01:00+01:00"


def test_an_embargo_within_the_notes_is_found():
    text = f"A headline of some length here\n\n{LONG}\n\nENDS\n\nNotes to editors\n\n"
    note = "1. This release is under strict embargo until 00:01 on 3 May 2024."
    assert read(text + note)["embargo"]["datetime"] == "2024-05-03T00:01:00+01:00"


@pytest.mark.parametrize("line", ["FOR IMMEDIATE RELEASE", "Embargo: None", "No embargo", "I’w ryddhau ar unwaith"])
def test_release_at_once_is_no_embargo(line):
    release = read(f"{line}\n\nA headline of some length here\n\n{LONG}")
    assert release["embargo"] is None
    assert release["release_line"] == line


@pytest.mark.parametrize(
    "sentence",
    [
        "The trade embargo was lifted on 5 May 2024.",
        "The rooms are not for sale before 5 May 2024.",
        "The old ferry was not used for eleven years before 5 May 2024 and nobody missed it.",
        "The garden is open for use from 9am.",
    ],
)
def test_a_sentence_of_the_story_is_no_embargo_on_it(sentence):
    release = read(f"A headline of some length here\n\n{LONG}\n\n{sentence}")
    assert release["embargo"] is None
    assert sentence in release["passages"][0]["paragraphs"]


@pytest.mark.parametrize(
    "words",
    ["“None of those fears was foolish.”", "Immediate help is at hand for all who ask.", "None of it was lost."],
)
def test_words_that_only_begin_like_a_release_line_stay_in_the_text(words):
    read = read_text(f"A headline of some length here\n\n{LONG}\n\n{words}\n\n{LONG}").as_json()
    assert read["release_line"] is None
    assert words.strip("“”") in str(read["passages"])
