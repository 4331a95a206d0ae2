"""Warnings that are read: five at most, worst first, advice and never a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.warnings import WordToAvoid, warnings


def document(*passages, headline="A plain headline", summary="One sentence.", notes=("<p>Our own figures.</p>",)):
    return {"headline": headline, "summary": summary, "notes": list(notes), "passages": list(passages)}


def text(words):
    return {"type": "text", "html": f"<p>{words}</p>"}


def said(words, kind="other", role="", number=1):
    return {
        "type": "statement", "number": number, "lead_in": "", "attribution": "before", "paragraphs": [words],
        "speaker": {"kind": kind, "name": "Kim", "role": role, "spokesperson": None},
    }  # fmt: skip


def sentences(*passages, embargoed=False, to_avoid=(), **words):
    return warnings(document(*passages, **words), embargoed=embargoed, to_avoid=to_avoid)


def test_details_that_together_identify_a_protected_person_come_first():
    found = sentences(
        text("Kim, 34-year-old mother of twins from Northport, works as a nurse."), said("I rang.", "protected"),
        headline="Ring 07700 900123!",
    )  # fmt: skip
    assert "Beside the protected person in statement 1 stand an age, a place, children or family and a job" in found[0]


def test_the_same_details_far_from_her_or_of_someone_else_are_none():
    story = text("Kim, 34-year-old mother of twins from Northport, works as a nurse.")
    assert sentences(story, said("I rang.")) == []
    assert sentences(story, text("Then."), text("And then."), said("I rang.", "protected")) == []
    assert sentences(text("She has a daughter."), said("I rang.", "protected")) == []


def test_today_under_an_embargo_asks_for_the_date():
    assert "“today” under an embargo" in sentences(text("The report is out today."), embargoed=True)[0]
    assert sentences(text("The report is out today.")) == []


@pytest.mark.parametrize("figure", ["38%", "£240,000", "1 in 4", "12 per cent", "3 million"])
def test_a_figure_without_a_note_has_no_source(figure):
    assert f"“{figure}” has no source" in sentences(text(f"It rose by {figure} in a year."), notes=())[0]
    assert sentences(text(f"It rose by {figure} in a year.")) == []


def test_a_mobile_number_in_the_text_is_named():
    assert "07700 900123" in sentences(text("Ring Jo on 07700 900123."))[0]


def test_a_word_of_the_desks_list_comes_with_its_advice():
    row = WordToAvoid("domestic incident", "name it as abuse")
    assert sentences(text("A Domestic incident."), to_avoid=[row]) == ["“Domestic incident”: name it as abuse"]
    assert sentences(text("Domestic incidents."), to_avoid=[row]) == []


def test_a_long_headline_and_a_missing_summary_are_said():
    found = sentences(text("Words."), headline="A" * 120, summary="")
    assert "120 characters" in found[0]
    assert "no summary" in found[1]


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=120), st.booleans())
def test_whatever_is_written_there_are_five_at_most_and_each_is_a_sentence(words, headline, embargoed):
    passages = [said(w, "protected", number=i) for i, w in enumerate(words, 1)] + [text(w) for w in words]
    found = sentences(*passages, headline=headline, summary="", notes=(), embargoed=embargoed)
    assert len(found) <= 5
    assert all(sentence.endswith(".") for sentence in found)
