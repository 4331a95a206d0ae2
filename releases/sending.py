"""The steps around a copy that goes out under embargo: note to whom, tick who was told, forget who it was.

The desk mails; this newsroom mails nothing. It keeps who was sent which edition, so that a text which is stopped, moved
or changed can be called back from the people who have it. Names and addresses stand in no event: only how many.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone

from releases import telling
from releases.addresses import Recipient
from releases.embargo import Phase, phase
from releases.models import Edition, Event, PublicMode, Release, Sending, Told
from releases.refusal import Refusal
from releases.step import CHANGE, locked, log, must_still_be_to_come, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_WHY_NOT = {
    Phase.HELD: "It is held, or waits for the rest of its set to be signed. It is sent out once it has a time.",
    Phase.IN_FORCE: "It is public. Send its address.",
    Phase.SUPERSEDED: "A later text has taken its place. Send that one.",
    Phase.VOID: "It was set aside. Nothing of it is to go out.",
}


def why_not(edition: Edition, at: datetime) -> str:
    """Why no copy of the edition may be sent at the aware instant `at`; empty where one may."""
    now = phase(edition, at)
    if now is not Phase.WAITING:
        return _WHY_NOT[now]
    if edition.withdrawn:
        return "It withdraws the release: there is no text to send."
    if edition.public_mode != PublicMode.EMBARGO:
        return (
            "It was signed to be public at a set time, without an embargo, so nobody is shown it before. To send "
            "copies, choose “under embargo until” and have it signed again."
        )
    return ""


@transaction.atomic
def note(*, edition_id: int, actor: "User", people: Sequence[Recipient]) -> list[Sending]:
    """Note to whom a copy goes. Raises Refusal where none may go, and where everybody has it as it is."""
    edition = Edition.objects.get(pk=edition_id)
    release = locked(edition.release_id)
    edition.refresh_from_db()
    require(actor, CHANGE)
    at = timezone.now()
    if refused := why_not(edition, at):
        raise Refusal(refused)
    there = {email.lower() for email in _up_to_date(edition)}
    new = [person for person in people if person.email.lower() not in there]
    if not new:
        raise Refusal("Everyone in this list has been noted already, and nothing has been done to this edition since.")
    noted = Sending.objects.bulk_create(
        Sending(edition=edition, sent_by=actor, sent_at=at, **person._asdict()) for person in new
    )
    log(release=release, edition=edition, step=Event.Step.SENT, actor=actor, at=at, people=len(noted))
    must_still_be_to_come(edition.public_at)
    return noted


def _up_to_date(edition: Edition) -> QuerySet[Sending, str]:
    """Whoever has this edition as it is now. One who had it before it was moved, or a part of it taken out, may be sent
    it again."""
    since = Event.objects.filter(edition=edition, step__in=telling.NEWS, at__gt=OuterRef("sent_at"))
    return edition.sendings.filter(~Exists(since)).values_list("email", flat=True)


@transaction.atomic
def tell(*, event_id: int, sending_ids: Sequence[int], actor: "User") -> int:
    """Tick that these have been told of a step; how many were ticked. Of what was removed people are told too."""
    event, release, sendings, at = _of_one_release(event_id, sending_ids, actor)
    new = [sending for sending in sendings if not sending.told.filter(event=event).exists()]
    if not new:
        raise Refusal("Tick at least one person who has not been ticked before.")
    Told.objects.bulk_create(Told(event=event, sending=s, told_by=actor, told_at=at) for s in new)
    log(release=release, step=Event.Step.TOLD, actor=actor, at=at, people=len(new), of=event.step)
    return len(new)


@transaction.atomic
def not_told(*, event_id: int, sending_ids: Sequence[int], actor: "User") -> int:
    """Take a tick back that was set by mistake."""
    event, release, sendings, at = _of_one_release(event_id, sending_ids, actor)
    back, _ = Told.objects.filter(event=event, sending__in=sendings).delete()
    if back:
        log(release=release, step=Event.Step.TOLD, actor=actor, at=at, people=-back, of=event.step)
    return back


@transaction.atomic
def forget(*, release_id: int, email: str, actor: "User", reason: str) -> int:
    """Take a person off a release's lists: noted by mistake, or asked to be forgotten. How many copies were noted."""
    release = Release.objects.locked(release_id)
    require(actor, CHANGE)
    gone = Sending.objects.filter(edition__release=release, email__iexact=email)
    count = gone.count()
    if not count:
        raise Refusal("Nobody of that address is on the list.")
    gone.delete()
    log(release=release, step=Event.Step.FORGOTTEN, actor=actor, at=timezone.now(), reason=stated(reason), people=count)
    return count


@transaction.atomic
def prune(*, at: datetime, dry: bool = False) -> int:
    """Forget who was sent what, once it is longer ago than settings.KEEP_RECIPIENTS_DAYS; how many copies it was.

    Counted from the day it was sent or was to be public, whichever is later. A list that somebody on it has yet to be
    told by is forgotten all the same: after that time nobody is told any more. `dry` counts and forgets nothing.
    """
    limit = at - timedelta(days=settings.KEEP_RECIPIENTS_DAYS)
    old = Sending.objects.annotate(since=Greatest(F("sent_at"), F("edition__public_at"))).filter(since__lt=limit)
    by_release: dict[int, list[int]] = {}
    for pk, release_id in old.values_list("pk", "edition__release"):
        by_release.setdefault(release_id, []).append(pk)
    for release_id, sendings in () if dry else sorted(by_release.items()):
        release = Release.objects.locked(release_id)
        Sending.objects.filter(pk__in=sendings).delete()
        reason = f"Kept for {settings.KEEP_RECIPIENTS_DAYS} days."
        log(release=release, step=Event.Step.FORGOTTEN, actor=None, at=at, reason=reason, people=len(sendings))
    return sum(map(len, by_release.values()))


def _of_one_release(
    event_id: int, sending_ids: Sequence[int], actor: "User"
) -> tuple[Event, Release, list[Sending], datetime]:
    release = Release.objects.locked(Release.objects.values_list("pk", flat=True).get(events=event_id))
    require(actor, CHANGE)
    sendings = Sending.objects.filter(pk__in=sending_ids, edition__release=release)
    return Event.objects.get(pk=event_id), release, list(sendings), timezone.now()
