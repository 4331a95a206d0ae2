"""The steps by which a speaker says yes to their words: asked by a link, answered there, or recorded by the desk.

A link is a token of 256 random bits, shown once to whoever makes it; here only its hash is kept. Opening it does
nothing: mail scanners open links. It is spent by an answer with the speaker's surname, and is good while its words
stand in the text, for 48 hours at most. An answer comes from nobody who is signed in: the event of it has no actor, and
says who made the link: whoever had it may have been another than the speaker.
"""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction
from django.utils import timezone

from releases import statements, surnames, wording
from releases.models import Approval, ApprovalLink, Comment, Event, How, Release
from releases.models.approval import GOOD_FOR, LINK_HOLDER, TRIES
from releases.refusal import Refusal
from releases.statements import Said
from releases.step import CHANGE, locked, log, require, stated

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ASK_AGAIN = "Ask the press office for a new link."
LONGEST_WISH = 2000  # characters
Ending = ApprovalLink.Ending
Answer = TypeVar("Answer", Approval, Comment)


@dataclass(frozen=True)
class Asked:
    """What a link asks about. `said` is None when it asks no longer; `ended` says so, and what to do."""

    link: ApprovalLink
    said: Said | None = None
    ended: str = ""


# --- the desk --------------------------------------------------------------------------------------------------------


@transaction.atomic
def record(
    *, release_id: int, actor: "User", sha256: str, how: str, given_at: datetime | None = None, said_by: str = "",
    note: str = "",
) -> Approval:  # fmt: skip
    """Write down that the speaker of the statement with this hash said yes to it, how, and when (None: now)."""
    release = locked(release_id)
    at = timezone.now()
    require(actor, CHANGE)
    said = _statement(release, sha256)
    if how not in How.values or how == How.LINK:
        raise Refusal("Say how they approved it: by phone, by e-mail, in person.")
    if given_at and given_at > at:
        raise Refusal(f"{wording.instant_in_words(given_at)} lies ahead. Enter when they said yes, or leave it empty.")
    if said.is_protected and (said_by.strip() or note.strip()):
        raise Refusal("Write nothing here of whom you asked or where. That stands in the charity’s own case file.")
    approval = Approval(
        release=release, sha256=sha256, words=said.statement, how=how, said_by=_short(said_by, 160, "name"),
        note=_short(note, 600, "note"), given_at=given_at or at, recorded_by=actor, recorded_at=at,
    )  # fmt: skip
    approval.save(force_insert=True)
    log(release=release, step=Event.Step.APPROVAL_RECORDED, actor=actor, at=at, reason=_about(said), sha256=sha256,
        how=how, given_at=approval.given_at.isoformat())  # fmt: skip
    return approval


@transaction.atomic
def take_back(*, approval_id: int, actor: "User", reason: str) -> Approval:
    """The speaker no longer stands by their yes, and has told the desk. One person is enough: it stops something."""
    approval = Approval.objects.get(pk=approval_id)
    release = locked(approval.release_id)
    approval.refresh_from_db()
    require(actor, CHANGE)
    if approval.taken_back_at:
        raise Refusal("It has been taken back already.")
    approval.taken_back_by, approval.taken_back_at = actor, timezone.now()
    approval.taken_back_reason = _short(stated(reason), 600, "reason")
    approval.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_reason"])
    log(release=release, step=Event.Step.APPROVAL_TAKEN_BACK, actor=actor, at=approval.taken_back_at,
        reason=approval.taken_back_reason, sha256=approval.sha256)  # fmt: skip
    return approval


@transaction.atomic
def ask(*, release_id: int, actor: "User", sha256: str) -> tuple[str, ApprovalLink]:
    """A new link to the statement with this hash: its token, which is kept nowhere, and its row.

    It ends every earlier link of the release that no other statement of the text still asks by.
    """
    release = locked(release_id)
    at = timezone.now()
    require(actor, CHANGE)
    said = _statement(release, sha256)
    if said.is_protected:
        raise Refusal(
            "A protected person is sent no link: their phone may be watched. Ask them in the way that is safe for "
            "them, and record it."
        )
    others = {other.sha256 for other in statements.of(release, at)} - {sha256}
    release.approval_links.filter(ended="").exclude(sha256__in=others).update(ended=Ending.REPLACED, ended_at=at)
    token = secrets.token_urlsafe(32)
    link = ApprovalLink.objects.create(
        release=release, sha256=sha256, token_sha256=_hash(token), made_by=actor, made_at=at, expires_at=at + GOOD_FOR
    )
    log(release=release, step=Event.Step.APPROVAL_ASKED, actor=actor, at=at, reason=_about(said), sha256=sha256,
        expires_at=link.expires_at.isoformat())  # fmt: skip
    return token, link


# --- whoever holds the link ------------------------------------------------------------------------------------------


def asked_by(token: str, at: datetime) -> Asked | None:
    """What the link with this token asks about at the aware instant `at`; None when there is none. Writes nothing.

    A release that was removed answers as if it had never been.
    """
    link = ApprovalLink.objects.filter(token_sha256=_hash(token), release__removed_at__isnull=True).first()
    return _asked(link, Release.with_text(link.release_id), at) if link else None


def approve(*, token: str, surname: str) -> Approval:
    """The speaker says yes. Raises Refusal when the link asks no longer, or when the surname is not theirs."""

    def yes(release: Release, said: Said, link: ApprovalLink, at: datetime) -> Approval:
        approval = Approval(
            release=release, sha256=link.sha256, words=said.statement, how=How.LINK, given_at=at, recorded_at=at,
            link=link,
        )  # fmt: skip
        approval.save(force_insert=True)
        _end(link, Ending.APPROVED, at)
        log(release=release, step=Event.Step.STATEMENT_APPROVED, actor=None, at=at, reason=_about(said),
            sha256=link.sha256, by=_whoever_has(link))  # fmt: skip
        return approval

    return _answer(token, surname, yes)


def wish_for_a_change(*, token: str, surname: str, text: str) -> Comment:
    """The speaker wants other words, and says which. What they had approved of these is overruled."""
    text = text.strip()
    if not text:
        raise Refusal("Write what should change, and press again.")
    if len(text) > LONGEST_WISH:
        raise Refusal(f"That is {len(text)} characters, and {LONGEST_WISH} fit. Shorten it, or ring the press office.")

    def wish(release: Release, said: Said, link: ApprovalLink, at: datetime) -> Comment:
        comment = Comment.objects.create(
            release=release, about=f"Statement {said.statement['number']}", text=text, by=said.speaker[:160],
            link=link, sha256=link.sha256, at=at,
        )  # fmt: skip
        _end(link, Ending.CHANGE_ASKED, at)
        log(release=release, step=Event.Step.CHANGE_ASKED, actor=None, at=at, reason=text, sha256=link.sha256,
            by=_whoever_has(link))  # fmt: skip
        return comment

    return _answer(token, surname, wish)


def _answer(token: str, surname: str, act: Callable[[Release, Said, ApprovalLink, datetime], Answer]) -> Answer:
    """Take the answer, or count a surname that does not match: the count is kept though the answer is refused."""
    with transaction.atomic():
        known = ApprovalLink.objects.filter(token_sha256=_hash(token)).first()
        if known is None:
            raise Refusal(f"This link is not known. {ASK_AGAIN}")
        release = locked(known.release_id)
        at = timezone.now()
        link = ApprovalLink.objects.get(pk=known.pk)
        asked = _asked(link, release, at)
        if asked.said is None:
            raise Refusal(asked.ended)
        if not surname.strip():
            raise Refusal("Type your surname, so that we know that a person has read it.")
        if surnames.matches(surname, asked.said.statement["speaker"]["name"]):
            return act(release, asked.said, link, at)
        refused = _count_a_wrong_surname(release, asked.said, link, at)
    raise Refusal(refused)


def _count_a_wrong_surname(release: Release, said: Said, link: ApprovalLink, at: datetime) -> str:
    link.tries += 1
    link.save(update_fields=["tries"])
    if link.tries < TRIES:
        left = TRIES - link.tries
        return (
            f"That is not the surname under these words. Type it as it is printed there; {left} "
            f"{'tries are' if left > 1 else 'try is'} left."
        )
    _end(link, Ending.CLOSED, at)
    log(release=release, step=Event.Step.LINK_CLOSED, actor=None, at=at, reason=_about(said), sha256=link.sha256,
        by=_whoever_has(link))  # fmt: skip
    return _CLOSED


# --- both ------------------------------------------------------------------------------------------------------------

_CLOSED = f"This link is closed, because the surname did not match {TRIES} times. {ASK_AGAIN}"


def _asked(link: ApprovalLink, release: Release, at: datetime) -> Asked:
    when = wording.day_and_clock(link.ended_at) if link.ended_at else ""
    over = {
        Ending.APPROVED: f"These words were approved with this link on {when}. Thank you. If something is wrong after "
                         "all, ring the press office.",
        Ending.CHANGE_ASKED: f"A change was asked for with this link on {when}. Thank you: the press office has it, "
                             "and asks you again about the new words.",
        Ending.REPLACED: "There is a newer link to these words. Use that one, or ask the press office for another.",
        Ending.CLOSED: _CLOSED,
    }  # fmt: skip
    if link.ended:
        return Asked(link, ended=over[Ending(link.ended)])
    if at >= link.expires_at:
        return Asked(link, ended=f"This link was good for 48 hours, and they are over. {ASK_AGAIN}")
    for said in statements.of(release, at):
        if said.sha256 == link.sha256:
            return Asked(link, said)
    return Asked(link, ended=f"The words have been changed since this link was made. {ASK_AGAIN}")


def _statement(release: Release, sha256: str) -> Said:
    """The statement with these words, or a Refusal: what is approved is what somebody saw."""
    for said in statements.of(release):
        if said.sha256 == sha256:
            return said
    raise Refusal("The statement was changed after you opened the page. Read it again; nothing has been recorded.")


def _end(link: ApprovalLink, ending: ApprovalLink.Ending, at: datetime) -> None:
    link.ended, link.ended_at = ending, at
    link.save(update_fields=["ended", "ended_at"])


def _whoever_has(link: ApprovalLink) -> str:
    """Who answered, as far as it is known."""
    return f"{LINK_HOLDER} that {link.made_by.get_full_name() or link.made_by.get_username()} made"


def _about(said: Said) -> str:
    return f"Statement {said.statement['number']}, of {said.speaker}."


def _short(text: str, longest: int, what: str) -> str:
    text = text.strip()
    if len(text) > longest:
        raise Refusal(f"The {what} has {len(text)} characters, and {longest} fit. Shorten it.")
    return text


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
