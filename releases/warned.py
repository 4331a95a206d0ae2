"""The warnings beside a release's working text, by the desk's own list of words and the helplines on record."""

from typing import Any, NamedTuple

from django.utils import timezone

from releases.document import freeze
from releases.importing.known import known_helplines
from releases.models import AvoidedWord, Event, PublicMode, Release, kept
from releases.warnings import WordToAvoid, for_the_log, warnings


class Told(NamedTuple):
    """Who sent the text for sign-off with which warnings before them, as the log keeps it."""

    event: Event
    warnings: list[str]


def to_avoid() -> list[WordToAvoid]:
    """The desk's list, in its order; read once a second at most."""
    listed = AvoidedWord.objects.filter(active=True).values_list("words", "advice", "right_in")
    return kept.for_a_second(AvoidedWord, lambda: [WordToAvoid(*row) for row in listed])


def warnings_of(release: Release) -> list[str]:
    """Shown to the editor and to the approver alike."""
    return warnings(
        freeze(release),
        embargoed=release.public_mode == PublicMode.EMBARGO,
        to_avoid=to_avoid(),
        helplines=[phone for line in known_helplines(timezone.now()) for phone in line.phones],
    )


def told_to(release: Release) -> dict[str, Any]:
    """What the event of a step keeps of the warnings that stood before whoever took it; nothing where none did."""
    stood = for_the_log(warnings_of(release))
    return {"warnings": stood} if stood else {}


def told_when_sent(release: Release) -> Told | None:
    """The warnings that stood when the text was last sent for sign-off, if any did."""
    sent = release.events.filter(step=Event.Step.SUBMITTED).select_related("actor").first()
    return Told(sent, sent.details["warnings"]) if sent and sent.details.get("warnings") else None
