"""A role may stand on either side of a name, in a clause of its own, or behind the words without a verb."""

import pytest

from tests.releases.importing.reads import speakers, statements


@pytest.mark.parametrize(
    "words, speaker, role",
    [
        ("Head of Tech Safety, Ada Quill,", "Ada Quill", "Head of Tech Safety"),
        ("Chief Executive of Llinell Gymorth, Ada Quill,", "Ada Quill", "Chief Executive of Llinell Gymorth"),
        ("The Bishop of Harrow, the Rt Revd Ada Quill,", "the Rt Revd Ada Quill", "The Bishop of Harrow"),
        ("Award judge Ada Quill,", "Ada Quill", "Award judge"),
        ("Grandmother-of-six Ada Quill, 71,", "Ada Quill", "Grandmother-of-six, 71"),
        ("Superintendent Ada Quill of the Safety Bureau", "Ada Quill", "Superintendent of the Safety Bureau"),
        (
            "Superintendent Ada Quill, who is head of protection at Westmarch,",
            "Ada Quill",
            "Superintendent, head of protection at Westmarch",
        ),
        ("A mother of two, who cannot be identified,", "A mother of two", None),
    ],
)
def test_a_role_on_either_side_of_the_name(words, speaker, role):
    found = statements(f"{words} said: “We opened the door.”")[0]
    assert (found["speaker"], found["role"]) == (speaker, role)


def test_a_name_and_role_behind_the_closing_mark_need_no_verb():
    found = statements("“We lost nine minutes at a gate.” Area Manager Bo Finch, Quayside Fire Service.")[0]
    assert (found["speaker"], found["role"]) == ("Bo Finch", "Area Manager, Quayside Fire Service")


def test_a_person_who_acts_behind_a_closing_mark_did_not_say_it():
    assert speakers("“We lost nine minutes at a gate.” Area Manager Bo Finch opened it.") == []


def test_the_next_paragraph_may_say_whose_view_it_was():
    found = statements("“You can hear somebody go quiet.”", "That’s the view of Ada Quill, who cuts hair in Quayside.")
    assert (found[0]["speaker"], found[0]["role"]) == ("Ada Quill", "cuts hair in Quayside")


def test_a_statement_that_is_released_is_said():
    found = statements(
        "The Commissioner for Children, Ms Ada Quill, has released the following statement:", "“We wait.”"
    )
    assert (found[0]["speaker"], found[0]["role"]) == ("Ms Ada Quill", "The Commissioner for Children")


def test_what_a_peer_is_of_belongs_to_the_name():
    found = statements("Baroness Quill of Crane, who chairs the Lords committee, said: “We wait.”")
    assert (found[0]["speaker"], found[0]["role"]) == ("Baroness Quill of Crane", "chairs the Lords committee")


@pytest.mark.parametrize(
    "lead_in, speaker, role",
    [
        ("Paying tribute, Ada’s family said:", "Ada’s family", None),
        (
            "Inspector Ada Quill, who is leading the investigation, said:",
            "Inspector Ada Quill",
            "leading the investigation",
        ),
        (
            "In a joint response, Ada Quill (Chair, Lantern) and Bo Finch (Director, Tai Bach) said:",
            "Ada Quill and Bo Finch",
            "Chair, Lantern; Director, Tai Bach",
        ),
        ("FBI Special Agent in Charge Ada Quill, Calloway Office, said:", "Ada Quill", None),
    ],
)
def test_who_is_named_among_other_words(lead_in, speaker, role):
    found = statements(f"{lead_in} “We opened the door.”")[0]
    assert found["speaker"] in (speaker, speaker.removeprefix("Inspector "))
    assert role is None or role in found["role"]


def test_under_a_pulled_quotation_stands_who_said_it_named_or_not():
    lines = "“We put a lock in it.”\nCouncillor Ada Quill, Portfolio Holder for Culture"
    assert [(s["speaker"], s["role"]) for s in statements(lines)] == [
        ("Councillor Ada Quill", "Portfolio Holder for Culture")
    ]
    assert speakers("“I cried in it and then I rang.”\nLibrary member, Quayside") == ["Library member, Quayside"]


def test_a_verb_of_two_words_parts_a_quotation_too():
    found = statements("“It will be high,” her deputy, Bo Finch, pointed out, “in nine years.”")
    assert [(s["speaker"], s["paragraphs"]) for s in found] == [("Bo Finch", ["It will be high, in nine years."])]


def test_what_a_person_is_may_be_a_word_that_no_list_holds():
    found = statements("“It is late,” explained weathervaner Ada Quill of Mesa Research. “It is cold.”")
    assert (found[0]["speaker"], found[0]["role"]) == ("Ada Quill", "weathervaner of Mesa Research")


@pytest.mark.parametrize(
    "lead_in, speaker",
    [
        ("The judge, sentencing Bo Finch, said:", "The judge"),
        ("Sentencing Finch, Judge Ada Quill KC said:", "Judge Ada Quill KC"),
        ("Addressing the killer, the victim’s mother said:", "the victim’s mother"),
        ("Asked by Bo Finch whether it was cold, Ada Quill said:", "Ada Quill"),
        ("On behalf of Ada Quill, a friend said:", "a friend"),
        ("Ada Quill’s lawyer, Bo Finch, said:", "Bo Finch"),
        ("A letter from Ada Quill to the council said:", "A letter from Ada Quill to the council"),
    ],
)
def test_somebody_else_who_is_named_does_not_get_the_words(lead_in, speaker):
    assert speakers(f"{lead_in} “You took her.”") == [speaker]


def test_a_sentence_about_a_person_behind_a_quotation_is_no_attribution():
    assert speakers("“We lost time.” Ada Quill, who was there, left early.") in ([], [None])
    assert speakers("“We lost time and we were late.”", "Market Square, Quayside") == [None]


def test_an_abbreviated_rank_and_a_role_with_a_prefix():
    assert speakers("“We wait,” said Lt. Ada Quill of the Fire Department.") == ["Lt. Ada Quill"]
    found = statements("Co-author Dr Bo Finch added: “We wait.”")[0]
    assert (found["speaker"], found["role"]) == ("Dr Bo Finch", "Co-author")
