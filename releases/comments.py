"""The steps of a comment: made on a release or on a passage, and settled. It stops nothing; who signs reads it."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from releases.document import plain
from releases.models import Comment, Event
from releases.refusal import Refusal
from releases.step import CHANGE, locked, log, require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST = 2000  # characters


@transaction.atomic
def comment(*, release_id: int, actor: "User", text: str, passage_id: int | None = None) -> Comment:
    """Say something about the text, or about the passage with this key."""
    release = locked(release_id)
    require(actor, CHANGE)
    text = text.strip()
    if not text:
        raise Refusal("Write the comment, and press again.")
    if len(text) > LONGEST:
        raise Refusal(f"The comment has {len(text)} characters, and {LONGEST} fit. Shorten it.")
    passage = next((p for p in release.passages.all() if p.pk == passage_id), None)
    if passage_id is not None and passage is None:
        raise Refusal("That passage is gone from the text. Comment on the whole text, or choose another passage.")
    at = timezone.now()
    made = Comment.objects.create(
        release=release, passage=passage, about=plain(passage.body)[:120] if passage else "", text=text, actor=actor,
        at=at,
    )  # fmt: skip
    log(release=release, step=Event.Step.COMMENTED, actor=actor, at=at, reason=text, comment=made.pk)
    return made


@transaction.atomic
def settle(*, comment_id: int, actor: "User") -> Comment:
    """It is dealt with. A speaker's wish that is settled has still not approved the words: their yes has to follow."""
    made = Comment.objects.get(pk=comment_id)
    release = locked(made.release_id)
    made.refresh_from_db()
    require(actor, CHANGE)
    if made.settled_at:
        raise Refusal("It has been settled already.")
    made.settled_by, made.settled_at = actor, timezone.now()
    made.save(update_fields=["settled_by", "settled_at"])
    log(release=release, step=Event.Step.COMMENT_SETTLED, actor=actor, at=made.settled_at, reason=made.text,
        comment=made.pk)  # fmt: skip
    return made
