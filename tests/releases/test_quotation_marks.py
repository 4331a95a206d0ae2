"""An opening mark on each paragraph, a closing mark on the last, nested marks single."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.quotation import marked, unmarked


@pytest.mark.parametrize(
    "bare, printed",
    [
        (["One."], ["“One.”"]),
        (["One.", "Two."], ["“One.", "“Two.”"]),
        (["She said “no” to me."], ["“She said ‘no’ to me.”"]),
        (['She said "no" to me.'], ["“She said ‘no’ to me.”"]),
        (["They’d said ‘never’."], ["“They’d said ‘never’.”"]),
        (['<a href="https://example.org">Here</a> "it" is.'], ['“<a href="https://example.org">Here</a> ‘it’ is.”']),
        (["He said: “Go.”"], ["“He said: ‘Go.’”"]),
        ([], []),
    ],
)
def test_marks_as_a_sub_editor_prints_them(bare, printed):
    assert marked(bare) == printed


@pytest.mark.parametrize(
    "pasted, bare",
    [
        (["“One.", "“Two.”"], ["One.", "Two."]),
        (['"One."'], ["One."]),
        (["<strong>“One.”</strong>"], ["<strong>One.</strong>"]),
        (["“He said: “Go.””"], ["He said: “Go.”"]),
        (["He asked for “more”"], ["He asked for “more”"]),
        (["“More” was his word, and “enough”"], ["“More” was his word, and “enough”"]),
        (["It is 6’ 2” tall."], ["It is 6’ 2” tall."]),
    ],
)
def test_marks_that_were_pasted_along_are_taken_off(pasted, bare):
    assert unmarked(pasted) == bare


words = st.text(alphabet="abc ’.", min_size=1).filter(lambda s: s.strip())


@given(st.lists(words, min_size=1, max_size=4))
def test_what_was_printed_and_pasted_back_is_the_same(paragraphs):
    paragraphs = [p.strip() for p in paragraphs]
    assert unmarked(marked(paragraphs)) == paragraphs
