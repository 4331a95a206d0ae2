"""The names that stand for protected people, for what must go out without them: the log as a file, and the evidence.

They are looked for in all that is kept of the releases in question: the working text, every save, every edition.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from reversion.models import Version

from releases import document
from releases.models import Edition, Passage, Release, SpeakerKind
from releases.overwriting import Eraser, eraser

IN_ITS_PLACE = "[a protected person]"
A_REFERENCE = "[a reference]"
SHORTEST = 2  # letters; a single one would be found in every text
_WORD = re.compile(r"[^\W\d_]{3,}")  # of a name, by itself: "Lee", and not the "de" of many
_OF_THE_MASK = {"protected", "person"}  # which stand in the mask, and would be masked in it again
# What releases.references lets a reference be: capitals, three together at most, digits, and / . - between them.
_REFERENCE = re.compile(r"\b(?=[A-Z0-9/.-]*\d[A-Z0-9/.-]*\d)[A-Z]{1,3}[-/.]?\d+(?:[-/.][A-Z0-9]+)*\b")


def names(release_ids: Iterable[int]) -> set[str]:
    """Every name under which a protected person speaks, or spoke, in these releases."""
    return set().union(*names_by_release(release_ids).values())


def names_by_release(release_ids: Iterable[int]) -> dict[int, set[str]]:
    """The names, and by the key of its release each; a release without a protected speaker is not there."""
    keys = list(release_ids)
    protected = SpeakerKind.PROTECTED.value
    speaking = Passage.objects.filter(release__in=keys, speaker_kind=protected)
    pairs = list(speaking.values_list("release_id", "speaker_name"))
    of_releases = Version.objects.get_for_model(Release).filter(object_id__in=[str(key) for key in keys])
    kept = Version.objects.get_for_model(Passage).filter(revision__in=of_releases.values("revision"))
    for stored in kept.filter(serialized_data__contains=protected).values_list("serialized_data", flat=True):
        fields = json.loads(stored)[0]["fields"]
        if fields["speaker_kind"] == protected:
            pairs.append((fields["release"], fields["speaker_name"]))
    signed = Edition.objects.filter(release__in=keys, document__contains=protected)
    for release_id, text in signed.values_list("release_id", "document"):
        speakers = [p["speaker"] for p in document.read(text)["passages"] if p["type"] == "statement"]
        pairs += [(release_id, speaker["name"]) for speaker in speakers if speaker["kind"] == protected]
    found: dict[int, set[str]] = {}
    for release_id, name in pairs:
        names_here = found.setdefault(release_id, set())
        if len(name.strip()) >= SHORTEST:
            names_here.add(name)
    return found


@dataclass(frozen=True)
class Masked:
    """What takes protected people out of texts that leave the house."""

    whole: Eraser  # of any text: the names of all the releases in question, as they are written in full
    by_release: dict[int, Eraser]  # of what was typed about one: each word of a name too, and references to files

    def typed(self, text: str, release_id: int | None) -> str:
        """What a person typed about a release: a surname alone tells as much there as the name."""
        text = self.whole(text)
        erase = self.by_release.get(release_id) if release_id else None
        return _REFERENCE.sub(A_REFERENCE, erase(text)) if erase else text


def masked(release_ids: Iterable[int]) -> Masked:
    """Masks for these releases, read from the database once."""
    found = names_by_release(release_ids)
    whole = sorted(set().union(*found.values()))
    by_release = {}
    for release_id, known in found.items():
        words = {word for name in known for word in _WORD.findall(name)} - _OF_THE_MASK
        by_release[release_id] = _eraser_of(words)
    return Masked(_eraser_of(whole), by_release)


def _eraser_of(words: Iterable[str]) -> Eraser:
    listed = sorted(words)
    return eraser(listed, IN_ITS_PLACE) if listed else str
