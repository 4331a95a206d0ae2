"""Every save of a working text is kept, by whatever way it came: the form, a text brought in, an earlier one restored.

A save is a revision of django-reversion: the rows of the release as they stood, with the person and the instant.
Whoever writes a working text ends with `keep`, or with `store` where many come at once. `text_of` reads a save back as
it was: its words from what was kept, never from what the rows say now.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import models, router
from django.db.models import QuerySet
from reversion.models import Revision, Version

from releases import document, step
from releases.comparing import Text, changed
from releases.models import (
    About,
    Asset,
    Attachment,
    Change,
    Desk,
    Edition,
    Event,
    NoteToEditors,
    Passage,
    PublicMode,
    Release,
    ReleaseSet,
    Spokesperson,
    Topic,
)
from releases.wording import day, instant_in_words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PARTS: dict[str, type[models.Model]] = {
    "passages": Passage, "notes": NoteToEditors, "abouts": About, "attachments": Attachment,
}  # fmt: skip
reversion.register(Release, follow=tuple(PARTS))
for part in PARTS.values():
    reversion.register(part)


def keep(
    release_id: int, *, step_taken: Event.Step, actor: "User | None", at: datetime, reason: str = "", **details: Any
) -> Event:
    """Keep the working text as it now stands, and log the step that made it so, with what changed since the last save.

    `at` is now, an aware instant. The caller holds the release's lock and has written every row.
    """
    release = Release.with_text(release_id)
    last = newest(release_id)
    save = store([release], actor=actor, at=at)[0]
    before, after = (text_of(last) if last else None), text_now(release)
    details |= {"save": save.pk, "sha256": after.sha256}
    if before is not None:
        details |= {"sha256_before": before.sha256, "changed": changed(before, after)}
        if before.public_at != after.public_at:
            details["time"] = {"before": _iso(before.public_at), "after": _iso(after.public_at)}
    return step.log(release=release, step=step_taken, actor=actor, at=at, reason=reason, **details)


def store(releases: Sequence[Release], *, actor: "User | None", at: datetime, remark: str = "") -> list[Revision]:
    """Keep the text of each release, read with its parts, in as few statements for many as for one."""
    saves = Revision.objects.bulk_create(Revision(date_created=at, user=actor, comment=remark) for _ in releases)
    database = router.db_for_write(Release)
    Version.objects.bulk_create(
        Version(
            revision=save, content_type=ContentType.objects.get_for_model(type(row)), object_id=str(row.pk),
            db=database, format="json", serialized_data=serializers.serialize("json", [row]), object_repr=str(row),
        )
        for save, release in zip(saves, releases, strict=True)
        for row in [release, *(row for name in PARTS for row in getattr(release, name).all())]
    )  # fmt: skip
    return saves


def saves_of(release_id: int) -> QuerySet[Revision]:
    """The saves that are kept of a release, newest first."""
    of_release = Version.objects.get_for_object_reference(Release, release_id)
    return Revision.objects.filter(pk__in=of_release.values("revision")).order_by("-date_created", "-pk")


def newest(release_id: int) -> Revision | None:
    """The last save, in the order in which they were made: a clock that was set back does not hide it."""
    return saves_of(release_id).order_by("-pk").first()


def forget(release_ids: Iterable[int]) -> int:
    """Delete every save of these releases, which are no more; how many there were."""
    of_releases = Version.objects.get_for_model(Release).filter(object_id__in=[str(pk) for pk in release_ids])
    return delete(of_releases.values_list("revision", flat=True))


def delete(keys: Iterable[int]) -> int:
    """Delete these saves with all their rows; how many there were."""
    keys = list(keys)
    Version.objects.filter(revision__in=keys).delete()
    return Revision.objects.filter(pk__in=keys).delete()[0]


# --- a text, as it stands and as it stood -----------------------------------------------------------------------------


def text_now(release: Release) -> Text:
    """The working text of a release that was read with its parts."""
    keys = tuple(str(passage.key) for passage in release.passages.all())
    return Text(document.freeze(release), _beside(release), release.wanted_at, release.desk_id, keys=keys)


def text_of_edition(edition: Edition) -> Text:
    """A signed text, whole: parts that were taken down from the public are in it."""
    desk = Desk.objects.filter(pk=edition.desk_id).first()
    beside = {
        "Kind": edition.get_kind_display(),
        "Address": edition.slug,
        "Press desk": desk.name if desk else "",
        "Public": f"{PublicMode(edition.public_mode).label}: {instant_in_words(edition.public_at)}",
        "What this change is": _change(edition.change),
        "Public note": edition.note,
    }
    body = document.read(edition.document)
    return Text(body, beside, edition.public_at, edition.desk_id, keys=tuple(edition.passage_keys))


def text_of(save: Revision) -> Text:
    """The text that a save kept, in the words and names of that day; a record deleted since is left out."""
    rows: dict[type[models.Model], list[dict[str, Any]]] = {Release: [], **{model: [] for model in PARTS.values()}}
    for version in save.version_set.select_related("content_type"):
        model = version.content_type.model_class()
        if model in rows:
            rows[model].append(version.field_dict)
    for model in PARTS.values():
        rows[model].sort(key=lambda row: (row["position"], row["id"]))
    whole = rows[Release][0]
    topic_ids = whole.pop("topics", [])
    release = Release(**whole)
    files = Asset.objects.in_bulk([row["asset_id"] for row in rows[Attachment]])
    gone = tuple(row["title"] for row in rows[Attachment] if row["asset_id"] not in files)
    body = document.written(
        release,
        passages=_passages(rows[Passage]),
        notes=[NoteToEditors(**row) for row in rows[NoteToEditors]],
        abouts=[About(**row) for row in rows[About]],
        attachments=[_attachment(row, files[row["asset_id"]]) for row in rows[Attachment] if row["asset_id"] in files],
        topics=Topic.objects.filter(pk__in=topic_ids),
    )
    keys = tuple(str(row["key"]) for row in rows[Passage])
    return Text(body, _beside(release), release.wanted_at, release.desk_id, gone, keys)


def _passages(rows: Iterable[dict[str, Any]]) -> list[Passage]:
    rows = list(rows)
    people = Spokesperson.objects.in_bulk([row["spokesperson_id"] for row in rows if row["spokesperson_id"]])
    return [
        Passage(**{k: v for k, v in row.items() if k != "spokesperson_id"},
                spokesperson=people.get(row["spokesperson_id"]))
        for row in rows
    ]  # fmt: skip


def _attachment(row: dict[str, Any], asset: Asset) -> Attachment:
    return Attachment(**{k: v for k, v in row.items() if k != "asset_id"}, asset=asset)


def _beside(release: Release) -> dict[str, str]:
    """What stands beside the words, for the desk. Sensitive records are named in no comparison."""
    desk = Desk.objects.filter(pk=release.desk_id or 0).first()
    together = ReleaseSet.objects.filter(pk=release.set_id or 0).first()
    mode = PublicMode(release.public_mode).label
    return {
        "Kind": release.get_kind_display(),
        "Address": release.slug,
        "Press desk": desk.name if desk else "",
        "Public": f"{mode}: {instant_in_words(release.wanted_at)}" if release.wanted_at else mode,
        "What this change is": _change(release.change),
        "Public note": release.change_note,
        "Embargo line as it was printed": release.embargo_wording,
        "Time compared with the embargo line": "Yes" if release.embargo_confirmed else "",
        "Day it first went out": day(release.issued_on) if release.issued_on else "",
        "Set": together.name if together else "",
    }


def _change(value: str) -> str:
    """A first edition is no change; the working text has no word for it."""
    return Change(value).label if value and value != Change.FIRST else ""


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
