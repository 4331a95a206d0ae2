"""What every step of a release begins with and ends with: the lock, the right, the reason, the event."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Max, Q
from django.utils import timezone

from releases import desk_search, wording
from releases.models import Edition, Event, Release, ReleaseSet, State
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SIGN = "releases.sign_release"
CHANGE = "releases.change_release"
ERASE = "releases.erase"
BRING_IN = "releases.bring_in"
READ_LOG = "releases.read_log"
EVIDENCE = "releases.take_evidence"
SMALLEST = timedelta(microseconds=1)  # what both databases tell apart


def locked(release_id: int) -> Release:
    """The release with its text, read again under its lock, which is held until the transaction ends."""
    Release.objects.locked(release_id)
    release = Release.with_text(release_id)
    if release.removed_at:
        raise Refusal("This release was removed for safety or law. Its address is never used again.")
    return release


def locked_with_its_set(release_id: int) -> list[Release]:
    """The release first, then the others of its set; all locked, always in the same order, so that no two steps wait
    for each other. What was removed belongs to no set any more."""
    set_id = Release.objects.values_list("set", flat=True).get(pk=release_id)
    others: list[Release] = []
    if set_id is None:
        release = locked(release_id)
    else:
        ReleaseSet.objects.select_for_update().get(pk=set_id)
        for pk in Release.objects.filter(set=set_id).order_by("pk").values_list("pk", flat=True):
            member = Release.objects.locked(pk)
            if pk != release_id and member.set_id == set_id and member.removed_at is None:
                others.append(Release.with_text(pk))
        release = locked(release_id)
    if release.set_id != set_id:
        raise Refusal("It joined or left a set at this very moment. Nothing was done; press again.")
    return [release, *others]


def was_stopped(edition: Edition) -> bool:
    """Whether a person holds the edition. One that nobody stopped waits, held, for the last of its set to be signed."""
    return edition.state == State.HELD and Event.objects.filter(edition=edition, step=Event.Step.HELD).exists()


def must_still_be_to_come(instant: datetime) -> None:
    """As the last act before commit: an instant that passed while the step was being written was promised and missed.
    Raising rolls everything back."""
    if timezone.now() >= instant:
        raise Refusal(
            f"{wording.instant_in_words(instant)} came while that was being written; nothing was done. Enter a later "
            "time, or make it public now."
        )


def act_of_now(release_id: int) -> datetime:
    """The instant at which something done now takes effect: now, and later than any instant that has passed."""
    now = timezone.now()
    passed = Q(public_at__lte=now) | Q(at_once=True)
    last = Edition.objects.filter(passed, release=release_id).aggregate(last=Max("public_at"))["last"]
    return max(now, last + SMALLEST) if last else now


def require(actor: "User", permission: str) -> None:
    """Raises Refusal when the person may not do this, whatever page they came from."""
    if not (actor.is_active and actor.is_staff and actor.has_perm(permission)):
        raise Refusal("Your account may not do this. Ask an administrator of the newsroom.")


def stated(reason: str) -> str:
    """The reason, without which some steps are refused."""
    if not reason.strip():
        raise Refusal("Give a reason; it is kept in the log.")
    return reason.strip()


def log(
    *, release: Release, step: Event.Step, actor: "User | None", at: datetime, edition: Edition | None = None,
    reason: str = "", **details: Any,
) -> Event:  # fmt: skip
    """Write the event of a step, in the step's own transaction, as what the step ends with.

    The desk's search learns here what the working text now says, so that no step can forget to tell it.
    """
    desk_search.index(release.pk)
    return Event.objects.create(
        release=release, edition=edition, step=step, actor=actor, at=at, reason=reason, details=details
    )


def stood(edition: Edition) -> dict[str, str]:
    """How an edition stands for the public, for the `before` and `after` of an event: its state and its instant."""
    return {"state": edition.state, "public_at": edition.public_at.isoformat()}


def log_each(
    editions: Iterable[Edition], *, step: Event.Step, actor: "User", at: datetime, reason: str,
    before: dict[int, dict[str, str]],
) -> None:  # fmt: skip
    """One event for each edition that a step moved: how it `stood`, by its primary key, and how it stands now."""
    for edition in editions:
        log(
            release=edition.release, edition=edition, step=step, actor=actor, at=at, reason=reason,
            public_at=edition.public_at.isoformat(), before=before[edition.pk], after=stood(edition),
        )  # fmt: skip
