"""What of an edition can be taken down by itself, and how the desk knows it: passages, notes, pictures, files, and the
note of a correction, which stands on the page for as long as the release is public."""

from dataclasses import dataclass
from typing import Any

from releases import document
from releases.models import Change, Edition

# What the desk calls them. These are lists of the document; the note of a correction stands beside it.
PARTS = {"passages": "Passage", "notes": "Note to editors", "pictures": "Picture", "files": "File"}
CORRECTIONS = "corrections"


@dataclass(frozen=True)
class PartOfText:
    """A part of an edition: where it stands in its document, and how the desk may know it.

    Of a correction's note the index is the number of the edition that carries it.
    """

    list: str
    index: int
    words: str

    @property
    def key(self) -> str:
        return f"{self.list}:{self.index}"


def parts_of(edition: Edition) -> list[PartOfText]:
    """What of a public edition, and of the corrections shown with it, can be taken down and is not gone already."""
    whole = document.read(edition.document)
    of_document = [
        PartOfText(name, index, f"{label} {index + 1}: {opening(entry)}")
        for name, label in PARTS.items()
        for index, entry in enumerate(whole[name])
        if (name, index) not in edition.parts_gone
    ]
    corrected = Edition.objects.filter(
        release=edition.release_id, change=Change.CORRECTION, number__lte=edition.number
    ).order_by("number")
    return of_document + [
        PartOfText(CORRECTIONS, each.number, f"Note of a correction: {opening(each.note)}")
        for each in corrected
        if (CORRECTIONS, each.number) not in each.parts_gone
    ]


def back_again(edition: Edition, text: document.Document) -> list[str]:
    """How each part that was taken down from the edition, and stands in the text all the same, begins."""
    whole = document.read(edition.document)
    gone = [whole[name][index] for name, index in sorted(edition.parts_gone) if name in PARTS]
    there = [entry for name in PARTS for entry in text[name]]
    return [opening(part) for part in gone if any(same(entry, part) for entry in there)]


def same(one: Any, other: Any) -> bool:
    """Whether two entries of documents are the same part: the same file, or the same words of the same speaker."""
    if isinstance(one, str) or isinstance(other, str):
        return bool(one == other)
    if "asset" in one or "asset" in other:
        return bool(one.get("asset") == other.get("asset"))
    return bool({**one, "number": 0} == {**other, "number": 0})


def opening(entry: Any) -> str:
    """The first words of a part, as plain text."""
    if isinstance(entry, dict):
        entry = entry.get("title") or entry.get("html") or " ".join(entry.get("paragraphs", []))
    words = document.plain(entry)
    return words if len(words) <= 70 else f"{words[:70].rpartition(' ')[0]} …"
