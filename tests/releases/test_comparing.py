"""Two texts compared, for people: which words, which part, and what was moved."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases import comparing
from releases.comparing import Run, Text, changed, compare, runs


def said(speaker="Priya Nair", words="This is a first step.", **more):
    speaker = {"kind": "spokesperson", "name": speaker, "role": "Director", "spokesperson": "priya-nair"}
    return {
        "type": "statement", "number": 1, "lead_in": "", "attribution": "before", "speaker": speaker,
        "paragraphs": [words],
    } | more  # fmt: skip


def told(words):
    return {"type": "text", "html": f"<p>{words}</p>"}


def text(*passages, beside=None, **document):
    whole = {
        "headline": "Two houses", "summary": "", "language": "en-GB", "passages": list(passages), "notes": [],
        "about": [], "topics": [], "pictures": [], "files": [],
    }  # fmt: skip
    return Text(whole | document, beside or {})


def what_changed(before, after):
    return {part.label: part.said for part in compare(before, after) if part.said}


def test_words_that_came_and_went_are_marked_and_those_that_stayed_are_not():
    assert runs("It cost 4,000 pounds.", "It cost 40,000 pounds.") == (
        Run("", "It cost "), Run("del", "4,000 "), Run("ins", "40,000 "), Run("", "pounds."),
    )  # fmt: skip


def test_two_equal_texts_differ_in_nothing():
    one = text(told("Forces were told."), said(), notes=["<p>Ours.</p>"], beside={"Press desk": "Press office"})
    assert changed(one, one) == []
    assert all(part.same for part in compare(one, one))


def test_a_passage_that_was_moved_is_said_to_be_moved_and_its_words_are_not_marked():
    one, two, three = told("One is here."), told("Two stands there."), told("Three came last.")
    parts = compare(text(one, two, three), text(three, one, two))
    assert [part.said for part in parts if part.label.startswith("Passage")] == ["moved: it was passage 3", "", ""]
    assert not any(run.mark for part in parts for line in part.lines for run in line.runs)


def test_a_passage_that_was_moved_and_changed_is_said_to_be_both():
    long = "The figures of the year show that every force was told to look again at each case"
    before = text(told("One is here."), told("Two stands there."), told(f"{long}."))
    after = text(told(f"{long} twice."), told("One is here."), told("Two stands there."))
    assert what_changed(before, after) == {"Passage 1": "moved: it was passage 3, and changed"}


def test_a_passage_that_came_and_one_that_went_are_named_where_they_stand():
    before, after = text(told("Alpha was said."), told("Beta.")), text(told("Gamma is new here."), told("Beta."))
    labels = [(part.label, part.said) for part in compare(before, after) if part.label.startswith("Passage")]
    assert labels == [
        ("Passage 1 of the earlier text", "taken out"), ("Passage 1", "added"), ("Passage 2", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "change, label",
    [
        ({"speaker": {"kind": "protected", "name": "Anna", "role": "", "spokesperson": None}}, "Speaker"),
        ({"lead_in": "Priya Nair said:"}, "Introduced by"),
        ({"attribution": "after"}, "Who said it stands"),
    ],
)
def test_who_said_it_and_how_it_is_introduced_are_compared(change, label):
    part = next(p for p in compare(text(said()), text(said() | change)) if p.label.startswith("Passage"))
    assert part.said == "changed"
    assert label in [line.label for line in part.lines if not line.same]


def test_bold_a_list_and_where_a_link_leads_are_told_in_words():
    before = text({"type": "text", "html": "<p>Read <a href='https://a.example'>this</a> now</p>"})
    after = text({"type": "text", "html": "<p>Read <a href='https://b.example'>this</a> <strong>now</strong></p>"})
    part = next(p for p in compare(before, after) if p.label == "Passage 1")
    assert "Bold added: “now”." in part.remarks
    assert any(r.startswith("Link to https://b.example added") for r in part.remarks)


def test_notes_about_topics_files_desk_and_time_are_compared():
    picture = {"asset": "1", "name": "a.png", "title": "A", "type": "image/png", "size": 1, "alt": "A", "caption": "",
               "credit": "", "decorative": False}  # fmt: skip
    before = text(notes=["<p>Ours.</p>"], about=[{"heading": "About us", "html": "<p>We are.</p>"}],
                  topics=[{"slug": "a", "name": "A"}], pictures=[picture],
                  beside={"Press desk": "Day", "Public": "Now"})  # fmt: skip
    after = text(notes=["<p>Theirs.</p>"], about=[{"heading": "About them", "html": "<p>We are.</p>"}],
                 pictures=[picture | {"alt": "B"}], beside={"Press desk": "Night", "Public": "Then"})  # fmt: skip
    assert what_changed(before, after) == {
        "Note to editors 1": "added", "Note to editors 1 of the earlier text": "taken out", "About 1": "changed",
        "Picture 1": "changed", "Topics": "taken out", "Press desk": "changed", "Public": "changed",
    }  # fmt: skip


def test_the_log_is_told_the_parts_and_none_of_their_words():
    names = changed(text(said("Anna")), text(said("Beth", "Something else entirely was said here.")))
    assert names
    assert not any(word in " ".join(names) for word in ("Anna", "Beth", "else"))


WORDS = st.text(alphabet="ab c.\n1", max_size=120).map(str.strip)


@settings(max_examples=300, deadline=None)
@given(WORDS, WORDS)
def test_the_runs_of_each_text_joined_are_that_text(before, after):
    found = runs(before, after)
    assert words_of(run.words for run in found if run.mark != "ins") == words_of([before])
    assert words_of(run.words for run in found if run.mark != "del") == words_of([after])


def words_of(pieces):
    return "".join("".join(pieces).split())


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_every_part_of_both_texts_is_shown_once(old, new):
    before, after = (text(*(told(f"{word} {word} stands") for word in words)) for words in (old, new))
    shown = [part for part in compare(before, after) if part.label.startswith("Passage")]
    assert sum(part.said != "taken out" for part in shown) == len(new)
    assert sum(part.said != "added" for part in shown) == len(old)


def test_a_very_long_text_is_compared_in_bounded_work(monkeypatch):
    looked_at = []

    class Counting(comparing.SequenceMatcher):
        def __init__(self, junk, a, b, **options):
            looked_at.append(len(a) * len(b))
            super().__init__(junk, a, b, **options)

    monkeypatch.setattr(comparing, "SequenceMatcher", Counting)
    before = " ".join(f"Sentence {n} says that {n % 7} of them came." for n in range(600))
    after = before.replace("Sentence 300 says", "Sentence 300 now says").replace("says that 3", "holds that 3")
    found = runs(before, after)
    assert max(looked_at) <= comparing.MOST_WORDS
    assert Run("ins", "now ") in found
    assert len(looked_at) < 700
    runs("a b " * 30_000, "b a " * 30_000)  # too long to be compared by words, and one sentence
    assert max(looked_at) <= comparing.MOST_WORDS
