"""The log of the whole newsroom, as it may leave the house: who did what, when, why, before and after.

It holds no name of a protected person, and no reason that tells of consent, of a court, or of someone's safety: these
stay on the release's own page at the desk. What an event holds besides is left out unless it is named here, so that a
step that comes later gives nothing away by being forgotten.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from releases import protected
from releases.models import Event
from releases.models.approval import LINK_HOLDER
from releases.removal import Reason
from releases.step import READ_LOG, require
from releases.wording import exact

if TYPE_CHECKING:
    from django.contrib.auth.models import User

S = Event.Step
AT_THE_DESK = "Kept at the desk."
# The steps whose reason may be read by whoever reads the log. Of any other, and of any that comes later, it may not.
REASONS_OF = frozenset({
    S.IMPORTED, S.SAVED, S.SUBMITTED, S.RETURNED, S.SIGNED, S.PUBLISHED_ALONE, S.LOOKED, S.HELD, S.RELEASED, S.MOVED,
    S.LIFTED_EARLY, S.TAKEN_DOWN, S.PART_TAKEN_DOWN, S.RESTORED, S.WITHDRAWN, S.RESTORED_AS_DRAFT, S.LOG_TAKEN_OUT,
    S.EVIDENCE_TAKEN_OUT, S.PRUNED,
})  # fmt: skip
# Reasons from the list of a take-down that say what is nobody's business outside.
KEPT_REASONS = (Reason.SAFETY.label, Reason.IDENTIFIES.label, Reason.CONSENT.label, Reason.COURT.label)
AT_A_TIME = 500  # events read, and looked through for names, by one set of queries
# A spreadsheet takes a cell that begins so for a formula, and runs it (OWASP, CSV injection); full-width signs too.
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # meant


@dataclass(frozen=True)
class Entry:
    """An event as the log tells it. Every field is words; the names of the fields head the columns."""

    instant_utc: str
    instant_in_the_newsroom: str
    release: str
    address: str
    edition: str
    step: str
    person: str
    account: str
    reason: str
    changed: str
    before: str
    after: str


@dataclass(frozen=True)
class Asked:
    """What the log is asked for. Days are days of the newsroom, both included."""

    person: int | None = None
    step: str = ""
    since: date | None = None
    until: date | None = None
    release: str = ""

    @property
    def named(self) -> list[str]:
        """Which questions were asked, for the log of who took it out; not with what words."""
        return [field.name for field in fields(self) if getattr(self, field.name)]


def events(asked: Asked) -> QuerySet[Event]:
    """The events that were asked for, newest first."""
    found = Event.objects.select_related("release", "actor", "edition").defer("edition__document", "release__source")
    if asked.person:
        found = found.filter(actor=asked.person)
    if asked.step:
        found = found.filter(step=asked.step)
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(date.fromordinal(asked.until.toordinal() + 1)))
    if words := asked.release.strip():
        slug = words.rstrip("/").rpartition("/")[2].removesuffix(".txt")
        of_release = Q(release__slug=slug) | Q(release__headline__icontains=words)
        if words.isascii() and words.isdecimal() and len(words) < 10:
            of_release |= Q(release=int(words))
        found = found.filter(of_release)
    return found.order_by("-at", "-pk")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), timezone.get_default_timezone())


def entries(some: Sequence[Event]) -> list[Entry]:
    """The events as the log tells them. The names are looked for once for all of them."""
    masked = protected.masked({event.release_id for event in some if event.release_id})
    return [entry(event, masked) for event in some]


def entry(event: Event, masked: protected.Masked) -> Entry:
    details, who, release = event.details, event.actor, event.release
    return Entry(
        instant_utc=event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        instant_in_the_newsroom=exact(event.at),
        release=masked.whole(release.headline) if release else "",
        address=f"/releases/{masked.whole(release.slug)}/" if release and not release.removed_at else "",
        edition=str(event.edition.number) if event.edition else "",
        step=str(event.get_step_display()),
        person=_person(event),
        account=who.get_username() if who else "",
        reason=masked.typed(reason_of(event), event.release_id),
        changed=", ".join(details.get("changed", [])),
        before=_stood(details, "before", "sha256_before"),
        after=_stood(details, "after", "sha256"),
    )


def _person(event: Event) -> str:
    """A colleague's name. Who answered by a link is not named here, for it may have been a protected person; who made
    the link is."""
    if event.actor is None and (by := str(event.details.get("by") or "")):
        return by if by.startswith(f"{LINK_HOLDER} that ") else LINK_HOLDER
    return event.who if event.actor else "a command"


def reason_of(event: Event) -> str:
    """The reason, or that it is kept at the desk."""
    if event.reason and (event.step not in REASONS_OF or event.reason.startswith(KEPT_REASONS)):
        return AT_THE_DESK
    return event.reason


def _stood(details: dict[str, Any], side: str, sha256: str) -> str:
    """How it stood before, or after: state, instant, edition, hash; nothing else of what an event may hold."""
    how = details.get(side)
    words = [_of_edition(each) for each in (how if isinstance(how, list) else [how]) if isinstance(each, dict)]
    if "time" in details:
        words.append(f"time {details['time'].get(side) or 'not set'}")
    if details.get(sha256):
        words.append(f"sha256 {details[sha256]}")
    return "; ".join(words)


def _of_edition(how: dict[str, Any]) -> str:
    told = ("edition", "state", "public_at", "superseded_at", "sha256")
    return ", ".join(f"{key.replace('_', ' ')} {how[key]}" for key in told if how.get(key))


# --- as a file --------------------------------------------------------------------------------------------------------


class _Written:
    """What csv writes to: it hands each line back, to be sent as it comes."""

    def write(self, line: str) -> str:
        return line


def neutralised(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what would begin one."""
    return f"'{cell}" if cell.startswith(FORMULAS) or cell.lstrip().startswith(FORMULAS) else cell


def as_csv(found: QuerySet[Event]) -> Iterator[bytes]:
    """The log as CSV (RFC 4180; UTF-8 with a byte order mark, which Excel asks for), in pieces as it is read."""
    writer = csv.writer(_Written(), quoting=csv.QUOTE_ALL)
    heads = [field.name.replace("_", " ").capitalize() for field in fields(Entry)]
    yield b"\xef\xbb\xbf" + str(writer.writerow(heads)).encode()
    for some in _in_portions(found):
        for told in entries(some):
            yield str(writer.writerow([neutralised(cell) for cell in astuple(told)])).encode()


def _in_portions(found: QuerySet[Event]) -> Iterator[list[Event]]:
    portion: list[Event] = []
    for event in found.iterator(chunk_size=AT_A_TIME):
        portion.append(event)
        if len(portion) == AT_A_TIME:
            yield portion
            portion = []
    if portion:
        yield portion


@transaction.atomic
def take_out(*, actor: "User", asked: Asked) -> QuerySet[Event]:
    """The events that are taken out as a file; that they were, by whom and by what questions, is an event itself."""
    require(actor, READ_LOG)
    at = timezone.now()
    Event.objects.create(
        step=S.LOG_TAKEN_OUT, actor=actor, at=at, details={"asked": asked.named, "events": events(asked).count()}
    )
    return events(asked).filter(at__lt=at)
