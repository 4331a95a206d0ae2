"""Whom "she", "he" and "the Minister" mean, and when they mean nobody."""

import pytest

from tests.releases.importing.reads import speakers, statements
from tests.releases.importing.test_second_mention import FIRST


def test_the_only_one_named_in_the_same_paragraph_is_meant():
    found = statements(
        FIRST,
        "PC Bo Finch, 27, a response officer in Quayside, took the course. He said: “I asked different questions.”",
    )[1]
    assert (found["speaker"], found["role"]) == ("PC Bo Finch", "27, a response officer in Quayside")


def test_with_somebody_unnamed_in_the_paragraph_nobody_is():
    assert speakers(FIRST, "Bo Finch knocked and a neighbour came. He said: “I ran.”") == ["Ada Quill", None]


def test_a_rank_before_the_surname_is_the_officer_named_before():
    officer = "Detective Superintendent Ada Quill said: “We listened.”"
    assert speakers(officer, "Det Supt Quill added: “We will again.”") == ["Ada Quill"] * 2


def test_one_of_two_who_shared_a_role_has_it_too():
    joint = "Ada Quill and Bo Finch, joint secretaries of Lantern, said: “We opened the door.”"
    assert statements(joint, "Ms Quill added: “I held it.”")[1]["role"] == "joint secretary of Lantern"


def test_before_anybody_has_spoken_she_is_the_one_whom_the_paragraph_before_names():
    found = speakers(
        "Union leader Ada Quill will tell delegates today that it is late.", "She will say:", "“It is late.”"
    )
    assert found == ["Ada Quill"]


def test_the_minister_is_the_one_minister_named_before():
    found = statements(
        "The Minister for Doors, Ada Quill, opened one today.", "Opening it, the Minister said:", "“At last.”"
    )
    assert (found[0]["speaker"], found[0]["role"]) == ("Ada Quill", "The Minister for Doors")


def test_the_minister_of_two_ministers_is_nobody_yet():
    two = "The Minister for Doors, Ada Quill, and the Minister for Keys, Bo Finch, opened one today."
    assert speakers(two, "The Minister said:", "“At last.”") == ["The Minister"]


def test_asked_why_he_replied_goes_on_with_the_one_who_spoke():
    assert speakers(FIRST, "Treasurer Bo Finch: “I abstained.”", "Asked why, he replied: “Hay fever.”") == [
        "Ada Quill",
        "Bo Finch",
        "Bo Finch",
    ]


def test_a_first_name_alone_with_what_she_is_may_be_the_one_meant():
    found = statements("Ada, a worker with Harbour House, went along. “I saw it,” she said. “It was late.”")
    assert [(s["speaker"], s["role"]) for s in found] == [("Ada", "a worker with Harbour House")]


def test_what_somebody_is_with_is_not_who_spoke():
    assert speakers("It was run with Harbour House. “I saw it,” she said. “It was late.”") == [None]


def test_an_office_before_the_name_in_prose_is_the_role_of_the_second_mention():
    found = statements("The line’s chief executive, Dr Ada Quill, welcomed it.", "“We wait,” Dr Quill said.")
    assert found[0]["role"] == "The line’s chief executive"


def test_the_one_whose_words_were_reported_goes_on():
    reported = "Chairperson Bo Finch added that the list was “never closed”."
    assert speakers(FIRST, reported, "“It would be easier if we did,” he conceded.") == ["Ada Quill", "Bo Finch"]


@pytest.mark.parametrize(
    "before",
    [
        "Ada Quill met Bo Finch.",
        "Detectives say that Bo Finch fled.",
        "The report was launched with Lomond Haven.",
    ],
)
def test_of_several_or_of_none_she_is_nobody(before):
    assert speakers(f"{before} She said: “It was cold.”") == [None]


def test_he_is_not_the_one_whose_husband_is_spoken_of_but_she_is():
    before = "Ada Quill, whose husband died, spoke."
    assert speakers(f"{before} He had said: “It was cold.”") == [None]
    assert speakers(f"{before} She said: “It was cold.”") == ["Ada Quill"]
