"""Lay out the intervals in which a release's editions are in force.

One function writes every timing column that follows from another: `superseded_at`, `first_public_at`, the year,
`updated_at`, and the same columns of the link rows. Steps call it and nothing else does.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, time
from itertools import pairwise
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from releases import wording
from releases.models import GATE_COLUMNS, LINKS, Change, Edition, EditionAsset, EditionSpeaker, Release, State
from releases.refusal import Refusal

NOON = time(12)  # orders a release of which only the day is known; it is never shown


def issued(release: Release) -> datetime | None:
    """When an import first went out, in UTC: to the hour, or noon in the newsroom where only the day is known."""
    if release.issued_at or release.issued_on is None:
        return release.issued_at
    return datetime.combine(release.issued_on, NOON, timezone.get_default_timezone()).astimezone(UTC)


def date_of(release: Release, public_at: datetime) -> tuple[datetime, bool]:
    """The date of a release whose first edition is public at `public_at`, and whether only its day is known.

    An import keeps the date that it had before it came here. A day that has not ended is not an old date.
    """
    issued_at = issued(release)
    if issued_at is None or wording.local_day(issued_at) >= wording.local_day(public_at):
        return public_at, False
    return issued_at, release.issued_on is not None


def lay_out(release: Release, *, adding: Edition | None = None, moving: Edition | None = None) -> None:
    """Write the intervals of the release's signed editions in the order of their numbers.

    `adding` is an unsaved edition that comes last; `moving` is a stored one whose instant or state the caller has
    changed in memory and not yet written. The caller holds the release's lock. Raises Refusal, before anything is
    written, when the instants do not rise with the numbers: an older text would otherwise take a newer one's place.
    """
    stored = Edition.objects.filter(release=release, state=State.SIGNED)
    editions = list(stored.exclude(pk=moving.pk) if moving else stored)
    before = {edition.pk: _gate(edition) for edition in editions}
    editions = sorted([*editions, *filter(None, [moving, adding])], key=lambda edition: edition.number)
    _refuse_unless_rising(editions)
    _derive(release, editions)
    # The old interval closes before the new one opens: "one open end" is a constraint that cannot wait for the commit.
    for edition in sorted(editions, key=lambda e: (e.superseded_at is None, e.number)):
        if edition is adding:
            edition.save(force_insert=True)
        elif _gate(edition) != before.get(edition.pk):
            edition.save(update_fields=[*GATE_COLUMNS, "at_once", "updated_at"])
            copy_to_links(edition)


def _gate(edition: Edition) -> tuple[object, ...]:
    return tuple(getattr(edition, column) for column in (*GATE_COLUMNS, "updated_at"))


def _refuse_unless_rising(editions: Sequence[Edition]) -> None:
    for earlier, later in pairwise(editions):
        if later.public_at <= earlier.public_at:
            raise Refusal(
                f"Edition {earlier.number} is to be public at {wording.instant_in_words(earlier.public_at)}, and this "
                "one would come before it and be undone by it. Hold that edition first, or choose a later time."
            )


def _derive(release: Release, editions: Sequence[Edition]) -> None:
    if not editions:
        return
    first = editions[0]
    # A day given to it after its first edition went out without one changes nothing.
    is_dated = first.day_only or release.issued_at is not None
    first_public_at = date_of(release, first.public_at)[0] if is_dated else first.public_at
    year = wording.local(first_public_at).year
    updated_at: datetime | None = None
    for edition, following in zip(editions, [*editions[1:], None], strict=True):
        if edition.change in {Change.CORRECTION, Change.PROTECTIVE, Change.WITHDRAWAL}:
            updated_at = max(filter(None, [updated_at, edition.public_at]))
        # A part that was taken down, or put back, is a protective change: readers fetch the text anew.
        for part in edition.parts_taken_down:
            at = datetime.fromisoformat(part.get("restored_at") or part["at"])
            updated_at = max(filter(None, [updated_at, at]))
        edition.superseded_at = following.public_at if following else None
        edition.first_public_at, edition.year, edition.updated_at = first_public_at, year, updated_at


def copy_to_links(edition: Edition) -> None:
    """Write the edition's gate columns to its link rows. Links that only a part taken down had made stay void; those
    that only a part had made which is lent end when it does."""
    columns = {column: getattr(edition, column) for column in GATE_COLUMNS}
    for link in LINKS:
        link.objects.filter(**{"edition": edition}).update(**columns)
    if not (edition.parts_gone or edition.parts_end):
        return
    files, people = _shown_until(edition)
    assets, speakers = EditionAsset.objects.filter(edition=edition), EditionSpeaker.objects.filter(edition=edition)
    assets.exclude(asset__uuid__in=files).update(state=State.VOID)
    speakers.exclude(spokesperson__slug__in=people).update(state=State.VOID)
    for uuid, until in files.items():
        _end(edition, assets.filter(asset__uuid=uuid), until)
    for slug, until in people.items():
        _end(edition, speakers.filter(spokesperson__slug=slug), until)


def _shown_until(edition: Edition) -> tuple[dict[str, datetime | None], dict[str, datetime | None]]:
    """The files and the people of ours that the edition shows, each with the instant until which it does; None: as
    long as it is in force. A link stands as long as any of the parts that make it."""
    whole, gone, lent = json.loads(edition.document), edition.parts_gone, edition.lent_until
    files: dict[str, list[datetime | None]] = {}
    people: dict[str, list[datetime | None]] = {}
    for name in ("passages", "pictures", "files"):
        for index, entry in enumerate(whole[name]):
            if (name, index) in gone:
                continue
            until = lent.get((name, index))
            if name != "passages":
                files.setdefault(entry["asset"], []).append(until)
            elif entry["type"] == "statement" and entry["speaker"]["spokesperson"]:
                people.setdefault(entry["speaker"]["spokesperson"], []).append(until)
    return _longest(files), _longest(people)


def _longest(shown: dict[str, list[datetime | None]]) -> dict[str, datetime | None]:
    return {key: None if None in ends else max(filter(None, ends)) for key, ends in shown.items()}


def _end(edition: Edition, rows: QuerySet[Any], until: datetime | None) -> None:
    """The rows of a part that is lent end when it does; what would end before it began was never shown."""
    if until is None or edition.state != State.SIGNED:
        return
    if until <= edition.public_at:
        rows.update(state=State.VOID)
    elif edition.superseded_at is None or until < edition.superseded_at:
        rows.update(superseded_at=until)
