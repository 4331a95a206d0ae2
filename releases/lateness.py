"""Was each release out at the second it was promised? What is measured, and what is asked anew.

The first served second of a release is a file, made once and never changed: its making needs no database, holds no
reader up, and is safe from any number of processes. The check asks the public's own queries about every edition that by
its own row, compared in Python, must be out.
"""

import json
import logging
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from releases import embargo
from releases.models import GATE_COLUMNS, LINKS, Edition, SearchEntry, State

WATCHED = timedelta(hours=24)  # after its instant: what was late by more is found by the check, not by a reader
_SEEN: set[int] = set()  # editions that this process need not note again

log = logging.getLogger(__name__)


def note_first_served(edition: Edition, at: datetime) -> None:
    """Note that the edition was first served at the aware instant `at`, if its instant was promised and just came."""
    if edition.at_once or edition.pk in _SEEN or not edition.public_at <= at < edition.public_at + WATCHED:
        return
    _SEEN.add(edition.pk)
    try:
        place = _place(edition)
        place.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o640), "w") as file:
            file.write(at.isoformat())
    except FileExistsError:
        pass  # another process was first
    except OSError as error:
        log.warning("The first served second could not be noted: %s", error)


def first_served(edition: Edition) -> datetime | None:
    """The instant (UTC) at which a reader was first given the edition, to the microsecond; None while nobody was."""
    try:
        return datetime.fromisoformat(_place(edition).read_text())
    except (OSError, ValueError):
        return None


class Missing(NamedTuple):
    """What checks found after its time: the first and the last instant (UTC) at which it was missing, and where."""

    first: datetime
    last: datetime
    doors: list[str]
    seconds: float  # from the promised instant to the last


class Lift(NamedTuple):
    """An edition that was promised for an instant, and what became of it."""

    edition: Edition
    served: datetime | None
    missing: Missing | None

    @property
    def seconds(self) -> float | None:
        """From the promised instant to the first reader; None while there was none."""
        return (self.served - self.edition.public_at).total_seconds() if self.served else None


def lifts(at: datetime, *, since: datetime | None = None, most: int = 50) -> list[Lift]:
    """The last editions that became public by themselves up to the aware instant `at`, newest first."""
    passed = Edition.objects.filter(state=State.SIGNED, at_once=False, public_at__lte=at)
    if since:
        passed = passed.filter(public_at__gt=since)
    newest = passed.select_related("release").defer("document", "release__source").order_by("-public_at", "-pk")
    return [Lift(edition, first_served(edition), missing(edition)) for edition in newest[:most]]


def note_missing(key: int, at: datetime, doors: list[str]) -> None:
    """Note that a check at the aware instant `at` did not find the edition of this key at these doors."""
    edition = Edition.objects.defer("document").get(pk=key)
    before = missing(edition)
    said = {
        "first": (before.first if before else at).isoformat(),
        "last": at.isoformat(),
        "doors": sorted({*doors, *(before.doors if before else [])}),
    }
    place = _place(edition).with_suffix(".missing")
    unfinished = place.with_suffix(f".{os.getpid()}")  # put in place whole: another process may be reading
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(said))
        unfinished.replace(place)
    except OSError as error:
        log.warning("What was missing could not be noted: %s", error)


def missing(edition: Edition) -> Missing | None:
    """What checks found of the edition after its time; None when they found it, or nobody checked."""
    try:
        said = json.loads(_place(edition).with_suffix(".missing").read_text())
        first, last = datetime.fromisoformat(said["first"]), datetime.fromisoformat(said["last"])
        return Missing(first, last, [str(door) for door in said["doors"]], (last - edition.public_at).total_seconds())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _place(edition: Edition) -> Path:
    # With the hash, so that a database that was set up anew does not find the notes of the one before it.
    return Path(settings.FIRST_SERVED_DIR) / f"{edition.pk}-{edition.sha256[:16]}"


class Overdue(NamedTuple):
    """An edition that must be out and is not, and which door does not show it."""

    edition_pk: int
    door: str


def due(at: datetime) -> list[Edition]:
    """What everyone must be able to read at the aware instant `at` by its own row, compared in Python, and what became
    public within a day; the newest release first. Without documents."""
    recent = Edition.objects.filter(public_at__lte=at, public_at__gt=at - WATCHED, state=State.SIGNED)
    editions = [edition for edition in recent.defer("document") if embargo.is_visible(edition, at)]
    return sorted(editions, key=lambda edition: (edition.first_public_at, edition.pk), reverse=True)


def overdue(at: datetime) -> list[Overdue]:
    """What is due at `at` and missing from a door of the public's; or gone by its own row, and not from lists."""
    out = due(at)
    gone = list(Edition.objects.filter(superseded_at__lte=at, superseded_at__gt=at - WATCHED).defer("document"))
    # The 0 is nobody's key: the same questions are asked when nothing is due, so that their number tells nothing.
    keys = [0, *(edition.pk for edition in out)]
    shown = set(Edition.objects.visible(at).filter(pk__in=keys).values_list("pk", flat=True))
    found = set(SearchEntry.objects.filter(pk__in=keys).values_list("pk", flat=True))
    by_key = {edition.pk: edition for edition in [*out, *gone]}
    late = [Overdue(e.pk, "pages and feeds") for e in out if e.pk not in shown]
    late += [Overdue(e.pk, "search") for e in out if e.pk not in found]
    for link in LINKS:
        for row in link.objects.filter(**{"edition__in": [0, *by_key]}).exclude(state=State.VOID):
            edition = by_key[row.edition_id]
            if any(getattr(row, column) != getattr(edition, column) for column in GATE_COLUMNS) and not (
                edition.parts_end and row.superseded_at and row.superseded_at in edition.lent_until.values()
            ):
                late.append(Overdue(edition.pk, "lists and files"))
    return late
