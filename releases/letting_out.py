"""What has been said since a text was signed, and stands between it and the public when a person starts it again.

A signature holds for the words, and what it rested on may have changed since: a lawyer has to see it, or somebody who
is quoted takes their yes back. Every step that makes signed words public, or public again, asks here. What takes words
away does not.
"""

from collections.abc import Iterable

from releases import clearance, document, statements
from releases.document import Document
from releases.models import Edition
from releases.refusal import Refusal


def bars(edition: Edition, coming_back: list[Document] | None = None) -> list[str]:
    """The sentences, each with what to do; none where nothing was said. `coming_back` are the passages that are to be
    public again, where the rest of the edition is public already."""
    if edition.withdrawn:
        return []
    passages = _passages(edition) if coming_back is None else coming_back
    return [*clearance.missing_of(edition), *statements.overruled(edition, passages)]


def require_nothing_since(editions: Iterable[Edition]) -> None:
    """Raises Refusal while something stands between one of these editions and the public."""
    if found := [sentence for edition in editions for sentence in bars(edition)]:
        raise Refusal(" ".join(found))


def require_nothing_since_of_parts(editions: Iterable[Edition], parts: dict[int, set[tuple[str, int]]]) -> None:
    """The same for parts (list of the document, index there; by the edition's primary key) that are put back."""
    found: list[str] = []
    for edition in editions:
        passages = enumerate(document.read(edition.document)["passages"])
        coming = [passage for index, passage in passages if ("passages", index) in parts[edition.pk]]
        found += bars(edition, coming)
    if found:
        raise Refusal(" ".join(dict.fromkeys(found)))


def _passages(edition: Edition) -> list[Document]:
    passages: list[Document] = edition.body_in_full["passages"]
    return passages
