"""Who is said to have said it, in the shapes that press offices write."""

import pytest

from tests.releases.importing.reads import speakers, statements

Q = "“We opened the door and we kept it open.”"
C = "“We opened the door and we kept it open,”"


@pytest.mark.parametrize(
    "paragraph, speaker, role",
    [
        (f"Ada Quill, Director of Lantern, said: {Q}", "Ada Quill", "Director of Lantern"),
        (f"Ada Quill (Director of Lantern) said: {Q}", "Ada Quill", "Director of Lantern"),
        (f"Ada Quill – Director of Lantern – said: {Q}", "Ada Quill", "Director of Lantern"),
        (f"Ada Quill, OBE, Director of Lantern, said: {Q}", "Ada Quill, OBE", "Director of Lantern"),
        (f"Dr Ada Quill (she/her), Director of Lantern, said: {Q}", "Dr Ada Quill", "Director of Lantern"),
        (f"Lantern’s director, Ada Quill, said: {Q}", "Ada Quill", "Lantern’s director"),
        (f"Lantern director Ada Quill said: {Q}", "Ada Quill", "Lantern director"),
        (f"Mayor Ada Quill said: {Q}", "Ada Quill", "Mayor"),
        (f"Cllr Ada Quill said: {Q}", "Cllr Ada Quill", None),
        (f"The Rt Hon Ada Quill MP said: {Q}", "The Rt Hon Ada Quill MP", None),
        (f"Ada Quill of Lantern said: {Q}", "Ada Quill", "of Lantern"),
        (f"Ada Quill, 41, from Fenbury, said: {Q}", "Ada Quill", "41, from Fenbury"),
        (f"Ada Quill, who runs the house, said: {Q}", "Ada Quill", "runs the house"),
        (f"Commenting on the news, Ada Quill, Director of Lantern, said: {Q}", "Ada Quill", "Director of Lantern"),
        (
            f"Commenting on rent, heat and light, Ada Quill, Director of Lantern, said: {Q}",
            "Ada Quill",
            "Director of Lantern",
        ),
        (f"Commenting on the news Ada Quill said: {Q}", "Ada Quill", None),
        (f"In Fenbury today, Ada Quill, Director of Lantern, told guests: {Q}", "Ada Quill", "Director of Lantern"),
        (f"Also there was Lantern director Ada Quill, who said: {Q}", "Ada Quill", "Lantern director"),
        (f"Ada Quill, Director of Lantern: {Q}", "Ada Quill", "Director of Lantern"),
        (f"Statement from Ada Quill, Director of Lantern: {Q}", "Ada Quill", "Director of Lantern"),
        (f"{C} said Ada Quill, Director of Lantern.", "Ada Quill", "Director of Lantern"),
        (f"{C} said Lantern director Ada Quill.", "Ada Quill", "Lantern director"),
        (f"{C} said Ada Quill, who owns the house.", "Ada Quill", "owns the house"),
        (f"{C} Ada Quill, Director of Lantern, explained.", "Ada Quill", "Director of Lantern"),
        (f"{C} the charity’s director, Ada Quill, added.", "Ada Quill", "the charity’s director"),
        (f"{C} according to Ada Quill, Director of Lantern.", "Ada Quill", "Director of Lantern"),
        (f"{C} was how Mayor Ada Quill greeted the news.", "Ada Quill", "Mayor"),
        (f"{Q} – Ada Quill, Director of Lantern", "Ada Quill", "Director of Lantern"),
        (f"A spokesperson for Lantern said: {Q}", "A spokesperson for Lantern", None),
        (f"One mother told us: {Q}", "One mother", None),
        (f"{C} said a survivor who asked to be called only N.", "a survivor who asked to be called only N", None),
        (f"Gráinne Uí Mháille, Director, said: {Q}", "Gráinne Uí Mháille", "Director"),
        (f"Meddai Ada Quill, Cyfarwyddwr Lantern: {Q}", "Ada Quill", "Cyfarwyddwr Lantern"),
        (f"Ada Quill, Director, and Bo Finch, Chair, said: {Q}", "Ada Quill and Bo Finch", "Director; Chair"),
        (
            f"Ada Quill and Bo Finch, co-directors of Lantern, said: {Q}",
            "Ada Quill and Bo Finch",
            "co-directors of Lantern",
        ),
    ],
)
def test_attribution_gives_speaker_and_role(paragraph, speaker, role):
    found = statements(paragraph)
    assert [(one["speaker"], one["role"]) for one in found] == [(speaker, role)]
    assert found[0]["paragraphs"] == ["We opened the door and we kept it open."]


def test_the_attribution_is_kept_as_printed():
    [found] = statements(f"{C} said Ada Quill, who has kept bees for twenty years.")
    assert found["lead_in"] == "said Ada Quill, who has kept bees for twenty years."


def test_an_attribution_on_a_line_of_its_own_leads_what_follows():
    assert speakers("Ada Quill, Director of Lantern, said:", "“One.", "“Two.”") == ["Ada Quill"]


def test_a_name_behind_a_dash_on_the_next_line_signs_the_quotation():
    assert speakers("“I hid mine in the flour.”", "— Ada Quill, volunteer") == ["Ada Quill"]


def test_a_signature_below_is_not_the_speakers_before():
    assert speakers("“One and one,” said Ada Quill.", "“Two and two.”", "– Bo Finch, Chair") == [
        "Ada Quill",
        "Bo Finch",
    ]


def test_a_lead_in_behind_a_finished_sentence_is_the_next_quotations():
    found = statements("“We cut keys,” said Ada Quill. “That is all.” Bo Finch, Chair, said: “It was her idea.”")
    assert [(one["speaker"], one["paragraphs"]) for one in found] == [
        ("Ada Quill", ["We cut keys. That is all."]),
        ("Bo Finch", ["It was her idea."]),
    ]


def test_a_new_attribution_begins_a_new_statement_even_in_one_paragraph():
    assert speakers(f"Ada Quill said: {Q} Bo Finch, Chair, said: “We did.”") == ["Ada Quill", "Bo Finch"]


def test_prose_around_an_attribution_stays_prose():
    from tests.releases.importing.reads import body

    passages = body(f"The house is full. Ada Quill said: {Q} It opens in May.")["passages"]
    assert [p["type"] for p in passages] == ["text", "statement", "text"]
    assert passages[0]["paragraphs"][-1] == "The house is full."
    assert passages[2]["paragraphs"] == ["It opens in May."]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The message of the week is clear: “You are not alone.”",
        "“Lift It, Dial It” is the name of the campaign.",
        "Ada Quill called the plan “thin” and “late”.",
        "Ada Quill said that the plan was “thin, late and not worth reading”.",
        "The book is called “The Quiet House” and is free.",
    ],
)
def test_titles_and_fragments_are_nobodys_statement(paragraph):
    assert statements(paragraph) == []
