"""The list of words to avoid: whole words in the forms that are listed, in what is ours, in time that grows no faster
than the text."""

import time
import unicodedata

import pytest

from releases.warnings import WordToAvoid
from tests.releases.warning_makers import document, said, sentences, text

INCIDENT = WordToAvoid("domestic incident, domestic incidents", "name it as abuse")
ROW = WordToAvoid("row\nrows\nrowed", "A row has two sides.", "in a row, front row")
WELSH = WordToAvoid("trychineb, drychineb", "Dywedwch beth a wnaed.")
HOUSE = WordToAvoid("tŷ", "Say home.")


@pytest.mark.parametrize(
    "words, row, written",
    [
        ("A Domestic incident.", INCIDENT, "Domestic incident"),
        ("Two DOMESTIC\nINCIDENTS.", INCIDENT, "DOMESTIC INCIDENTS"),
        ("A domestic-incident log.", INCIDENT, "domestic-incident"),
        ("A domestic&nbsp;incident.", INCIDENT, "domestic incident"),
        ("They rowed.", ROW, "rowed"), ("Third in a row, then a row.", ROW, "row"),
        ("Roedd yn drychineb.", WELSH, "drychineb"), ("Y tŷ hwn.", HOUSE, "tŷ"),
        (unicodedata.normalize("NFD", "Y tŷ hwn."), HOUSE, "tŷ"),
    ],
)  # fmt: skip
def test_a_listed_form_is_found_as_it_is_written(words, row, written):
    (found,) = sentences(text(words), to_avoid=[row])
    assert found.startswith(f"“{written}”: {row.advice}")


@pytest.mark.parametrize(
    "words, row",
    [
        ("A domestic. Incidental.", INCIDENT), ("Rowan threw the arrow; growing.", ROW), ("Three days in a row.", ROW),
        ("The front row.", ROW), ("tŷb", HOUSE), ("The ty.", HOUSE),
        ("A <b>domestic</b> matter; an incident.", INCIDENT),
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_let_be(words, row):
    assert sentences(text(words), to_avoid=[row]) == []


def test_our_own_spokespeople_are_asked_to_think_and_others_say_what_they_say():
    words = "It was a domestic incident."
    assert sentences(said(words, kind="spokesperson"), to_avoid=[INCIDENT])
    for kind in ("other", "protected"):
        assert sentences(said(words, kind=kind), to_avoid=[INCIDENT]) == []
    assert sentences(text("The court spoke of a “domestic incident”, which it was not."), to_avoid=[INCIDENT]) == []


def test_words_on_two_sides_of_a_quotation_or_of_two_texts_are_no_phrase():
    assert sentences(text("So domestic “and so on” incident."), to_avoid=[INCIDENT]) == []
    assert sentences(text("So domestic"), text("incident"), to_avoid=[INCIDENT]) == []


def test_headline_summary_notes_and_captions_are_read_too():
    picture = {"title": "", "alt": "", "caption": "A domestic incident.", "decorative": True}
    for where in (
        {"headline": "A domestic incident"}, {"summary": "A domestic incident."}, {"pictures": [picture]},
        {"notes": ["<p>Figures of every domestic incident.</p>"]},
    ):  # fmt: skip
        assert sentences(text("Words."), to_avoid=[INCIDENT], **where), where


@pytest.mark.parametrize(
    "hostile",
    [
        "a",
        "-",
        "[",
        "<",
        "“",
        "A-",
        "07",
        "1,",
        "a-",
        "as a ",
        "She ",
        "row “",
        "A’",
        "domestic ",
        "in A",
        "1 in ",
        "ŷ ",
    ],
)
def test_ten_times_the_text_takes_about_ten_times_as_long(hostile):
    def seconds(length: int) -> float:
        words = (hostile * length)[:length]
        whole = document(text(words), said(words, kind="protected"), headline=words, summary=words, notes=[words])
        taken = []
        for _ in range(3):
            began = time.perf_counter()
            sentences(*whole["passages"], headline=words, summary=words, notes=[words], to_avoid=[INCIDENT, ROW],
                      embargoed=True)  # fmt: skip
            taken.append(time.perf_counter() - began)
        return min(taken)

    assert seconds(20_000) < 40 * seconds(2_000) + 0.05, "a square would be a hundred times"
