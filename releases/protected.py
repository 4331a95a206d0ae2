"""The names that stand for protected people, for what must go out without them: the log as a file, and the evidence.

They are looked for in all that is kept of the releases in question: the working text, every save, every edition.
"""

import json
from collections.abc import Iterable

from reversion.models import Version

from releases import document
from releases.models import Edition, Passage, Release, SpeakerKind
from releases.overwriting import Eraser, eraser

IN_ITS_PLACE = "[a protected person]"
SHORTEST = 2  # letters; a single one would be found in every text


def names(release_ids: Iterable[int]) -> set[str]:
    """Every name under which a protected person speaks, or spoke, in these releases."""
    keys = list(release_ids)
    protected = SpeakerKind.PROTECTED.value
    found = set(Passage.objects.filter(release__in=keys, speaker_kind=protected).values_list("speaker_name", flat=True))
    of_releases = Version.objects.get_for_model(Release).filter(object_id__in=[str(key) for key in keys])
    kept = Version.objects.get_for_model(Passage).filter(revision__in=of_releases.values("revision"))
    for stored in kept.filter(serialized_data__contains=protected).values_list("serialized_data", flat=True):
        fields = json.loads(stored)[0]["fields"]
        if fields["speaker_kind"] == protected:
            found.add(fields["speaker_name"])
    signed = Edition.objects.filter(release__in=keys, document__contains=protected)
    for text in signed.values_list("document", flat=True):
        speakers = [p["speaker"] for p in document.read(text)["passages"] if p["type"] == "statement"]
        found |= {speaker["name"] for speaker in speakers if speaker["kind"] == protected}
    return {name for name in found if len(name.strip()) >= SHORTEST}


def without_names(release_ids: Iterable[int]) -> Eraser:
    """A function that takes these names out of a text, however they are written there."""
    found = sorted(names(release_ids))
    return eraser(found, IN_ITS_PLACE) if found else str
