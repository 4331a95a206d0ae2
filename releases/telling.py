"""Whom of those who were sent a copy the desk has yet to tell, and of what: read from the log, never stored.

Every step that stops, moves or changes a text has its event. The newest such event that concerns somebody who was sent
a copy is the news of the release; they are to be told of it until somebody ticks that they were. A newer step puts its
news in the place of the old, and whoever was sent a newer copy since has been told by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from releases.duties import MOST, Duty
from releases.embargo import Phase, phase
from releases.models import Change, Edition, Event, Release, Sending, State, Told
from releases.step import CHANGE

Step = Event.Step
NEWS = (
    Step.HELD, Step.RELEASED, Step.MOVED, Step.LIFTED_EARLY, Step.TAKEN_DOWN, Step.PART_TAKEN_DOWN, Step.RESTORED,
    Step.WITHDRAWN, Step.REMOVED, Step.SIGNED, Step.PUBLISHED_ALONE,
)  # fmt: skip
_NEW_TEXT = (Step.SIGNED, Step.PUBLISHED_ALONE)
_OF_TIME = (Step.HELD, Step.RELEASED, Step.MOVED, Step.LIFTED_EARLY)
_WHAT = {
    Step.HELD: "was held", Step.RELEASED: "was given a time again", Step.MOVED: "was moved to another time",
    Step.LIFTED_EARLY: "was made public early", Step.TAKEN_DOWN: "was taken down",
    Step.PART_TAKEN_DOWN: "was taken down in part", Step.RESTORED: "was restored", Step.WITHDRAWN: "was withdrawn",
    Step.REMOVED: "was removed", Step.SIGNED: "was changed", Step.PUBLISHED_ALONE: "was changed",
}  # fmt: skip


@dataclass(frozen=True)
class Recipient:
    """One person, by the newest copy they had before the news; `told` once somebody has ticked it."""

    sending: Sending
    told: Told | None


@dataclass(frozen=True)
class News:
    """The newest step of a release that those who were sent it must hear of."""

    release: Release
    event: Event
    recipients: list[Recipient]

    @property
    def untold(self) -> list[Recipient]:
        return [recipient for recipient in self.recipients if recipient.told is None]

    @property
    def what(self) -> str:
        return _WHAT[Step(self.event.step)]

    @property
    def sentence(self) -> str:
        """`3 people have not yet been told that “X” was held.`"""
        count = len(self.untold)
        who = "1 person has" if count == 1 else f"{count} people have"
        return f"{who} not yet been told that “{self.release.headline}” {self.what}."


def sent_to(release_ids: Iterable[int]) -> list[Sending]:
    """Everyone who was sent a copy of these releases, each address once, by its newest copy."""
    return list(_newest(_sendings().filter(edition__release__in=list(release_ids))).values())


def of_its_set(release: Release) -> list[int]:
    """The release and the others of its set, which are held, moved and lifted with it."""
    if release.set_id is None:
        return [release.pk]
    return list(Release.objects.filter(set=release.set_id).order_by("pk").values_list("pk", flat=True))


def news(at: datetime, release_ids: Iterable[int] | None = None) -> list[News]:
    """What is to be told at the aware instant `at`, of these releases or of all: oldest first, told or not."""
    sendings = _sendings()
    if release_ids is not None:
        sendings = sendings.filter(edition__release__in=list(release_ids))
    by_release: dict[int, list[Sending]] = {}
    for sending in sendings:
        by_release.setdefault(sending.edition.release_id, []).append(sending)
    sent = Sending.objects.filter(edition__release=OuterRef("release"), sent_at__lte=OuterRef("at"))
    events = Event.objects.filter(Exists(sent), release__in=list(by_release), step__in=NEWS)
    of_release: dict[Release, list[Event]] = {}
    for event in events.select_related("release", "actor", "edition__based_on").defer(
        "edition__document", "edition__based_on__document", "release__source"
    ):
        if event.release:
            of_release.setdefault(event.release, []).append(event)
    newest = [
        (release, event, had)
        for release, each in of_release.items()
        for event, had in [_newest_news(each, by_release[release.pk], at)]
        if event
    ]
    told = {(row.event_id, row.sending_id): row for row in _told(event for _, event, _ in newest)}
    found = [
        News(release, event, [Recipient(s, told.get((event.pk, s.pk))) for s in had]) for release, event, had in newest
    ]
    return sorted(found, key=lambda each: (each.event.at, each.event.pk))


def untold(user: Any, at: datetime) -> list[Duty]:
    """A line for the desk's front page of each release that somebody has yet to be told about."""
    if not user.has_perm(CHANGE):
        return []
    return [
        Duty(each.sentence, reverse("admin:releases_release_tell", args=[each.release.pk]))
        for each in news(at)
        if each.untold
    ][:MOST]


def _sendings() -> QuerySet[Sending]:
    return Sending.objects.select_related("edition", "sent_by").defer("edition__document").order_by("sent_at", "pk")


def _newest(sendings: Iterable[Sending]) -> dict[str, Sending]:
    """By address; a later copy replaces an earlier one."""
    return {sending.email.lower(): sending for sending in sendings}


def _told(events: Iterable[Event]) -> QuerySet[Told]:
    return Told.objects.filter(event__in=list(events)).select_related("told_by")


def _newest_news(events: list[Event], sendings: list[Sending], at: datetime) -> tuple[Event | None, list[Sending]]:
    """The newest of a release's events (given newest first) that concerns somebody, and whom; none once it is over."""
    for event in events:
        if _is_heard_of(event, at) and (had := _concerned(event, sendings)):
            return (None, []) if _is_over(event, at) else (event, had)
    return None, []


def _concerned(event: Event, sendings: list[Sending]) -> list[Sending]:
    """Who has a copy that the step stops, moves or changes: by their newest copy, had before it."""
    had = [sending for sending in _newest(sendings).values() if sending.sent_at <= event.at]
    if event.step in _NEW_TEXT and event.edition:
        return [sending for sending in had if sending.edition.number < event.edition.number]
    if event.step in _OF_TIME:
        # The time of a correction to come is nothing to those whose own copy is public.
        return [s for s in had if s.edition_id == event.edition_id or s.edition.state == State.HELD]
    return had


def _is_heard_of(event: Event, at: datetime) -> bool:
    """Whether those who have a copy should hear of this step, at the aware instant `at`."""
    edition = event.edition
    if event.step in _NEW_TEXT:
        return edition is not None and edition.number > 1 and _changes_what_they_have(edition, at)
    if event.step == Step.WITHDRAWN:
        return edition is not None and edition.public_at <= at
    return True


def _changes_what_they_have(edition: Edition, at: datetime) -> bool:
    """A new text: not spelling alone, not one that is held, not a correction of what is public before its own time."""
    if edition.change == Change.MINOR or phase(edition, at) is Phase.HELD:
        return False
    before = edition.based_on
    return edition.public_at <= at or before is None or before.public_at > at


def _is_over(event: Event, at: datetime) -> bool:
    """Once its time has come, the time that it was moved to is no news any more."""
    return event.step == Step.MOVED and (event.edition is None or phase(event.edition, at) is not Phase.WAITING)
