"""The steps after a text was public: take down, restore, withdraw what was taken down, remove.

Taking down is open to anyone on the desk, alone, with one press and a reason from a list; a second person looks
afterwards and restores, corrects or withdraws. Removal for safety or law leaves nothing at the address, for ever.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from releases import document, search
from releases.intervals import copy_to_links, lay_out
from releases.models import (
    Change,
    Edition,
    Event,
    PublicMode,
    Release,
    RetiredAddress,
    State,
    WorkingState,
)
from releases.refusal import Refusal
from releases.signoff import link_rows
from releases.step import CHANGE, SIGN, act_of_now, locked, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Reason(models.TextChoices):
    """Why something is taken down. For the log; the public page says only that it is being looked at."""

    SAFETY = "safety", "Someone may be in danger"
    IDENTIFIES = "identifies", "It identifies, or helps to identify, a protected person"
    CONSENT = "consent", "Someone has withdrawn their consent"
    COURT = "court", "Court order or live proceedings"
    WRONG = "wrong", "Something in it is wrong"
    EARLY = "early", "It went out by mistake"


BEING_LOOKED_AT = "This release has been taken down while we look at it again."
# The parts of a document that can be taken down one by one, and what the desk calls them.
PARTS = {"passages": "Passage", "pictures": "Picture", "files": "File"}


@dataclass(frozen=True)
class PartOfText:
    """A passage, picture or file of an edition's document: where it stands there, and how the desk may know it."""

    list: str
    index: int
    words: str

    @property
    def key(self) -> str:
        return f"{self.list}:{self.index}"


def parts_of(edition: Edition) -> list[PartOfText]:
    """What of an edition can be taken down by itself, without what is gone already."""
    whole = document.read(edition.document)
    gone = {(part["list"], part["index"]) for part in edition.parts_taken_down}
    return [
        PartOfText(name, index, f"{label} {index + 1}: {_opening(entry)}")
        for name, label in PARTS.items()
        for index, entry in enumerate(whole[name])
        if (name, index) not in gone
    ]


def kept_until(at: datetime) -> datetime:
    """Until when a cache may still hold what left at `at`: the end of that minute (newsroom.freshness)."""
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)


@transaction.atomic
def take_down(*, release_id: int, actor: "User", reason: Reason, remark: str = "") -> Edition:
    """Remove what is public, whole, at once: a withdrawal that one person signs, flagged until a second has looked.

    What was to follow it is held, so that nothing comes back by itself.
    """
    release = locked(release_id)
    require(actor, CHANGE)
    at = act_of_now(release_id)
    public = _public(release, at)
    for edition in Edition.objects.filter(release=release, state=State.SIGNED, public_at__gt=at):
        edition.state, edition.superseded_at = State.HELD, None
        edition.save(update_fields=["state", "superseded_at"])
        copy_to_links(edition)
        log(release=release, edition=edition, step=Event.Step.HELD, actor=actor, at=at, reason=reason.label)
    gone = _say_gone(release, public, actor, at, note=BEING_LOOKED_AT, alone=_words(reason, remark))
    log(release=release, edition=gone, step=Event.Step.TAKEN_DOWN, actor=actor, at=at, reason=_words(reason, remark))
    return gone


@transaction.atomic
def take_down_part(*, release_id: int, actor: "User", part: str, reason: Reason, remark: str = "") -> Edition:
    """Remove one passage, picture or file of what is public, and of what is signed to follow it; flagged likewise."""
    release = locked(release_id)
    require(actor, CHANGE)
    at = timezone.now()
    public = _public(release, at)
    chosen = next((p for p in parts_of(public) if p.key == part), None)
    if chosen is None:
        raise Refusal("That part is not in the text that is public now. Open the page again.")
    entry = document.read(public.document)[chosen.list][chosen.index]
    for edition in Edition.objects.filter(release=release, state=State.SIGNED, number__gte=public.number):
        _leave_out(edition, chosen.list, entry, actor, at, _words(reason, remark))
    lay_out(release)
    log(
        release=release, edition=public, step=Event.Step.PART_TAKEN_DOWN, actor=actor, at=at,
        reason=_words(reason, remark), part=chosen.key,
    )  # fmt: skip
    public.refresh_from_db()
    return public


@transaction.atomic
def restore(*, release_id: int, actor: "User", remark: str) -> Edition:
    """Put back, word for word, what one person took down. Takes a second person."""
    release = locked(release_id)
    at = act_of_now(release_id)
    gone = _taken_down_by_another(release, actor, at)
    before = gone.based_on
    if before is None:
        raise Refusal("There is no text to put back.")
    again = Edition(
        release=release, number=_next_number(release), based_on=gone, slug=before.slug, kind=before.kind,
        headline=before.headline, summary=before.summary, document=before.document, sha256=before.sha256,
        change=Change.PROTECTIVE, day_only=before.day_only, desk=before.desk, public_mode=PublicMode.AS_SIGNED,
        at_once=True, public_at=at, first_public_at=before.first_public_at, year=before.year, signed_by=actor,
        signed_at=at, parts_taken_down=before.parts_taken_down, erasures=before.erasures,
    )  # fmt: skip
    lay_out(release, adding=again)
    link_rows(again)
    search.index(again)
    _looked(gone, actor, at)
    log(release=release, edition=again, step=Event.Step.RESTORED, actor=actor, at=at, reason=stated(remark))
    return again


@transaction.atomic
def withdraw(*, release_id: int, actor: "User", public_reason: str) -> Edition:
    """Withdraw, with a public reason, what one person took down. Takes a second person.

    (A live release is withdrawn by signing that change off like any other; see releases.signoff.)
    """
    release = locked(release_id)
    at = act_of_now(release_id)
    taken_down = _taken_down_by_another(release, actor, at)
    gone = _say_gone(release, taken_down, actor, at, note=stated(public_reason))
    _looked(taken_down, actor, at)
    log(release=release, edition=gone, step=Event.Step.WITHDRAWN, actor=actor, at=at, reason=gone.note)
    return gone


@transaction.atomic
def remove(*, release_id: int, actor: "User", reason: str) -> Release:
    """For safety or law: from this instant the address answers as one never used, and is never given out again.

    Open to anyone on the desk, alone: it only stops. It leaves the texts to the desk; `releases.erasure` ends those.
    """
    release = locked(release_id)
    require(actor, CHANGE)
    at = timezone.now()
    for edition in Edition.objects.filter(release=release).exclude(state=State.VOID):
        edition.state, edition.superseded_at = State.VOID, None
        edition.save(update_fields=["state", "superseded_at"])
        copy_to_links(edition)
    RetiredAddress.retire(release.slug)
    release.removed_at, release.state = at, WorkingState.DRAFT
    release.save(update_fields=["removed_at", "state"])
    log(release=release, step=Event.Step.REMOVED, actor=actor, at=at, reason=stated(reason))
    return release


def _public(release: Release, at: datetime) -> Edition:
    edition: Edition | None = Edition.objects.visible(at).filter(release=release).first()
    if edition is None:
        raise Refusal("It is not public. What is to become public can be held instead.")
    return edition


def _say_gone(
    release: Release, based_on: Edition, actor: "User", at: datetime, *, note: str, alone: str = ""
) -> Edition:
    text = document.canonical(document.emptied(release.kind, release.language))
    gone = Edition(
        release=release, number=_next_number(release), based_on=based_on, slug=based_on.slug, kind=based_on.kind,
        headline="", summary="", document=text, sha256=document.fingerprint(text), change=Change.WITHDRAWAL,
        withdrawn=True, note=note, day_only=based_on.day_only, desk=based_on.desk, public_mode=PublicMode.AS_SIGNED,
        at_once=True, public_at=at, first_public_at=based_on.first_public_at, year=based_on.year, signed_by=actor,
        signed_at=at, emergency=alone,
    )  # fmt: skip
    lay_out(release, adding=gone)
    # It stays in the feeds that had carried the release: of its topics, and of the people it quoted.
    link_rows(gone, like=based_on)
    Release.objects.filter(pk=release.pk).update(state=WorkingState.DRAFT)
    return gone


def _taken_down_by_another(release: Release, actor: "User", at: datetime) -> Edition:
    require(actor, SIGN)
    gone: Any = Edition.objects.in_force(at).filter(release=release, withdrawn=True).first()
    if gone is None or not gone.emergency or gone.looked_at:
        raise Refusal("Nothing was taken down here that a second person is asked to look at.")
    if gone.signed_by_id == actor.pk:
        raise Refusal("You took it down yourself, so someone else looks at it and decides.")
    found: Edition = gone
    return found


def _looked(edition: Edition, actor: "User", at: datetime) -> None:
    Edition.objects.filter(pk=edition.pk).update(looked_by=actor, looked_at=at)


def _leave_out(edition: Edition, name: str, entry: Any, actor: "User", at: datetime, reason: str) -> None:
    """Leave the entry out of an edition, wherever in its document the very same entry stands."""
    gone = [
        {"list": name, "index": index, "at": at.isoformat(), "by": actor.get_username(), "reason": reason}
        for index, other in enumerate(document.read(edition.document)[name])
        if _same(other, entry)
    ]
    if not gone:
        return
    edition.parts_taken_down = [*edition.parts_taken_down, *gone]
    edition.emergency, edition.looked_by, edition.looked_at = reason, None, None
    edition.save(update_fields=["parts_taken_down", "emergency", "looked_by", "looked_at"])
    copy_to_links(edition)
    search.index(edition)


def _same(one: Any, other: Any) -> bool:
    if "asset" in one or "asset" in other:
        return bool(one.get("asset") == other.get("asset"))
    return {**one, "number": 0} == {**other, "number": 0}


def _opening(entry: dict[str, Any]) -> str:
    words = entry.get("title") or document.plain(entry.get("html") or " ".join(entry.get("paragraphs", [])))
    return words if len(words) <= 70 else f"{words[:70].rpartition(' ')[0]} …"


def _words(reason: Reason, remark: str) -> str:
    return f"{reason.label}. {remark.strip()}".strip()


def _next_number(release: Release) -> int:
    last = Edition.objects.filter(release=release).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
