"""What whoever reads a release for sign-off is told of the people in it: proceedings, restrictions, consent.

Never a reference, and nothing of the records but what stands here. The terms of an order are for approvers and for
those who may see restrictions; the page that shows them asks that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from releases import cases, lending, reporting, restrictions, wording
from releases.consent import Coverable, coverable
from releases.models import Consent, Cover, Release, Restriction

ASKED_BEFORE = 30  # days: so long before its end a person is asked whether it may go on


@dataclass(frozen=True)
class OfPart:
    """A passage or picture and the consents on record for it, ended ones included."""

    part: Coverable
    consents: list[Consent]
    sentence: str
    missing: bool


@dataclass(frozen=True)
class Safety:
    """What is on record about the people in a release. `read` is what a tick stands for; empty: nothing to tick."""

    active: str = ""
    restrictions: list[Restriction] = field(default_factory=list)
    parts: list[OfPart] = field(default_factory=list)
    read: str = ""

    @property
    def missing(self) -> list[OfPart]:
        return [part for part in self.parts if part.missing]

    @property
    def on_record(self) -> list[OfPart]:
        return [part for part in self.parts if part.consents]

    @property
    def says_anything(self) -> bool:
        return bool(self.active or self.restrictions or self.missing or self.on_record)


def of(release: Release, at: datetime) -> Safety:
    """All of it for the working text, at the aware instant `at`."""
    held = restrictions.in_force(release, at)
    return Safety(
        active=reporting.ACTIVE if cases.is_active(release) else "",
        restrictions=held,
        parts=of_parts(release, at, someone_is_protected=bool(held)),
        read=restrictions.fingerprint(held),
    )


def with_records(releases: Iterable[Release]) -> set[int]:
    """The keys of those of the releases about whose people anything is on record. One query, however many they are."""
    pictures = Cover.objects.filter(asset__isnull=False).values("asset__sha256")
    recorded = Q(covers__isnull=False) | Q(attachments__asset__sha256__in=pictures)
    recorded |= Q(restrictions__isnull=False) | Q(case_links__isnull=False)
    ours = Release.objects.filter(pk__in=[release.pk for release in releases])
    return set(ours.filter(recorded).values_list("pk", flat=True))


def of_parts(release: Release, at: datetime, *, someone_is_protected: bool = False) -> list[OfPart]:
    """Each part of the working text with the consent for it. Missing is what a protected person says without one, and a
    picture beside it."""
    parts = coverable(release)
    on_record = lending.consents_of(lending.text_of(release))
    protects = someone_is_protected or any(part.protected for part in parts)
    found = []
    for part in parts:
        consents = on_record.get(part.part, [])
        missing = not consents and (part.protected or (protects and part.part[0] == "pictures"))
        found.append(OfPart(part, consents, _sentence(part, consents, at, missing), missing))
    return found


def _sentence(part: Coverable, consents: list[Consent], at: datetime, missing: bool) -> str:
    if consents:
        first = min(consents, key=lending.end)
        if lending.has_ended(first, at):
            gone = first.withdrawn_at
            day = wording.day(gone if gone and gone < first.ends_at else first.ends_on)
            return f"The consent for it ended on {day}."
        return f"Consent on record, ends {wording.day(first.ends_on)}."
    if missing and part.part[0] == "pictures":
        return "No consent is on record for it. If anyone can be told in it, have one recorded first."
    return "No consent is on record for it." if missing else ""
