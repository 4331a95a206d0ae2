"""The demo's people in stories: one consent on record, one restriction, one court case. Every number is invented."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from releases import cases, consent, restrictions, wording
from releases.models import Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LASTS = timedelta(days=21)  # so that the desk's front page asks whether it may go on


def make(lead: "User", *, survivor: Release, courts: Release, at: datetime) -> None:
    """`survivor` carries a protected person's words; `courts` is about cases that a court has heard."""
    today = wording.local_day(at)
    text = Release.with_text(survivor.pk)
    terms = consent.Terms(
        reference="CF-2031/14", uses=["website", "press", "changed"], taken_by="Support worker, north team",
        taken_on=today - timedelta(days=12), ends_on=today + LASTS,
        agreed="Name, town and ages changed. Not on social media.",
    )  # fmt: skip
    parts = [part.key for part in consent.coverable(text) if part.protected]
    consent.record(release_id=survivor.pk, actor=lead, terms=terms, parts=parts)
    case = cases.record(
        actor=lead, reference="T20277001", nation="England and Wales", court="Exampleton Crown Court"
    )  # fmt: skip
    cases.link(case_id=case.pk, release_id=courts.pk, actor=lead)
    restrictions.record(
        release_id=courts.pk, actor=lead, kind="ew_witness", court="Exampleton Crown Court",
        terms="Nothing that tells who the second witness is, in her lifetime.",
    )  # fmt: skip
