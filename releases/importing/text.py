"""Reads one plain-text release. Nothing is dropped and nothing is guessed: what is unsettled is said in "
"`warnings`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from releases.importing.contacts import contacts_in
from releases.importing.covering import uncovered
from releases.importing.dates import PrintedDate, dates_in
from releases.importing.decoding import decode
from releases.importing.embargo_line import asks_for_a_time, embargo_instant, is_release_line, mentions_embargo
from releases.importing.header import Header, dateline, read_header
from releases.importing.lexicon import plain
from releases.importing.lines import Line, lines_of, without_unseen
from releases.importing.people import People
from releases.importing.reach import digits_of, phones_in
from releases.importing.reading import (
    CannotRead,
    KnownHelpline,
    ReadContact,
    ReadEmbargo,
    ReadPassage,
    ReadRelease,
    ReadStatement,
)
from releases.importing.sections import Sections, read_sections
from releases.importing.signposting import Signposting, read_signposting
from releases.importing.statements import BodyReader

LONDON = ZoneInfo("Europe/London")
_ISSUED = re.compile(r"^(?:issued|released|published)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def read_text(source: str, *, known: Sequence[KnownHelpline] = (), zone: tzinfo = LONDON) -> ReadRelease:
    """The release that a plain text holds. `zone`: where an embargo line without a zone was written.

    `known`: our helplines as the record has them. A paragraph of its own that agrees with one is reported as
    `signposting` and not repeated among the passages; one that differs, or that the record does not know, is both.
    Raises CannotRead when there is no text at all.
    """
    lines = lines_of(source)
    if not lines:
        raise CannotRead("The file is empty: choose the file that holds the release.")
    return read_lines(lines, known=known, zone=zone)


def read_lines(lines: Sequence[Line], *, known: Sequence[KnownHelpline] = (), zone: tzinfo = LONDON) -> ReadRelease:
    """The same for lines that another format was cut into; they may carry links."""
    printed, (whole, parted) = lines, without_unseen(lines)
    covered = uncovered(whole)
    lines, origin = covered.lines, _origin(whole)
    day_first = origin != "the United States"
    header = read_header(lines, day_first)
    sections = read_sections(lines[header.rest :])
    body = BodyReader(sections.body, People([line.text for line in sections.body]))
    passages = body.read()
    notes, lost_links = sections.read_notes()
    contacts = _contacts(header, sections)
    signposting = _signposting(passages, header, sections, contacts, known)
    published, about_date = _date(header, sections, passages, day_first)
    header.embargo += _embargoes_around(covered.set_aside)
    embargo, about_embargo = _embargo(header, sections, lines, zone, origin, published)
    warnings = [*covered.warnings, *header.warnings, *body.warnings, *lost_links, *signposting.warnings]
    warnings += (
        about_embargo
        + about_date
        + [f"“{_start(line.text)}” stands after the end and was kept as narrative." for line in sections.stray]
    )
    put_aside = [*covered.set_aside, *header.set_aside, *header.contact_lines, *sections.put_aside(), *parted]
    read = ReadRelease(
        headline=header.headline,
        date=published,
        kind=header.kind,
        embargo=embargo,
        release_line=header.release_line or next(iter(sections.release_lines), None),
        passages=_placed(passages, sections, lines, signposting.recognised),
        ends_marker=sections.ends_marker,
        notes=notes,
        about=sections.read_about(),
        contacts=contacts,
        phones=_phones(whole),
        signposting=signposting.read,
        warnings=tuple(dict.fromkeys(warnings)),
        summary=tuple(header.summary),
        reference=header.reference,
        captions=tuple(sections.captions),
        note_markers=tuple(note.marker for note in sections.notes),
        set_aside=tuple(put_aside),
    )
    return _nothing_dropped(read, printed)


def _embargoes_around(texts: Sequence[str]) -> list[str]:
    """Those that stand in a covering note."""
    timed = [text for text in texts if "embarg" in text.casefold() and asks_for_a_time(text)]
    return [text for text in timed if not is_release_line(text)]


def _contacts(header: Header, sections: Sections) -> tuple[ReadContact, ...]:
    """From above the headline, from the contact section, and from notes and prose that name the press office."""
    groups = (header.contact_lines, sections.contact_lines, sections.shared_contact_lines)
    return tuple(dict.fromkeys(contact for lines in groups for contact in contacts_in(lines)))


def _signposting(
    passages: Sequence[ReadPassage | ReadStatement],
    header: Header,
    sections: Sections,
    contacts: Sequence[ReadContact],
    known: Sequence[KnownHelpline],
) -> Signposting:
    press = {digits_of(contact.phone) for contact in contacts if contact.phone}
    press |= {digits_of(p.text) for line in header.contact_lines + sections.contact_lines for p in phones_in(line)}
    standalone = {text for passage in passages if isinstance(passage, ReadPassage) for text in passage.paragraphs}
    standalone |= {line.text for line in sections.signposts}
    return read_signposting(_texts(passages, sections), standalone, known=known, press_phones=press)


def _placed(
    passages: Sequence[ReadPassage | ReadStatement], sections: Sections, lines: Sequence[Line], recognised: set[str]
) -> tuple[ReadPassage | ReadStatement, ...]:
    """The body without what the helpline's record says already, and behind it what had no place, in order."""
    left = [*sections.signposts, *sections.stray]
    behind = tuple(line.text for line in lines if line in left and line.text not in recognised)
    kept = _without(passages, recognised)
    return (*kept, ReadPassage(behind)) if behind else kept


def _origin(lines: Sequence[Line]) -> str:
    """Where the text seems to come from, if not from the United Kingdom: it decides what a bare time or 1/10/25 "
    "means."""
    text = "\n".join(line.text for line in lines)[:60000]
    if re.search(
        r"\.uk\b|\bUK\b|United Kingdom|\b(?:England|Wales|Scotland)\b|\+44|\b0(?:7700|1632|808|800|20 7)", text
    ):
        return ""
    if re.search(r"\b(?:Ireland|Irish|Dublin|Cork|Galway|Gardaí|Garda|TD|Oireachtas)\b|\.ie\b|\+353", text):
        return "Ireland"
    if re.search(
        r"\b(?:Australia|Australian|NSW|Queensland|Sydney|Melbourne|Brisbane|Perth)\b|\.au\b|\+61|1800RESPECT"
        r"|\b13 11 14\b",
        text,
    ):
        return "Australia"
    american = re.search(
        r"\(?\b[2-9]\d{2}\)?[-. ]\d{3}[-.]\d{4}\b|\b(?:U\.S\.|USA|United States|Congress)\b|\.gov\b", text
    )
    if american or any(item.month_first and item.value for item in dates_in(text[:2000])):
        return "the United States"
    return ""


def _texts(passages: Sequence[ReadPassage | ReadStatement], sections: Sections) -> list[str]:
    texts = [paragraph for passage in passages for paragraph in passage.paragraphs]
    texts += [line.text for line in sections.stray]
    texts += [note.text for note in sections.notes]
    texts += [line.text for _, lines in sections.about for line in lines]
    return [*texts, *(line.text for line in sections.signposts)]


def _without(
    passages: Sequence[ReadPassage | ReadStatement], recognised: set[str]
) -> tuple[ReadPassage | ReadStatement, ...]:
    kept: list[ReadPassage | ReadStatement] = []
    for passage in passages:
        if isinstance(passage, ReadPassage):
            passage = ReadPassage(tuple(text for text in passage.paragraphs if text not in recognised))
        if passage.paragraphs:
            kept.append(passage)
    return tuple(kept)


def _embargo(
    header: Header, sections: Sections, lines: Sequence[Line], zone: tzinfo, origin: str, issued: str | None
) -> tuple[ReadEmbargo | None, list[str]]:
    wordings = list({plain(text): text for text in reversed([*header.embargo, *sections.embargo])}.values())[::-1]
    warnings: list[str] = []
    if not wordings:
        wordings = [line.text for line in lines if mentions_embargo(line.text)][:1]
        if not wordings:
            return None, []
        warnings.append("The embargo is mentioned only within the text: check it.")
    day = date.fromisoformat(issued) if issued else None
    read = [embargo_instant(text, zone=zone, foreign=origin, issued=day) for text in wordings]
    instants = {instant for instant, _ in read if instant}
    warnings += [warning for instant, said in read for warning in said if instant or not instants]
    wording = " ".join(wordings)
    if len(instants) > 1:
        return ReadEmbargo(None, wording), [
            *warnings,
            "The text gives two embargoes that differ: set the instant by hand.",
        ]
    return ReadEmbargo(next(iter(instants), None), wording), warnings


def _date(
    header: Header, sections: Sections, passages: Sequence[ReadPassage | ReadStatement], day_first: bool
) -> tuple[str | None, list[str]]:
    dates: list[PrintedDate] = list(header.dates)
    if not dates and passages:
        first = passages[0].paragraphs[0] if isinstance(passages[0], ReadPassage) else ""
        lined = dateline(first, day_first)
        dates = [lined] if lined else []
    if not dates:
        issued = [text for text in [*sections.contact_lines, *sections.shared_contact_lines] if _ISSUED.match(text)]
        dates = [item for text in issued for item in dates_in(text, day_first=day_first)]
    if not dates:
        dates = [item for text in sections.date_lines for item in dates_in(text, day_first=day_first)]
    if not dates:
        return None, []
    chosen = next((item for item in dates if item.value), dates[0])
    if chosen.value is None:
        return None, [f"The date {chosen.why}: give the date by hand."]
    warnings = [f"The date {chosen.why}: check it."] if chosen.why else []
    if len({item.value for item in dates if item.value}) > 1:
        warnings.append(f"More than one date stands above the text; {chosen.value.isoformat()} was kept.")
    return chosen.value.isoformat(), warnings


def _phones(lines: Sequence[Line]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for line in lines:
        for phone in phones_in(line.text):
            seen.setdefault(re.sub(r"\D", "", phone.text), phone.text)
    return tuple(seen.values())


def _nothing_dropped(read: ReadRelease, lines: Sequence[Line]) -> ReadRelease:
    """The last net: a line whose words are not all in the answer joins `set_aside`, with a warning."""
    have: Counter[str] = Counter()
    for text in _strings(read.as_json(), skip={"warnings", "phones", "contacts"}):
        have.update(_WORD.findall(text))
    lost = []
    for line in lines:
        need = Counter(_WORD.findall(line.text))
        if need - have:
            lost.append(line.text)
        else:
            have -= need
    # A line may be covered by words that another line was counted for; what a second reading loses is set aside too.
    known = set(read.set_aside)
    added = [text for text in lost if text not in known] or lost
    return replace(read, set_aside=(*read.set_aside, *added)) if added else read


def _strings(value: Any, skip: set[str] = frozenset()) -> Iterator[str]:  # type: ignore[assignment]
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in skip:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _start(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


__all__ = ["CannotRead", "KnownHelpline", "ReadRelease", "decode", "read_lines", "read_text"]
