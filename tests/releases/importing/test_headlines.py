"""Which line above the story is the headline?"""

import pytest

from tests.releases.importing.reads import LONG, read

HEADLINE = "Twelve doors open in Quayside this winter"


def headline(*lines):
    return read("\n".join(lines) + f"\n\n{LONG}\n\nENDS")["headline"]


@pytest.mark.parametrize(
    "letterhead",
    [
        "An Garda Síochána",
        "Department for Homes and Neighbourhoods",
        "University of Marlowe | Media Relations",
        "The Hon Leila Quill MP\nMinister for Women's Safety",
        "Lantern",
    ],
)
def test_a_letterhead_above_the_kind_is_not_the_headline(letterhead):
    assert headline(letterhead, "Press Release", "5 May 2026", HEADLINE) == HEADLINE


def test_a_headline_above_the_kind_is_the_headline():
    assert headline(HEADLINE, "", "PRESS RELEASE", "5 May 2026") == HEADLINE


def test_a_headline_over_two_lines_is_one():
    assert headline("TWELVE DOORS OPEN IN QUAYSIDE,", "COUNCIL SAYS") == "TWELVE DOORS OPEN IN QUAYSIDE, COUNCIL SAYS"
    assert headline("Twelve doors open in", "Quayside this winter") == HEADLINE


def test_what_when_and_where_stand_above_the_headline_and_are_kept():
    text = f"What: A bench\nWhen: Friday, at noon\nWhere: The square\n\n{HEADLINE}\n\n{LONG}"
    found = read(text)
    assert found["headline"] == HEADLINE
    assert found["summary"][:2] == ["What: A bench", "When: Friday, at noon"]


def test_labels_of_a_page_and_their_values_are_not_the_story():
    standfirst = "A summary in one sentence that a page prints under its title."
    found = read(f"{HEADLINE}\n\n{standfirst}\n\nFrom:\nDepartment for Doors\nPublished\n5 May 2026\n\n{LONG}")
    assert (found["headline"], found["date"]) == (HEADLINE, "2026-05-05")
    assert found["summary"] == [standfirst]
    assert found["passages"][0]["paragraphs"] == [LONG]


def test_the_kind_is_read_with_whose_it_is():
    assert read(f"Joint Union Statement: Tuesday 5 May 2026\n\n{HEADLINE}\n\n{LONG}")["kind"] == "Joint Union Statement"


def test_an_order_to_the_desk_beside_the_kind_is_no_headline():
    assert headline("REACTIVE STATEMENT – NOT FOR PROACTIVE USE", "", HEADLINE) == HEADLINE


def test_a_date_beside_the_topics_of_a_page_is_the_date():
    assert read(f"{HEADLINE}\n\n5 May 2026 | News, Courts\n\n{LONG}")["date"] == "2026-05-05"


def test_a_line_of_somebodys_words_under_the_headline_is_no_statement():
    found = read(f"{HEADLINE}\n\n‘Nobody counted’ – annual report published today\n\n{LONG}")
    assert found["summary"] == ["‘Nobody counted’ – annual report published today"]
    assert found["passages"][0]["paragraphs"] == [LONG]


def test_labels_in_two_languages_name_the_title_and_the_date():
    found = read(f"TEITL / TITLE: {HEADLINE}\nDYDDIAD / DATE: 8 Rhagfyr / December 2026\n\n{LONG}")
    assert (found["headline"], found["date"]) == (HEADLINE, "2026-12-08")


def test_when_something_is_open_is_not_when_the_text_was_issued():
    assert read(f"{HEADLINE}\n\nKestrel Street Museum\n6 March – 30 August 2027\n\n{LONG}")["date"] is None


def test_who_issues_it_may_stand_beside_the_kind():
    found = read(f"Riverside Police - News Release\n\n{HEADLINE}\n\n{LONG}")
    assert (found["headline"], found["kind"]) == (HEADLINE, "News Release")
