"""For how long saves and events are kept, and the pruning of what is older. Editions are never pruned.

A save holds words that nobody agreed to publish, a survivor's perhaps; the law asks that such words are kept no longer
than they are needed (UK GDPR article 5(1)(e)). A save is needed while its text is being worked on: it goes when it is
older than the newsroom keeps, and its release has been signed since, or was removed that long ago. Of events only the
workings go: that something was saved, sent, returned. What was done to a text that was signed stays as long as that
text.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Max, QuerySet
from reversion.models import Version

from releases import saves
from releases.models import Edition, Event, Release

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_A_TIME = 500  # deleted in one transaction, so that nobody at the desk waits for long
WORKINGS = (
    Event.Step.IMPORTED, Event.Step.SAVED, Event.Step.SUBMITTED, Event.Step.RETURNED, Event.Step.RESTORED_AS_DRAFT,
    Event.Step.LOG_TAKEN_OUT,
)  # fmt: skip


@dataclass(frozen=True)
class Pruned:
    """How many went, or would go: saves, saves of releases that are no more, events, lines of the admin's own log."""

    saves: int = 0
    saves_of_no_release: int = 0
    events: int = 0
    lines: int = 0

    @property
    def nothing(self) -> bool:
        return not (self.saves or self.saves_of_no_release or self.events or self.lines)


def prune(*, at: datetime, keep_saves: int, keep_events: int, actor: "User | None" = None, dry: bool = False) -> Pruned:
    """Delete what is older than so many days at the aware instant `at`; 0 keeps for ever. `dry` counts and deletes
    nothing. What was pruned is an event of the newsroom. Safe to repeat, and to break off."""
    old_saves = _old_saves(at - timedelta(days=keep_saves)) if keep_saves else []
    orphans = _saves_of_no_release()
    events, lines = Event.objects.none(), LogEntry.objects.none()
    if keep_events:
        before = at - timedelta(days=keep_events)
        events = Event.objects.filter(at__lt=before, edition=None, step__in=WORKINGS)
        lines = LogEntry.objects.filter(action_time__lt=before)
    pruned = Pruned(len(old_saves), len(orphans), events.count(), lines.count())
    if dry or pruned.nothing:
        return pruned
    for keys in _portions([*old_saves, *orphans]):
        with transaction.atomic():
            saves.delete(keys)
    for keys in _portions(list(events.values_list("pk", flat=True))):
        _delete_events(Event.objects.filter(pk__in=keys), at)
    for keys in _portions(list(lines.values_list("pk", flat=True))):
        LogEntry.objects.filter(pk__in=keys).delete()
    Event.objects.create(step=Event.Step.PRUNED, actor=actor, at=at, details={
        "saves": pruned.saves + pruned.saves_of_no_release, "events": pruned.events, "lines": pruned.lines,
        "saves_kept_for_days": keep_saves, "events_kept_for_days": keep_events,
    })  # fmt: skip
    return pruned


@transaction.atomic
def _delete_events(events: QuerySet[Event], at: datetime) -> None:
    """Marked first: the database lets go of an event that is marked, and of no other."""
    keys = list(events.values_list("pk", flat=True))
    events.update(pruned_at=at)
    Event.objects.filter(pk__in=keys).delete()


def _old_saves(before: datetime) -> list[int]:
    """Saves from before an instant whose release was signed since then, but for its newest; all of one removed."""
    signed = dict(Edition.objects.values_list("release").annotate(last=Max("signed_at")).order_by())
    removed = set(Release.objects.filter(removed_at__lt=before).values_list("pk", flat=True))
    of_releases = Version.objects.get_for_model(Release)
    newest = dict(of_releases.values_list("object_id").annotate(last=Max("revision")).order_by())
    found = []
    columns = of_releases.filter(revision__date_created__lt=before).values_list(
        "object_id", "revision", "revision__date_created"
    )
    for object_id, save, at in columns.iterator():
        release = int(object_id)
        signed_since = release in signed and signed[release] > at and newest[object_id] != save
        if release in removed or signed_since:
            found.append(save)
    return found


def _saves_of_no_release() -> list[int]:
    """Saves whose release is no more, however old: nobody can reach them, and they hold its words."""
    of_releases = Version.objects.get_for_model(Release)
    there = set(map(str, Release.objects.values_list("pk", flat=True)))
    gone = set(of_releases.values_list("object_id", flat=True).distinct().order_by()) - there
    return [key for some in _portions(sorted(gone)) for key in of_releases.filter(object_id__in=some).values_list(
        "revision", flat=True)]  # fmt: skip


def _portions(keys: list[Any]) -> list[list[Any]]:
    return [keys[start : start + AT_A_TIME] for start in range(0, len(keys), AT_A_TIME)]
