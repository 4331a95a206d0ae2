"""The steps of a release: submit, return, sign off, publish alone, look, hold.

Each step is one function with keyword-only arguments and one transaction: it locks the release, reads everything again
under the lock, asks the clock after that, checks permission and state, and writes the event beside what it changed
(DESIGN.md, rule 10). A step that may not be taken raises Refusal with a sentence, and has written nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from releases import document, embargo, search, wording
from releases.blocks import blocks
from releases.intervals import copy_to_links, issued, lay_out
from releases.models import (
    GATE_COLUMNS,
    Change,
    Edition,
    EditionAsset,
    EditionSpeaker,
    EditionTopic,
    Event,
    PublicMode,
    Release,
    State,
    WorkingState,
)
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SIGN = "releases.sign_release"
CHANGE = "releases.change_release"


@dataclass(frozen=True)
class Seen:
    """What the signer had before them: the document's hash, and the count of saves, which covers desk and time."""

    sha256: str
    saves: int


def seen(release: Release) -> Seen:
    """What a person who looks at the release now has before them."""
    return Seen(document.fingerprint(document.canonical(document.freeze(release))), release.saves)


def log(
    *, release: Release, step: Event.Step, actor: "User | None", at: datetime, edition: Edition | None = None,
    reason: str = "", **details: Any,
) -> Event:  # fmt: skip
    """Write the event of a step, in the step's own transaction."""
    return Event.objects.create(
        release=release, edition=edition, step=step, actor=actor, at=at, reason=reason, details=details
    )


@transaction.atomic
def submit(*, release_id: int, actor: "User") -> Release:
    """Send the working text for sign-off. Raises Refusal while something blocks it."""
    release = _locked(release_id)
    at = timezone.now()
    _require(actor, CHANGE)
    if release.state == WorkingState.IN_REVIEW:
        raise Refusal("It has already been sent for sign-off.")
    _refuse_blocked(release, at)
    release.state, release.submitted_by = WorkingState.IN_REVIEW, actor
    release.save(update_fields=["state", "submitted_by"])
    log(release=release, step=Event.Step.SUBMITTED, actor=actor, at=at, sha256=seen(release).sha256)
    return release


@transaction.atomic
def return_to_draft(*, release_id: int, actor: "User", reason: str) -> Release:
    """Give the text back to its writer, with a reason. One person is enough: it stops something."""
    release = _locked(release_id)
    _require(actor, CHANGE)
    if release.state != WorkingState.IN_REVIEW:
        raise Refusal("It is a draft already.")
    release.state = WorkingState.DRAFT
    release.save(update_fields=["state"])
    log(release=release, step=Event.Step.RETURNED, actor=actor, at=timezone.now(), reason=_reason(reason))
    return release


@transaction.atomic
def sign(*, release_id: int, actor: "User", seen: Seen) -> Edition:
    """Freeze the working text as an edition: the second person's approval of exactly what they saw.

    Raises Refusal when the signer is the last editor, when the text or its time is not what they saw, or when something
    blocks it.
    """
    release = _locked(release_id)
    if release.last_editor_id == actor.pk:
        raise Refusal(
            "You edited this text last, so someone else has to sign it off. In an emergency you can publish it alone, "
            "with a reason; a second person then looks at it afterwards."
        )
    return _freeze(release, actor, seen, step=Event.Step.SIGNED)


@transaction.atomic
def publish_alone(*, release_id: int, actor: "User", seen: Seen, reason: str) -> Edition:
    """Sign off alone, in an emergency: with a reason, and a flag that stays until a second person has looked."""
    return _freeze(_locked(release_id), actor, seen, step=Event.Step.PUBLISHED_ALONE, emergency=_reason(reason))


@transaction.atomic
def look(*, edition_id: int, actor: "User", remark: str = "") -> Edition:
    """Take the flag off an edition that one person published alone: a second person has looked at it."""
    edition = Edition.objects.get(pk=edition_id)
    release = _locked(edition.release_id)
    edition.refresh_from_db()
    _require(actor, SIGN)
    if not edition.emergency or edition.looked_at:
        raise Refusal("Nobody is asked to look at this edition.")
    if actor.pk in {edition.signed_by_id, release.last_editor_id if release.base_id == edition.pk else None}:
        raise Refusal("You published or wrote it yourself, so someone else has to look at it.")
    edition.looked_by, edition.looked_at = actor, timezone.now()
    edition.save(update_fields=["looked_by", "looked_at"])
    log(release=release, edition=edition, step=Event.Step.LOOKED, actor=actor, at=edition.looked_at, reason=remark)
    return edition


def hold(*, edition_id: int, actor: "User", reason: str = "") -> list[Edition]:
    """Stop an edition that is not public yet, and those based on it. Anyone on the desk, alone; what was public stays.

    Refused within five seconds of the instant, and again as the last act before commit when fewer than two are left:
    a reader takes no lock, so a hold that commits after the instant would let the text flash.
    """
    with transaction.atomic():
        first = Edition.objects.get(pk=edition_id)
        release = _locked(first.release_id)
        _require(actor, CHANGE)
        at = timezone.now()
        held = _with_those_based_on_it(release, first)
        instant = min(edition.public_at for edition in held) if held else None
        if instant is None or instant <= at:
            raise Refusal("It is public already, so it cannot be held.")
        if instant - at < embargo.TOO_CLOSE:
            raise Refusal("It becomes public within seconds, too close to be held safely.")
        for edition in held:
            edition.state, edition.superseded_at = State.HELD, None
            edition.save(update_fields=["state", "superseded_at"])
            copy_to_links(edition)
            log(release=release, edition=edition, step=Event.Step.HELD, actor=actor, at=at, reason=reason,
                was_to_be_public_at=edition.public_at.isoformat())  # fmt: skip
        lay_out(release)
        release.state = WorkingState.DRAFT
        release.save(update_fields=["state"])
        if instant - timezone.now() < embargo.TOO_LATE_TO_COMMIT:
            raise Refusal("It became too late to hold it safely while the hold was being written.")
    return held


def _with_those_based_on_it(release: Release, first: Edition) -> list[Edition]:
    held: list[Edition] = []
    for edition in Edition.objects.filter(release=release, state=State.SIGNED).order_by("number"):
        if edition.pk == first.pk or edition.based_on_id in {h.pk for h in held}:
            held.append(edition)
    return held


def _freeze(release: Release, actor: "User", seen_by_signer: Seen, *, step: Event.Step, emergency: str = "") -> Edition:
    _require(actor, SIGN)
    at = timezone.now()
    if release.state != WorkingState.IN_REVIEW and step == Event.Step.SIGNED:
        raise Refusal("It has not been sent for sign-off. Its editor does that first.")
    if seen(release) != seen_by_signer:
        raise Refusal("It was changed after you opened it. Read it again; nothing has been signed.")
    _refuse_blocked(release, at)
    newest = _newest_signed(release)
    _refuse_other_base(release, newest)
    body = document.freeze(release)
    text = document.canonical(body)
    at_once = release.public_mode == PublicMode.AS_SIGNED
    public_at = at if at_once else release.wanted_at
    if public_at is None:  # blocks() has refused this; said again for the type checker and for ever
        raise Refusal("A time is to be set, and none is.")
    last = Edition.objects.filter(release=release).order_by("-number").first()
    first_public_at, day_only = _date_of(release, public_at)
    edition = Edition(
        release=release, number=last.number + 1 if last else 1, based_on=newest,
        slug=release.slug, kind=release.kind, headline=release.headline, summary=release.summary,
        document=text, sha256=document.fingerprint(text),
        change=release.change if last and newest else Change.FIRST,
        note=release.change_note.strip() if release.change == Change.CORRECTION and newest else "",
        day_only=newest.day_only if newest else day_only,
        desk=release.desk, public_mode=release.public_mode, at_once=at_once, public_at=public_at,
        first_public_at=first_public_at, year=wording.local(first_public_at).year,
        signed_by=actor, signed_at=at, emergency=emergency,
    )  # fmt: skip
    lay_out(release, adding=edition)
    _link(edition, release)
    search.index(edition)
    _carry_on_from(release, edition)
    log(release=release, edition=edition, step=step, actor=actor, at=at, reason=emergency, sha256=edition.sha256,
        public_at=public_at.isoformat(), public_mode=release.public_mode)  # fmt: skip
    return edition


def _date_of(release: Release, public_at: datetime) -> tuple[datetime, bool]:
    """The release's date, and whether only its day is known. A day that has not ended is not an old date."""
    issued_at = issued(release)
    if issued_at is None or wording.local_day(issued_at) >= wording.local_day(public_at):
        return public_at, False
    return issued_at, release.issued_on is not None


def _link(edition: Edition, release: Release) -> None:
    gate = {column: getattr(edition, column) for column in GATE_COLUMNS}
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic=topic, **gate) for topic in release.topics.all()
    )
    people = {p.spokesperson_id for p in release.passages.all() if p.spokesperson_id}
    EditionSpeaker.objects.bulk_create(
        EditionSpeaker(edition=edition, spokesperson_id=pk, **gate) for pk in sorted(people)
    )
    names = {entry["asset"]: entry for part in ("pictures", "files") for entry in edition.body[part]}
    assets = {a.asset for a in release.attachments.all()}
    EditionAsset.objects.bulk_create(
        EditionAsset(
            edition=edition, asset=asset, **gate, **{k: names[str(asset.uuid)][k] for k in ("name", "title")}
        )
        for asset in sorted(assets, key=lambda a: a.pk)
    )  # fmt: skip


def _carry_on_from(release: Release, edition: Edition) -> None:
    release.base, release.state, release.change, release.change_note = edition, WorkingState.DRAFT, "", ""
    release.public_mode, release.wanted_at, release.submitted_by = PublicMode.AS_SIGNED, None, None
    release.save(update_fields=["base", "state", "change", "change_note", "public_mode", "wanted_at", "submitted_by"])


def _newest_signed(release: Release) -> Edition | None:
    return Edition.objects.filter(release=release, state=State.SIGNED).order_by("-number").first()


def _refuse_other_base(release: Release, newest: Edition | None) -> None:
    """An edition is based on the one in force before it. A mended text of a held edition is; an older text is not."""
    base = release.base
    if newest is None or base is None or base.number >= newest.number:
        return
    raise Refusal(
        f"This text carries on from edition {base.number}, and edition {newest.number} has been signed since; signing "
        "it would undo that one without a word. Take up the newer text first."
    )


def _locked(release_id: int) -> Release:
    Release.objects.locked(release_id)
    return Release.with_text(release_id)


def _require(actor: "User", permission: str) -> None:
    if not (actor.is_active and actor.is_staff and actor.has_perm(permission)):
        raise Refusal("Your account may not do this. Ask an administrator of the newsroom.")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Give a reason; it is kept in the log.")
    return reason.strip()


def _refuse_blocked(release: Release, at: datetime) -> None:
    if found := blocks(release, at):
        raise Refusal(" ".join(found))
