"""The steps of the case register: record a case, link releases, say how its proceedings stand, stop it all together."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from releases import removal, timing
from releases.embargo import TOO_LATE_TO_COMMIT
from releases.models import (
    CaseEvent,
    CaseLink,
    CourtCase,
    Edition,
    Release,
    ReleaseSet,
    State,
    WorkingState,
)
from releases.references import what_is_told_by, what_is_wrong_with
from releases.refusal import Refusal
from releases.reporting import NATIONS
from releases.step import CHANGE, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SEE = "releases.see_case"
KEEP = "releases.keep_case"
PUBLIC, COMING, HELD, DRAFT, GONE = "public", "coming", "held", "draft", "gone"


@transaction.atomic
def record(*, actor: "User", reference: str, nation: str, court: str = "") -> CourtCase:
    """Enter a case: its number, never the names of the people in it."""
    require(actor, KEEP)
    at = timezone.now()
    if wrong := what_is_wrong_with(reference):
        raise Refusal(wrong)
    if wrong := what_is_told_by(court):
        raise Refusal(f"{wrong} Enter the name of the court alone.")
    if nation not in NATIONS:
        raise Refusal("Choose the nation whose courts hear it: the law differs.")
    if CourtCase.objects.filter(reference=reference.strip()).exists():
        raise Refusal("There is a case of that reference. Open it in the register.")
    case = CourtCase.objects.create(
        reference=reference.strip(), nation=nation, court=court.strip(), since=at, recorded_by=actor
    )
    _log(case, CaseEvent.Step.RECORDED, actor, at)
    return case


@transaction.atomic
def link(*, case_id: int, release_id: int, actor: "User") -> CaseLink:
    """Say that a release is about the case."""
    release = Release.objects.locked(release_id)
    case = _locked(case_id, actor)
    at = timezone.now()
    linked, new = CaseLink.objects.get_or_create(
        case=case, release=release, defaults={"linked_by": actor, "linked_at": at}
    )
    if not new:
        raise Refusal("It is linked to that case already.")
    _log(case, CaseEvent.Step.LINKED, actor, at, release=release)
    return linked


@transaction.atomic
def unlink(*, case_id: int, release_id: int, actor: "User", reason: str) -> None:
    """Say that a release is not about the case after all."""
    release = Release.objects.locked(release_id)
    case = _locked(case_id, actor)
    if not CaseLink.objects.filter(case=case, release=release).delete()[0]:
        raise Refusal("It is not linked to that case.")
    _log(case, CaseEvent.Step.UNLINKED, actor, timezone.now(), stated(reason), release)


@transaction.atomic
def set_state(*, case_id: int, actor: "User", state: str, reason: str) -> CourtCase:
    """Say how its proceedings stand, since now. Nothing is taken down by this alone: its page lists what to stop."""
    case = _locked(case_id, actor)
    if state not in CourtCase.State.values:
        raise Refusal("Choose how the proceedings stand.")
    if state == case.state:
        raise Refusal(f"It stands so already: {case.get_state_display()}.")
    case.state, case.since = state, timezone.now()
    case.save(update_fields=["state", "since"])
    _log(case, CaseEvent.Step.STATE, actor, case.since, f"{case.get_state_display()}. {stated(reason)}")
    return case


@dataclass(frozen=True)
class Listed:
    """A release about a case, and how it stands: public, coming, held, draft or gone."""

    release: Release
    stands: str
    sentence: str

    @property
    def can_be_stopped(self) -> bool:
        return self.stands in (PUBLIC, COMING)


def listed(case: CourtCase, at: datetime) -> list[Listed]:
    """Every release about the case as it stands at the aware instant `at`: what can be stopped comes first."""
    releases = case.releases.order_by("pk")
    editions = list(Edition.objects.filter(release__in=releases).defer("document"))
    order = (PUBLIC, COMING, HELD, DRAFT, GONE)
    found = [_listed(release, [e for e in editions if e.release_id == release.pk], at) for release in releases]
    return sorted(found, key=lambda row: order.index(row.stands))


def _listed(release: Release, editions: list[Edition], at: datetime) -> Listed:
    signed = [e for e in editions if e.state == State.SIGNED]
    now = next((e for e in signed if e.public_at <= at and (e.superseded_at is None or e.superseded_at > at)), None)
    coming = any(e.public_at > at for e in signed)
    follows = " Another text is signed to follow." if coming else ""
    if release.removed_at:
        return Listed(release, GONE, "It was removed for safety or law.")
    if now and not now.withdrawn:
        return Listed(release, PUBLIC, f"It is public.{follows}")
    if coming:
        return Listed(release, COMING, "It is signed, and becomes public by itself.")
    if any(e.state == State.HELD for e in editions):
        return Listed(release, HELD, "It is held.")
    if now:
        return Listed(release, GONE, "It is withdrawn or taken down.")
    review = release.state == WorkingState.IN_REVIEW
    return Listed(release, DRAFT, "It waits for sign-off." if review else "It is a draft.")


@dataclass(frozen=True)
class Stopped:
    """What became of each release that was chosen: a sentence each."""

    stopped: list[str]
    skipped: list[str]


class _TimePassed(Exception):
    """What was to follow came too near while it was being stopped: the step begins anew."""


def stop_together(*, case_id: int, actor: "User", release_ids: list[int], remark: str = "") -> Stopped:
    """Take down what is public of the chosen releases and hold what is to come, all in one transaction: one person.

    Each is flagged for a second look and put back by another person only. What is gone already is passed over with a
    sentence. Never refused for being late: what becomes public meanwhile is taken down.
    """
    while True:
        try:
            return _stop(case_id, actor, release_ids, remark)
        except _TimePassed:
            continue


@transaction.atomic
def _stop(case_id: int, actor: "User", release_ids: list[int], remark: str) -> Stopped:
    require(actor, KEEP)
    require(actor, CHANGE)
    _lock_with_their_sets(release_ids)
    case = _locked(case_id, actor)
    chosen = list(case.releases.filter(pk__in=release_ids).values_list("pk", flat=True))
    if not chosen:
        raise Refusal("Choose at least one release of this case.")
    begun = timezone.now()
    to_come = Edition.objects.filter(release__in=chosen, state=State.SIGNED, public_at__gt=begun)
    instants = list(to_come.values_list("public_at", flat=True))
    outcome = Stopped([], [])
    for row in sorted(listed(case, begun), key=lambda row: row.release.pk):
        if row.release.pk in chosen:
            _stop_one(row, actor, remark, outcome)
    _log(case, CaseEvent.Step.STOPPED, actor, begun, " ".join([*outcome.stopped, *outcome.skipped]))
    # As the last act before commit: a reader takes no lock, so what comes meanwhile would let the text flash. What was
    # too near when the step began was passed over with a sentence.
    now = timezone.now()
    if any(instant - begun >= TOO_LATE_TO_COMMIT > instant - now for instant in instants):
        raise _TimePassed
    return outcome


def _stop_one(row: Listed, actor: "User", remark: str, outcome: Stopped) -> None:
    headline = f"“{row.release.headline}”"
    if row.stands == PUBLIC:
        removal.take_down(release_id=row.release.pk, actor=actor, reason=removal.Reason.COURT, remark=remark)
        outcome.stopped.append(f"{headline} is taken down.")
    elif row.stands == COMING:
        waiting = Edition.objects.filter(release=row.release, state=State.SIGNED, public_at__gt=timezone.now())
        edition = waiting.order_by("public_at").first()
        if edition is None:  # held just now with its set
            outcome.stopped.append(f"{headline} is held.")
            return
        try:
            timing.hold(edition_id=edition.pk, actor=actor, reason=f"{removal.Reason.COURT.label}. {remark}".strip())
        except Refusal as refusal:
            outcome.skipped.append(f"{headline}: {refusal}")
        else:
            outcome.stopped.append(f"{headline} is held.")
    else:
        outcome.skipped.append(f"{headline}: {row.sentence} There is nothing to stop.")


def _lock_with_their_sets(chosen: list[int]) -> None:
    """Sets first, then every release of them and the chosen, each in the order of their keys: as every step does."""
    sets = Release.objects.filter(pk__in=chosen, set__isnull=False).values_list("set", flat=True)
    locked = ReleaseSet.objects.select_for_update().filter(pk__in=list(sets)).order_by("pk")
    keys = list(locked.values_list("pk", flat=True))
    both = Q(pk__in=chosen) | Q(set__in=keys)
    list(Release.objects.select_for_update().filter(both).order_by("pk").values_list("pk"))


def is_active(release: Release) -> bool:
    """Whether proceedings are active in some case that the release is about."""
    return CourtCase.objects.filter(releases=release, state=CourtCase.State.ACTIVE).exists()


def _locked(case_id: int, actor: "User") -> CourtCase:
    """The case, locked: after any release, in every step."""
    require(actor, KEEP)
    return CourtCase.objects.select_for_update().get(pk=case_id)


def _log(
    case: CourtCase, step: CaseEvent.Step, actor: "User", at: datetime, reason: str = "", release: Release | None = None
) -> None:
    CaseEvent.objects.create(case=case, step=step, actor=actor, at=at, reason=reason, release=release)
