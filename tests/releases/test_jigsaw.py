"""The jigsaw: kinds of detail that, together, tell a neighbour who a protected person is."""

import pytest

from releases.clues import jigsaws
from tests.releases.warning_makers import document, said, text

I_RANG = said("I rang.", kind="protected")


def kinds(*passages, **words):
    """The kinds of detail around the first protected person."""
    return next((found.kinds for found in jigsaws(document(*passages, **words))), [])


# Two kinds that are always there, so that the third shows.
TWO = "She came last month, from Northport."


@pytest.mark.parametrize(
    "kind, words",
    [
        ("an age", "Kim, 34, came to us."), ("an age", "Kim (34) came."), ("an age", "She is in her late thirties."),
        ("an age", "a thirty-four-year-old"), ("an age", "aged 34"), ("an age", "when she was nineteen"),
        ("an age", "She turned 40."), ("an age", "in her 60s"), ("an age", "a teenager"), ("an age", "born in 1987"),
        ("children or family", "The mother of three spoke."), ("children or family", "a mum-of-two"),
        ("children or family", "Her two young sons sleep now."), ("children or family", "She was pregnant."),
        ("children or family", "I have a daughter."), ("children or family", "I told my mum."),
        ("a job or school", "She works as a nurse."), ("a job or school", "Kim, a primary school teacher, came."),
        ("a job or school", "at her daughter’s school"), ("a job or school", "Hallam Park Primary School"),
        ("a job or school", "I worked in the same office."),
        ("a court date or case", "He was sentenced in spring."), ("a court date or case", "at Exampleton Crown Court"),
        ("a court date or case", "the trial begins"), ("a court date or case", "She went to court."),
        ("the name of a relative", "She is Jane Doe’s sister."),
        ("faith, origin or health", "A Sikh mother"), ("faith, origin or health", "her mosque"),
        ("faith, origin or health", "She is an asylum seeker."),
    ],
)  # fmt: skip
def test_each_kind_is_known_in_the_ways_it_is_written(kind, words):
    assert kind in kinds(text(f"{TWO} {words}"), I_RANG)


@pytest.mark.parametrize(
    "words",
    [
        "Women and children wait for a place.", "Mothers are asked to wait.", "Six homes in England are empty.",
        "Priya works at Harbourlight.", "Women aged 16 to 24 ask first.", "The courts are slow; court delays grew.",
        "The police officer and the solicitor helped.", "A survey in Parliament.", "Schools can help.",
        "Refuges in Wales and in the Women’s Aid network.", "In the end it was over.",
    ],
)  # fmt: skip
def test_what_tells_nothing_about_her_is_no_piece(words):
    assert kinds(text(words), I_RANG, text(words)) == []


@pytest.mark.parametrize("words", ["in Northport", "near Northport", "a Northport nurse", "on Harbour Street"])
def test_a_place_is_known_by_where_its_name_stands(words):
    assert "a place" in kinds(text(f"Aged 34, last month, {words}."), I_RANG)


def test_three_kinds_are_enough_and_two_are_not():
    assert kinds(text(TWO), I_RANG) == []
    assert len(kinds(text(f"{TWO} Aged 34."), I_RANG)) == 3


def test_her_own_words_her_role_the_headline_and_a_picture_count():
    own = said("My son and I came from Northport.", kind="protected", role="A nurse, 34, and survivor")
    assert kinds(own) == ["an age", "a place", "children or family", "a job or school"]
    assert len(kinds(I_RANG, headline="Mother of two from Northport", summary="Kim, 34, tells of it.")) == 3
    face = {"title": "Kim in Northport", "alt": "A woman with her two sons", "caption": "", "decorative": False}
    assert kinds(I_RANG, pictures=[face]) == ["a place", "children or family", "a picture"]
    assert kinds(I_RANG, pictures=[face | {"decorative": True}]) == []


def test_a_relative_is_known_by_whom_they_lost():
    mother = said("She was my only daughter.", kind="protected", name="", role="Jane’s mother")
    assert kinds(text("Jane Doe died in Northport."), mother) == [
        "a place",
        "children or family",
        "the name of a relative",
    ]


def test_the_same_details_far_from_her_and_of_someone_else_are_none():
    story = text("Ann, 34-year-old mother of twins from Northport, works as a nurse.")
    far = [text("Then."), text("And then."), text("And after that.")]
    assert kinds(story, said("I rang.")) == [], "not a protected person"
    assert kinds(story, *far, I_RANG) == []
    assert len(kinds(story, I_RANG)) == 4


def test_wherever_the_release_uses_her_name_it_speaks_of_her():
    story = text("Kim*, 34-year-old mother of twins from Northport, works as a nurse.")
    far = [text("Then."), text("And then."), text("And after that.")]
    assert len(kinds(story, *far, I_RANG)) == 4
    assert len(kinds(*far, I_RANG, *far, story)) == 4
    assert len(kinds(I_RANG, notes=["<p>Kim, 34, a nurse from Northport, has three children.</p>"])) == 4


def test_a_paragraph_that_goes_on_with_she_is_followed():
    story = text("Kim came to us.", "She is 34 years old.", "Her two sons came too.", "She works as a nurse.", "Then.")
    assert len(kinds(story, text("More.", "More."), I_RANG)) == 3


def test_one_person_who_speaks_twice_is_one_jigsaw_and_two_without_names_are_two():
    again = said("He was sentenced at Exampleton Crown Court.", kind="protected", number=2)
    apart = [text("A."), text("B."), text("C.")]
    one = text("Aged 34, from Northport.")
    (found,) = jigsaws(document(one, I_RANG, *apart, again))
    assert found.statements == [1, 2]
    nameless = [{**p, "speaker": {**p["speaker"], "name": ""}} for p in (I_RANG, again)]
    assert jigsaws(document(one, nameless[0], *apart, nameless[1])) == []


def test_a_welsh_release_is_read_in_welsh():
    words = "Mae hi’n 34 oed, yn fam i dri o blant, o Gaerddu, ac yn gweithio fel nyrs."
    assert len(kinds(text(words), I_RANG, language="cy")) == 4
    assert kinds(text("Mae menywod yng Nghymru yn aros am loches."), I_RANG, language="cy") == []
