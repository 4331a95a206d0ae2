"""Copy into the working text what an editor chose rather than typed: library wording, a spokesperson's name and role.

Copied, not referred to: the release keeps the words as they were on that day whatever happens to the record.
"""

from datetime import date

from releases.models import Passage, Release


def fill_in(release: Release, on: date) -> None:
    """Fill what was left empty beside a choice. `on` is the day (London) whose role and wording hold."""
    for passage in release.passages.select_related("spokesperson"):
        _fill_speaker(passage, on)
    for note in release.notes.select_related("copied_from"):
        if note.copied_from and not note.body:
            note.body = note.copied_from.body
            note.save(update_fields=["body"])
    for about in release.abouts.select_related("boilerplate"):
        kept = about.boilerplate
        if kept and not (about.heading and about.body):
            about.heading, about.body = about.heading or kept.heading, about.body or kept.body
            about.save(update_fields=["heading", "body"])


def _fill_speaker(passage: Passage, on: date) -> None:
    person = passage.spokesperson
    if person is None or (passage.speaker_name and passage.speaker_role):
        return
    passage.speaker_name = passage.speaker_name or person.name
    passage.speaker_role = passage.speaker_role or person.role_on(on)
    passage.save(update_fields=["speaker_name", "speaker_role"])
