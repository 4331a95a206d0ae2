"""Below the header: which lines are story, notes, About, contacts, captions?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.importing.contacts import (
    contacts_in,
    is_contact_label,
    is_reach_line,
    names_press_office,
    names_somebody,
    speaks_of_press_office,
)
from releases.importing.embargo_line import is_embargo_line, is_release_line
from releases.importing.furniture import (
    about_heading,
    about_run_in,
    caption_label,
    ends_marker,
    is_date_line,
    is_furniture,
    is_page_turn,
    is_stars,
    is_update_line,
    notes_heading,
)
from releases.importing.lexicon import plain
from releases.importing.lines import Line, without_bullet
from releases.importing.reach import links_in, phones_in
from releases.importing.reading import ReadAbout, ReadNote
from releases.importing.signposting import helps_readers

_MARKER = re.compile(
    r"^(?P<mark>\(?\d{1,2}[.)\]]|\[\d{1,2}\]|note \d{1,2}\s?[:.)-]|\d{1,2}\s?[:–-](?=\s)|\d{1,2}(?=\s+[A-Z“\"‘])"
    r"|\(?[a-h]\)|[A-H]\.(?=\s+[A-Z])|\(?[ivx]{1,4}[.)])\s*(?=\S)",
    re.I,
)
_HERE = re.compile(r"\b(?:here|read more|click|this link|yma|anseo)\b", re.IGNORECASE)
_PRESS_MAIL = re.compile(r"(?:press|media|comm|news|pr)\w*@", re.IGNORECASE)


_GOES_ON = {
    "a", "an", "the", "and", "or", "of", "to", "in", "on", "at", "by", "for", "from", "with", "between", "that",
    "which", "who", "is", "are", "was", "were", "than", "as", "its", "their", "our", "not",
}  # fmt: skip


# The address of an office, by its postcode or its American zip code.
_ADDRESS = re.compile(r"\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}$|, [A-Z]{2} \d{5}(?:-\d{4})?$")


_REACH_LABEL = re.compile(r"^(?:tel|mob|ph|phone|telephone|mobile|e-?mail|[tme])\b\.?\s?:?", re.IGNORECASE)


@dataclass
class _Note:
    text: str
    marker: str
    links: tuple[str, ...] = ()


@dataclass
class Sections:
    body: list[Line] = field(default_factory=list)
    stray: list[Line] = field(default_factory=list)
    notes: list[_Note] = field(default_factory=list)
    about: list[tuple[str, list[Line]]] = field(default_factory=list)
    contact_lines: list[str] = field(default_factory=list)
    shared_contact_lines: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    embargo: list[str] = field(default_factory=list)
    release_lines: list[str] = field(default_factory=list)
    date_lines: list[str] = field(default_factory=list)
    signposts: list[Line] = field(default_factory=list)
    ends_marker: str | None = None
    set_aside: list[str] = field(default_factory=list)

    def read_notes(self) -> tuple[tuple[ReadNote, ...], list[str]]:
        """The notes, and a warning for each that points at a link which plain text has lost."""
        notes, warnings = [], []
        for number, note in enumerate(self.notes, start=1):
            links = tuple(dict.fromkeys([*(link.text for link in links_in(note.text)), *note.links]))
            pointed = _HERE.search(note.text[:5000])
            if pointed and not links:
                warnings.append(f'Note {number} says "{pointed.group()}" but carries no link: plain text has lost it.')
            notes.append(ReadNote(note.text, links))
        return tuple(notes), warnings

    def put_aside(self) -> list[str]:
        """Lines whose words stand nowhere else as printed."""
        return [*self.set_aside, *self.contact_lines, *self.date_lines, *self.release_lines[1:]]

    def read_about(self) -> tuple[ReadAbout, ...]:
        return tuple(ReadAbout(heading, "\n\n".join(line.text for line in lines)) for heading, lines in self.about)


def read_sections(lines: Sequence[Line]) -> Sections:
    reader = _SectionReader(lines)
    for index, line in enumerate(lines):
        reader.line(index, line)
    reader.reach_at_the_foot()
    for note in reader.found.notes:
        if _is_contact_note(note.text):
            reader.found.shared_contact_lines += note.text.split("\n")
    return reader.found


class _SectionReader:
    """`state` is the section that a plain line belongs to: body, after (the end marker), notes, about, contact."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.found = Sections()
        self.state = "body"
        self.at = 0
        self.last_caption = False
        self.stars_end = not any(ends_marker(line.text) and not is_stars(line.text) for line in lines)
        self.last_stars = max((i for i, line in enumerate(lines) if is_stars(line.text)), default=-1)

    def line(self, index: int, line: Line) -> None:
        was_caption, self.last_caption = self.last_caption, False
        if self._furniture(index, line) or self._heading(index, line):
            return
        # In a list of notes "Photographs: www.…" is a note.
        caption = (
            None if self.state == "notes" and (line.is_bullet or links_in(line.text)) else caption_label(line.text)
        )
        if caption and self.state == "notes" and caption.rest[:1].islower():
            caption = None  # "Photographs: will be sent at noon": a note says so, no caption
        if caption:
            self.found.set_aside.append(caption.heading)
            self.last_caption = not caption.rest
            self.found.captions += [caption.rest] if caption.rest else []
        elif was_caption:
            self.found.captions.append(line.text)
        else:
            self.at = index
            getattr(self, f"_{self.state}")(line)

    # Lines that mean the same in every section

    def _furniture(self, index: int, line: Line) -> bool:
        text, found = line.text, self.found
        if is_stars(text) and not (self.stars_end and index == self.last_stars):
            found.set_aside.append(text)
        elif ends_marker(text):
            self._ends(text)
        elif is_embargo_line(text) and not (self.state == "notes" and _MARKER.match(text)):
            found.embargo.append(text)
        elif is_release_line(text) and len(text) < 90:
            found.release_lines.append(text)
        elif self.state != "body" and self.state != "notes" and is_date_line(text):
            found.date_lines.append(text)
        elif is_page_turn(text) or (self.state != "body" and (is_furniture(text) or is_update_line(text))):
            found.set_aside.append(text)
        else:
            return False
        return True

    def _ends(self, text: str) -> None:
        if self.found.ends_marker is None:
            self.found.ends_marker = text
        else:
            self.found.set_aside.append(text)
        self.state = "after"

    def _heading(self, index: int, line: Line) -> bool:
        text = line.text
        numbered = _MARKER.match(text) if self.state == "notes" else None
        notes = None if numbered else notes_heading(text)
        if notes and self._begins_notes(index, text):
            self.found.set_aside.append(notes.heading)
            self.state = "notes"
            if notes.rest:
                self._notes(Line(notes.rest, line.gap, line.links))
            return True
        about = None if numbered else about_heading(text)
        if about and index + 1 < len(self.lines) and self._begins_about(index):
            self.found.about.append((about.heading, []))
            self.state = "about"
            return True
        run_in = None if numbered or (self.state == "body" and self._statements_follow(index)) else about_run_in(text)
        if run_in and self.state != "notes":
            self.found.about.append((run_in.heading, [Line(run_in.rest, line.gap, line.links)]))
            self.state = "about"
            return True
        if not numbered and self._begins_contact(index, line):
            self.state = "contact"
            self.found.contact_lines.append(text)
            return True
        return False

    def _begins_notes(self, index: int, text: str) -> bool:
        """ "Background" and "Sources" head a section of the story as often as the notes."""
        sure = plain(text).startswith(("note", "editor", "nod", "nót", "media note", "further note", "additional note"))
        return sure or self.state != "body" or self.found.ends_marker is not None

    def _begins_about(self, index: int) -> bool:
        if self.state != "body":
            return True
        following = self.lines[index + 1].text
        return len(following) > 60 and not self._statements_follow(index)

    def _statements_follow(self, index: int) -> bool:
        """Story goes on below: a subheading that begins with "About" is not the boilerplate's."""
        for line in self.lines[index + 1 : index + 6]:
            if ends_marker(line.text) or notes_heading(line.text):
                return False
            if "“" in line.text and (" said" in line.text or "said:" in line.text):
                return True
        return False

    def _begins_contact(self, index: int, line: Line) -> bool:
        text = line.text
        if not (is_contact_label(text) or names_press_office(text)) or len(text) > 600:
            return False
        reachable = bool(is_reach_line(text) or phones_in(text) or "@" in text)
        if helps_readers(text) and not speaks_of_press_office(text):
            return False
        if reachable:
            return True
        following = self.lines[index + 1 : index + 6]
        return (
            len(text) <= 90
            and text.rstrip()[-1:] not in ".?!"
            and any(is_reach_line(later.text) for later in following)
        )

    # What a plain line is, by section

    def _body(self, line: Line) -> None:
        self.found.body.append(line)
        if speaks_of_press_office(line.text):
            self.found.shared_contact_lines.append(line.text)

    def _after(self, line: Line) -> None:
        if speaks_of_press_office(line.text) or _is_contact(line.text) or self._person_to_reach(line):
            self.found.contact_lines.append(line.text)
            self.state = "contact"
        elif _MARKER.match(line.text):
            self.state = "notes"
            self._notes(line)
        elif helps_readers(line.text):
            self.found.signposts.append(line)
        else:
            self.found.stray.append(line)

    def _goes_on(self) -> bool:
        """The note with the next number is still to come, so what stands between belongs to this one."""
        mark = re.search(r"\d+", self.found.notes[-1].marker)
        if mark is None:
            return False
        for line in self.lines[self.at + 1 : self.at + 9]:
            later = _MARKER.match(line.text)
            number = re.search(r"\d+", later.group("mark")) if later else None
            if number:
                return int(number.group()) == int(mark.group()) + 1
            if notes_heading(line.text) or about_heading(line.text):
                return False
        return False

    def reach_at_the_foot(self) -> None:
        """Where nothing ends the story, a name with a number in its last line is the press contact."""
        found = self.found
        if found.ends_marker is None and self.state == "body" and len(found.body) > 1:
            last = found.body[-1].text
            if is_reach_line(last) and len(last.split()) <= 12 and _is_contact(last) and last[-1:] not in ".?!":
                found.contact_lines.append(found.body.pop().text)

    def _person_to_reach(self, line: Line) -> bool:
        """A name on a line of its own, with a number or an address right below it."""
        following = self.lines[self.at + 1 : self.at + 3]
        near = bool(following) and not following[0].gap and any(is_reach_line(later.text) for later in following)
        near = (
            near or bool(following) and bool(_REACH_LABEL.match(following[0].text)) and is_reach_line(following[0].text)
        )
        return near and len(line.text) <= 100 and line.text[-1:] not in ".?!" and names_somebody(line.text)

    def _notes(self, line: Line) -> None:
        notes = self.found.notes
        marker = _MARKER.match(line.text)
        numbered = any(note.marker[:1].isdigit() or note.marker[:1] in "([nN" and note.marker for note in notes)
        if (
            notes
            and _unfinished(notes[-1].text)
            and not (line.is_bullet or marker and not marker.group().strip().isdigit())
        ):
            notes[-1].text, notes[-1].links = f"{notes[-1].text} {line.text}", notes[-1].links + line.links
            return
        if line.is_bullet and not numbered and not marker:
            rest = without_bullet(line.text)
            notes.append(_Note(rest, line.text[: len(line.text) - len(rest)].strip(), line.links))
        elif marker and line.text[marker.end() :].strip():
            notes.append(_Note(line.text[marker.end() :].strip(), marker.group("mark").strip(), line.links))
        elif notes and _ADDRESS.search(line.text) and len(line.text.split()) <= 16:
            self.found.set_aside.append(line.text)
            return
        elif (
            notes
            and numbered
            and (line.is_bullet or not line.gap or _heads_something(notes[-1].text) or self._goes_on())
        ):
            self._extend(notes[-1], line)
            return
        elif notes and numbered and helps_readers(line.text):
            self.found.signposts.append(line)
            return
        elif notes and not numbered and not line.gap and not line.is_bullet and _goes_with(notes[-1].text, line.text):
            self._extend(notes[-1], line)
            return
        else:
            notes.append(_Note(line.text, "", line.links))
        self._about_in_note(notes[-1].text, line)

    def _extend(self, note: _Note, line: Line) -> None:
        note.text, note.links = f"{note.text}\n{line.text}", note.links + line.links
        self._about_in_note(line.text, line)

    def _about_in_note(self, text: str, line: Line) -> None:
        """A note may also be the About text; it stays a note."""
        about = about_run_in(text)
        heading = None if about else about_heading(text)
        if about:
            self.found.about.append((about.heading, [Line(about.rest, line.gap, line.links)]))
        elif heading:
            self.found.about.append((heading.heading, []))
        elif self.found.about and not self.found.about[-1][1] and self.found.notes[-1].text != text:
            self.found.about[-1][1].append(line)

    def _about(self, line: Line) -> None:
        _, lines = self.found.about[-1]
        if lines and helps_readers(line.text):
            self.found.signposts.append(line)
        elif (
            speaks_of_press_office(line.text)
            or lines
            and line.gap
            and is_reach_line(line.text)
            and len(line.text.split()) <= 12
        ):
            self.state = "contact"
            self.found.contact_lines.append(line.text)
        else:
            lines.append(line)

    def _contact(self, line: Line) -> None:
        text = line.text
        reach = bool(phones_in(text) or "@" in text)
        if helps_readers(text) and not speaks_of_press_office(text):
            self.found.signposts.append(line)
        elif reach or (len(text.split()) <= 8 and text[-1:] not in ".?!") or (links_in(text) and len(text) < 90):
            self.found.contact_lines.append(text)
        else:
            self.state = "after"
            self._after(line)


def _is_contact(text: str) -> bool:
    """A short line that gives somebody's number, with a name or a press address; "Tickets: 01632 …" is none."""
    if not is_reach_line(text) or helps_readers(text):
        return False
    return names_somebody(text) or any(_PRESS_MAIL.search(contact.email or "") for contact in contacts_in([text]))


def _is_contact_note(text: str) -> bool:
    """A note may also be a press contact; it stays a note."""
    labelled = is_contact_label(text) and bool(phones_in(text) or "@" in text) and not helps_readers(text)
    return labelled or speaks_of_press_office(text)


def _goes_with(text: str, following: str) -> bool:
    """A note below its heading, or a row of a small table below the note that announces it."""
    row = len(following.split()) <= 8 and following[-1:].isdigit() and not phones_in(following)
    return _heads_note(text) or row


def _heads_note(text: str) -> bool:
    """A heading over the note that stands right below it: "The consultation"."""
    return len(text.split()) <= 5 and text[-1:].isalnum() and text[:1].isupper() and not links_in(text)


def _unfinished(text: str) -> bool:
    """A note that stops amid a sentence goes on in the next paragraph, however it was spaced."""
    last = text.split()[-1:]
    return len(text.split()) >= 6 and bool(last) and last[0] in _GOES_ON


def _heads_something(text: str) -> bool:
    """A note that is only a heading so far: "About Hearth"."""
    last = text.rsplit("\n", 1)[-1]
    return len(last) <= 80 and last[-1:] not in ".!?" and "\n" not in text and not links_in(last)
