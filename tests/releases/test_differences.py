"""Two texts word for word: nothing is lost in showing them, and what is marked is what the other has not."""

from hypothesis import given
from hypothesis import strategies as st

from releases.differences import in_lines, likeness, side_by_side

TEXTS = st.lists(st.sampled_from(["forces", "look", "again", "at", "every", "case", "\n", "£40"]), max_size=30).map(
    " ".join
)


@given(TEXTS, TEXTS)
def test_each_side_is_the_text_that_was_given(one: str, other: str) -> None:
    mine, theirs = side_by_side(one, other)
    assert "".join(run.words for run in mine) == one
    assert "".join(run.words for run in theirs) == other
    assert [r.words for r in mine if not r.differs] == [r.words for r in theirs if not r.differs]


@given(TEXTS)
def test_a_text_differs_in_nothing_from_itself(text: str) -> None:
    assert not any(run.differs for side in side_by_side(text, text) for run in side)
    assert likeness(text, text) == 1


def test_the_words_that_differ_are_marked() -> None:
    mine, theirs = side_by_side("look again at every case", "look once more at every case")
    assert [run.words for run in mine if run.differs] == ["again"]
    assert [run.words for run in theirs if run.differs] == ["once more"]


def test_html_is_read_in_lines() -> None:
    assert in_lines("<h2>One</h2><p>Two &amp; <strong>three</strong><br>four</p><ul><li>five</li></ul>") == (
        "One\nTwo & three\nfour\nfive"
    )
