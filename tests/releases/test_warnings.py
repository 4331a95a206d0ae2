"""Warnings that are read: five at most, worst first, advice and never a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.warnings import WordToAvoid, for_the_log
from tests.releases.warning_makers import said, sentences, text

STORY = text("Kim, 34-year-old mother of twins from Northport, works as a nurse.")


def test_what_cannot_be_taken_back_comes_first():
    found = sentences(
        STORY, said("I rang.", kind="protected"), text("Call Jo on 07700 900123 today: 38% said so."),
        headline="A tragedy!", notes=(), embargoed=True, to_avoid=[WordToAvoid("tragedy", "say what was done")],
        summary="",
    )  # fmt: skip
    beginnings = ("Beside the protected person", "A mobile number", "“today”", "“38%”", "“tragedy”")
    assert [f.startswith(b) for f, b in zip(found, beginnings, strict=True)] == [True] * 5, found


@pytest.mark.parametrize(
    "words",
    ["The report is out today.", "Ministers meet tomorrow morning.", "It burned last night.", "Adroddiad heddiw."],
)
def test_a_day_that_moves_under_an_embargo_asks_for_the_date(words):
    assert "under an embargo: on which day will it be read?" in sentences(text(words), embargoed=True)[0]
    assert sentences(text(words)) == [], "without an embargo it is read on the day"


@pytest.mark.parametrize(
    "words", ["It opens today (Tuesday).", "Today, Tuesday 24 November, it opens.", "Yesterday (23 November) it shut."]
)
def test_a_day_that_stands_beside_its_date_is_right(words):
    assert sentences(text(words), embargoed=True) == []


FIGURES = ("38%", "£240,000", "1 in 4", "12 per cent", "3 million", "5,300", "two in three", "a third of", "£1.5m")


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_that_nothing_gives_a_source_for(figure):
    words = text(f"It was {figure} women in a year.")
    assert f"“{figure}” has no source: there is no note" in sentences(words, notes=())[0]
    assert "nor a note gives one" in sentences(words, notes=["<p>Please print the helpline’s number.</p>"])[0]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize(
    "beside, notes",
    [
        ("Figures from the Home Office show it.", []), ("A survey of 900 women found it.", []),
        ('See <a href="https://example.org/x">the tables</a>.', []), ("", ["<p>From our yearly survey.</p>"]),
        ("", ['<p><a href="https://example.org/x">Tables</a>.</p>']), ("", ["<p>The count covers one year.</p>"]),
    ],
)  # fmt: skip
def test_a_figure_with_its_source_nearby_is_right(figure, beside, notes):
    assert sentences(text(f"It was {figure} women in a year.", beside), notes=notes) == []


@pytest.mark.parametrize(
    "words", ["Tickets are £8.", "Call 0808 2000 247.", "Open 24 hours in 2024/25.", "In 3 weeks."]
)
def test_a_number_that_is_no_statistic_needs_none(words):
    assert sentences(text(words), notes=()) == []


def test_what_a_protected_person_counts_needs_no_source():
    assert sentences(said("I was one in four of us.", kind="protected"), notes=()) == []


@pytest.mark.parametrize("number", ["07700 900123", "+44 7700 900123", "07700900123", "0044 7700-900-123"])
def test_a_mobile_beside_a_name_is_said_without_repeating_it(number):
    (found,) = sentences(text(f"For interviews ring Jo Marsh on {number}."))
    assert found.startswith("A mobile number (07700 …) stands beside a person’s name.")
    assert "900" not in found
    assert sentences(text("Nothing."), notes=[f"<p>Records: Isla Drummond-Kaur, officer, on {number}.</p>"]) == [found]


def test_a_mobile_without_a_name_is_said_more_mildly_and_a_helplines_not_at_all():
    words = text("Out of hours the press office answers on 07700 900123.")
    assert sentences(words)[0].startswith("A mobile number (07700 …) stands in the text.")
    office = text("Out of hours ring the Harbourlight press office on 07700 900123.")
    assert sentences(office)[0].startswith("A mobile number (07700 …) stands in the text.")
    assert sentences(words, helplines=["07700 900 123"]) == []
    assert sentences(text("Ring Jo Marsh on 020 7946 0123.")) == []


@pytest.mark.parametrize(
    "who",
    [
        {"name": "Raven (name changed)"}, {"name": "Raven", "role": "survivor"}, {"role": "not her real name"},
        {"name": "Raven*", "role": "*Her name has been changed"}, {"name": "Raven", "role": "Enw wedi’i newid"},
    ],
)  # fmt: skip
def test_a_name_that_says_it_is_changed_asks_whether_this_is_a_protected_person(who):
    (sentence,) = sentences(said("I rang at two.", number=3, **who))
    assert sentence.startswith("Statement 3: is this a protected person? Choose that, so that they are asked")
    assert "Raven" not in sentence
    for kind in ("protected", "spokesperson"):
        assert not [s for s in sentences(said("I rang at two.", kind=kind, **who)) if "is this a protected" in s]


@pytest.mark.parametrize("role", ["Judge", "Director, Survivors Together", "Named changemaker of the year"])
def test_an_ordinary_role_asks_nothing(role):
    assert sentences(said("I rang at two.", role=role)) == []


def test_a_long_headline_and_a_missing_summary_are_said():
    found = sentences(text("Words."), headline="A" * 120, summary="")
    assert "120 characters" in found[0]
    assert "no summary" in found[1]


def test_the_log_keeps_what_was_said_and_no_detail_of_a_protected_person():
    kept = for_the_log(sentences(STORY, said("I rang.", kind="protected"), headline="Now!"))
    assert kept == [
        "Details near a protected person may, together, tell who they are.", "The headline has an exclamation mark."
    ]  # fmt: skip


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=120), st.booleans())
def test_whatever_is_written_there_are_five_at_most_and_each_is_a_sentence(words, headline, embargoed):
    passages = [said(w, kind="protected", number=i) for i, w in enumerate(words, 1)] + [text(w) for w in words]
    row = WordToAvoid("a, e", "choose another letter")
    found = sentences(*passages, headline=headline, summary="", notes=(), embargoed=embargoed, to_avoid=[row])
    assert len(found) <= 5
    assert all(sentence.endswith(".") for sentence in found)
