"""The steps that move an instant and touch no word: hold, release from hold, move, lift early.

They void nobody's approval of the words. What belongs to a set is held, moved and lifted together or not at all.
Stopping and putting off are open to anyone on the desk, alone; bringing forward asks for the right to sign off.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from releases import embargo, wording
from releases.intervals import copy_to_links, lay_out
from releases.letting_out import require_nothing_since
from releases.models import Edition, Event, PublicMode, Release, State, WorkingState
from releases.refusal import Refusal
from releases.step import (
    CHANGE,
    SIGN,
    act_of_now,
    locked_with_its_set,
    log_each,
    must_still_be_to_come,
    require,
    stated,
    stood,
    was_stopped,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PUBLIC_ALREADY = "It is public already, so it cannot be held or put off. Take it down instead."
HELD_ALREADY = "It is held already: it does not go out before someone releases it and names the time anew."
NOT_COMING = "Nothing of it is to become public any more."
TOO_CLOSE = (
    "It becomes public within seconds, too close to be stopped safely beforehand. Take it down as soon as it is public."
)
TOO_LATE = "It became too late to stop it safely while that was being written. Take it down as soon as it is public."


def hold(*, edition_id: int, actor: "User", reason: str = "") -> list[Edition]:
    """Stop an edition that is not public yet, those based on it, and its set. What was public before stays public.

    Refused within five seconds of the instant, and again as the last act before commit when fewer than two are left:
    a reader takes no lock, so a hold that commits after the instant would let the text flash. What only waits for the
    last of its set to be signed is stopped likewise, and that signature no longer lets it go.
    """
    with transaction.atomic():
        first = Edition.objects.get(pk=edition_id)
        group = locked_with_its_set(first.release_id)
        require(actor, CHANGE)
        at = timezone.now()
        waiting = _waiting(group, first, at)
        if not waiting and (stopped := _waiting_for_their_set(group, first)):
            log_each(stopped, step=Event.Step.HELD, actor=actor, at=at, reason=reason, before=_as_they_stand(stopped))
            return stopped
        held = waiting + [e for release in group for e in _based_on(release, waiting)]
        before = _as_they_stand(held)
        instant = _not_too_close(waiting, first, at)
        for edition in held:
            edition.state, edition.superseded_at = State.HELD, None
            edition.save(update_fields=["state", "superseded_at"])
            copy_to_links(edition)
        for release in group:
            lay_out(release)
        # Whoever reads a text for sign-off that carries on from a held one is asked anew.
        releases = {edition.release_id for edition in held}
        Release.objects.filter(pk__in=releases).update(state=WorkingState.DRAFT)
        log_each(held, step=Event.Step.HELD, actor=actor, at=at, reason=reason, before=before)
        _still_in_time(instant)
    return held


def move(*, edition_id: int, actor: "User", public_at: datetime, reason: str) -> list[Edition]:
    """Give an edition that is not public yet, and its set, another instant (aware, a whole minute, still to come)."""
    with transaction.atomic():
        first = Edition.objects.get(pk=edition_id)
        group = locked_with_its_set(first.release_id)
        at = timezone.now()
        moved = _waiting(group, first, at)
        if not moved:
            raise Refusal(_why_not(first, at))
        later = public_at > moved[0].public_at
        require(actor, CHANGE if later else SIGN)
        if not later:
            require_nothing_since(moved)
        _must_be_to_come(public_at, at)
        instant = _not_too_close(moved, first, at)
        before = _as_they_stand(moved)
        _give(group, moved, lambda edition: _at(edition, public_at))
        log_each(moved, step=Event.Step.MOVED, actor=actor, at=at, reason=stated(reason), before=before)
        _still_in_time(instant)
        must_still_be_to_come(public_at)
    return moved


def lift_early(*, edition_id: int, actor: "User", reason: str) -> list[Edition]:
    """Make an edition that is not public yet, and its set, public now: after a broken embargo, say."""
    with transaction.atomic():
        first = Edition.objects.get(pk=edition_id)
        group = locked_with_its_set(first.release_id)
        require(actor, SIGN)
        at = max(act_of_now(release.pk) for release in group)
        lifted = _waiting(group, first, at)
        if not lifted:
            raise Refusal("It is public already." if embargo.is_in_force(first, at) else _why_not(first, at))
        require_nothing_since(lifted)
        before = _as_they_stand(lifted)
        _give(group, lifted, lambda edition: _now(edition, at))
        log_each(lifted, step=Event.Step.LIFTED_EARLY, actor=actor, at=at, reason=stated(reason), before=before)
    return lifted


def release_from_hold(*, edition_id: int, actor: "User", public_at: datetime | None, reason: str) -> list[Edition]:
    """Let held editions go out after all, with the instant named anew: an aware whole minute, or None for now."""
    with transaction.atomic():
        first = Edition.objects.get(pk=edition_id)
        group = locked_with_its_set(first.release_id)
        require(actor, SIGN)
        at = max(act_of_now(release.pk) for release in group)
        if public_at is not None:
            _must_be_to_come(public_at, at)
        held = [_newest_held(release) for release in group]
        if first.pk not in {edition.pk for edition in held if edition}:
            raise Refusal("This edition is not held, or a later text has taken its place.")
        if None in held:
            raise Refusal("Not every release of its set is signed off and held. They go out together or not at all.")
        going = [edition for edition in held if edition]
        require_nothing_since(going)
        before = _as_they_stand(going)
        for edition in going:
            edition.state = State.SIGNED
        _give(group, going, lambda edition: _at(edition, public_at) if public_at else _now(edition, at))
        log_each(going, step=Event.Step.RELEASED, actor=actor, at=at, reason=stated(reason), before=before)
        if public_at is not None:
            must_still_be_to_come(public_at)
    return going


def _as_they_stand(editions: list[Edition]) -> dict[int, dict[str, str]]:
    return {edition.pk: stood(edition) for edition in editions}


def _waiting(group: list[Release], first: Edition, at: datetime) -> list[Edition]:
    """The named edition if it waits for its instant, and what waits for the same instant in the rest of its set."""
    first.refresh_from_db()
    if embargo.phase(first, at) is not embargo.Phase.WAITING:
        return []
    others = Edition.objects.filter(
        release__in=[release.pk for release in group[1:]], state=State.SIGNED, public_at=first.public_at
    )
    return [first, *others.order_by("release")]


def _waiting_for_their_set(group: list[Release], first: Edition) -> list[Edition]:
    """What of the set is signed and held by nobody: it waits for the last signature. None, unless `first` is of it."""
    newest = [edition for release in group if (edition := _newest_held(release)) and not was_stopped(edition)]
    return newest if first.pk in {edition.pk for edition in newest} else []


def _why_not(edition: Edition, at: datetime) -> str:
    """Why an edition that does not wait for its instant can be neither stopped nor moved, for the person who tried."""
    phase = embargo.phase(edition, at)
    return {embargo.Phase.HELD: HELD_ALREADY, embargo.Phase.VOID: NOT_COMING}.get(phase, PUBLIC_ALREADY)


def _based_on(release: Release, stopped: list[Edition]) -> list[Edition]:
    """Signed editions of the release that carry on from a stopped one, however far."""
    found: list[Edition] = []
    for edition in Edition.objects.filter(release=release, state=State.SIGNED).order_by("number"):
        if edition.based_on_id in {e.pk for e in stopped + found} and edition.pk not in {e.pk for e in stopped}:
            found.append(edition)
    return found


def _newest_held(release: Release) -> Edition | None:
    """The release's held edition, if no later one has been signed."""
    newest = Edition.objects.filter(release=release).order_by("-number").first()
    return newest if newest is not None and newest.state == State.HELD else None


def _at(edition: Edition, public_at: datetime) -> None:
    edition.public_at, edition.at_once = public_at, False
    Release.objects.filter(pk=edition.release_id, base=edition).update(wanted_at=public_at)


def _now(edition: Edition, at: datetime) -> None:
    edition.public_at, edition.at_once = at, True
    # The working text that goes on from it has no time to wait for any more.
    Release.objects.filter(pk=edition.release_id, base=edition).update(wanted_at=None, public_mode=PublicMode.AS_SIGNED)


def _give(group: list[Release], editions: list[Edition], instant: Callable[[Edition], None]) -> None:
    """Give the editions their instant, and lay out each release anew. Nothing is written before it is known to fit."""
    by_release = {edition.release_id: edition for edition in editions}
    for release in group:
        if edition := by_release.get(release.pk):
            instant(edition)
            lay_out(release, moving=edition)


def _must_be_to_come(public_at: datetime, at: datetime) -> None:
    if not embargo.is_whole_minute(public_at):
        raise Refusal("Enter whole minutes, e.g. 00:01.")
    if public_at <= at:
        raise Refusal(f"{wording.instant_in_words(public_at)} has passed. Enter a time to come.")


def _not_too_close(waiting: list[Edition], first: Edition, at: datetime) -> datetime:
    if not waiting:
        raise Refusal(_why_not(first, at))
    instant = min(edition.public_at for edition in waiting)
    if instant - at < embargo.TOO_CLOSE:
        raise Refusal(TOO_CLOSE)
    return instant


def _still_in_time(instant: datetime) -> None:
    """The clock once more, as the last act before commit; raising rolls everything back."""
    if instant - timezone.now() < embargo.TOO_LATE_TO_COMMIT:
        raise Refusal(TOO_LATE)
