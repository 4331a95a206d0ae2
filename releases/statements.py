"""The statements of a working text, and whether who says them has said yes to exactly these words. Pure reading.

Whose yes is needed:

- a **spokesperson** of ours: the press office writes their words for them, so they must have seen them;
- a **protected** person: what may be told is theirs to say, word by word. It is asked in person or by phone by whoever
  knows how to reach them safely, and recorded; never by a link, which would lie in a phone that may be watched;
- nobody else's: a judge's, a minister's or a partner's words come to us as they said or printed them. An approval of
  theirs can be recorded, and asked for by link, where there is one. A spokesperson's name is no way past them.

Words that stand in the signed text which this one carries on from were approved then, and are not asked about again.
The last word counts: whoever said yes may take it back or ask for a change, and may say yes once more. Words that are
changed, and changed back, are the words that were approved.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from releases import document, wording
from releases.differences import Run, in_lines, side_by_side
from releases.document import Document, plain
from releases.models import (
    Approval,
    ApprovalLink,
    Change,
    Comment,
    Edition,
    Release,
    SpeakerKind,
    Spokesperson,
    State,
)

NEEDED_FROM = {SpeakerKind.SPOKESPERSON, SpeakerKind.PROTECTED}


def fingerprint(statement: Document) -> str:
    """SHA-256 of what a speaker approves: the words, the name, the role, and the line that introduces them.

    Where the attribution stands, above or below, is layout; the number is the text's.
    """
    speaker = {key: statement["speaker"][key] for key in ("kind", "name", "role")}
    said = {"lead_in": statement["lead_in"], "paragraphs": statement["paragraphs"], "speaker": speaker}
    return document.fingerprint(document.canonical(said))


@dataclass(frozen=True)
class Said:
    """A statement of the working text, and what its speaker has said to these very words.

    `approval` is their yes, where that is their last word. `no` is what it was overruled by: a change they ask for, or
    an approval they took back. `before` is their yes to other words. `link` still asks about these.
    """

    statement: Document
    sha256: str
    stood: bool
    approval: Approval | None = None
    no: Comment | Approval | None = None
    before: Approval | None = None
    link: ApprovalLink | None = None

    @property
    def is_needed(self) -> bool:
        return self.statement["speaker"]["kind"] in NEEDED_FROM

    @property
    def is_protected(self) -> bool:
        return self.statement["speaker"]["kind"] == SpeakerKind.PROTECTED

    @property
    def is_settled(self) -> bool:
        """Whether nothing about these words stands in the way of sign-off."""
        return self.approval is not None or (self.no is None and (self.stood or not self.is_needed))

    @property
    def speaker(self) -> str:
        """How the desk speaks of who said it: a protected person is not named."""
        return "a protected person" if self.is_protected else self.statement["speaker"]["name"] or "someone unnamed"

    @property
    def changes(self) -> tuple[list[Run], list[Run]]:
        """What they said yes to, and what stands now, with the words marked that differ."""
        before = _as_read(self.before.words) if self.before else ""
        return side_by_side(before, _as_read(self.statement))

    @property
    def begins(self) -> str:
        """The first words, for a list at the desk."""
        words = plain(" ".join(self.statement["paragraphs"])).split()
        return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def of(
    release: Release, at: datetime | None = None, *, comments: list[Comment] | None = None, with_links: bool = True
) -> list[Said]:
    """The statements of the working text in their order; `at` (aware, else now) says which links are still good.

    `comments` are those of the release, where they have been read already; without `with_links` no link is looked for.
    """
    found = [passage for passage in document.freeze(release)["passages"] if passage["type"] == "statement"]
    if not found:
        return []
    at = at or timezone.now()
    hashes = [fingerprint(statement) for statement in found]
    approvals = list(release.approvals.select_related("recorded_by", "taken_back_by", "link__made_by"))
    said = release.comments.exclude(sha256="") if comments is None else comments
    wishes = [comment for comment in said if comment.sha256]
    asking = release.approval_links.filter(ended="", expires_at__gt=at).select_related("made_by")
    links = {link.sha256: link for link in asking} if with_links else {}
    signed = _signed_before(release)
    return [
        _said(statement, sha256, sha256 in signed, approvals, wishes, set(hashes), links.get(sha256))
        for statement, sha256 in zip(found, hashes, strict=True)
    ]


def unapproved(release: Release, found: list[Said] | None = None) -> list[str]:
    """What stands between these statements and sign-off, a sentence for each, with what to do. `found` are the
    statements, where they have been read already."""
    return [_unapproved(said) for said in (of(release) if found is None else found) if not said.is_settled]


def overruled(edition: Edition, passages: list[Document]) -> list[str]:
    """What stands between these passages of a signed text, not public now, and their becoming public: a last word that
    is a no, said after it was signed or before."""
    found = [passage for passage in passages if passage["type"] == "statement"]
    if not found:
        return []
    approvals = list(Approval.objects.filter(release=edition.release_id))
    wishes = list(Comment.objects.filter(release=edition.release_id).exclude(sha256=""))
    said = [_said(each, fingerprint(each), True, approvals, wishes, set(), None) for each in found]
    return [_overruled(edition, each) for each in said if each.no is not None]


def ours_by_name(release: Release) -> list[str]:
    """Statements that print a spokesperson of ours as someone else, by name: nobody would ask for that person's yes.

    What was signed so before stands, like every other statement of the signed text.
    """
    found = [passage for passage in document.freeze(release)["passages"] if passage["type"] == "statement"]
    by_name = [said for said in found if said["speaker"]["kind"] == SpeakerKind.OTHER and said["speaker"]["name"]]
    if not by_name:
        return []
    ours = {_compared(name) for name in Spokesperson.objects.values_list("name", flat=True)}
    signed = _signed_before(release)
    return [
        f"In statement {said['number']}, {said['speaker']['name']} is one of our spokespeople: choose them as the "
        "speaker, so that they are asked. If it is somebody else of that name, print a title that tells them apart."
        for said in by_name
        if _compared(said["speaker"]["name"]) in ours and fingerprint(said) not in signed
    ]


def _compared(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def by_link_of(release: Release, maker_id: int | None, found: list[Said] | None = None) -> list[Said]:
    """The statements whose yes came by a link that this person made: whoever has a link can answer for the speaker.

    Not those that a signature has stood under since, and none of a withdrawal. `found` are the statements, where they
    have been read already.
    """
    if release.change == Change.WITHDRAWAL:
        return []
    since = release.base.signed_at if release.base else None
    return [
        said
        for said in (of(release, with_links=False) if found is None else found)
        if said.approval and said.approval.link and said.approval.link.made_by_id == maker_id
        and not (said.stood and since and said.approval.recorded_at <= since)
    ]  # fmt: skip


def on_record(release: Release) -> dict[str, list[int]]:
    """What the event of a sign-off keeps: the keys of the approvals that its statements rest on."""
    return {"approvals": [said.approval.pk for said in of(release) if said.approval]}


def _as_read(statement: Document) -> str:
    """A statement as lines of words: the introduction, who says it, what is said."""
    speaker = statement["speaker"]
    who = ", ".join(filter(None, [speaker["name"], speaker["role"]]))
    return "\n".join(filter(None, [statement["lead_in"], who, *map(in_lines, statement["paragraphs"])]))


def _said(
    statement: Document, sha256: str, stood: bool, approvals: list[Approval], wishes: list[Comment],
    present: set[str], link: ApprovalLink | None,
) -> Said:  # fmt: skip
    yes = [a for a in approvals if a.sha256 == sha256]
    acts: list[tuple[datetime, int, Comment | Approval | None, Approval | None]] = []
    for a in yes:
        acts.append((a.recorded_at, 0, None, a))
        if a.taken_back_at:
            acts.append((a.taken_back_at, 1, a, None))
    acts += [(wish.at, 1, wish, None) for wish in wishes if wish.sha256 == sha256]
    # Of a yes and a no in the same instant the no counts.
    _, _, no, approval = max(acts, key=lambda act: act[:2]) if acts else (None, 0, None, None)
    speaker = statement["speaker"]
    same = [
        a for a in approvals
        if a.sha256 not in present and a.taken_back_at is None
        and (a.words["speaker"]["kind"], a.words["speaker"]["name"]) == (speaker["kind"], speaker["name"])
    ]  # fmt: skip
    return Said(statement, sha256, stood, approval, no, same[-1] if same and not approval else None, link)


def _signed_before(release: Release) -> set[str]:
    """The statements of the signed text that the working text carries on from, without parts that were taken down."""
    base = release.base
    while base is not None and base.withdrawn:
        base = base.based_on
    if base is None or base.state != State.SIGNED:
        return set()
    return {fingerprint(passage) for passage in base.body["passages"] if passage["type"] == "statement"}


def _overruled(edition: Edition, said: Said) -> str:
    which = f"Statement {said.statement['number']} of “{edition.headline}” (edition {edition.number})"
    who = said.speaker
    if said.is_protected:
        return (
            f"{which}: {who} no longer agrees to these words. Ask them in the way that is safe for them, and record "
            "it if they agree again; or sign off a text without the statement."
        )
    no = "asks for a change" if isinstance(said.no, Comment) else "has taken the approval back"
    return (
        f"{which}: {who} {no}. Record that they approve exactly these words after all, or sign off a text with other "
        "words or without the statement."
    )


def _unapproved(said: Said) -> str:
    which = f"Statement {said.statement['number']}"
    if said.is_protected:
        why = "was changed after they had agreed to it" if said.before else "has no agreement on record"
        return (
            f"{which}, of a protected person, {why}. Ask them in the way that is safe for them, and record how they "
            "agreed to exactly these words; or take the statement out."
        )
    if isinstance(said.no, Comment):
        return (
            f"{which}: {said.speaker} asks for a change: “{said.no.text}” Change the words, or record that they "
            "approve them after all."
        )
    if said.no is not None:
        return f"{which}: {said.speaker} has taken the approval back. Change the words, or take the statement out."
    if said.before:
        when = wording.day_and_clock(said.before.given_at)
        return f"{which} was changed after {said.speaker} had approved it ({when}). They have to approve the new words."
    return (
        f"{which}, of {said.speaker}, is not approved. Record how they approved exactly these words, or send them a "
        "link."
    )
