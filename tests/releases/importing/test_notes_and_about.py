"""What stands behind the end marker: notes, About sections, captions; and the marker itself."""

import pytest

from tests.releases.importing.reads import LONG, read


def behind(*paragraphs):
    return read("\n\n".join(["A headline of some length here", LONG, *paragraphs]))


def notes(*paragraphs):
    return [note["text"] for note in behind("ENDS", *paragraphs)["notes"]]


@pytest.mark.parametrize(
    "marker",
    ["ENDS", "Ends.", "-- Ends --", "- ENDS -", "-ends-", "###", "# # #", "-30-", "[ENDS]", "END", "Diwedd", "CRÍOCH",
     "~ENDS~", "Media release ends", "ENDS (212 words)"],
)  # fmt: skip
def test_the_end_marker_is_kept_as_printed(marker):
    assert behind(marker, "Notes to editors", "1. One.")["ends_marker"] == marker


def test_a_marker_behind_the_last_words_is_found():
    assert behind("The house is open. ENDS")["ends_marker"] == "ENDS"


def test_a_sentence_that_ends_in_ends_is_no_marker():
    assert behind("Nobody knows how the story ends")["ends_marker"] is None


@pytest.mark.parametrize(
    "heading",
    ["Notes to Editors", "NOTES FOR EDITORS:", "Notes", "Editor’s notes", "Note to editors:", "Notes to the editor",
     "Nodiadau i olygyddion", "Notes for journalists"],
)  # fmt: skip
def test_notes_are_found_under_any_of_their_headings(heading):
    assert notes(heading, "1. One is one.", "2. Two is two.") == ["One is one.", "Two is two."]


@pytest.mark.parametrize(
    "marks", [("1.", "2."), ("1)", "2)"), ("(1)", "(2)"), ("[1]", "[2]"), ("•", "•"), ("-", "-"), ("a)", "b)")]
)
def test_notes_lose_their_markers_which_are_kept_beside_them(marks):
    release = behind("ENDS", "Notes to editors", f"{marks[0]} One is one.", f"{marks[1]} Two is two.")
    assert [note["text"] for note in release["notes"]] == ["One is one.", "Two is two."]
    assert release["note_markers"] == list(marks)


def test_unnumbered_notes_are_one_to_a_paragraph():
    assert notes("Notes to editors", "One is one.", "Two is two.") == ["One is one.", "Two is two."]


def test_notes_may_begin_on_the_line_of_their_heading():
    assert notes("Notes to editors: One is one.", "Two is two.") == ["One is one.", "Two is two."]


def test_a_note_goes_on_in_the_line_below_it():
    assert notes("Notes to editors", "1. One is one\nand no more.", "2. Two.") == ["One is one\nand no more.", "Two."]


def test_links_within_notes_are_listed_and_mail_addresses_are_not():
    release = behind("ENDS", "Notes", "1. See https://a.example.org/x and b.example.org, or write to c@d.example.org.")
    assert release["notes"][0]["links"] == ["https://a.example.org/x", "b.example.org"]


def test_a_note_that_points_at_a_lost_link_is_told():
    assert 'Note 2 says "here"' in behind("ENDS", "Notes", "1. One.", "2. The report is here.")["warnings"][0]


def test_about_is_a_heading_and_its_paragraphs():
    release = behind("ENDS", "About Lantern", "Lantern was set up in 1981.", "It has nine houses.")
    assert release["about"] == [
        {"heading": "About Lantern", "text": "Lantern was set up in 1981.\n\nIt has nine houses."}
    ]


def test_there_may_be_several_about_sections():
    release = behind("ENDS", "About Lantern", "Lantern is old.", "About Quay", "Quay is new.")
    assert [about["heading"] for about in release["about"]] == ["About Lantern", "About Quay"]


def test_about_run_into_a_note_is_both():
    release = behind("ENDS", "Notes", "1. One.", "2. About Lantern: Lantern was set up in 1981.")
    assert release["notes"][1]["text"] == "About Lantern: Lantern was set up in 1981."
    assert release["about"] == [{"heading": "About Lantern:", "text": "Lantern was set up in 1981."}]


def test_about_half_is_a_quantity():
    assert behind("About half of the rooms have no lock")["about"] == []


def test_captions_are_kept_apart_with_their_label_set_aside():
    release = behind("ENDS", "Photo caption: (l-r) Ada Quill and Bo Finch.", "Notes", "1. One.")
    assert release["captions"] == ["(l-r) Ada Quill and Bo Finch."]
    assert "Photo caption:" in release["set_aside"]


def test_what_cannot_be_placed_behind_the_end_is_narrative_and_told():
    release = behind("ENDS", "The weather on the day was fine and nobody minded the wait.")
    assert release["passages"][-1]["paragraphs"][-1].startswith("The weather")
    assert any("The weather" in warning for warning in release["warnings"])
