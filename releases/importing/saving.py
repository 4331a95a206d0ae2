"""Write what was read as one draft release, in one transaction. All readers end here, command and page."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from releases import filling, saves, wording
from releases.document import plain
from releases.importing.formatting import PLAIN, Formatting
from releases.importing.pseudonyms import is_pseudonym
from releases.importing.reading import ReadPassage, ReadRelease, ReadStatement
from releases.models import (
    About,
    Boilerplate,
    Desk,
    Event,
    Kind,
    NoteToEditors,
    Passage,
    PublicMode,
    Release,
    RetiredAddress,
    SpeakerKind,
    Spokesperson,
)
from releases.refusal import Refusal

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SLUG_LENGTH = 80
# What press offices print above a text, and which of our three kinds it is. Anything else is a press release, and said.
KINDS = {
    "press release": Kind.PRESS_RELEASE, "media release": Kind.PRESS_RELEASE, "news release": Kind.PRESS_RELEASE,
    "statement": Kind.STATEMENT, "press statement": Kind.STATEMENT, "reaction": Kind.STATEMENT,
    "media statement": Kind.STATEMENT, "joint statement": Kind.STATEMENT, "reactive statement": Kind.STATEMENT,
    "public statement": Kind.STATEMENT, "blog": Kind.BLOG_POST, "blog post": Kind.BLOG_POST,
}  # fmt: skip


@transaction.atomic
def save(
    read: ReadRelease,
    *,
    actor: "User | None",
    source: str,
    at: datetime,
    speakers: Sequence[SpeakerKind | None] = (),
    embargo_confirmed: bool = False,
    formatting: Formatting = PLAIN,
    desk: Desk | None = None,
) -> Release:
    """A draft of what was read; `at` is now, an aware instant. Raises Refusal when there is no headline, or when
    something is too long to be what it was read as.

    `speakers` gives the kind of speaker a person chose for each passage in turn. Where none was chosen, a name on our
    list of people is one of ours, a name that the text itself says is not theirs is a protected person's, and any
    other is someone else's. Nobody is taken for protected by guesswork: beyond that the editor says so. `formatting`
    is what the words carried where they came from: bold, links, lists. `desk` is the one that a person chose, if one
    did.
    """
    if not read.headline:
        raise Refusal("No headline was found. Write one; the draft is saved under it.")
    release = Release(
        headline=_fitting("headline", read.headline, 300),
        slug=free_slug(read.headline),
        kind=KINDS.get((read.kind or "").casefold(), Kind.PRESS_RELEASE),
        summary=_fitting("summary", " ".join(read.summary), 600),
        desk=desk or desk_of(read),
        source=source,
        last_editor=actor,
        last_saved_at=at,
        saves=1,
        embargo_confirmed=embargo_confirmed,
        **_when(read, at),
    )
    release.save()
    _passages(release, read, speakers, formatting)
    NoteToEditors.objects.bulk_create(
        NoteToEditors(release=release, position=i, body=formatting.html([note.text], note.links))
        for i, note in enumerate(read.notes, 1)
    )
    _abouts(release, read, formatting)
    filling.fill_in(release, release.issued_on or wording.local_day(at))
    saves.keep(release.pk, step_taken=Event.Step.IMPORTED, actor=actor, at=at, warnings=list(read.warnings))
    return Release.with_text(release.pk)


def _fitting(what: str, words: str, longest: int) -> str:
    """The words, refused rather than cut when there are too many: nothing is lost by accident."""
    if len(words) > longest:
        raise Refusal(
            f"The {what} has {len(words)} characters, and at most {longest} fit: “{words[:60]}…”. Shorten it."
        )
    return words


def free_slug(headline: str) -> str:
    """An address made of the headline that no release has: cut at a word, numbered if need be."""
    words = slugify(headline)[: SLUG_LENGTH + 1]
    stem = (words if len(words) <= SLUG_LENGTH else words.rpartition("-")[0] or words[:SLUG_LENGTH]) or "release"
    taken = set(Release.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken or RetiredAddress.is_retired(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


def _when(read: ReadRelease, at: datetime) -> dict[str, object]:
    """The columns of time. A date on a text of today is today's; an older one is the day it first went out."""
    columns: dict[str, object] = {}
    if read.date:
        day = date.fromisoformat(read.date)
        embargoed_then = read.embargo and read.embargo.datetime and day >= wording.local_day(at)
        if day != wording.local_day(at) and not embargoed_then:
            columns["issued_on"] = day
    if read.embargo:
        columns |= {
            "public_mode": PublicMode.EMBARGO,
            "embargo_wording": _fitting("embargo line", read.embargo.wording, 300),
        }
        if read.embargo.datetime:
            columns["wanted_at"] = datetime.fromisoformat(read.embargo.datetime)
    return columns


def _passages(
    release: Release, read: ReadRelease, speakers: Sequence[SpeakerKind | None], formatting: Formatting
) -> None:
    Passage.objects.bulk_create(passages_of(release, read, speakers, formatting, our_people()))


def our_people() -> dict[str, Spokesperson]:
    """Our spokespeople by their case-folded names."""
    return {person.name.casefold(): person for person in Spokesperson.objects.prefetch_related("roles")}


def passages_of(
    release: Release, read: ReadRelease, speakers: Sequence[SpeakerKind | None], formatting: Formatting,
    ours: dict[str, Spokesperson],
) -> list[Passage]:  # fmt: skip
    """The passages of what was read, not yet stored. Raises Refusal like `save`."""
    chosen = [*speakers, *[None] * (len(read.passages) - len(speakers))]
    rows = []
    for position, (passage, kind) in enumerate(zip(read.passages, chosen, strict=True), 1):
        if isinstance(passage, ReadPassage):
            rows.append(Passage(release=release, position=position, type=Passage.Type.NARRATIVE))
        else:
            if kind is None and is_pseudonym(passage, read):
                kind = SpeakerKind.PROTECTED
            rows.append(_statement(release, position, passage, kind, ours))
        rows[-1].body = formatting.html(passage.paragraphs)
    return rows


def _statement(
    release: Release, position: int, said: ReadStatement, kind: SpeakerKind | None, ours: dict[str, Spokesperson]
) -> Passage:
    person = ours.get((said.speaker or "").casefold())
    if kind is None:
        kind = SpeakerKind.SPOKESPERSON if person else SpeakerKind.OTHER
    if kind == SpeakerKind.SPOKESPERSON and person is None:
        raise Refusal(
            f"There is no spokesperson called “{said.speaker}”. Have an approver or an administrator add them under "
            "Spokespeople first, or choose “someone else, by name”."
        )
    comes_before = said.lead_in.rstrip().endswith(":")
    return Passage(
        release=release,
        position=position,
        type=Passage.Type.STATEMENT,
        speaker_kind=kind,
        spokesperson=person if kind == SpeakerKind.SPOKESPERSON else None,
        speaker_name=_fitting("speaker’s name", said.speaker or "", 160),
        speaker_role=_fitting("speaker’s role", said.role or "", 300),
        lead_in=_fitting("line that introduces the statement", said.lead_in, 500),
        attribution=Passage.Attribution.BEFORE if comes_before or not said.lead_in else Passage.Attribution.AFTER,
    )


def _abouts(release: Release, read: ReadRelease, formatting: Formatting) -> None:
    kept = {(b.heading, plain(b.body)): b for b in Boilerplate.objects.all()}
    for position, about in enumerate(read.about, 1):
        body = formatting.html(about.text.split("\n\n"))
        About.objects.create(
            release=release,
            position=position,
            boilerplate=kept.get((about.heading, plain(body))),
            heading=_fitting("heading of an About section", about.heading, 120),
            body=body,
        )


def desk_of(read: ReadRelease) -> Desk | None:
    """The desk that the text names by number or address, or else the one offered first."""
    desks = list(Desk.objects.all())
    phones = {_digits(contact.phone) for contact in read.contacts if contact.phone}
    emails = {contact.email.casefold() for contact in read.contacts if contact.email}
    for desk in desks:
        if desk.email.casefold() in emails or {_digits(desk.phone), _digits(desk.out_of_hours_phone)} & phones - {""}:
            return desk
    return next((desk for desk in desks if desk.is_default), None)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
