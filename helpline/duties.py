"""What of the helpline record waits for somebody at the desk, or changes next: each as a sentence with its page.

One function for each kind of line, all of one shape: given the person who looks and an aware instant, a list of duties.
None for somebody who may not deal with it. newsroom/desk.py puts the functions under their headings.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from helpline import hours, phrases
from helpline.hours import DAY, MIDNIGHT, Timetable
from helpline.models import Change, Channel, Outage
from helpline.stopping import CHANGE, may_mark

AHEAD = timedelta(days=60)  # what comes later than that is not yet anybody's concern
MOST = 12


class Duty(NamedTuple):
    """One line of the desk's front page. `at` is the aware instant at which it happens, of what happens by itself."""

    sentence: str
    address: str
    at: datetime | None = None


def overdue(channel: Channel, at: datetime) -> bool:
    """Confirmed, and longer ago than its limit (Channel.check_every, days) at the aware instant `at`."""
    return channel.confirmed_at is not None and at - channel.confirmed_at > timedelta(days=channel.check_every)


def outages(user: Any, at: datetime) -> list[Duty]:
    """Channels that somebody else has marked not available, and that a second person has yet to look at."""
    if not may_mark(user):
        return []
    unseen = Outage.objects.filter(looked_at__isnull=True).exclude(marked_by=user).select_related("channel__helpline")
    return [
        Duty(
            f"{row.channel} was marked not available by {row.marked_by or 'someone since removed'}. Please look.",
            reverse("admin:helpline_channel_unavailable", args=[row.channel_id]),
        )
        for row in unseen.select_related("marked_by")
    ]


def changes(user: Any, at: datetime) -> list[Duty]:
    """Changes of the record that wait for a second person; for who proposed one, that it waits."""
    if not _may(user):
        return []
    waiting = Change.objects.filter(state=Change.State.WAITING).select_related("proposed_by")
    return [
        Duty(
            f"A change of {row.subject}, by {row.proposed_by or 'someone since removed'}, waits for a second person.",
            reverse("admin:helpline_change_change", args=[row.pk]),
        )
        for row in waiting
    ]


def checks(user: Any, at: datetime) -> list[Duty]:
    """Channels that readers are shown and that nobody has checked, ever or within their limit."""
    if not _may(user):
        return []
    return [
        Duty(
            f"{row} was last checked on {row.confirmed_at:%d %B %Y}, longer ago than its {row.check_every} days."
            if row.confirmed_at
            else f"{row} has never been checked, so readers are not told whether it is open.",
            reverse("admin:helpline_channel_confirm", args=[row.pk]),
        )
        for row in _shown()
        if row.confirmed_at is None or overdue(row, at)
    ]


def unavailable(user: Any, at: datetime) -> list[Duty]:
    """Channels that are marked not available at this instant."""
    if not may_mark(user):
        return []
    marked = Outage.objects.filter(since__lte=at, channel__active=True).select_related("channel__helpline")
    return [
        Duty(
            f"Readers are told that {row.channel} is {phrases.state_in_words(Timetable(outages=(row.outage(),)), at)}.",
            reverse("admin:helpline_channel_unavailable", args=[row.channel_id]),
        )
        for row in marked
        if row.in_force(at)
    ]


def coming(user: Any, at: datetime) -> list[Duty]:
    """Openings, closures and changes of hours that come by themselves, soonest first, for whoever may see channels.
    London's days, UTC instants."""
    if not (_may(user) or user.has_perm("helpline.view_channel")):
        return []
    found = []
    for row in _shown().prefetch_related("opening_hours", "closures", "outages"):
        page = reverse("admin:helpline_channel_change", args=[row.pk])
        # A row that makes no sense is no duty here: the record as a whole is refused, and that is said elsewhere.
        try:
            told = [*_of_hours(row, at), *_of_days(row, at)]
        except ValueError:
            continue
        found += [Duty(f"{row}: {words}.", page, then) for then, words in told if at < then <= at + AHEAD]
    return sorted(found, key=lambda duty: (duty.at or at, duty.sentence))[:MOST]


def _of_hours(row: Channel, at: datetime) -> Iterator[tuple[datetime, str]]:
    """What happens within a day. Only of the helpline on every page: all the openings of a week would hide the rest."""
    table = row.timetable()
    change = hours.next_change(table, at)
    outage = table.outage(at)
    if outage and outage.until:
        yield outage.until, "available again"
    elif change and change - at <= DAY and row.helpline.is_primary:
        yield change, "closes" if hours.is_open(table, at) else "opens"


def _of_days(row: Channel, at: datetime) -> Iterator[tuple[datetime, str]]:
    """What happens at the beginning of a London day."""
    today, table = at.astimezone(hours.LONDON).date(), row.timetable()
    days = [today + n * DAY for n in range(1, phrases.ANNOUNCED.days + 1)] if table.holidays else []
    holidays = [rule for day in days for rule in table.rules(day) if rule not in table.closures]
    for closure in {*table.closures, *holidays}:
        words = "closed" if closure.whole_day else "other hours"
        if closure.first > today:
            yield _begins(closure.first), f"{words} {phrases.dates_in_words(closure, today)}"
        elif closure.last >= today:
            yield _begins(closure.last + DAY), f"the ordinary hours again, after days of {words}"
    for day in {weekly.since for weekly in table.weekly if weekly.since}:
        yield _begins(day), "new opening hours"
    for day in {weekly.until for weekly in table.weekly if weekly.until}:
        yield _begins(day + DAY), "some of its opening hours end"
    for day, _ in row.facts().later:
        yield _begins(day), "what two people agreed on for this day begins to hold"
    if row.shown_from:
        yield _begins(row.shown_from), "shown to readers for the first time"


def _begins(day: date) -> datetime:
    return hours.moment(day, MIDNIGHT)


def _shown() -> QuerySet[Channel]:
    return Channel.objects.filter(active=True, helpline__active=True).select_related("helpline")


def _may(user: Any) -> bool:
    return bool(user.has_perm(CHANGE))
