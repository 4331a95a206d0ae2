"""A number that is nearly, but not quite, the helpline's stops the sign-off with a sentence that shows both."""

import pytest

from releases import signoff
from releases.blocks import blocks
from releases.near_misses import NearMiss, near_misses
from releases.refusal import Refusal
from tests.newsdesk import NOW, draft, jo

KNOWN = [("0808 2000 247", "National Domestic Abuse Helpline"), ("0808 80 10 800", "Live Fear Free")]


def found(*texts: str) -> list[tuple[str, str]]:
    return [(miss.written, miss.right) for miss in near_misses(texts, KNOWN)]


@pytest.mark.parametrize(
    "written",
    ["0808 2000 248", "0800 2000 247", "0808 200 247", "0808 2000 2470", "0808 2000 427", "08082000246",
     "+44 808 2000 248", "(0808) 2000-248", "0044 808 2000 248", "0808\u00a02000\u00a0248", "0808 2001 248"],
)  # fmt: skip
def test_one_slip_or_two_are_found(written):
    misses = near_misses([f"<p>Call {written} now.</p>"], KNOWN)
    assert [(miss.written.replace("\u00a0", " ").lstrip("("), miss.right) for miss in misses] == [
        (written.replace("\u00a0", " ").lstrip("("), "0808 2000 247")
    ]


@pytest.mark.parametrize(
    "fine",
    ["0808 2000 247", "08082000247", "+44 808 2000 247", "+44 (0)808 2000 247", "0808-2000-247", "0808 80 10 800",
     "020 7946 0123", "0808 801 0327", "0808 802 1414", "0800 027 1234", "0800 1111", "£80,820,002.48", "999",
     "In 2023, 2000 247 women", "08/08/2000, 24.8%"],
)  # fmt: skip
def test_the_number_itself_and_other_numbers_pass(fine):
    assert found(f"<p>{fine}</p>") == []


def test_a_number_divided_by_a_tag_or_hidden_in_a_link_is_found():
    assert found("<p>0808 <b>2000</b> 248</p>") == [("0808 2000 248", "0808 2000 247")]
    assert found('<p><a href="tel:+448082000248">0808 2000 247</a></p>') == [("+448082000248", "0808 2000 247")]


def test_two_paragraphs_make_no_number_and_each_miss_is_said_once():
    assert found("<p>0808</p><p>2000248</p>") == []
    assert found("0808 2000 248, or 08082000248") == [("0808 2000 248", "0808 2000 247")]


def test_it_is_the_nearest_helpline_that_is_named():
    assert near_misses(["0808 80 10 801"], KNOWN) == [NearMiss("0808 80 10 801", "0808 80 10 800", "Live Fear Free")]


def test_a_long_text_of_digits_takes_no_longer_than_its_length():
    assert found("0808 2000 24 " * 2_000) == []


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["narrative", "statement", "note", "headline", "summary"])
def test_it_stops_the_sign_off_wherever_it_stands_with_a_sentence_that_shows_both(where):
    words = "Call 0808 2000 248" if where in {"headline", "summary"} else "<p>Call 0808 2000 248.</p>"
    speaker = {"statement__speaker_kind": "other", "statement__speaker_name": "Ann"} if where == "statement" else {}
    release = draft(**{where: words}, **speaker)
    said = " ".join(blocks(release, NOW))
    assert "“0808 2000 248” is nearly, but not quite" in said
    assert "which is 0808 2000 247" in said
    with pytest.raises(Refusal, match="nearly, but not quite"):
        signoff.submit(release_id=release.pk, actor=jo())


@pytest.mark.django_db
def test_the_right_number_stops_nothing():
    assert blocks(draft(narrative="<p>Call 0808 2000 247.</p>"), NOW) == []
