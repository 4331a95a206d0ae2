"""Legal clearance: anyone of the desk may mark a text, and one who may clear texts clears exactly what they read.

Marking stops something, so it takes one person; what starts it again, clearing the text or taking the mark away, takes
the right to clear. A marked text is signed by nobody before, not even alone in an emergency: a name or an allegation
that a court forbids cannot be called back, and everything that takes words away (hold, take down, remove, withdraw)
needs no clearance. What was cleared is bound by a hash to the whole text and the public note, and before the first
signature to the address, which is public as long as the text is; a change voids it.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from releases import document, wording
from releases.models import Clearance, Edition, Event, Release
from releases.refusal import Refusal
from releases.step import CHANGE, locked, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

CLEAR = "releases.clear_legally"
LONGEST = 600  # characters
SIGNINGS = (Event.Step.SIGNED, Event.Step.PUBLISHED_ALONE)


def fingerprint(release: Release) -> str:
    """SHA-256 of all that would be public: the document, the note of a correction, and an address that nobody signed
    yet, which a name can stand in as well as in a headline."""
    slug = "" if release.editions.exists() else release.slug
    return _hash(document.freeze(release), release.change_note, slug)


def is_cleared_edition(edition: Edition, mark: Clearance) -> bool:
    """Whether exactly this signed text was cleared since the mark was made: after it was signed, or for its signing."""
    text = _as_signed(edition)
    body = document.read(text.document)
    if mark.sha256 and mark.sha256 in {_hash(body, text.note, slug) for slug in ("", text.slug)}:
        return True
    cleared = (event.details.get("cleared_at") for event in text.events.filter(step__in=SIGNINGS))
    return any(datetime.fromisoformat(at) >= mark.asked_at for at in cleared if at)


def missing_of(edition: Edition) -> list[str]:
    """What stands between a signed text and its becoming public. A withdrawal has no words to clear."""
    mark = Clearance.objects.filter(release=edition.release_id).first()
    if mark is None or edition.withdrawn or is_cleared_edition(edition, mark):
        return []
    return [
        f"“{edition.headline}” is marked for legal clearance (“{mark.reason}”), and edition {edition.number} was not "
        "cleared as it was signed. Have exactly its text and note cleared first, or the mark taken away; or sign off a "
        "cleared text in its place."
    ]


def mark_of(release: Release) -> Clearance | None:
    """The mark on the release, if there is one."""
    return getattr(release, "clearance", None)


def is_cleared(release: Release, mark: Clearance) -> bool:
    """Whether the text as it stands is the one that was cleared."""
    return bool(mark.sha256) and mark.sha256 == fingerprint(release)


def missing(release: Release) -> list[str]:
    """What stands between a marked text and its sign-off."""
    mark = mark_of(release)
    if mark is None or is_cleared(release, mark):
        return []
    if mark.cleared_at is None:
        return [f"It is marked for legal clearance (“{mark.reason}”), and nobody has cleared it yet."]
    return [
        f"It was changed after it was legally cleared ({wording.day_and_clock(mark.cleared_at)}). The text as it "
        f"stands has to be cleared again (“{mark.reason}”)."
    ]


def on_record(release: Release) -> dict[str, Any]:
    """What the event of a sign-off keeps: who had cleared this text, and when."""
    mark = mark_of(release)
    if mark is None or mark.cleared_at is None:
        return {}
    return {"cleared_by": mark.cleared_by_id, "cleared_at": mark.cleared_at.isoformat()}


@transaction.atomic
def mark(*, release_id: int, actor: "User", reason: str) -> Clearance:
    """From now on no text of the release is signed off before it is cleared."""
    release = locked(release_id)
    require(actor, CHANGE)
    if mark_of(release):
        raise Refusal("It is marked for legal clearance already.")
    reason = _short(stated(reason))
    at = timezone.now()
    made = Clearance.objects.create(release=release, reason=reason, asked_by=actor, asked_at=at)
    log(release=release, step=Event.Step.CLEARANCE_ASKED, actor=actor, at=at, reason=reason)
    return made


@transaction.atomic
def clear(*, release_id: int, actor: "User", sha256: str, note: str = "") -> Clearance:
    """Clear the text with this hash: the one that was read. Raises Refusal when it has changed since."""
    release = locked(release_id)
    require(actor, CLEAR)
    made = _marked(release)
    if sha256 != fingerprint(release):
        raise Refusal("It was changed after you opened it. Read it again; nothing has been cleared.")
    made.sha256, made.saves, made.cleared_by, made.cleared_at = sha256, release.saves, actor, timezone.now()
    made.note = _short(note.strip())
    made.save(update_fields=["sha256", "saves", "cleared_by", "cleared_at", "note"])
    log(release=release, step=Event.Step.CLEARED, actor=actor, at=made.cleared_at, reason=made.note, sha256=sha256)
    return made


@transaction.atomic
def take_mark_away(*, release_id: int, actor: "User", reason: str) -> None:
    """It needs no clearance after all. That starts something, so it takes the right to clear."""
    release = locked(release_id)
    require(actor, CLEAR)
    made = _marked(release)
    log(release=release, step=Event.Step.CLEARANCE_DROPPED, actor=actor, at=timezone.now(), reason=stated(reason),
        marked_because=made.reason)  # fmt: skip
    made.delete()


def _as_signed(edition: Edition) -> Edition:
    """The edition whose signature these words have: what was taken down and put back is an edition anew."""
    gone = edition.based_on
    while gone and gone.withdrawn and gone.based_on and gone.based_on.sha256 == edition.sha256 and not edition.note:
        edition = gone.based_on
        gone = edition.based_on
    return edition


def _hash(body: document.Document, note: str, slug: str) -> str:
    public = {"document": body, "note": note.strip()} | ({"slug": slug} if slug else {})
    return document.fingerprint(document.canonical(public))


def _marked(release: Release) -> Clearance:
    made = mark_of(release)
    if made is None:
        raise Refusal("It is not marked for legal clearance.")
    return made


def _short(text: str) -> str:
    if len(text) > LONGEST:
        raise Refusal(f"That has {len(text)} characters, and {LONGEST} fit. Shorten it.")
    return text
