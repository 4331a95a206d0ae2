"""Where quotations begin and end, over paragraphs and with marks of every kind."""

import pytest

from tests.releases.importing.reads import body, statements

LEAD = "Ada Quill, Director of Lantern, said:"


@pytest.mark.parametrize("opens, closes", [("“", "”"), ('"', '"'), ("‘", "’"), ("«", "»"), ("„", "“")])
def test_outer_marks_are_left_out_whatever_they_are(opens, closes):
    [found] = statements(f"{LEAD} {opens}We opened the door.{closes}")
    assert found["paragraphs"] == ["We opened the door."]


def test_each_paragraph_may_open_with_a_mark_and_only_the_last_close():
    [found] = statements(LEAD, "“One.", "“Two.", "“Three.”")
    assert found["paragraphs"] == ["One.", "Two.", "Three."]


def test_each_paragraph_may_also_close():
    [found] = statements(LEAD, "“One and one.”", "“Two and two.”")
    assert found["paragraphs"] == ["One and one.", "Two and two."]


def test_paragraphs_between_an_opening_and_a_closing_mark_are_quoted():
    [found] = statements(f"{LEAD} “One.", "Two.", "Three.”")
    assert found["paragraphs"] == ["One.", "Two.", "Three."]


def test_an_attribution_behind_the_last_paragraph_is_for_them_all():
    [found] = statements("“They are calm.", "“Honey goes to the food bank,” said Ada Quill.")
    assert found["speaker"] == "Ada Quill"
    assert found["paragraphs"] == ["They are calm.", "Honey goes to the food bank."]


def test_paragraphs_that_somebody_else_signs_are_not_the_speakers_before():
    found = statements(f"{LEAD} “One.”", "“Two.", "“Three,” said Bo Finch, Chair.")
    assert [(one["speaker"], one["paragraphs"]) for one in found] == [
        ("Ada Quill", ["One."]),
        ("Bo Finch", ["Two.", "Three."]),
    ]


def test_a_quotation_broken_by_its_attribution_is_one_paragraph():
    [found] = statements("“A lock is cheap,” said Ada Quill. “We fitted nine.”")
    assert found["paragraphs"] == ["A lock is cheap. We fitted nine."]


def test_a_sentence_broken_by_its_attribution_keeps_its_comma():
    [found] = statements("“If we wait,” Ada Quill said, “we wait for ever.”")
    assert found["paragraphs"] == ["If we wait, we wait for ever."]


def test_nested_marks_remain():
    [found] = statements(f"{LEAD} “I thought, ‘Who do I tell?’", "“She said, ‘Tell me.’ I did.”")
    assert found["paragraphs"] == ["I thought, ‘Who do I tell?’", "She said, ‘Tell me.’ I did."]


def test_double_marks_nest_in_single_ones():
    [found] = statements(f"{LEAD} ‘It said “thank you” and nothing else. The doctors’ rota is on top of it.’")
    assert found["paragraphs"] == ["It said “thank you” and nothing else. The doctors’ rota is on top of it."]


def test_apostrophes_are_no_quotations():
    assert statements("’Twas the tenants’ own idea, and it’s the neighbours’ too.") == []


def test_curly_and_straight_marks_may_be_mixed():
    [found] = statements(f"{LEAD} “We opened.", '"We kept it open."')
    assert found["paragraphs"] == ["We opened.", "We kept it open."]


def test_a_mark_that_is_never_closed_is_told_and_swallows_nothing():
    read = body(f"{LEAD} “We opened the door.", "The house has eleven rooms.")
    assert any("never closed" in warning for warning in read["warnings"])
    assert "The house has eleven rooms." in read["passages"][-1]["paragraphs"]


def test_words_without_marks_behind_a_full_attribution_are_read_with_a_warning():
    read = body(LEAD, "We opened the door.", "We kept it open.")
    assert read["passages"][-1]["paragraphs"] == ["We opened the door.", "We kept it open."]
    assert any("no quotation marks" in warning for warning in read["warnings"])


def test_a_list_behind_a_colon_is_no_statement():
    assert statements("The report says:", "• one in three", "• two in nine") == []


def test_words_repeated_in_single_marks_stay_within_what_double_marks_opened():
    found = statements(
        "Ada Quill, Director, said: “It is late.", "‘She was ready’, one told us, ‘and gone.’", "“We wait.”"
    )
    assert [len(one["paragraphs"]) for one in found] == [3]


def test_a_title_in_single_marks_before_a_comma_is_closed_there():
    assert statements("‘The Price of Leaving’, by Ada Quill, follows women through the courts.") == []


def test_the_marks_of_markdown_around_a_quotation_are_no_words():
    text = "> “You show a card.”\n>\n> — Ada Quill, President\n\n*“I used mine,”* said a student. *“It worked.”*"
    assert [(s["speaker"], s["paragraphs"]) for s in statements(text)] == [
        ("Ada Quill", ["You show a card."]),
        ("a student", ["I used mine. It worked."]),
    ]


def test_a_turn_of_the_page_does_not_end_what_is_said():
    found = statements(f"{LEAD} “It is late.", "(more)", "Page 2 of 2", "“It is cold.”")
    assert [one["paragraphs"] for one in found] == [["It is late.", "It is cold."]]
