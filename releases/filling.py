"""Copy into the working text what an editor chose rather than typed: library wording, a spokesperson's name and role.

Copied, not referred to: the release keeps the words as they were on that day whatever happens to the record.
"""

from datetime import date

from releases.models import Passage, Release


def fill_in(release: Release, on: date) -> bool:
    """Fill what was left empty beside a choice. `on` is the day (London) whose role and wording hold. Whether any was:
    the text has changed then, and the caller keeps a save of it though nobody typed anything."""
    has_written = False
    for passage in release.passages.select_related("spokesperson"):
        has_written |= _fill_speaker(passage, on)
    for note in release.notes.select_related("copied_from"):
        if note.copied_from and not note.body and note.copied_from.body:
            has_written, note.body = True, note.copied_from.body
            note.save(update_fields=["body"])
    for about in release.abouts.select_related("boilerplate"):
        kept = about.boilerplate
        before = about.heading, about.body
        if kept and before != (filled := (about.heading or kept.heading, about.body or kept.body)):
            has_written, (about.heading, about.body) = True, filled
            about.save(update_fields=["heading", "body"])
    return has_written


def _fill_speaker(passage: Passage, on: date) -> bool:
    person, before = passage.spokesperson, (passage.speaker_name, passage.speaker_role)
    if person is None or all(before):
        return False
    passage.speaker_name = passage.speaker_name or person.name
    passage.speaker_role = passage.speaker_role or person.role_on(on)
    if before == (passage.speaker_name, passage.speaker_role):
        return False
    passage.save(update_fields=["speaker_name", "speaker_role"])
    return True
