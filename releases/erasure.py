"""Erase words or a file everywhere this newsroom keeps them. Takes two people; what remains is that it happened.

The steps in `propose` and `carry_out` stand for the right to erasure (UK GDPR article 17) and for court orders. Signed
hashes are kept: they say that something was signed, and give no word of it back.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from reversion.models import Revision, Version

from releases import search
from releases.models import Asset, Edition, EditionAsset, Erasure, Event, Release, RetiredAddress, State
from releases.refusal import Refusal
from releases.step import ERASE, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

REMOVED = "[removed]"
OUT_OF_REACH = (
    "Feed readers, search engines and web archives that fetched it before: ask each of them.",
    "E-mails and downloads that people have.",
    "Backups of the database and of the uploads made before now: erase there when one is restored.",
    "Server logs hold addresses of pages; a word that stood in an address stands there until they are rotated.",
)
# Columns that identify rows, or are derived from what is erased by other means, or must never change.
_NOT_TEXT = {"sha256", "feed_id", "slug", "state", "kind", "change", "public_mode", "step"}


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
    """Overwrite what was proposed, in every table and in the stored file, and report where. A second person's step."""
    erasure = _open(erasure_id, actor)
    if erasure.proposed_by_id == actor.pk:
        raise Refusal("You proposed it yourself, so someone else decides.")
    at = timezone.now()
    words = [word for word in erasure.words.split("\n") if word]
    _refuse_if_an_address_holds(words)
    report = list(_overwrite_words(words)) if words else []
    if erasure.asset:
        report.append(_overwrite_file(erasure.asset))
    erasure.words, erasure.decided_by, erasure.decided_at, erasure.done = REMOVED if words else "", actor, at, True
    erasure.reason = replacer(words)(erasure.reason) if words else erasure.reason
    erasure.report = [*report, *(f"Not reached: {place}" for place in OUT_OF_REACH)]
    erasure.save()
    log(
        release=erasure.release, step=Event.Step.ERASED, actor=actor, at=at, reason=erasure.reason, erasure=erasure.pk,
        places=report,
    )  # fmt: skip
    return erasure


def replacer(words: list[str]) -> Callable[[str], str]:
    """A function that overwrites each of the words in a text, whatever its case, spacing or HTML escapes."""
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(_spelled(word) for word in longest_first), re.IGNORECASE)
    return lambda text: pattern.sub(REMOVED, text)


def _spelled(word: str) -> str:
    """The word as it may stand in stored text: any white space or tags between its words, either apostrophe."""
    gap = r"(?:\s|&nbsp;|<[^<>]{0,200}>|\\[nrt]|\\u00a0)+"
    apostrophe = r"(?:['’]|&#x27;|&#39;|\\u2019)"
    pieces = (re.escape(piece).replace("'", apostrophe).replace("’", apostrophe) for piece in word.split())
    return gap.join(pieces)


def _open(erasure_id: int, actor: "User") -> Erasure:
    erasure = Erasure.objects.select_for_update().get(pk=erasure_id)
    Release.objects.locked(erasure.release_id)
    require(actor, ERASE)
    if erasure.decided_at:
        raise Refusal("This has been decided already.")
    return erasure


def _refuse_if_an_address_holds(words: list[str]) -> None:
    """An address stands while its release does; removed releases give theirs up, remembered by fingerprint."""
    for release in Release.objects.all().only("slug", "headline", "removed_at"):
        if not any(slugify(word) and slugify(word) in release.slug for word in words):
            continue
        if release.removed_at is None and release.editions.exists():
            raise Refusal(
                f"The address of “{release.headline}” holds these words. Remove that release for safety first: an "
                "address that people use cannot be overwritten."
            )
        RetiredAddress.retire(release.slug)
        slug = f"removed-{release.uuid.hex}"
        Edition.objects.filter(release=release).update(slug=slug, erasures=F("erasures") + 1)
        Release.objects.filter(pk=release.pk).update(slug=slug)


def _overwrite_words(words: list[str]) -> Iterator[str]:
    """Every text column of every table of ours, the history of drafts and the admin's log; sentences for the report."""
    erase = replacer(words)
    yield from _editions(erase)
    for model in apps.get_models():
        if model._meta.app_label == "releases" and model not in (Edition, Erasure):
            yield from _rows(model, erase)
    for model in (Version, Revision, LogEntry):
        yield from _rows(model, erase)


def _editions(erase: Callable[[str], str]) -> Iterator[str]:
    """Signed texts change by an erasure alone, which counts itself; the trigger lets nothing else through."""
    count = 0
    for edition in Edition.objects.all().iterator():
        document = _erased_json(json.loads(edition.document), erase)
        text = json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        changed = {
            "headline": erase(edition.headline), "summary": erase(edition.summary), "note": erase(edition.note),
            "document": text, "emergency": erase(edition.emergency),
            "parts_taken_down": _erased_json(edition.parts_taken_down, erase),
        }  # fmt: skip
        if all(getattr(edition, column) == value for column, value in changed.items()):
            continue
        count += 1
        Edition.objects.filter(pk=edition.pk).update(**changed, erasures=F("erasures") + 1)
        edition = Edition.objects.get(pk=edition.pk)
        if not edition.withdrawn:
            search.index(edition)
    if count:
        yield f"Editions: {count}, their search entries too"


def _rows(model: type[models.Model], erase: Callable[[str], str]) -> Iterator[str]:
    columns = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.JSONField) and field.name not in _NOT_TEXT
    ]
    count = 0
    for row in model._default_manager.all().iterator() if columns else ():
        changed = {}
        for field in columns:
            before = getattr(row, field.attname)
            after = _erased_json(before, erase) if isinstance(field, models.JSONField) else erase(before or "")
            if after != before and not (before is None and not after):
                changed[field.attname] = after
        if changed:
            count += 1
            model._default_manager.filter(pk=row.pk).update(**changed)
    if count:
        yield f"{str(model._meta.verbose_name_plural).capitalize()}: {count}"


def _erased_json(value: Any, erase: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return erase(value)
    if isinstance(value, list):
        return [_erased_json(each, erase) for each in value]
    if isinstance(value, dict):
        # Addresses, numbers and identifiers stand; keys are ours.
        return {
            key: each if key in ("slug", "asset", "type") else _erased_json(each, erase) for key, each in value.items()
        }
    return value


def _overwrite_file(asset: Asset) -> str:
    """The stored bytes are overwritten where they lie before they are let go, renditions likewise, and the name too."""
    size = asset.size
    _overwrite_bytes(asset.file.storage, asset.file.name, size)
    for rendition in asset.renditions.all():
        _overwrite_bytes(rendition.file.storage, rendition.file.name, rendition.size)
    asset.renditions.all().delete()
    asset.file.save("removed", ContentFile(REMOVED.encode()), save=False)
    asset.size, asset.content_type, asset.width, asset.height = len(REMOVED), "text/plain", None, None
    asset.original_name = REMOVED
    asset.save()
    links = EditionAsset.objects.filter(asset=asset)
    links.update(state=State.VOID)
    return f"The stored file of {size} bytes, in {links.count()} editions"


def _overwrite_bytes(storage: Storage, name: str | None, size: int) -> None:
    if name and storage.exists(name):
        with storage.open(name, "r+b") as stored:
            stored.write(b"\0" * size)
        storage.delete(name)
