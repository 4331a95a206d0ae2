"""A surname, a first name or a pronoun means somebody only where one person fits."""

from tests.releases.importing.reads import body, speakers, statements

FIRST = "Ada Quill, Director of Lantern, said: “We opened the door.”"


def test_a_surname_with_a_title_is_the_person_named_before_with_their_role():
    second = statements(FIRST, "Ms Quill added: “We kept it open.”")[1]
    assert (second["speaker"], second["role"]) == ("Ada Quill", "Director of Lantern")


def test_a_bare_surname_and_a_first_name_are_too():
    assert speakers(FIRST, "“It was cold,” Quill said.", "“It was dark,” said Ada.") == ["Ada Quill"] * 3


def test_a_person_named_only_in_prose_is_found():
    found = statements(
        "The house was opened by Ada Quill, director of Lantern, on Monday.", "Ms Quill said: “At last.”"
    )
    assert [(one["speaker"], one["role"]) for one in found] == [("Ada Quill", "director of Lantern")]


def test_two_people_of_one_surname_are_not_confused():
    found = speakers(FIRST, "Bo Quill, Chair, said: “We did.”", "Quill said: “It was late.”")
    assert found == ["Ada Quill", "Bo Quill", "Quill"]


def test_she_is_the_only_one_who_has_spoken():
    assert speakers(FIRST, "She added: “We kept it open.”") == ["Ada Quill", "Ada Quill"]


def test_he_added_right_behind_a_statement_is_its_speaker():
    found = speakers(FIRST, "Bo Finch, Chair, said: “We did.”", "He added: “And gladly.”")
    assert found == ["Ada Quill", "Bo Finch", "Bo Finch"]


def test_he_said_among_several_speakers_is_nobody_and_the_editor_is_told():
    read = body(FIRST, "Bo Finch, Chair, said: “We did.”", "“I was stung once,” he said.")
    assert [p["speaker"] for p in read["passages"] if p["type"] == "statement"] == ["Ada Quill", "Bo Finch", None]
    assert any("he said" in warning for warning in read["warnings"])


def test_she_is_not_the_speaker_when_another_person_has_come_up():
    found = speakers(FIRST, "Cora Lamb lost her house in May.", "“I miss the stairs,” she said.")
    assert found == ["Ada Quill", None]


def test_he_is_not_a_dame():
    found = speakers("Dame Ada Quill said: “We opened the door.”", "“It was cold,” he said.")
    assert found == ["Dame Ada Quill", None]


def test_the_one_who_was_reported_in_the_sentence_before_is_the_one_who_added():
    found = speakers("Dr Ada Quill said that it was late.", "She added: “It was very late.”")
    assert found == ["Dr Ada Quill"]


def test_a_quotation_without_any_attribution_has_no_speaker_and_a_warning():
    read = body("“Nobody knows who said these words to us.”")
    assert [p["speaker"] for p in read["passages"] if p["type"] == "statement"] == [None]
    assert any("No one is named" in warning for warning in read["warnings"])


def test_one_of_two_who_spoke_together_speaks_alone():
    joint = "Ada Quill and Bo Finch, co-directors of Lantern, said: “We opened the door.”"
    assert speakers(joint, "Bo Finch said: “I held it.”", "She added: “It was heavy.”") == [
        "Ada Quill and Bo Finch",
        "Bo Finch",
        "Bo Finch",
    ]
