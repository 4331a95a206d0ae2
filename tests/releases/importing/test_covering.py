"""What an e-mail or a page puts around a release is taken off, kept, and told of."""

from tests.releases.importing.reads import LONG, read

RELEASE = f"PRESS RELEASE\n\nTwelve doors open in Quayside this winter\n\n{LONG}\n\nENDS"
NOTE = "Dear all,\n\nPlease see below our release. Ada Quill is free from seven.\n\n"


def aside(text):
    return " ".join(read(text)["set_aside"])


def test_a_greeting_and_a_covering_note_are_not_the_headline():
    found = read(NOTE + RELEASE)
    assert found["headline"] == "Twelve doors open in Quayside this winter"
    assert found["kind"] == "PRESS RELEASE"
    assert "Ada Quill is free from seven." in aside(NOTE + RELEASE)
    assert any("covering note" in warning for warning in found["warnings"])


def test_headers_of_a_forwarded_mail_are_taken_off_with_the_note():
    headers = "From: Press <press@lantern.example.org>\nSent: 1 May 2026 21:04\nSubject: FW: Twelve doors\n\n"
    found = read(headers + NOTE + RELEASE)
    assert found["headline"] == "Twelve doors open in Quayside this winter"
    assert found["date"] is None, "the mail's date is not the release's"


def test_an_embargo_in_a_covering_note_is_not_missed():
    text = NOTE.replace("see below our release", "see below, embargoed until 00.01 on Tuesday 5 May 2026") + RELEASE
    assert read(text)["embargo"]


def test_a_statement_that_opens_with_dear_is_not_cut():
    found = read(f"A headline of some length here\n\n{LONG}\n\nDear friends,\n\n{LONG}")
    assert [passage["paragraphs"] for passage in found["passages"]] == [[LONG, "Dear friends,", LONG]]


def test_small_print_at_the_very_end_is_no_part_of_the_story():
    small = "This email and any attachments are confidential and intended solely for the addressee."
    found = read(f"{RELEASE}\n\n{small}\n\nUnsubscribe | Update preferences")
    assert small in aside(f"{RELEASE}\n\n{small}")
    assert [passage["paragraphs"] for passage in found["passages"]] == [[LONG]]
    assert any("Small print" in warning for warning in found["warnings"])


def test_soft_hyphens_are_no_part_of_a_word_and_the_words_are_listed():
    found = read("Clear\u00adwater opens twelve doors in Quayside\n\n" + LONG)
    assert found["headline"] == "Clearwater opens twelve doors in Quayside"
    assert any("Clear-water" in line for line in found["set_aside"])
