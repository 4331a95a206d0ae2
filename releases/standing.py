"""How a release stands at an instant, in words: the chip and the sentence that the desk reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from releases import wording
from releases.embargo import Phase, phase
from releases.models import Change, Edition, PublicMode, Release, WorkingState
from releases.removal import BEING_LOOKED_AT

NOTHING_GOES_OUT = "Nothing goes out until someone other than its last editor signs it off."


@dataclass(frozen=True)
class Standing:
    """`label` and `sentence` say it; `chip` names the look: draft, waiting, signed, embargoed, public, held..."""

    chip: str
    label: str
    sentence: str


def standing(release: Release, editions: Iterable[Edition], at: datetime) -> Standing:
    """The standing at the aware instant `at`. `editions` are all of the release's, in any order."""
    editions = sorted(editions, key=lambda e: e.number)
    by_phase: dict[Phase, list[Edition]] = {}
    for edition in editions:
        by_phase.setdefault(phase(edition, at), []).append(edition)
    parts = [_now(edition, at) for edition in by_phase.get(Phase.IN_FORCE, [])]
    parts += [_to_come(edition) for edition in by_phase.get(Phase.WAITING, [])]
    newest = editions[-1] if editions else None
    if newest is not None and phase(newest, at) is Phase.HELD:
        until = "it is given a time again" + (", or its set is complete" if release.set_id else "")
        parts.append(Standing("held", "Held", f"Held: edition {newest.number} does not go out until {until}."))
    if release.state == WorkingState.IN_REVIEW:
        parts.append(_in_review(release))
    if not parts:
        return Standing("draft", "Draft", f"Draft. {NOTHING_GOES_OUT}")
    sentences = " ".join(part.sentence for part in parts)
    waits = dict.fromkeys(_done_alone(e) for e in editions if e.emergency and e.looked_at is None)
    sentences += "".join(f" One person {done}; a second has yet to look at it." for done in waits)
    loudest = next((p for p in parts if p.chip == "held"), parts[-1] if parts[-1].chip == "waiting" else parts[0])
    return Standing(loudest.chip, loudest.label, sentences)


def _now(edition: Edition, at: datetime) -> Standing:
    since = wording.day(edition.first_public_at) if edition.day_only else wording.since(edition.first_public_at, at)
    if edition.withdrawn:
        if _is_taken_down(edition):
            return Standing("withdrawn", "Taken down", f"Taken down at {wording.since(edition.public_at, at)}.")
        return Standing("withdrawn", "Withdrawn", f"Withdrawn at {wording.since(edition.public_at, at)}.")
    gone = len(edition.parts_gone)
    parts = "" if not gone else " One part is taken down." if gone == 1 else f" {gone} parts are taken down."
    return Standing("public", "Public", f"Public since {since}.{parts}")


def _is_taken_down(edition: Edition) -> bool:
    """By one person; a withdrawal that two signed, or one person in an emergency, has a public note of its own."""
    return edition.withdrawn and bool(edition.emergency) and edition.note == BEING_LOOKED_AT


def _done_alone(edition: Edition) -> str:
    """What one person did to it. A reason for a part follows the reason of what was done before, if there was one."""
    if edition.withdrawn:
        return "took it down" if _is_taken_down(edition) else "withdrew it"
    reasons = [part["reason"] for part in edition.parts_taken_down if part.get("reason")]
    if any(edition.emergency.startswith(reason) for reason in reasons):
        return "took a part of it down"
    if any(edition.emergency.endswith(reason) for reason in reasons):
        return "published it, and a part of it was taken down"
    return "published it"


def _to_come(edition: Edition) -> Standing:
    instant = wording.instant_in_words(edition.public_at)
    what = f"Edition {edition.number}: " if edition.number > 1 else ""
    if edition.public_mode == PublicMode.EMBARGO:
        return Standing("embargoed", "Embargoed", f"{what}Embargoed until {instant}.")
    return Standing("signed", "Signed", f"{what}Public at {instant}.")


def _in_review(release: Release) -> Standing:
    editor = release.last_editor
    name = (editor.get_full_name() or editor.get_username()) if editor else "nobody on record"
    return Standing(
        "waiting", "Waiting for sign-off", f"Waiting for sign-off by someone other than its last editor ({name})."
    )


def what_signing_does(release: Release) -> str:
    """The words on the one solid button of the sign-off page: what will happen, and when."""
    does = "withdraw" if release.change == Change.WITHDRAWAL else "public"
    if release.public_mode == PublicMode.AS_SIGNED or release.wanted_at is None:
        return f"Sign off: {does} at once"
    if release.change == Change.WITHDRAWAL:
        return f"Sign off: withdraw {wording.short_instant(release.wanted_at)}"
    verb = "embargoed until" if release.public_mode == PublicMode.EMBARGO else "public"
    return f"Sign off: {verb} {wording.short_instant(release.wanted_at)}"


def standing_of_time(release: Release) -> str:
    """The instant that was set for the working text, in words, for whoever has just set it."""
    if release.public_mode == PublicMode.AS_SIGNED or release.wanted_at is None:
        return "No time is set: it is public as soon as it is signed off."
    verb = "Under embargo until" if release.public_mode == PublicMode.EMBARGO else "To be public at"
    return f"{verb} {wording.instant_in_words(release.wanted_at)}, London time, once it is signed off."
