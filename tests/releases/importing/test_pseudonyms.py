"""A speaker whose name the text says is not theirs is brought in as a protected person."""

import pytest

from releases.importing.pseudonyms import is_pseudonym
from releases.importing.reading import ReadStatement
from releases.importing.saving import save
from releases.importing.text import read_text
from tests import newsdesk

pytestmark = pytest.mark.django_db

TEXT = """Survivors wait two years for a day in court

Monday 23 November 2026

Harbourlight asked forty women how long they waited.

{said}

“I had stopped believing that anybody would come.”

ENDS

Notes to editors

1. {note}
"""


def kinds(said: str, note: str = "Figures are our own.") -> list[str]:
    read = read_text(TEXT.format(said=said, note=note))
    release = save(read, source=TEXT, at=newsdesk.NOW, actor=newsdesk.jo())
    return [passage.speaker_kind for passage in release.passages.all() if passage.type == "statement"]


@pytest.mark.parametrize(
    "said, note",
    [
        ("Sarah (not her real name), 34, said:", "Figures are our own."),
        ("Sarah (name changed), a survivor, said:", "Figures are our own."),
        ("Sarah*, a survivor, said:", "*Names have been changed."),
        ("Mari (enw wedi’i newid), said:", "Figures are our own."),
    ],
)
def test_a_name_that_is_said_not_to_be_theirs_is_protected(said: str, note: str) -> None:
    assert kinds(said, note) == ["protected"]


@pytest.mark.parametrize(
    "said, note",
    [
        ("Sarah Bell, of the Law Centre, said:", "Figures are our own."),
        ("Sarah Bell, of the Law Centre, said:", "Names of survivors have been changed."),
        ("Sarah Bell, who changed her mind, said:", "Figures are our own."),
    ],
)
def test_nobody_is_taken_for_protected_by_guesswork(said: str, note: str) -> None:
    assert kinds(said, note) == ["other"]


def test_no_name_is_no_pseudonym() -> None:
    read = read_text(TEXT.format(said="A woman said:", note="Names have been changed."))
    assert not is_pseudonym(ReadStatement("", None, None, ("Words.",)), read)
