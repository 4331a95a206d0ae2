"""The notes of corrections, which stand at the top of a corrected release for as long as it is public."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from releases.models import Change, Edition, State


def corrections(editions: Iterable[Edition], at: datetime) -> dict[int, list[Edition]]:
    """By release id, the editions that corrected it and whose instant had come at `at`, newest first.

    `editions` are in force. Only notes and instants are read: the texts that were corrected are never public again. No
    query when none of them was ever corrected.
    """
    corrected = [edition.release_id for edition in editions if edition.updated_at]
    found: dict[int, list[Edition]] = defaultdict(list)
    if corrected:
        notes = Edition.objects.filter(
            release__in=corrected, state=State.SIGNED, change=Change.CORRECTION, public_at__lte=at
        )
        columns = ("release", "number", "public_at", "note", "parts_taken_down")
        for edition in notes.only(*columns).order_by("-number"):
            if ("corrections", edition.number) not in edition.parts_gone:
                found[edition.release_id].append(edition)
    return found
