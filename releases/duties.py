"""What the desk's front page says of the releases, each line as a sentence with the page that deals with it.

One function for each kind of line, all of one shape: given the person who looks and an aware instant, a list of duties,
the most pressing first. A person is told only of what they may do something about. newsroom/desk.py puts the functions
under their headings.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from releases import wording
from releases.alone import Act, acts_alone
from releases.clearance import CLEAR
from releases.models import Batch, Clearance, Comment, Desk, Edition, Erasure, PublicMode, Release, State, WorkingState
from releases.step import BRING_IN, CHANGE, ERASE, SIGN

MOST = 12  # rows of each kind; the full list is the change list
SOON = timedelta(hours=1)
CHECKED_EVERY = timedelta(days=90)  # for a press desk's numbers: a clerk leaves, a line is given up
REMEMBERED = timedelta(days=14)  # for how long what went wrong, and cannot be mended any more, is shown


class Duty(NamedTuple):
    """One line of the desk's front page. `at` is the aware instant at which it happens, of what happens by itself."""

    sentence: str
    address: str
    at: datetime | None = None


def is_of_the_desk(user: Any) -> bool:
    """Whether the person may see releases that are not public."""
    return bool(user.has_perm("releases.view_release") or user.has_perm(CHANGE))


# --- Waiting for me ---------------------------------------------------------------------------------------------------


def sign_offs(user: Any, at: datetime) -> list[Duty]:
    """Texts that this person may sign off now, oldest first."""
    if not user.has_perm(SIGN):
        return []
    sent = Release.objects.filter(state=WorkingState.IN_REVIEW, removed_at__isnull=True).exclude(last_editor=user)
    return [
        Duty(f"“{release.headline}” waits for your sign-off; {_name(release.last_editor)} edited it last.",
             reverse("admin:releases_release_sign_off", args=[release.pk]))
        for release in sent.select_related("last_editor").order_by("last_saved_at", "pk")[:MOST]
    ]  # fmt: skip


def held(user: Any, at: datetime) -> list[Duty]:
    """Editions that somebody stopped, or that wait for the rest of their set; nothing happens to them by itself."""
    if not user.has_perm(SIGN):
        return []
    newer = Edition.objects.filter(release=OuterRef("release"), number__gt=OuterRef("number"))
    newest = Edition.objects.filter(~Exists(newer), state=State.HELD)
    return [
        Duty(f"“{edition.headline}” is held, and goes out only when it is given a time again or its set is complete.",
             _form(edition.release_id))
        for edition in newest.defer("document").order_by("public_at", "pk")[:MOST]
    ]  # fmt: skip


def erasures(user: Any, at: datetime) -> list[Duty]:
    """Erasures that wait for a second person, oldest first."""
    if not user.has_perm(ERASE):
        return []
    wishes = Erasure.objects.filter(decided_at__isnull=True).exclude(proposed_by=user).select_related("proposed_by")
    return [
        Duty(f"An erasure that {_name(wish.proposed_by)} proposed waits for a second person.",
             reverse("admin:releases_release_erasure", args=[wish.release_id, wish.pk]))
        for wish in wishes.order_by("proposed_at", "pk")[:MOST]
    ]  # fmt: skip


def batches(user: Any, at: datetime) -> list[Duty]:
    """Batches brought in that another administrator has to confirm, oldest first."""
    if not user.has_perm(BRING_IN):
        return []
    proposed = Batch.objects.filter(state=Batch.State.PROPOSED).exclude(proposed_by=user).select_related("proposed_by")
    return [
        Duty(f"The batch {batch.file_name}, brought in by {_name(batch.proposed_by)}, waits for you to confirm it or "
             "turn it down.", _batch(batch))
        for batch in proposed.order_by("proposed_at", "pk")[:MOST]
    ]  # fmt: skip


def wishes(user: Any, at: datetime) -> list[Duty]:
    """Changes that speakers ask for by the link to their statement, oldest first. The whole desk is told: whoever wrote
    it may be asleep."""
    if not user.has_perm(CHANGE):
        return []
    return [
        Duty(f"{wish.by} asks for a change in “{wish.release.headline}”: “{_cut(wish.text)}”", _words(wish.release_id))
        for wish in _open_comments().filter(link__isnull=False)[:MOST]
    ]


def comments(user: Any, at: datetime) -> list[Duty]:
    """What colleagues have said of a text that this person edited last or sent for sign-off, oldest first."""
    if not user.has_perm(CHANGE):
        return []
    mine = Q(release__last_editor=user) | Q(release__submitted_by=user)
    said = _open_comments().filter(mine, link__isnull=True).exclude(actor=user).select_related("actor")
    return [
        Duty(f"{_name(comment.actor)} comments on “{comment.release.headline}”: “{_cut(comment.text)}”",
             _words(comment.release_id))
        for comment in said[:MOST]
    ]  # fmt: skip


def clearances(user: Any, at: datetime) -> list[Duty]:
    """Texts in review that are marked for legal clearance and were saved since they were cleared, if they were."""
    if not user.has_perm(CLEAR):
        return []
    waiting = Clearance.objects.filter(release__state=WorkingState.IN_REVIEW, release__removed_at__isnull=True)
    return [
        Duty(f"“{mark.release.headline}” waits for legal clearance: {mark.reason}",
             reverse("admin:releases_release_sign_off", args=[mark.release_id]) + "#clearance")
        for mark in waiting.exclude(cleared_at__isnull=False, saves=F("release__saves"))
        .select_related("release").defer("release__source").order_by("asked_at", "pk")[:MOST]
    ]  # fmt: skip


def _open_comments() -> QuerySet[Comment]:
    found = Comment.objects.filter(settled_at__isnull=True, release__removed_at__isnull=True)
    return found.select_related("release").defer("release__source").order_by("at", "pk")


def _cut(words: str) -> str:
    """The beginning of what somebody wrote, on one line."""
    return Truncator(" ".join(words.split())).chars(100)


def _words(release_id: int) -> str:
    return reverse("admin:releases_release_sign_off", args=[release_id]) + "#comments"


# --- What changes next ------------------------------------------------------------------------------------------------


def lifts(user: Any, at: datetime) -> list[Duty]:
    """What becomes public by itself, soonest first: first texts, corrections and withdrawals that were given a time."""
    if not is_of_the_desk(user):
        return []
    coming = Edition.objects.filter(state=State.SIGNED, public_at__gt=at).order_by("public_at", "pk")
    return [
        Duty(f"“{edition.headline or edition.release.headline}” {_what_happens(edition)}.",
             _form(edition.release_id), edition.public_at)
        for edition in coming.select_related("release").defer("document", "release__source")[:MOST]
    ]  # fmt: skip


def unsigned(user: Any, at: datetime) -> list[Duty]:
    """Texts that were given a time and have not been signed off: nothing goes out then unless somebody signs."""
    if not is_of_the_desk(user):
        return []
    coming = _not_signed_for_its_time().filter(wanted_at__gt=at).order_by("wanted_at", "pk")
    return [
        Duty(f"“{release.headline}” is meant for this time and is not signed off. As it stands, nothing goes out.",
             _form(release.pk), release.wanted_at)
        for release in coming.only("headline", "wanted_at")[:MOST]
    ]  # fmt: skip


def _what_happens(edition: Edition) -> str:
    if edition.withdrawn:
        return "is withdrawn"
    if edition.number > 1:
        return f"becomes public in its edition {edition.number}"
    return "comes out of its embargo" if edition.public_mode == PublicMode.EMBARGO else "becomes public"


# --- Needs a second look ----------------------------------------------------------------------------------------------


def acts_of_one(user: Any, at: datetime) -> list[Duty]:
    """What one person published or took down alone, and nobody else has looked at: oldest first."""
    if not is_of_the_desk(user):
        return []
    alone = Edition.objects.exclude(emergency="").filter(looked_at__isnull=True).exclude(state=State.VOID)
    waiting = list(alone.select_related("release").defer("document").order_by("signed_at")[:MOST])
    acts = acts_alone(waiting)
    return [
        Duty(
            f"{_acted(acts.get(edition.pk, []))} “{edition.release.headline}”: {edition.emergency}",
            _form(edition.release_id)
            if edition.withdrawn
            else reverse("admin:releases_release_look", args=[edition.release_id, edition.pk]),
        )
        for edition in waiting
    ]


def _acted(acts: list[Act]) -> str:
    return " and ".join(f"{_name(act.who)} {act.what}" for act in acts) or "One person acted alone on"


# --- Contacts past their check date -----------------------------------------------------------------------------------


def desks(user: Any, at: datetime) -> list[Duty]:
    """Press desks whose numbers nobody has tried, ever or for longer than CHECKED_EVERY: old releases show them too."""
    if not user.has_perm("releases.change_desk"):
        return []
    long_ago = wording.local_day(at) - CHECKED_EVERY
    return [
        Duty(f"{desk} was last checked on {wording.day(desk.checked_on)}, longer ago than {CHECKED_EVERY.days} days."
             if desk.checked_on else f"{desk} has never been checked: its numbers stand on every release.",
             reverse("admin:releases_desk_change", args=[desk.pk]))
        for desk in Desk.objects.filter(Q(checked_on__isnull=True) | Q(checked_on__lt=long_ago))
    ]  # fmt: skip


# --- What went wrong --------------------------------------------------------------------------------------------------


def missed(user: Any, at: datetime) -> list[Duty]:
    """Texts whose time came before anybody had signed them off, newest first."""
    if not is_of_the_desk(user):
        return []
    passed = _not_signed_for_its_time().filter(wanted_at__lte=at, wanted_at__gt=at - REMEMBERED)
    return [
        Duty(f"“{release.headline}” was meant for {_when(release)} and was not signed off "
             "by then. It is not public.", _form(release.pk))
        for release in passed.order_by("-wanted_at", "pk").only("headline", "wanted_at")[:MOST]
    ]  # fmt: skip


def batches_in_part(user: Any, at: datetime) -> list[Duty]:
    """Batches that were confirmed and of which some releases could not be signed off, and still are drafts."""
    if not user.has_perm(BRING_IN):
        return []
    unsigned = Q(items__to_be_public=True, items__release__base__isnull=True, items__release__removed_at__isnull=True)
    confirmed = Batch.objects.filter(state=Batch.State.CONFIRMED).exclude(report=[])
    left = confirmed.annotate(left=Count("items", filter=unsigned)).filter(left__gt=0)
    return [
        Duty(f"Of the batch {batch.file_name}, {batch.left} {'release' if batch.left == 1 else 'releases'} could not "
             "be signed off when it was confirmed, and still wait as drafts.", _batch(batch))
        for batch in left.order_by("-decided_at")[:MOST]
    ]  # fmt: skip


def _not_signed_for_its_time() -> QuerySet[Release]:
    """Working texts with a time of their own that no signature stands under. What goes on from a signed edition keeps
    that edition's time until someone sets another."""
    signed_for_it = Q(base__state=State.SIGNED, base__public_at=F("wanted_at"))
    held = Q(base__state=State.HELD)
    timed = Release.objects.filter(wanted_at__isnull=False, removed_at__isnull=True)
    return timed.exclude(public_mode=PublicMode.AS_SIGNED).exclude(signed_for_it).exclude(held)


def countdown(left: timedelta) -> str:
    """`in 2 h 14 min`, `in 3 days 5 h`, `in less than a minute`: how long an instant is off.

    Time that passes, not the difference of two clocks: across a change of the clocks a day is 23 or 25 hours.
    """
    minutes = int(left.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"in {days} day{'s' if days > 1 else ''} {hours} h"
    if hours:
        return f"in {hours} h {minutes} min"
    return f"in {minutes} min" if minutes else "in less than a minute"


def _when(release: Release) -> str:
    return wording.instant_in_words(release.wanted_at) if release.wanted_at else ""


def _form(release_id: int) -> str:
    return reverse("admin:releases_release_change", args=[release_id])


def _batch(batch: Batch) -> str:
    return reverse("admin:releases_batch_change", args=[batch.pk])


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "a command"
