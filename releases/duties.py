"""What the desk's front page says of the releases: what waits for me, what changes next, what needs a second look."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse

from releases import wording
from releases.models import Edition, Erasure, PublicMode, Release, State, WorkingState
from releases.step import ERASE, SIGN

MOST = 12  # rows of each list; the full list is the change list


class Duty(NamedTuple):
    """One line of the desk's front page. `soon` marks what happens within the hour."""

    sentence: str
    address: str
    soon: bool = False


def waiting_for(user: Any) -> list[Duty]:
    """Texts that this person may sign off now, oldest first, and erasures that wait for a second person."""
    found = []
    if user.has_perm(SIGN):
        sent = Release.objects.filter(state=WorkingState.IN_REVIEW, removed_at__isnull=True).exclude(last_editor=user)
        found = [
            Duty(f"“{release.headline}” waits for your sign-off; {_name(release.last_editor)} edited it last.",
                 reverse("admin:releases_release_sign_off", args=[release.pk]))
            for release in sent.select_related("last_editor").order_by("last_saved_at", "pk")[:MOST]
        ]  # fmt: skip
    if user.has_perm(ERASE):
        wishes = Erasure.objects.filter(decided_at__isnull=True).exclude(proposed_by=user).select_related("proposed_by")
        found += [
            Duty(f"An erasure that {_name(wish.proposed_by)} proposed waits for a second person.",
                 reverse("admin:releases_release_erasure", args=[wish.release_id, wish.pk]))
            for wish in wishes[:MOST]
        ]  # fmt: skip
    return found


def changing_next(at: datetime) -> list[Duty]:
    """What becomes public by itself after the aware instant `at`, soonest first."""
    coming = Edition.objects.filter(state=State.SIGNED, public_at__gt=at).order_by("public_at", "pk")
    return [
        Duty(
            f"{countdown(edition.public_at - at)} ({wording.instant_in_words(edition.public_at)}): "
            f"“{edition.headline}” "
            + ("comes out of its embargo." if edition.public_mode == PublicMode.EMBARGO else "becomes public."),
            reverse("admin:releases_release_change", args=[edition.release_id]),
            soon=edition.public_at - at <= timedelta(hours=1),
        )
        for edition in coming.defer("document")[:MOST]
    ]


def needing_a_look(user: Any) -> list[Duty]:
    """What one person published or took down alone, and nobody else has looked at: oldest first."""
    alone = Edition.objects.exclude(emergency="").filter(looked_at__isnull=True).exclude(state=State.VOID)
    return [
        Duty(
            f"{_name(edition.signed_by)} {'took down' if edition.withdrawn else 'acted alone on'} "
            f"“{edition.release.headline}”: {edition.emergency}",
            reverse("admin:releases_release_change", args=[edition.release_id])
            if edition.withdrawn
            else reverse("admin:releases_release_look", args=[edition.release_id, edition.pk]),
        )
        for edition in alone.select_related("signed_by", "release").defer("document").order_by("signed_at")[:MOST]
    ]


def countdown(left: timedelta) -> str:
    """`in 2 h 14 min`, `in 3 days 5 h`, `in less than a minute`: how long an instant is off."""
    minutes = int(left.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"in {days} day{'s' if days > 1 else ''} {hours} h"
    if hours:
        return f"in {hours} h {minutes} min"
    return f"in {minutes} min" if minutes else "in less than a minute"


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "a command"
