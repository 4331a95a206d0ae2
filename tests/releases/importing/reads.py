"""What the tests of the reader share: our own helpline, and the short ways to read a text."""

from typing import Any

from releases.importing.reading import KnownHelpline
from releases.importing.text import read_text

LANTERN = KnownHelpline(
    name="Lantern Helpline",
    phones=("0808 157 0247",),
    websites=("www.lantern.example.org",),
    live_chat_hours="3pm to 10pm, Monday to Friday",
    phone_hours="24 hours",
)
LONG = "Lantern has opened a house with eleven rooms, a garden and a door that locks from the inside, it says today."


def read(text: str, known: tuple[KnownHelpline, ...] = ()) -> dict[str, Any]:
    return read_text(text, known=known).as_json()


def body(*paragraphs: str) -> dict[str, Any]:
    """The reading of a release with this body."""
    return read("\n\n".join(["A headline of some length here", LONG, *paragraphs, "ENDS"]))


def statements(*paragraphs: str) -> list[dict[str, Any]]:
    return [passage for passage in body(*paragraphs)["passages"] if passage["type"] == "statement"]


def speakers(*paragraphs: str) -> list[str | None]:
    return [statement["speaker"] for statement in statements(*paragraphs)]
