"""The steps of a consent record: record, cover more, renew, withdraw, see to its end, erase.

A consent that ends by its date takes its passage and picture away by itself (releases.lending). Withdrawing it does so
at once, everywhere, by one person. What has left comes back only by the second person who restores it or signs it.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from releases import document, erased_words, lending, wording
from releases.intervals import lay_out
from releases.models import Asset, Consent, ConsentEvent, Cover, Edition, Event, Release, State, Use
from releases.overwriting import REMOVED
from releases.parts import opening
from releases.references import what_is_told_by, what_is_wrong_with
from releases.refusal import Refusal
from releases.removal import Reason, leave_out, write_parts
from releases.step import locked, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SEE = "releases.see_consent"
KEEP = "releases.keep_consent"
ENDED_ALREADY = "It has ended already. If the person has agreed again, record that anew."
HAD_ENDED = "Its consent had ended."


@dataclass(frozen=True)
class Terms:
    """What was agreed, as a safety lead enters it."""

    reference: str
    uses: list[str]
    taken_by: str
    taken_on: date
    ends_on: date
    agreed: str = ""
    identifies: bool = False
    offence_england_wales: bool = False
    offence_scotland: bool = False
    offence_northern_ireland: bool = False
    waiver_sighted_by: str = ""
    waiver_sighted_on: date | None = None


@transaction.atomic
def record(*, release_id: int, actor: "User", terms: Terms, parts: list[str]) -> Consent:
    """Record what a person agreed to, for passages and pictures of a release: `passage:<key>` or `asset:<uuid>`."""
    release, carrying = _locked_with_files(release_id, parts)
    at = timezone.now()
    require(actor, KEEP)
    _check(terms, at)
    consent = Consent.objects.create(
        **{name: getattr(terms, name) for name in Terms.__dataclass_fields__ if name != "reference"},
        reference=terms.reference.strip(), ends_at=lending.end_of(terms.ends_on), recorded_by=actor, recorded_at=at,
    )  # fmt: skip
    _log(consent, ConsentEvent.Step.RECORDED, actor, at, ends_on=terms.ends_on.isoformat())
    _cover(consent, release, parts)
    for each in carrying:
        write_ends(each, actor, at)
    return consent


@transaction.atomic
def cover(*, consent_id: int, release_id: int, actor: "User", parts: list[str]) -> Consent:
    """Say that a consent on record covers passages and pictures of this release too."""
    release, carrying = _locked_with_files(release_id, parts)
    consent = _locked(consent_id, actor)
    at = timezone.now()
    if lending.has_ended(consent, at):
        raise Refusal(ENDED_ALREADY)
    _cover(consent, release, parts)
    for each in carrying:
        write_ends(each, actor, at)
    _log(consent, ConsentEvent.Step.COVERED, actor, at, release=release_id)
    return consent


@transaction.atomic
def renew(*, consent_id: int, actor: "User", taken_by: str, taken_on: date, ends_on: date, reason: str) -> Consent:
    """Give a consent that was not withdrawn a later end, agreed anew with the person.

    What it covers stays where it stands. What had left already stays away until a second person restores it.
    """
    consent, releases = _locked_with_releases(consent_id, actor)
    at = timezone.now()
    if consent.withdrawn_at:
        raise Refusal(ENDED_ALREADY)
    _check_dates(taken_by, taken_on, ends_on, at)
    if ends_on <= consent.ends_on:
        raise Refusal(f"It runs until {wording.day(consent.ends_on)} as it is. Enter a later day, or end it.")
    before = consent.ends_on
    consent.taken_by, consent.taken_on, consent.ends_on = taken_by.strip(), taken_on, ends_on
    consent.ends_at, consent.seen_by, consent.seen_at = lending.end_of(ends_on), None, None
    consent.save()
    _log(consent, ConsentEvent.Step.RENEWED, actor, at, stated(reason),
         before=before.isoformat(), after=ends_on.isoformat())  # fmt: skip
    for release in releases:
        write_ends(release, actor, at)
    return consent


@transaction.atomic
def withdraw(*, consent_id: int, actor: "User", remark: str = "") -> Consent:
    """The person takes it back: what it covers leaves every release at once, what is signed to come included.

    One person, one press. Flagged for a second look in each release; the release itself stays. The working texts keep
    the words and cannot be signed with them.
    """
    consent, releases = _locked_with_releases(consent_id, actor)
    at = timezone.now()
    if lending.has_ended(consent, at):
        raise Refusal("It has ended already, and what it covered has left.")
    consent.withdrawn_by, consent.withdrawn_at = actor, at
    consent.save(update_fields=["withdrawn_by", "withdrawn_at"])
    _log(consent, ConsentEvent.Step.WITHDRAWN, actor, at, remark.strip())
    for release in releases:
        _take_away(release, consent, actor, at)
    return consent


@transaction.atomic
def see_to(*, consent_id: int, actor: "User", remark: str = "") -> Consent:
    """Say that the releases were read again after it ended: the headline and the rest still stand without the part."""
    consent = _locked(consent_id, actor)
    at = timezone.now()
    if not lending.has_ended(consent, at):
        raise Refusal("It has not ended.")
    if consent.seen_at:
        raise Refusal("Someone has read them again already.")
    consent.seen_by, consent.seen_at = actor, at
    consent.save(update_fields=["seen_by", "seen_at"])
    _log(consent, ConsentEvent.Step.SEEN, actor, at, remark.strip())
    return consent


@transaction.atomic
def propose_erasing(*, consent_id: int, actor: "User") -> Consent:
    """Ask for a record to be erased: one that has ended, so that no words depend on it any more."""
    consent = _locked(consent_id, actor)
    at = timezone.now()
    if not lending.has_ended(consent, at):
        raise Refusal("It has not ended, and its words may be public. End it first.")
    if consent.erasing_by:
        raise Refusal("That has been proposed already. Someone else decides.")
    consent.erasing_by = actor
    consent.save(update_fields=["erasing_by"])
    _log(consent, ConsentEvent.Step.ERASING, actor, at)
    return consent


@transaction.atomic
def keep_after_all(*, consent_id: int, actor: "User") -> Consent:
    """Turn the erasure of a record down. One person is enough."""
    consent = _locked(consent_id, actor)
    if consent.erasing_by is None:
        raise Refusal("Nobody proposed to erase it.")
    consent.erasing_by = None
    consent.save(update_fields=["erasing_by"])
    _log(consent, ConsentEvent.Step.KEPT, actor, timezone.now())
    return consent


@transaction.atomic
def erase(*, consent_id: int, actor: "User") -> Consent:
    """Overwrite the record: reference, words, names, and what was said about it. A second person's step.

    What stays: that there was one, when it began and ended, who acted; and which words it had covered, as fingerprints,
    so that they do not come back by a signature.
    """
    erased_words.on_the_disk_too()
    consent = _locked(consent_id, actor)
    at = timezone.now()
    if consent.erasing_by is None:
        raise Refusal("Somebody proposes it first, and someone else erases.")
    if consent.erasing_by_id == actor.pk:
        raise Refusal("You proposed it yourself, so someone else decides.")
    if not lending.has_ended(consent, at):
        raise Refusal("It was renewed since. End it first.")
    consent.reference, consent.agreed, consent.uses, consent.taken_by = REMOVED, "", [], REMOVED
    consent.waiver_sighted_by = REMOVED if consent.waiver_sighted_by else ""
    consent.erased_by, consent.erased_at = actor, at
    consent.save()
    consent.events.update(reason="", details={})
    _log(consent, ConsentEvent.Step.ERASED, actor, at)
    transaction.on_commit(erased_words.leave_no_trace)
    return consent


def write_ends(release: Release, actor: "User", at: datetime) -> None:
    """Write into each edition until when its parts are lent. The caller holds the release's lock.

    What had left by `at` does not come back because a date was moved: it counts as taken down at the instant at which
    it left, and a second person restores it.
    """
    for edition in Edition.objects.filter(release=release).exclude(state=State.VOID):
        before = edition.lent_until
        edition.parts_end = lending.ends_of(edition)
        after = edition.lent_until
        back = [part for part, until in before.items() if until <= at and (part not in after or after[part] > at)]
        for part in back:
            leave_out(edition, [part], actor, before[part], HAD_ENDED, flagged=False)
        if before != after:
            write_parts(edition)
    lay_out(release)


def _take_away(release: Release, consent: Consent, actor: "User", at: datetime) -> None:
    in_force = Edition.objects.in_force(at).filter(release=release).first()
    for edition in Edition.objects.filter(release=release).exclude(state=State.VOID):
        covered = lending.consents_of(lending.text_of_edition(edition))
        parts = [part for part, consents in covered.items() if consent in consents]
        edition.parts_end = lending.ends_of(edition)
        read_by_nobody = in_force is not None and edition.number < in_force.number
        why = Reason.CONSENT.label
        if leave_out(edition, parts, actor, at, why, flagged=not (read_by_nobody or edition.withdrawn)):
            log(release=release, edition=edition, step=Event.Step.PART_TAKEN_DOWN, actor=actor, at=at, reason=why,
                part=", ".join(f"{name}:{index}" for name, index in parts))  # fmt: skip
    lay_out(release)


def _cover(consent: Consent, release: Release, parts: list[str]) -> None:
    if not parts:
        raise Refusal("Choose what it covers: the passages and pictures with this person.")
    offered = {part.key: part for part in coverable(release)}
    if any(part not in offered for part in parts):
        raise Refusal("That part is not in the text any more. Open the page again.")
    for key in parts:
        what, _, name = key.partition(":")
        asset = Asset.objects.get(uuid=name) if what == "asset" else None
        same: dict[str, Any] = (
            {"release": release, "passage": name} if asset is None else {"asset__sha256": asset.sha256}
        )
        # Of one person, what was agreed last is what holds.
        Cover.objects.filter(**same, consent__reference=consent.reference).delete()
        Cover.objects.create(
            consent=consent, release=release, passage=None if asset else name, asset=asset,
            fingerprint=offered[key].fingerprint,
        )  # fmt: skip


@dataclass(frozen=True)
class Coverable:
    """A part of the working text that a consent can cover."""

    key: str
    words: str
    fingerprint: str
    protected: bool
    part: lending.Part


def coverable(release: Release) -> list[Coverable]:
    """The passages, pictures and files of the working text, protected persons' statements first."""
    text = lending.text_of(release)
    found = []
    for index, (passage, key) in enumerate(zip(text.document["passages"], text.keys, strict=True)):
        speaker = passage.get("speaker", {})
        label = f"Statement {passage['number']}" if speaker else f"Passage {index + 1}"
        who = f" ({speaker['name'] or 'no name'})" if speaker else ""
        words = " ".join(passage["paragraphs"]) if speaker else passage["html"]
        found.append(
            Coverable(f"passage:{key}", f"{label}{who}: {opening(words)}", document.words_of(passage),
                      speaker.get("kind") == "protected", ("passages", index))
        )  # fmt: skip
    for name, label in (("pictures", "Picture"), ("files", "File")):
        for index, entry in enumerate(text.document[name]):
            found.append(Coverable(f"asset:{entry['asset']}", f"{label}: {entry['title']}", "", False, (name, index)))
    return sorted(found, key=lambda part: not part.protected)


def _check(terms: Terms, at: datetime) -> None:
    if wrong := what_is_wrong_with(terms.reference):
        raise Refusal(wrong)
    for words in (terms.agreed, terms.taken_by, terms.waiver_sighted_by):
        if wrong := what_is_told_by(words):
            raise Refusal(f"{wrong} Leave it in the case file.")
    if not terms.uses or any(use not in Use.values for use in terms.uses):
        raise Refusal("Tick what the person agreed to.")
    _check_dates(terms.taken_by, terms.taken_on, terms.ends_on, at)
    offence = terms.offence_england_wales or terms.offence_scotland or terms.offence_northern_ireland
    if terms.identifies and offence and not (terms.waiver_sighted_by.strip() and terms.waiver_sighted_on):
        raise Refusal(
            "The law keeps their name secret, and this shows who they are. Enter who has seen the written waiver, and "
            "when. Without one it must not show them."
        )
    if terms.waiver_sighted_on and terms.waiver_sighted_on > wording.local_day(at):
        raise Refusal("The waiver was sighted on a day that has not come. Enter the day on which it was.")


def _check_dates(taken_by: str, taken_on: date, ends_on: date, at: datetime) -> None:
    if not taken_by.strip():
        raise Refusal("Say who of our own staff has taken it.")
    if taken_on > wording.local_day(at):
        raise Refusal(f"{wording.day(taken_on)} has not come. Enter the day on which it was taken.")
    if lending.end_of(ends_on) <= at:
        raise Refusal(f"{wording.day(ends_on)} has passed. Enter the last day on which it holds.")


def _locked_with_files(release_id: int, parts: list[str]) -> tuple[Release, list[Release]]:
    """The release with its text, and every release that carries it or one of the files named; all locked, in the order
    of their keys, as an erasure locks them: no two steps wait for each other."""
    named = [part.removeprefix("asset:") for part in parts if part.startswith("asset:")]
    files = Asset.objects.filter(uuid__in=[name for name in named if _is_uuid(name)])
    keys = {release_id, *lending.releases_carrying(files.values("sha256"))}
    carrying = [Release.objects.locked(pk) for pk in sorted(keys)]
    return locked(release_id), carrying


def _locked_with_releases(consent_id: int, actor: "User") -> tuple[Consent, list[Release]]:
    """The record, and the releases that carry what it covers: locked first, in the order of their keys."""
    keys = lending.releases_of(Consent.objects.get(pk=consent_id))
    releases = [Release.objects.locked(pk) for pk in keys]
    consent = _locked(consent_id, actor)
    if lending.releases_of(consent) != keys:
        raise Refusal("What it covers changed at this very moment. Nothing was done; press again.")
    return consent, releases


def _is_uuid(text: str) -> bool:
    with suppress(ValueError):
        UUID(text)
        return True
    return False


def _locked(consent_id: int, actor: "User") -> Consent:
    """The record, locked: after any release, in every step."""
    require(actor, KEEP)
    consent = Consent.objects.select_for_update().get(pk=consent_id)
    if consent.erased_at:
        raise Refusal("This record was erased.")
    return consent


def _log(
    consent: Consent, step: ConsentEvent.Step, actor: "User", at: datetime, reason: str = "", **details: Any
) -> None:
    ConsentEvent.objects.create(consent=consent, step=step, actor=actor, at=at, reason=reason, details=details)
