"""What a reader of releases hands over: plain, frozen values, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


class CannotRead(Exception):
    """A file that holds no release; the message is a sentence for the editor, with what to do."""


@dataclass(frozen=True, kw_only=True)
class KnownHelpline:
    """A helpline as our own record has it, in words, for comparison with what a text prints.

    Hours are as a person would write them ("3pm to 10pm, Monday to Friday"); empty means that the record says nothing.
    """

    name: str
    phones: tuple[str, ...] = ()
    websites: tuple[str, ...] = ()
    live_chat_hours: str = ""
    phone_hours: str = ""


@dataclass(frozen=True)
class ReadEmbargo:
    """`datetime` is ISO 8601 with an offset, or None where the wording does not settle one instant."""

    datetime: str | None
    wording: str

    def as_json(self) -> dict[str, Any]:
        return {"datetime": self.datetime, "wording": self.wording}


@dataclass(frozen=True)
class ReadPassage:
    """Narrative: paragraphs in our own voice."""

    paragraphs: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {"type": "text", "paragraphs": list(self.paragraphs)}


@dataclass(frozen=True)
class ReadStatement:
    """Words of a speaker, without their outer quotation marks.

    `lead_in` is the attribution as printed, wherever it stood: before, after or amid the words.
    """

    lead_in: str
    speaker: str | None
    role: str | None
    paragraphs: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "type": "statement",
            "lead_in": self.lead_in,
            "speaker": self.speaker,
            "role": self.role,
            "paragraphs": list(self.paragraphs),
        }


@dataclass(frozen=True)
class ReadNote:
    """A note to editors without its number; `links` are addresses printed in it or carried by it."""

    text: str
    links: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "links": list(self.links)}


@dataclass(frozen=True)
class ReadAbout:
    heading: str
    text: str

    def as_json(self) -> dict[str, Any]:
        return {"heading": self.heading, "text": self.text}


@dataclass(frozen=True)
class ReadContact:
    name: str | None
    email: str | None
    phone: str | None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "email": self.email, "phone": self.phone}


@dataclass(frozen=True)
class ReadSignposting:
    text: str
    phone: str | None
    website: str | None
    live_chat_hours: str | None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "phone": self.phone,
            "website": self.website,
            "live_chat_hours": self.live_chat_hours,
        }


@dataclass(frozen=True, kw_only=True)
class ReadRelease:
    """One release as its text gives it. No word of the source is missing from `as_json()`.

    `set_aside` holds the lines whose words stand nowhere else as printed: labels, a breadcrumb, the date line, a second
    copy of the headline. `note_markers` are the numbers that the template will write itself.
    """

    headline: str | None = None
    date: str | None = None
    kind: str | None = None
    embargo: ReadEmbargo | None = None
    release_line: str | None = None
    passages: tuple[ReadPassage | ReadStatement, ...] = ()
    ends_marker: str | None = None
    notes: tuple[ReadNote, ...] = ()
    about: tuple[ReadAbout, ...] = ()
    contacts: tuple[ReadContact, ...] = ()
    phones: tuple[str, ...] = ()
    signposting: ReadSignposting | None = None
    warnings: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    reference: str | None = None
    captions: tuple[str, ...] = ()
    note_markers: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        return {
            "headline": self.headline,
            "date": self.date,
            "kind": self.kind,
            "embargo": self.embargo.as_json() if self.embargo else None,
            "release_line": self.release_line,
            "passages": [passage.as_json() for passage in self.passages],
            "ends_marker": self.ends_marker,
            "notes": [note.as_json() for note in self.notes],
            "about": [about.as_json() for about in self.about],
            "contacts": [contact.as_json() for contact in self.contacts],
            "phones": list(self.phones),
            "signposting": self.signposting.as_json() if self.signposting else None,
            "warnings": list(self.warnings),
            "summary": list(self.summary),
            "reference": self.reference,
            "captions": list(self.captions),
            "note_markers": list(self.note_markers),
            "set_aside": list(self.set_aside),
        }
