"""The steps by which a text becomes an edition: submit, return, sign off, publish alone, look.

Each step is one function with keyword-only arguments and one transaction: it locks the release, reads everything again
under the lock, asks the clock after that, checks permission and state, and writes the event beside what it changed
(DESIGN.md, rule 10). A step that may not be taken raises Refusal with a sentence, and has written nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from releases import alone, clearance, document, lending, restrictions, search, statements, wording
from releases.blocks import blocks, blocks_to_sending, has_passed, is_publish_now
from releases.intervals import copy_to_links, date_of, lay_out
from releases.letting_out import bars, require_nothing_since
from releases.models import (
    GATE_COLUMNS,
    Asset,
    Change,
    Edition,
    EditionAsset,
    EditionSpeaker,
    EditionTopic,
    Event,
    PublicMode,
    Release,
    Spokesperson,
    State,
    Topic,
    WorkingState,
)
from releases.refusal import Refusal
from releases.step import (
    CHANGE,
    SIGN,
    act_of_now,
    locked,
    locked_with_its_set,
    log,
    must_still_be_to_come,
    require,
    stated,
    was_stopped,
)
from releases.warned import told_to

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Seen:
    """What the signer had before them: the document's hash, and the count of saves, which covers desk and time.

    `restrictions` is what they ticked as read of the reporting restrictions on it; empty where there are none.
    """

    sha256: str
    saves: int
    restrictions: str = ""


def seen(release: Release) -> Seen:
    """What a person who looks at the release now has before them."""
    return Seen(
        document.fingerprint(document.canonical(document.freeze(release))), release.saves,
        restrictions.fingerprint(restrictions.in_force(release, timezone.now())),
    )  # fmt: skip


@transaction.atomic
def submit(*, release_id: int, actor: "User") -> Release:
    """Send the working text for sign-off. Raises Refusal while something blocks it."""
    release = locked(release_id)
    at = timezone.now()
    require(actor, CHANGE)
    if release.state == WorkingState.IN_REVIEW:
        raise Refusal("It has already been sent for sign-off.")
    _refuse(blocks_to_sending(release, at))
    release.state, release.submitted_by = WorkingState.IN_REVIEW, actor
    release.save(update_fields=["state", "submitted_by"])
    log(
        release=release, step=Event.Step.SUBMITTED, actor=actor, at=at, sha256=seen(release).sha256, **told_to(release)
    )  # fmt: skip
    return release


@transaction.atomic
def return_to_draft(*, release_id: int, actor: "User", reason: str) -> Release:
    """Give the text back to its writer, with a reason. One person is enough: it stops something."""
    release = locked(release_id)
    require(actor, CHANGE)
    if release.state != WorkingState.IN_REVIEW:
        raise Refusal("It is a draft already.")
    release.state = WorkingState.DRAFT
    release.save(update_fields=["state"])
    log(release=release, step=Event.Step.RETURNED, actor=actor, at=timezone.now(), reason=stated(reason))
    return release


@transaction.atomic
def sign(*, release_id: int, actor: "User", seen: Seen, publish_now: str = "") -> Edition:
    """Freeze the working text as an edition: the second person's approval of exactly what they saw.

    `publish_now` is what they typed where the time that was set has passed: only PUBLISH NOW signs it then, and it is
    public from the exact now, as every act of now is. Raises Refusal when the signer is the last editor or made a link
    by which its words were approved, when the text or its time is not what they saw, or when something blocks it.
    """
    release = locked_with_its_set(release_id)[0]
    if release.last_editor_id == actor.pk:
        raise Refusal(
            "You edited this text last, so someone else has to sign it off. In an emergency you can publish it alone, "
            "with a reason; a second person then looks at it afterwards."
        )
    if answered := statements.by_link_of(release, actor.pk):
        raise Refusal(
            f"You made the link by which the words of {answered[0].speaker} were approved, and whoever has a link can "
            "answer it, so someone else has to sign it off. In an emergency you can publish it alone, with a reason; "
            "a second person then looks at it afterwards."
        )
    return _freeze(release, actor, seen, step=Event.Step.SIGNED, publish_now=publish_now)


@transaction.atomic
def publish_alone(*, release_id: int, actor: "User", seen: Seen, reason: str) -> Edition:
    """Sign off alone, in an emergency: with a reason, and a flag that stays until a second person has looked."""
    return _freeze(
        locked_with_its_set(release_id)[0], actor, seen, step=Event.Step.PUBLISHED_ALONE, emergency=stated(reason)
    )


@transaction.atomic
def look(*, edition_id: int, actor: "User", remark: str = "") -> Edition:
    """Take the flag off an edition that one person published alone: a second person has looked at it."""
    edition = Edition.objects.get(pk=edition_id)
    release = locked(edition.release_id)
    edition.refresh_from_db()
    require(actor, SIGN)
    if not edition.emergency or edition.looked_at:
        raise Refusal("Nobody is asked to look at this edition.")
    if actor in not_the_second(release, edition):
        raise Refusal("You published, wrote or took it down yourself, so someone else has to look at it.")
    edition.looked_by, edition.looked_at = actor, timezone.now()
    edition.save(update_fields=["looked_by", "looked_at"])
    log(release=release, edition=edition, step=Event.Step.LOOKED, actor=actor, at=edition.looked_at, reason=remark)
    return edition


def not_the_second(release: Release, edition: Edition) -> list[Any]:
    """Who acted alone, or wrote what one person published alone: not whom a second look is asked of."""
    acted = [event.actor for event in edition.events.filter(step__in=alone.STEPS).select_related("actor")]
    wrote = release.base_id == edition.pk and edition.events.filter(step=Event.Step.PUBLISHED_ALONE).exists()
    return [*acted, release.last_editor] if wrote else acted


def _freeze(
    release: Release, actor: "User", seen_by_signer: Seen, *, step: Event.Step, emergency: str = "",
    publish_now: str = "",
) -> Edition:  # fmt: skip
    """The edition of the working text, signed; held, when others of its set are not signed yet."""
    require(actor, SIGN)
    at = act_of_now(release.pk)
    if release.state != WorkingState.IN_REVIEW and step == Event.Step.SIGNED:
        raise Refusal("It has not been sent for sign-off. Its editor does that first.")
    now = seen(release)
    if (now.sha256, now.saves) != (seen_by_signer.sha256, seen_by_signer.saves):
        raise Refusal("It was changed after you opened it. Read it again; nothing has been signed.")
    if now.restrictions != seen_by_signer.restrictions:
        raise Refusal(restrictions.READ_FIRST)
    passed, told = {}, told_to(release)
    if has_passed(release, at) and is_publish_now(publish_now):
        passed = {"time_that_had_passed": str(release.wanted_at)}
        release.public_mode, release.wanted_at = PublicMode.AS_SIGNED, None
    _refuse(blocks(release, at))
    newest = newest_signed(release)
    _refuse_other_base(release, newest)
    edition = edition_of(release, newest, actor, at)
    edition.emergency = emergency
    others = _rest_of_the_set(release, edition, at)
    if others is None:
        edition.state = State.HELD
        edition.save(force_insert=True)
    else:
        lay_out(release, adding=edition)
        _let_go(others, edition, actor, at)
    link_rows(edition, like=newest if edition.withdrawn else None)
    if not edition.withdrawn:
        search.index(edition)
    _carry_on_from(release, edition)
    if newest and newest.withdrawn and newest.emergency and not newest.looked_at and newest.signed_by_id != actor.pk:
        # What was taken down by one person is answered by another's signature under a new text.
        Edition.objects.filter(pk=newest.pk).update(looked_by=actor, looked_at=at)
    if edition.withdrawn:
        step = Event.Step.WITHDRAWN
    log(release=release, edition=edition, step=step, actor=actor, at=at, reason=emergency or edition.note,
        sha256=edition.sha256, sha256_before=newest.sha256 if newest else None, state=edition.state,
        public_at=edition.public_at.isoformat(), public_mode=edition.public_mode, **passed, **told,
        **clearance.on_record(release), **statements.on_record(release))  # fmt: skip
    if not edition.at_once:
        must_still_be_to_come(edition.public_at)
    return edition


def edition_of(release: Release, newest: Edition | None, actor: "User | None", at: datetime) -> Edition:
    """The working text as an unsaved edition that follows `newest`; of a withdrawal, no word of it.

    `at` is now, an aware instant; `actor` is None in a preview, which is never saved.
    """
    change = Change(release.change or Change.MINOR) if newest else Change.FIRST
    withdrawn = change == Change.WITHDRAWAL
    body = document.emptied(release.kind, release.language) if withdrawn else document.freeze(release)
    text = document.canonical(body)
    at_once = release.public_mode == PublicMode.AS_SIGNED or release.wanted_at is None
    public_at = release.wanted_at if release.wanted_at and not at_once else at
    first_public_at, day_only = date_of(release, public_at)
    if newest:
        first_public_at, day_only = newest.first_public_at, newest.day_only
    last = Edition.objects.filter(release=release).order_by("-number").first()
    edition = Edition(
        release=release, number=last.number + 1 if last else 1, based_on=newest, slug=release.slug, kind=release.kind,
        headline=body["headline"], summary=body["summary"], document=text, sha256=document.fingerprint(text),
        change=change, withdrawn=withdrawn, desk=release.desk,
        note=release.change_note.strip() if change in {Change.CORRECTION, Change.WITHDRAWAL} else "",
        day_only=day_only,
        public_mode=release.public_mode, at_once=at_once, public_at=public_at, first_public_at=first_public_at,
        year=wording.local(first_public_at).year, signed_by=actor, signed_at=at,
        passage_keys=[] if withdrawn else [str(passage.key) for passage in release.passages.all()],
    )  # fmt: skip
    edition.parts_end = lending.ends_of(edition)
    return edition


def _rest_of_the_set(release: Release, edition: Edition, at: datetime) -> list[Edition] | None:
    """The held editions of the rest of the set that go out with this one; None when one of them is not signed yet.

    What is public already, or waits for the same instant, is not in the way. Raises Refusal when instants differ.
    """
    held: list[Edition] = []
    if release.set_id is None:
        return held
    for other in Release.objects.filter(set=release.set_id).exclude(pk=release.pk).order_by("pk"):
        newest = Edition.objects.filter(release=other).order_by("-number").first()
        # What a person holds is released by a person, and never by the signature under another text.
        if newest is None or newest.state == State.VOID or was_stopped(newest):
            return None
        if newest.state == State.SIGNED and newest.public_at <= at:
            continue
        if not (edition.at_once and newest.at_once) and newest.public_at != edition.public_at:
            raise Refusal(
                f"“{other.headline}” of the same set is signed for {wording.instant_in_words(newest.public_at)}. "
                "Releases of a set become public at one time: set the same, or move that one."
            )
        if newest.state == State.HELD:
            held.append(newest)
    return held


def _let_go(held: list[Edition], last_signed: Edition, actor: "User", at: datetime) -> None:
    """The set is complete: what waited for the last of it is in force at the same instant.

    Raises Refusal while something was said against one of them since it was signed. A withdrawal is not kept waiting
    by that: it takes words away, and leaves them held.
    """
    if last_signed.withdrawn:
        held = [edition for edition in held if not bars(edition)]
    require_nothing_since(held)
    for edition in held:
        edition.state, edition.public_at, edition.at_once = State.SIGNED, last_signed.public_at, last_signed.at_once
        lay_out(edition.release, moving=edition)
        log(release=edition.release, edition=edition, step=Event.Step.RELEASED, actor=actor, at=at,
            reason="The last of its set was signed off.", public_at=edition.public_at.isoformat())  # fmt: skip


def link_rows(edition: Edition, like: Edition | None = None) -> None:
    """Write the edition's dated links: to what its document names or, for a withdrawal, to what `like` linked to."""
    gate = {column: getattr(edition, column) for column in GATE_COLUMNS}
    if like is not None:
        topics = Topic.objects.filter(links__edition=like)
        people = Spokesperson.objects.filter(links__edition=like)
    else:
        body = edition.body_in_full
        said = [p["speaker"]["spokesperson"] for p in body["passages"] if p["type"] == "statement"]
        topics = Topic.objects.filter(slug__in=[topic["slug"] for topic in body["topics"]])
        people = Spokesperson.objects.filter(slug__in=[slug for slug in said if slug])
        _link_files(edition, gate)
    EditionTopic.objects.bulk_create(EditionTopic(edition=edition, topic=topic, **gate) for topic in topics)
    EditionSpeaker.objects.bulk_create(EditionSpeaker(edition=edition, spokesperson=p, **gate) for p in people)
    if edition.parts_end:
        copy_to_links(edition)


def _link_files(edition: Edition, gate: dict[str, Any]) -> None:
    named = {entry["asset"]: entry for part in ("pictures", "files") for entry in edition.body_in_full[part]}
    EditionAsset.objects.bulk_create(
        EditionAsset(
            edition=edition, asset=asset, **gate, **{k: named[str(asset.uuid)][k] for k in ("name", "title")}
        )
        for asset in Asset.objects.filter(uuid__in=list(named))
    )  # fmt: skip


def _carry_on_from(release: Release, edition: Edition) -> None:
    """The working text goes on from the edition. It keeps its time while that lies ahead: a text that is held and
    mended must not go out at once because nobody set its embargo anew."""
    release.base, release.state, release.change, release.change_note = edition, WorkingState.DRAFT, "", ""
    release.submitted_by = None
    if edition.at_once:
        release.public_mode, release.wanted_at = PublicMode.AS_SIGNED, None
    release.save(update_fields=["base", "state", "change", "change_note", "public_mode", "wanted_at", "submitted_by"])


def newest_signed(release: Release) -> Edition | None:
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


def _refuse(found: list[str]) -> None:
    if found:
        raise Refusal(" ".join(found))
