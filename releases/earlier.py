"""The texts of a release that can be read, compared and restored: the working text, its saves, and its editions.

Each has a key that stands in addresses: `now`, `save-12`, `edition-3`. A withdrawal holds no words and is none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from releases import document, saves
from releases.comparing import Text
from releases.models import Asset, Desk, Edition, Erasure, Event, Release, WorkingState
from releases.refusal import Refusal
from releases.step import CHANGE, act_of_now, locked, require, stated
from releases.wording import exact

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOW = "now"
LATEST = datetime.max.replace(tzinfo=UTC)
NOT_KEPT = "That text is not kept, or is kept no more. Open the history again and choose another."


@dataclass(frozen=True)
class Earlier:
    """A text that was kept: its key, what it is called at the desk, and since when it stands."""

    key: str
    name: str
    at: datetime | None  # None: the working text now
    read: Callable[[], Text]


def texts_of(release: Release) -> list[Earlier]:
    """Every text of a release that was read with its parts, newest first; each is read only when it is asked for."""
    of_editions = [
        _edition(edition) for edition in Edition.objects.filter(release=release, withdrawn=False).defer("document")
    ]
    of_saves = [
        Earlier(f"save-{save.pk}", f"Saved {exact(save.date_created)}", save.date_created, partial(saves.text_of, save))
        for save in saves.saves_of(release.pk)
    ]
    kept = sorted([*of_editions, *of_saves], key=lambda text: text.at or LATEST, reverse=True)
    return [Earlier(NOW, "The working text now", None, partial(saves.text_now, release)), *kept]


def _edition(edition: Edition) -> Earlier:
    name = f"Edition {edition.number}, signed {exact(edition.signed_at)}"
    return Earlier(f"edition-{edition.number}", name, edition.signed_at, partial(saves.text_of_edition, edition))


def named(release: Release, key: str) -> Earlier:
    """The text with this key. Raises Refusal when there is none."""
    found = next((text for text in texts_of(release) if text.key == key), None)
    if found is None:
        raise Refusal(NOT_KEPT)
    return found


@transaction.atomic
def restore_as_draft(*, release_id: int, actor: "User", key: str, seen_saves: int, reason: str) -> list[str]:
    """Make an earlier text the working text; sentences about what of it could not come back.

    What stood there is kept in the history. The edition that the working text carries on from stays the same, and so
    do the time, the set and the kind of change: a text of last week does not bring last week's embargo back. It is a
    draft then, and is signed off like any other. `seen_saves` is the count of saves that the person had before them.
    """
    release = locked(release_id)
    at = act_of_now(release_id)
    require(actor, CHANGE)
    reason = stated(reason)
    if release.saves != seen_saves:
        raise Refusal("It was changed after you opened this page. Look at the two texts again; nothing was restored.")
    chosen = named(release, key)
    text, now = chosen.read(), saves.text_now(release)
    body, left_out = _without_erased_files(text)
    if key == NOW or (body == now.document and text.desk_id == now.desk_id):
        raise Refusal("It is word for word what stands in the working text already. Nothing was restored.")
    _keep_what_stands(release, now, at)
    document.thaw(release, body, text.keys)
    release.desk = Desk.objects.filter(pk=text.desk_id or 0).first() or release.desk
    release.state, release.submitted_by = WorkingState.DRAFT, None
    release.last_editor, release.last_saved_at, release.saves = actor, at, release.saves + 1
    release.save(update_fields=["desk", "state", "submitted_by", "last_editor", "last_saved_at", "saves"])
    event = saves.keep(
        release_id, step_taken=Event.Step.RESTORED_AS_DRAFT, actor=actor, at=at, reason=reason, restored=key
    )
    if event.details["sha256"] != document.fingerprint(document.canonical(body)):
        left_out.append(
            "A person, a topic or a formatting of it is kept no more: compare the draft with the text you restored."
        )
    return left_out


def _without_erased_files(text: Text) -> tuple[document.Document, list[str]]:
    """The document without the files whose bytes were erased, or are stored no more; a sentence for each."""
    left_out = [f"The file “{title}” is stored no more and was left out." for title in text.gone]
    body = dict(text.document)
    uuids = {entry["asset"] for part in ("pictures", "files") for entry in body[part]}
    erased = Erasure.objects.filter(done=True, asset__isnull=False, asset__uploaded_at__lte=F("decided_at"))
    hashes = set(erased.values_list("asset__sha256", flat=True))
    stored = {str(a.uuid): a.sha256 for a in Asset.objects.filter(uuid__in=uuids)}
    for part in ("pictures", "files"):
        gone = [e for e in body[part] if e["asset"] not in stored or stored[e["asset"]] in hashes]
        left_out += [f"The file “{entry['title']}” was erased and was left out." for entry in gone]
        body[part] = [entry for entry in body[part] if entry not in gone]
    return body, left_out


def _keep_what_stands(release: Release, now: Text, at: datetime) -> None:
    """What is about to be replaced is kept already, but for what was written before saves were."""
    last = saves.newest(release.pk)
    if last is None or saves.text_of(last).sha256 != now.sha256:
        saves.store([release], actor=release.last_editor, at=release.last_saved_at or at)
