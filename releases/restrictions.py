"""The steps of a reporting restriction: record it, lift it; and what an approver has read of those in force."""

import hashlib
import json
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from releases import wording
from releases.models import Release, Restriction
from releases.references import what_is_told_by
from releases.refusal import Refusal
from releases.reporting import RULES
from releases.step import locked, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SEE = "releases.see_restriction"
KEEP = "releases.keep_restriction"
READ_FIRST = "Reporting restrictions are recorded for this release. Read them, tick that you have, and sign again."


@transaction.atomic
def record(
    *, release_id: int, actor: "User", kind: str, court: str = "", terms: str = "", ends_on: date | None = None
) -> Restriction:
    """Record that the law or a court forbids something to be said. Whoever signs from then on reads it first."""
    release = locked(release_id)
    at = timezone.now()
    require(actor, KEEP)
    if kind not in RULES:
        raise Refusal("Choose what kind of restriction it is.")
    if kind.endswith("_other") and not terms.strip():
        raise Refusal("Say what the order forbids: nobody can keep to it otherwise.")
    if wrong := what_is_told_by(f"{terms}\n{court}"):
        raise Refusal(f"{wrong} Say “the complainant” or “the child”, and leave the rest in the case file.")
    if ends_on and ends_on < wording.local_day(at):
        raise Refusal(f"{wording.day(ends_on)} has passed. Enter its last day, or leave it empty if it has none.")
    return Restriction.objects.create(
        release=release, kind=kind, court=court.strip(), terms=terms.strip(), ends_on=ends_on, recorded_by=actor,
        recorded_at=at,
    )  # fmt: skip


@transaction.atomic
def lift(*, restriction_id: int, actor: "User", reason: str) -> Restriction:
    """Say that it holds no longer, with the reason."""
    restriction = Restriction.objects.select_for_update().get(pk=restriction_id)
    require(actor, KEEP)
    if restriction.lifted_at:
        raise Refusal("It has been lifted already.")
    restriction.lifted_because = stated(reason)
    restriction.lifted_by, restriction.lifted_at = actor, timezone.now()
    restriction.save(update_fields=["lifted_by", "lifted_at", "lifted_because"])
    return restriction


def in_force(release: Release, at: datetime) -> list[Restriction]:
    """What holds for the release at the aware instant `at`; a last day is in it whole."""
    today = wording.local_day(at)
    held = release.restrictions.filter(lifted_at__isnull=True)
    return [restriction for restriction in held if restriction.ends_on is None or restriction.ends_on >= today]


def fingerprint(restrictions: list[Restriction]) -> str:
    """SHA-256 of what the restrictions say, so that a tick is bound to what was read; empty where there are none."""
    if not restrictions:
        return ""
    said = [[r.pk, r.kind, r.court, r.terms, r.ends_on.isoformat() if r.ends_on else ""] for r in restrictions]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
