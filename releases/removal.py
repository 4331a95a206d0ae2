"""The steps after a text was public: take down, restore, withdraw what was taken down, remove.

Taking down is open to anyone on the desk, alone, with one press and a reason from a list; a second person looks
afterwards and restores, corrects or withdraws. Removal for safety or law leaves nothing at the address, for ever.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from releases import document, search
from releases.intervals import copy_to_links, lay_out
from releases.letting_out import require_nothing_since, require_nothing_since_of_parts
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
from releases.parts import CORRECTIONS, PartOfText, parts_of, same
from releases.refusal import Refusal
from releases.signoff import link_rows
from releases.step import CHANGE, SIGN, act_of_now, locked, locked_with_its_set, log, require, stated, stood

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


def kept_until(at: datetime) -> datetime:
    """Until when a cache may still hold what left at `at`: the end of that minute (newsroom.freshness)."""
    return at.replace(second=0, microsecond=0) + timedelta(minutes=1)


class _LiftedMeanwhile(Exception):
    """What was to follow became public while it was being stopped: the step begins anew, with the clock as it is."""


def take_down(*, release_id: int, actor: "User", reason: Reason, remark: str = "") -> Edition:
    """Remove what is public, whole, at once: a withdrawal that one person signs, flagged until a second has looked.

    What was to follow it is held, so that nothing comes back by itself. This step is never refused for being late:
    when the text that was to follow becomes public in the middle of it, that text is taken down.
    """
    while True:
        with suppress(_LiftedMeanwhile):
            return _take_down(release_id, actor, reason.label, _words(reason, remark))


@transaction.atomic
def _take_down(release_id: int, actor: "User", label: str, words: str) -> Edition:
    release = locked(release_id)
    require(actor, CHANGE)
    at = act_of_now(release_id)
    public = _public(release, at)
    following = list(Edition.objects.filter(release=release, state=State.SIGNED, public_at__gt=at))
    for edition in following:
        before = stood(edition)
        edition.state, edition.superseded_at = State.HELD, None
        edition.save(update_fields=["state", "superseded_at"])
        copy_to_links(edition)
        log(release=release, edition=edition, step=Event.Step.HELD, actor=actor, at=at, reason=label, before=before,
            after=stood(edition))  # fmt: skip
    gone = _say_gone(release, public, actor, at, note=BEING_LOOKED_AT, alone=words)
    log(release=release, edition=gone, step=Event.Step.TAKEN_DOWN, actor=actor, at=at, reason=words,
        **_in_place_of(public, gone))  # fmt: skip
    if any(edition.public_at <= timezone.now() for edition in following):
        raise _LiftedMeanwhile
    return gone


@transaction.atomic
def take_down_part(*, release_id: int, actor: "User", part: str, reason: Reason, remark: str = "") -> Edition:
    """Remove one part of what is public, and of what is signed or held to follow it; flagged likewise.

    A working text that still has it cannot be signed until it is taken out there too, or put back by a second person.
    """
    release = locked(release_id)
    require(actor, CHANGE)
    at = timezone.now()
    public = _public(release, at)
    chosen = next((p for p in parts_of(public) if p.key == part), None)
    if chosen is None:
        raise Refusal("That part is not in the text that is public now. Open the page again.")
    words = _words(reason, remark)
    if chosen.list == CORRECTIONS:
        left = _leave_out(Edition.objects.filter(release=release, number=chosen.index), chosen, None, actor, at, words)
    else:
        entry = document.read(public.document)[chosen.list][chosen.index]
        alive = Edition.objects.filter(release=release, number__gte=public.number).exclude(state=State.VOID)
        left = _leave_out(alive, chosen, entry, actor, at, words)
    lay_out(release)
    for edition in left:
        log(
            release=release, edition=edition, step=Event.Step.PART_TAKEN_DOWN, actor=actor, at=at, reason=words,
            part=chosen.key,
        )  # fmt: skip
    public.refresh_from_db()
    return public


@transaction.atomic
def restore(*, release_id: int, actor: "User", remark: str) -> Edition:
    """Put back, word for word, what one person took down: the whole, or the parts. Takes a second person."""
    release = locked(release_id)
    at = act_of_now(release_id)
    require(actor, SIGN)
    standing: Edition | None = Edition.objects.visible(at).filter(release=release).first()
    if standing and (lacking := _lacking_parts(release, standing)):
        _refuse_what_is_not_lent_any_more(lacking, at)
        return _put_back(lacking, standing, actor, at, remark)
    gone = _taken_down_by_another(release, actor, at)
    before = gone.based_on
    if before is None:
        raise Refusal("There is no text to put back.")
    require_nothing_since([before])
    again = Edition(
        release=release, number=_next_number(release), based_on=gone, slug=before.slug, kind=before.kind,
        headline=before.headline, summary=before.summary, document=before.document, sha256=before.sha256,
        change=Change.PROTECTIVE, day_only=before.day_only, desk=before.desk, public_mode=PublicMode.AS_SIGNED,
        at_once=True, public_at=at, first_public_at=before.first_public_at, year=before.year, signed_by=actor,
        signed_at=at, parts_taken_down=before.parts_taken_down, erasures=before.erasures,
        passage_keys=before.passage_keys, parts_end=before.parts_end,
    )  # fmt: skip
    lay_out(release, adding=again)
    link_rows(again)
    search.index(again)
    _carry_on_from(release, again)
    _looked(gone, actor, at)
    log(release=release, edition=again, step=Event.Step.RESTORED, actor=actor, at=at, reason=stated(remark),
        **_in_place_of(gone, again))  # fmt: skip
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
    log(release=release, edition=gone, step=Event.Step.WITHDRAWN, actor=actor, at=at, reason=gone.note,
        **_in_place_of(taken_down, gone))  # fmt: skip
    return gone


@transaction.atomic
def remove(*, release_id: int, actor: "User", reason: str) -> Release:
    """For safety or law: from this instant the address answers as one never used, and is never given out again.

    Open to anyone on the desk, alone: it only stops, and is refused at no instant, so that a text whose time comes in
    the middle of it may be seen until it commits. It leaves its set, which goes on without it, and it leaves the texts
    to the desk; `releases.erasure` ends those.
    """
    release = locked_with_its_set(release_id)[0]
    require(actor, CHANGE)
    at = timezone.now()
    before = []
    for edition in Edition.objects.filter(release=release).exclude(state=State.VOID):
        until = edition.superseded_at.isoformat() if edition.superseded_at else None
        before.append({"edition": edition.number, **stood(edition), "superseded_at": until})
        edition.state, edition.superseded_at = State.VOID, None
        edition.save(update_fields=["state", "superseded_at"])
        copy_to_links(edition)
    RetiredAddress.retire(release.slug)
    release.removed_at, release.state, release.set = at, WorkingState.DRAFT, None
    release.save(update_fields=["removed_at", "state", "set"])
    # What stood until now is known from here alone: the evidence file reads it.
    log(release=release, step=Event.Step.REMOVED, actor=actor, at=at, reason=stated(reason), before=before)
    return release


def _in_place_of(before: Edition, after: Edition) -> dict[str, Any]:
    """For the log: which edition stood before the public, and which stands there now."""
    return {
        "before": {"edition": before.number, "sha256": before.sha256},
        "after": {"edition": after.number, "sha256": after.sha256},
    }


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
    _carry_on_from(release, gone)
    return gone


def _carry_on_from(release: Release, edition: Edition) -> None:
    """The working text is a draft that follows this edition: no step here brought in words that it could undo."""
    Release.objects.filter(pk=release.pk).update(base=edition, state=WorkingState.DRAFT)


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


def _leave_out(
    editions: Iterable[Edition], chosen: PartOfText, entry: Any, actor: "User", at: datetime, reason: str
) -> list[Edition]:
    """Leave the entry out of each edition wherever in its document the very same entry stands; those that had it."""
    left = []
    for edition in editions:
        entries = document.read(edition.document)[chosen.list] if entry is not None else []
        where = [index for index, other in enumerate(entries) if same(other, entry)] or [chosen.index] * (entry is None)
        if leave_out(edition, [(chosen.list, index) for index in where], actor, at, reason):
            left.append(edition)
    return left


def leave_out(
    edition: Edition,
    parts: Iterable[tuple[str, int]],
    actor: "User",
    at: datetime,
    reason: str,
    *,
    flagged: bool = True,
) -> bool:
    """Leave the parts (list of the document, index there) out of the edition; whether any of them still stood in it.

    The caller holds the release's lock, lays it out afterwards and writes the event. Flagged for a second look, unless
    nobody will read the edition again.
    """
    if not (gone := [part for part in parts if part not in edition.parts_gone]):
        return False
    how = {"at": at.isoformat(), "by": actor.get_username(), "reason": reason}
    edition.parts_taken_down += [{"list": name, "index": index, **how} for name, index in gone]
    if flagged:
        # A second look that is still awaited for another reason stays awaited for both.
        earlier = edition.emergency if edition.emergency and edition.looked_at is None else ""
        edition.emergency, edition.looked_by, edition.looked_at = f"{earlier} {reason}".strip(), None, None
    write_parts(edition)
    return True


def _refuse_what_is_not_lent_any_more(editions: list[Edition], at: datetime) -> None:
    """Consent that has ended is recorded anew first: then a second person may put the words back."""
    for edition in editions:
        for part in edition.parts_taken_down:
            until = edition.lent_until.get((part["list"], part["index"]))
            if _may_come_back(part) and until and until <= at:
                raise Refusal(
                    "The consent for a part of it has ended, so it is not put back. If the person has agreed again, a "
                    "safety lead records that first."
                )


def _lacking_parts(release: Release, standing: Edition) -> list[Edition]:
    """What is public, what is to follow it, and earlier corrections shown with it, where a part is taken down."""
    return [
        edition
        for edition in Edition.objects.filter(release=release).exclude(state=State.VOID)
        if parts_to_put_back([edition], standing)
    ]


def parts_to_put_back(editions: Iterable[Edition], standing: Edition) -> list[dict[str, Any]]:
    """Of these editions of one release, the parts that lack while `standing` is public and that may come back."""
    return [
        part
        for edition in editions
        if edition.state != State.VOID
        for part in edition.parts_taken_down
        if _may_come_back(part) and (part["list"] == CORRECTIONS or edition.number >= standing.number)
    ]


def _may_come_back(part: dict[str, Any]) -> bool:
    return not (part.get("restored_at") or part.get("erased"))


def _put_back(editions: list[Edition], standing: Edition, actor: "User", at: datetime, remark: str) -> Edition:
    """Put back the parts that one person took down, everywhere. Takes a second person."""
    release = standing.release
    gone = [part for edition in editions for part in edition.parts_taken_down if _may_come_back(part)]
    if actor.get_username() in {part["by"] for part in gone}:
        raise Refusal("You took a part of it down yourself, so someone else looks at it and decides.")
    coming = {e.pk: {(p["list"], p["index"]) for p in e.parts_taken_down if _may_come_back(p)} for e in editions}
    require_nothing_since_of_parts(editions, coming)
    for edition in editions:
        edition.parts_taken_down = [
            part | {"restored_at": at.isoformat()} if _may_come_back(part) else part
            for part in edition.parts_taken_down
        ]
        edition.looked_by, edition.looked_at = actor, at
        write_parts(edition)
        log(release=release, edition=edition, step=Event.Step.RESTORED, actor=actor, at=at, reason=stated(remark))
    lay_out(release)
    standing.refresh_from_db()
    return standing


def write_parts(edition: Edition) -> None:
    """Store which parts are taken down or lent, and let links and search follow."""
    edition.save(update_fields=["parts_taken_down", "parts_end", "emergency", "looked_by", "looked_at"])
    edition.__dict__.pop("body", None)  # it was read with other parts
    copy_to_links(edition)
    if not edition.withdrawn:
        search.index(edition)


def _words(reason: Reason, remark: str) -> str:
    return f"{reason.label}. {remark.strip()}".strip()


def _next_number(release: Release) -> int:
    last = Edition.objects.filter(release=release).order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1
