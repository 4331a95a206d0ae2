"""A reference names a file, and tells nothing of who it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.references import what_is_told_by, what_is_wrong_with


@pytest.mark.parametrize("reference", ["CF-2031/14", "2031/14", "R.2027.003", "A12", "SOS-44", "  CF-7/22 "])
def test_the_number_of_a_file_is_taken(reference: str) -> None:
    assert what_is_wrong_with(reference) == ""


@pytest.mark.parametrize(
    "typed, said",
    [
        ("", "no reference"),
        ("Rowan Vale", "looks like a name"),
        ("ROWAN-14", "looks like a name"),
        ("rv-14", "looks like a name"),
        ("CF", "looks like a name"),
        ("rowan@example.org", "e-mail address"),
        ("07700 900123", "telephone"),
        ("+44 7700 900123", "telephone"),
        ("CF 01632 960123", "telephone"),
        ("943 476 5919", "telephone or NHS"),
        ("LS1 4AP", "postcode"),
        ("CF-LS14AP", "postcode"),
        ("QQ 12 34 56 C", "National Insurance"),
        ("12/03/1984", "date"),
        ("1984-03-12", "date"),
        ("14 Mill Lane", "address"),
        ("CF-2031/14!", "capital letters, digits"),
        ("CF-" + "1/" * 30, "capital letters, digits"),
        ("CF-٢٠٣١", "capital letters, digits"),
    ],
)
def test_what_tells_of_a_person_is_refused_with_a_sentence_that_says_what_to_enter(typed: str, said: str) -> None:
    wrong = what_is_wrong_with(typed)
    assert said in wrong
    assert "e.g. CF-2031/14." in wrong


@pytest.mark.parametrize(
    "words", ["Ring her on 01632 960 123 first", "write to rowan@example.org", "not at LS1 4AP", "(07700) 900 123"]
)
def test_words_beside_it_hold_no_way_to_reach_anyone(words: str) -> None:
    assert what_is_told_by(words)


@pytest.mark.parametrize("words", ["", "Name and town changed; 2 of 3 pictures, until spring 2027.", "Form 12 of 2026"])
def test_what_was_agreed_may_be_said_in_words(words: str) -> None:
    assert what_is_told_by(words) == ""


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_whatever_is_typed_the_answer_is_a_sentence_or_nothing(typed: str) -> None:
    wrong = what_is_wrong_with(typed)
    assert wrong == "" or wrong.endswith("e.g. CF-2031/14.")
