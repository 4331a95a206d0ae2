"""What stands between a draft and its sign-off, each as a sentence that says what to do.

Few on purpose: everything else is a warning. Pure reading: no row is written, and the instant is an argument.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings

from releases import clearance, document, lending, statements, wording
from releases.embargo import is_whole_minute
from releases.importing.known import known_helplines
from releases.models import Attachment, Change, Edition, Passage, PublicMode, Release, State, WorkingState
from releases.near_misses import near_misses
from releases.parts import back_again, opening
from releases.richtext import paragraphs

PUBLISH_NOW = "PUBLISH NOW"


def is_publish_now(typed: str) -> bool:
    """Whether a person typed, in so many words, that it is to go out at once."""
    return " ".join(typed.split()).upper() == PUBLISH_NOW


def has_passed(release: Release, at: datetime) -> bool:
    """Whether the time that was set for the working text has come before anyone signed it."""
    wanted = release.wanted_at
    return release.public_mode != PublicMode.AS_SIGNED and wanted is not None and wanted <= at


def blocks(release: Release, at: datetime) -> list[str]:
    """The sentences, worst first; none means that it can be signed at the aware instant `at`."""
    return [*blocks_to_sending(release, at), *awaited(release)]


def awaited(release: Release, found: list[statements.Said] | None = None) -> list[str]:
    """What somebody else has yet to say: it stops the sign-off, and not the sending, since both may be asked at once.

    A withdrawal waits for nobody: it takes words away. `found` are the statements, where they have been read already.
    """
    if release.change == Change.WITHDRAWAL:
        return []
    return [*clearance.missing(release), *statements.unapproved(release, found)]


def blocks_to_sending(release: Release, at: datetime, *, lends: bool = True) -> list[str]:
    """What its writer has to mend before anybody is asked to sign it, worst first.

    `lends` is False where it is known that no consent is on record for any of it.
    """
    if release.change == Change.WITHDRAWAL:
        return [*_time(release, at), *_withdrawal(release, at), *_helplines(release, at)]
    return [
        *_time(release, at), *_text(release), *statements.ours_by_name(release), *_links(release, at),
        *_helplines(release, at), *_pictures(release), *_change(release), *_taken_down(release),
        *(_lent_no_more(release, at) if lends else []),
    ]  # fmt: skip


def _helplines(release: Release, at: datetime) -> list[str]:
    numbers = [(phone, line.name) for line in known_helplines(at) for phone in line.phones]
    return [
        f"“{found.written}” is nearly, but not quite, the number of {found.helpline}, which is {found.right}. Correct "
        "it. If it is another service’s number and right, have it added to the helpline record first."
        for found in near_misses([*_strings(document.freeze(release)), release.change_note], numbers)
    ]


def _strings(part: Any) -> Iterator[str]:
    """Every text in a document, wherever it stands."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _strings(inner)


def _taken_down(release: Release) -> list[str]:
    """A part that one person took down does not come back with the next text, unless a second person put it back."""
    base = release.base
    while base is not None and base.withdrawn:
        base = base.based_on
    return [
        f"“{words}” was taken down from this release and still stands in the text. Take it out here too, or have a "
        "second person restore it first."
        for words in (back_again(base, document.freeze(release)) if base and base.parts_gone else [])
    ]


def _lent_no_more(release: Release, at: datetime) -> list[str]:
    """Words and pictures whose consent has ended, or will have by the time at which this is to be public."""
    waits = release.public_mode != PublicMode.AS_SIGNED and release.wanted_at
    public_at = max(waits, at) if waits else at
    text = lending.text_of(release)
    found = []
    for (name, index), consents in sorted(lending.consents_of(text).items()):
        ends = min(lending.end(consent) for consent in consents)
        if ends <= public_at:
            when = "has ended" if ends <= at else "ends before this becomes public"
            found.append(
                f"The consent for “{opening(text.document[name][index])}” {when}. Take it out of the text, or have a "
                "safety lead record what the person has agreed to since."
            )
    return found


def is_as_signed(release: Release) -> bool:
    """Whether the working text is, to the byte, the signed edition that it carries on from."""
    base = release.base
    return bool(
        release.change != Change.WITHDRAWAL
        and base
        and base.state == State.SIGNED
        and base.desk_id == release.desk_id
        and base.sha256 == document.fingerprint(document.canonical(document.freeze(release)))
    )


def is_as_before_it_left(release: Release) -> bool:
    """Whether the release is withdrawn or taken down, and nobody has touched the words that stood there before."""
    before = release.base
    if before is None or not before.withdrawn or release.change or release.state != WorkingState.DRAFT:
        return False
    while before is not None and before.withdrawn:
        before = before.based_on
    text = document.fingerprint(document.canonical(document.freeze(release)))
    return before is not None and before.desk_id == release.desk_id and before.sha256 == text


def _time(release: Release, at: datetime) -> list[str]:
    found = []
    if release.embargo_wording and not release.embargo_confirmed:
        found.append(
            f"The text came with the line “{release.embargo_wording}”. Set the time that it means, and tick that you "
            "have compared the two."
        )
    if release.public_mode == PublicMode.AS_SIGNED:
        if release.issued_on and release.issued_on > wording.local_day(at):
            found.append(
                f"The text is dated {wording.day(release.issued_on)}, which has not come. Set the time at which it is "
                "to be public, or take the day away."
            )
        return found
    if release.issued_on and not release.editions.exists():
        found.append(
            f"It first went out on {wording.day(release.issued_on)}, and is to be public at a set time. Take that day "
            "away, or choose “as soon as signed”."
        )
    if release.wanted_at is None:
        return [*found, "A time is to be set, and none is. Enter the day and the time, or choose “as soon as signed”."]
    if not is_whole_minute(release.wanted_at):
        found.append("The time has seconds. Enter whole minutes, e.g. 00:01.")
    if release.wanted_at <= at:
        found.append(
            f"The time set, {wording.instant_in_words(release.wanted_at)}, has passed. Set a new one, or choose “as "
            "soon as signed”."
        )
    return found


def _text(release: Release) -> list[str]:
    found = []
    if release.desk_id is None:
        found.append("No press desk answers for it. Choose one.")
    passages = list(release.passages.all())
    if not passages:
        found.append("There are no words yet. Add a passage.")
    for number, passage in enumerate(passages, 1):
        if not paragraphs(passage.body):
            found.append(f"Passage {number} has no words. Write them or take the passage away.")
        elif passage.type == Passage.Type.STATEMENT and not passage.speaker_name and passage.speaker_kind == "other":
            found.append(f"The statement in passage {number} names nobody. Say who said it.")
    return found


def _links(release: Release, at: datetime) -> list[str]:
    """Links to releases of ours that nobody can read by then: such an address alone tells of what is still hidden."""
    ours = re.compile(rf'href="(?:{re.escape(settings.SITE_URL)})?/releases/([\w-]+)')
    named = {slug for text in _strings(document.freeze(release)) for slug in ours.findall(text)} - {release.slug}
    if not named:
        return []
    waits = release.public_mode != PublicMode.AS_SIGNED and release.wanted_at
    there = set(Edition.objects.in_force(waits or at).filter(slug__in=named).values_list("slug", flat=True))
    if release.set_id is not None:  # which goes out together, whoever is signed first
        there |= set(Release.objects.filter(set=release.set_id).values_list("slug", flat=True))
    return [
        f"It links to /releases/{slug}/, which is not public by then: the address alone would tell of it. Take the "
        "link away, or let that release come first."
        for slug in sorted(named - there)
    ]


def _pictures(release: Release) -> list[str]:
    return [
        f"The picture “{a.title}” has no alternative text. Say what it shows, or mark it as decoration."
        for a in release.attachments.all()
        if a.shown == Attachment.Shown.PICTURE and not a.alternative_text and not a.decorative
    ]


def _withdrawal(release: Release, at: datetime) -> list[str]:
    if not Edition.objects.visible(at).filter(release=release).exists():
        return ["It is not public, so there is nothing to withdraw. What is to become public can be held."]
    if not release.change_note.strip():
        return ["A withdrawal says why, in public. Write the reason; it stays at the address."]
    return []


def _was_signed(release: Release) -> bool:
    if "editions" in getattr(release, "_prefetched_objects_cache", {}):
        return any(edition.state == State.SIGNED for edition in release.editions.all())
    return release.editions.filter(state=State.SIGNED).exists()


def _change(release: Release) -> list[str]:
    if release.base_id is None:  # which every signature sets
        return []
    if not _was_signed(release):
        return []
    if is_as_signed(release):
        return ["This is the text that was signed, word for word. There is nothing new to sign."]
    if not release.change:
        return ["This release has been signed before. Say what this change is: a correction, minor or protective."]
    if release.change == "correction" and not release.change_note.strip():
        return ["A correction needs its note: say what was wrong and what is right."]
    return []
