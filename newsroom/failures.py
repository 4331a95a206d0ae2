"""What went wrong and concerns the whole: what is due and not out, what was late, and what is kept for bad hours and
is not there. Functions of the shape that newsroom/desk.py asks for; each is told to whoever may see releases."""

import os
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse

from helpline import record
from newsroom import away, health, kill_switch
from releases import lateness, wording
from releases.duties import Duty, is_of_the_desk
from releases.models import Edition, Release

REMEMBERED = timedelta(days=14)


def not_out(user: Any, at: datetime) -> list[Duty]:
    """What the ready check finds at this instant: due, and not at a door of the public's."""
    if not is_of_the_desk(user):
        return []
    doors: dict[int, set[str]] = defaultdict(set)
    for key, door in health.not_out(at):
        doors[key].add(door)
    editions = Edition.objects.filter(pk__in=doors).defer("document") if doors else ()
    return [
        Duty(f"“{edition.headline}” is due and is not to be found: {', '.join(sorted(doors[edition.pk]))}. Tell "
             "whoever runs the newsroom now.", reverse("admin:releases_release_change", args=[edition.release_id]))
        for edition in editions
    ]  # fmt: skip


def late(user: Any, at: datetime) -> list[Duty]:
    """What was found missing after its time, and is out now: how late it was, as far as anybody knows."""
    if not is_of_the_desk(user):
        return []
    return [
        Duty(f"“{lift.edition.headline}” was late: promised for {wording.instant_in_words(lift.edition.public_at)}, it "
             f"was missing ({', '.join(lift.missing.doors)}) for {lift.missing.seconds:.0f} seconds at least.",
             reverse("admin:releases_release_lifts"))
        for lift in lateness.lifts(at, since=at - REMEMBERED)
        if lift.missing
    ]  # fmt: skip


def killed(user: Any, at: datetime) -> list[Duty]:
    """The kill switch is on: each address that it takes away."""
    if not is_of_the_desk(user):
        return []
    listed = sorted(kill_switch.current())
    slugs = [address.removeprefix("/releases/") for address in listed if address.startswith("/releases/")]
    pages = dict(Release.objects.filter(slug__in=slugs).values_list("slug", "pk")) if slugs else {}
    found = []
    for address in listed:
        key = pages.get(address.removeprefix("/releases/"))
        found.append(
            Duty(f"The kill switch is on for {address}: readers get 410. Take it down at the desk, then have the line "
                 "taken away.", reverse("admin:releases_release_change", args=[key]) if key else _list())
        )  # fmt: skip
    return found


def helpline_record(user: Any, at: datetime) -> list[Duty]:
    """The helpline record cannot be read, or its copy for a bad hour cannot be written."""
    if not is_of_the_desk(user) or not record.is_in_trouble():
        return []
    return [
        Duty("The helpline record cannot be read, or its copy on disk not written. Readers are shown the last that was "
             "known to be good. The reason stands in the newsroom’s log.", reverse("admin:helpline_channel_changelist"))
    ]  # fmt: skip


def away_pages(user: Any, at: datetime) -> list[Duty]:
    """The pages for the hour in which the newsroom is away are missing, or say what is not so any more."""
    if not is_of_the_desk(user):
        return []
    return [
        Duty(f"The file {name}, which readers get when the newsroom is away, {trouble}. Whoever runs the newsroom "
             "looks at LAST_KNOWN_GOOD_DIR.", reverse("admin:helpline_channel_changelist"))
        for name, trouble in away.troubles().items()
    ]  # fmt: skip


def first_served(user: Any, at: datetime) -> list[Duty]:
    """The first served second cannot be noted, so that nobody can say whether a release was on time."""
    place = Path(settings.FIRST_SERVED_DIR)
    standing = next((folder for folder in (place, *place.parents) if folder.exists()), place)
    if not is_of_the_desk(user) or (standing.is_dir() and os.access(standing, os.W_OK)):
        return []
    return [
        Duty("When a release is first given to a reader cannot be noted: FIRST_SERVED_DIR cannot be written.",
             reverse("admin:releases_release_lifts"))
    ]  # fmt: skip


def _list() -> str:
    return reverse("admin:releases_release_changelist")
