"""The steps of a batch brought in: one person proposes it (releases.importing), another confirms it or turns it down.

Confirming signs every release that was public on the old site: its edition is dated as it was there
(`first_public_at`), and public from now on. It is written table by table, because a thousand sign-offs one after
another would hold the database for minutes. Whatever blocks a sign-off (a nearly-right helpline number, a missing
alternative text) leaves that release a draft, and says so.

Nothing of it is news. Whoever tells people of what is new leaves alone a first edition whose `first_public_at` is
before its `public_at`, and with it every release that `came_from` somewhere.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from releases import document, safety, saves, search, wording
from releases.blocks import blocks_to_sending
from releases.models import (
    GATE_COLUMNS,
    Asset,
    Batch,
    Change,
    Edition,
    EditionAsset,
    EditionSpeaker,
    EditionTopic,
    Event,
    PublicMode,
    Release,
    Topic,
    WorkingState,
)
from releases.refusal import Refusal
from releases.step import BRING_IN, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_A_TIME = 200  # releases locked, read and signed by one set of statements


@transaction.atomic
def confirm(*, batch_id: int, actor: "User") -> Batch:
    """Sign what was public before, in one transaction. Raises Refusal for who proposed it, and when it is decided."""
    batch = _open(batch_id, actor)
    if batch.proposed_by_id == actor.pk:
        raise Refusal("You proposed it, so someone else has to confirm it.")
    at = timezone.now()
    report: list[str] = []
    waiting = batch.items.filter(to_be_public=True).order_by("release").values_list("release", flat=True)
    keys = list(waiting)
    for start in range(0, len(keys), AT_A_TIME):
        releases = _locked(keys[start : start + AT_A_TIME])
        known = safety.with_records(releases)
        _sign([release for release in releases if _may_be_signed(release, actor, at, known, report)], batch, actor, at)
    batch.state, batch.decided_by, batch.decided_at, batch.report = Batch.State.CONFIRMED, actor, at, report
    batch.save(update_fields=["state", "decided_by", "decided_at", "report"])
    return batch


@transaction.atomic
def turn_down(*, batch_id: int, actor: "User", reason: str) -> Batch:
    """Take the batch away: its drafts go, save those that someone has worked on since. One person is enough."""
    batch = _open(batch_id, actor)
    reason = stated(reason)
    untouched = Q(saves=1, base__isnull=True, events__isnull=True, editions__isnull=True, covers__isnull=True)
    untouched &= Q(restrictions__isnull=True, case_links__isnull=True)
    releases = Release.objects.filter(untouched, came_from__batch=batch)
    assets = list(Asset.objects.filter(attachments__release__in=releases).distinct())
    gone = list(releases.values_list("pk", flat=True))
    Release.objects.filter(pk__in=gone).delete()
    saves.forget(gone)
    unused = [asset for asset in assets if not asset.attachments.exists() and not asset.links.exists()]
    batch.addresses.filter(Q(asset__in=unused) | Q(topic__isnull=False)).delete()
    for asset in unused:
        asset.delete()
        transaction.on_commit(lambda file=asset.file: file.storage.delete(file.name))  # type: ignore[misc]  # bound now
    batch.state, batch.decided_by, batch.decided_at = Batch.State.REFUSED, actor, timezone.now()
    batch.reason = reason
    batch.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    return batch


def _open(batch_id: int, actor: "User") -> Batch:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    require(actor, BRING_IN)
    if batch.state != Batch.State.PROPOSED:
        raise Refusal("This has been decided already.")
    return batch


def _locked(keys: Sequence[int]) -> list[Release]:
    """The releases with their text, read under their locks, in the order of their keys."""
    list(Release.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    return list(Release.objects.filter(pk__in=keys).select_related("desk").order_by("pk").with_parts())


def _may_be_signed(release: Release, actor: "User", at: datetime, known: set[int], report: list[str]) -> bool:
    """Whether it is signed with the batch; where not, the report says why."""
    if release.base_id or release.removed_at:
        return False  # signed by itself, or removed, since it was proposed
    why = ""
    if release.last_editor_id == actor.pk:
        why = "You have edited it since, so someone else signs it off."
    elif release.saves > 1 or release.state != WorkingState.DRAFT or not release.issued_at:
        # Who confirms the batch has seen what came, and nobody asks them to look again before they press.
        why = "It has been changed since, and is signed off by itself."
    elif release.pk in known:
        why = "Something is on record about people in it, so it is signed off by itself."
    elif found := blocks_to_sending(release, at, lends=False):  # its words were public where it came from
        why = " ".join(found)
    if why:
        report.append(f"“{release.headline}” stays a draft. {why}")
    return not why


def _sign(releases: Sequence[Release], batch: Batch, actor: "User", at: datetime) -> None:
    editions = Edition.objects.bulk_create(_edition_of(release, actor, at) for release in releases)
    topics = Topic.objects.in_bulk(field_name="slug")
    assets = {str(asset.uuid): asset for asset in Asset.objects.filter(attachments__release__in=releases)}
    EditionTopic.objects.bulk_create(
        EditionTopic(edition=edition, topic=topics[named["slug"]], **_gate(edition))
        for edition in editions
        for named in edition.body["topics"]
    )
    EditionSpeaker.objects.bulk_create(
        EditionSpeaker(edition=edition, spokesperson_id=person, **_gate(edition))
        for edition, release in zip(editions, releases, strict=True)
        for person in {p.spokesperson_id for p in release.passages.all() if p.spokesperson_id}
    )
    EditionAsset.objects.bulk_create(
        EditionAsset(
            edition=edition, asset=assets[uuid], name=named["name"], title=named["title"], **_gate(edition)
        )
        for edition in editions
        for uuid, named in _files_of(edition)
    )  # fmt: skip
    search.index_all(editions)
    for release, edition in zip(releases, editions, strict=True):
        release.base = edition
    Release.objects.bulk_update(releases, ["base"])
    Event.objects.bulk_create(
        Event(
            release=edition.release, edition=edition, step=Event.Step.SIGNED, actor=actor, at=at,
            reason="Confirmed with the batch it came in.",
            details={"batch": batch.pk, "sha256": edition.sha256, "proposed_by": batch.proposed_by_id,
                     "first_public_at": edition.first_public_at.isoformat()},
        )
        for edition in editions
    )  # fmt: skip


def _edition_of(release: Release, actor: "User", at: datetime) -> Edition:
    """The first edition: public from now on, and dated as it was where it came from (releases.intervals keeps that)."""
    body = document.freeze(release)
    text = document.canonical(body)
    issued_at = release.issued_at or at
    return Edition(
        release=release, number=1, slug=release.slug, kind=release.kind, headline=release.headline,
        summary=release.summary, document=text, sha256=document.fingerprint(text), change=Change.FIRST,
        desk=release.desk, public_mode=PublicMode.AS_SIGNED, at_once=True, public_at=at, first_public_at=issued_at,
        year=wording.local(issued_at).year, signed_by=actor, signed_at=at,
        passage_keys=[str(passage.key) for passage in release.passages.all()],
    )  # fmt: skip


def _gate(edition: Edition) -> dict[str, object]:
    return {column: getattr(edition, column) for column in GATE_COLUMNS}


def _files_of(edition: Edition) -> Iterator[tuple[str, dict[str, str]]]:
    yield from {entry["asset"]: entry for part in ("pictures", "files") for entry in edition.body[part]}.items()
