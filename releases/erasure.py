"""Erase words or a file everywhere this newsroom keeps them. Takes two people; what remains is that it happened.

The steps in `propose` and `carry_out` stand for the right to erasure (UK GDPR article 17) and for court orders. Signed
hashes are kept: they say that something was signed, and give no word of it back.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from releases import erased_files, erased_words, remembering
from releases.models import Asset, Erasure, Event, Release
from releases.overwriting import REMOVED, eraser
from releases.refusal import Refusal
from releases.step import ERASE, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OUT_OF_REACH = (
    "Feed readers, search engines and web archives that fetched it before: ask each of them.",
    "E-mails and downloads that people have.",
    "Backups of the database and of the uploads made before now: erase there when one is restored.",
    "The free space and the logs of the database server: have the database rewritten (VACUUM FULL on PostgreSQL).",
    "The memory of other web server processes, until each has served something in a later minute, or was restarted.",
    "Server logs hold addresses of pages; a word that stood in an address stands there until they are rotated.",
)


@transaction.atomic
def propose(*, release_id: int, actor: "User", words: list[str], reason: str, asset: Asset | None = None) -> Erasure:
    """Ask for words (each at least three characters) or a file of a release to be erased."""
    release = Release.objects.locked(release_id)
    require(actor, ERASE)
    words = [" ".join(word.split()) for word in words if word.strip()]
    if not words and asset is None:
        raise Refusal("Say which words or which file. Enter one name or phrase a line.")
    if short := next((word for word in words if len(word) < 3), None):
        raise Refusal(f"“{short}” is too short to be erased without taking other words with it. Enter a longer phrase.")
    at = timezone.now()
    erasure = Erasure.objects.create(
        release=release, words="\n".join(words), asset=asset, reason=stated(reason), proposed_by=actor, proposed_at=at
    )
    log(release=release, step=Event.Step.ERASURE_PROPOSED, actor=actor, at=at, erasure=erasure.pk)
    return erasure


@transaction.atomic
def refuse(*, erasure_id: int, actor: "User") -> Erasure:
    """Turn a proposal down. The words it named are forgotten with it."""
    erasure = _open(erasure_id, actor)
    erasure.decided_by, erasure.decided_at, erasure.words = actor, timezone.now(), REMOVED
    erasure.save(update_fields=["decided_by", "decided_at", "words"])
    log(
        release=erasure.release, step=Event.Step.ERASURE_REFUSED, actor=actor, at=erasure.decided_at, erasure=erasure.pk
    )
    return erasure


@transaction.atomic
def carry_out(*, erasure_id: int, actor: "User") -> Erasure:
    """Overwrite what was proposed, in every table and in the stored file, and report where. A second person's step.

    Every release is locked first, always in the same order: no step writes the words anew from what it read before.
    """
    list(Release.objects.select_for_update().order_by("pk").values_list("pk"))
    erasure = _open(erasure_id, actor)
    if erasure.proposed_by_id == actor.pk:
        raise Refusal("You proposed it yourself, so someone else decides.")
    at = timezone.now()
    words = [word for word in erasure.words.split("\n") if word]
    report = list(erased_words.overwrite(words)) if words else []
    if erasure.asset:
        report += erased_files.overwrite(erasure.asset, actor, at)
    erasure.words, erasure.decided_by, erasure.decided_at, erasure.done = REMOVED if words else "", actor, at, True
    erasure.reason = eraser(words)(erasure.reason) if words else erasure.reason
    erasure.report = [*report, *(f"Not reached: {place}" for place in OUT_OF_REACH)]
    erasure.save()
    log(
        release=erasure.release, step=Event.Step.ERASED, actor=actor, at=at, reason=erasure.reason, erasure=erasure.pk,
        places=report,
    )  # fmt: skip
    transaction.on_commit(remembering.forget)
    transaction.on_commit(erased_words.leave_no_trace)
    return erasure


def _open(erasure_id: int, actor: "User") -> Erasure:
    """The proposal, locked: after its release, because another erasure that holds every release writes to it."""
    Release.objects.locked(Erasure.objects.get(pk=erasure_id).release_id)
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    require(actor, ERASE)
    if erasure.decided_at:
        raise Refusal("This has been decided already.")
    return erasure
