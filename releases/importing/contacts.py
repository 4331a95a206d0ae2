"""Whom may a journalist ring? Names, e-mail addresses and telephone numbers of press contacts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.importing.lexicon import plain
from releases.importing.names import Name, has_role_noun, name_at_start
from releases.importing.reach import Found, links_in, mails_in, phones_in
from releases.importing.reading import ReadContact
from releases.importing.subject import titled

_LABEL = re.compile(
    r"^\W{0,4}(?:(?:\d{1,2}[.)]|\(\d{1,2}\))\s+)?(?:(?:for|to|am)\s+(?:\w+[ -]){0,5}?(?:information|enquir\w+"
    r"|inquir\w+|interviews?|details|media|press"
    r"|wybodaeth|ymholiadau|images|arrange|request|queries|comment)\b|(?:media|press|news|pr|editorial"
    r"|out[ -]of[ -]hours|daytime|further|more)"
    r"[ /](?:and \w+ )?(?:\w+ )?(?:contacts?|enquir\w+|inquir\w+|office|officer|queries|information|team|desk"
    r"|line|relations|interviews)\b|contacts?\b(?!\s+(?:us|the helpline)\b)"
    r"|interviews?\b(?=.{0,60}contact)|out[ -]of[ -]hours|press office|newsroom|cyswllt|cysylltwch|swyddfa'r wasg"
    r"|teagmháil|tuilleadh eolais"
    r"|(?:press|media)\s?:|notes? (?:for|to) (?:picture|photo) desks?|issued by|pr contact"
    r"|communications(?: team| office)?\s?[:–-])"
)
_PRESS_WORDS = re.compile(
    r"\b(?:press office|press team|media team|media office|media enquir\w+|press enquir\w+|media inquir\w+"
    r"|press desk|news ?desk|for interviews?"
    r"|press officer|media officer|communications (?:team|officer|manager|director|office)|media relations"
    r"|swyddfa'r wasg|media contact|press contact)\b"
)
_CONNECTOR = re.compile(
    r"^(?:tel(?:ephone)?|ph(?:one)?|mob(?:ile)?|cell|e-?mail|e|t|m|p|d|f|fax|direct(?: line)?|switchboard|on|at"
    r"|or|and|by|via|a|call|ring|text|ff[oô]n|e-?bost|whatsapp|twitter|web(?:site)?|w|x|ext(?:ension)?)$"
)
_CALLS = re.compile(
    r"(?<!-)\b(?:contact|call|ring|e-?mail|phone|telephone|speak to|get in touch with|reach|cysylltwch â|cysylltwch ag"
    r"|(?:enquiries|inquiries|queries|requests|questions) to"
    r"|(?:information|details|interviews)(?: (?:is|are) available)? from"
    r"|with)\b:?\s*(?:on\s+)?"
    r"(?:the\s+)?(?=\S)",
    re.IGNORECASE,
)
# With the noun behind it, as printed: "out of hours enquiries".
_OUT_OF_HOURS = re.compile(
    r"\b(?:out[ -]of[ -](?:office[ -])?hours|outside (?:of )?(?:office|working|normal|these) hours"
    r"|after[ -]hours|weekends?|evenings?|24[ -]hours?|duty|urgent"
    r"|y tu allan i oriau)\b"
    r"(?: (?:press|media|enquir\w+|inquir\w+|calls?|line|contact|phone|number|mobile|duty|office|officer|desk)\b){0,3}",
    re.IGNORECASE,
)
_TEAM = re.compile(
    r"\b(?:team|office|desk|press|media|communications|comms|newsroom|newsdesk|enquir\w+|inquir\w+|line|unit|department|pr"
    r"|news|swyddfa)\b",
    re.I,
)
_REACHED = re.compile(
    r"\s+(?:can be|is|are|may be)\s+(?:reached|contacted|available|called|found)(?:\s+by \w+)?\s*$", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"^(?:trust|foundation|council|charity|association|alliance|network|university|college|police|society|federation"
    r"|commission|union|group|centre|center|office|department|housing|services?|hospital|diocese|team|ltd|inc|aid)\b",
    re.IGNORECASE,
)
# "Castle Row press office": what begins like a person's name is whose desk it is.
_DESK_BEHIND = re.compile(r"^(?:press|media|news|communications|comms)[ -](?:office|team|desk|line)\b", re.IGNORECASE)
# "T. J. Bell" has a telephone no more than "E. Bell" an address.
_INITIALS = re.compile(r"^(?:[A-Z]\.\s?)+[A-Z][a-zà-ÿ’'-]{2,}")
# "Jane Bell is available for interview. Call our press team": whom to ring stands in the last sentence.
_ASKS = re.compile(
    r"^.*[.!?]\s+(?=(?:please )?(?:contact|call|ring|e-?mail|phone|speak to|get in touch)\b)", re.I | re.S
)
_THE_PROJECT = re.compile(r"^the (?:[A-Z][\w’'-]*\s?){2,5}$")
_FIELD = re.compile(r"^(?P<label>[\w /]{2,24}?)\s?:\s*(?=\S)")
_NAME_FIELDS = {"name", "contact", "contact name", "enw", "ainm", "spokesperson", "press officer", "pr contact"}
_OTHER_FIELDS = {
    "role",
    "title",
    "job title",
    "position",
    "organisation",
    "organization",
    "company",
    "swydd",
    "address",
}
_ISSUED_BY = re.compile(
    r"^(?:issued|released|distributed|sent|prepared)(?: (?:by|on behalf of)\s*:?\s+|\s?(?:at|on|:)\s?[^,]*\d[^,]*,\s*)",
    re.IGNORECASE,
)
# "(0700-2200)." behind a number: when it is answered.
_ANSWERED = re.compile(r"^\s*\([^()]{1,60}\)\s*[.;,]?\s*|^[^()]{0,60}\)\s*[.;,]?\s*")
_DESK_CALLED = re.compile(
    r"\b(?:contact|call|ring|telephone|phone) (?:the|our) (?P<desk>(?:\w[\w’'-]* ){0,4}\w[\w’'-]*)$"
)
# Answers customers, not journalists.
_OTHER_DESK = re.compile(
    r"\b(?:sales|box|ticket|booking|head|post|registered|admissions|enrolment|membership|customer)[ -]"
    r"(?:office|team|line|desk|services?|care)\b",
    re.IGNORECASE,
)
# "020 … (on-call press officer)": the number says itself whose it is.
_SAID_BEHIND = re.compile(r"^\s*\((?P<name>[^()\d]{4,60})\)")
_EXTENSION = re.compile(r",?\s*\bext(?:ension|n)?\b\.?\s*\d{1,6}(?:\s+via\s+\w+)?\s*$", re.IGNORECASE)
_FOR_SUCH = re.compile(
    r"^(?:for )?(?P<what>(?:media|press|news) (?:enquiries|inquiries|queries)),?"
    r"(?: please)?(?: (?:contact|call|email|ring))?$",
    re.IGNORECASE,
)
_EDGE = " \t\u00a0,.;:/|–—-•·*"


@dataclass
class _Entry:
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    heads: bool = False  # an organisation over its people, who are named below it, or are not

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)


def is_contact_label(text: str) -> bool:
    """Begins as press-contact lines do: "Media contact:", "For further information please contact"."""
    return bool(_LABEL.match(plain(text[:160])))


def names_press_office(text: str) -> bool:
    """A short line that names the desk and nothing else: "Hearth press office"."""
    return len(text) <= 80 and bool(_PRESS_WORDS.search(plain(text))) and text.rstrip()[-1:] not in ".?!"


def names_somebody(text: str) -> bool:
    """Begins with a person, a press desk or the label of a contact; "Tickets: 01632 …" does not."""
    return is_contact_label(text) or bool(_TEAM.search(text)) or _is_person(text) or _is_person(text.partition(":")[2])


def speaks_of_press_office(text: str) -> bool:
    """A paragraph of prose that gives journalists a number or address."""
    return bool(_PRESS_WORDS.search(plain(text[:1500]))) and bool(phones_in(text) or mails_in(text))


def is_reach_line(text: str) -> bool:
    """A short line that holds a number or an address."""
    return len(text) <= 200 and bool(phones_in(text) or mails_in(text))


def contacts_in(lines: Sequence[str]) -> list[ReadContact]:
    """One entry for each person or desk; the first number and the first address of each."""
    entries: list[_Entry] = []
    heading = ""
    for line in lines:
        heading = _line(line, entries, heading)
    return [
        ReadContact(entry.name, entry.email, entry.phone)
        for entry in entries
        if entry.reachable and not _OTHER_DESK.search(entry.name or "")
    ]


def _line(line: str, entries: list[_Entry], heading: str) -> str:
    """Reads one line; the answer is the label that stands over lines without a name."""
    labelled = _FIELD.match(line)
    if labelled and plain(labelled.group("label")) in _OTHER_FIELDS:
        return heading
    if labelled and plain(labelled.group("label")) in _NAME_FIELDS and _is_person(line[labelled.end() :]):
        line = line[labelled.end() :]
    links = [link for link in links_in(line) if not any(m.start <= link.start < m.end for m in mails_in(line))]
    marks: list[tuple[str, Found]] = [("phone", item) for item in phones_in(line)]
    marks += [("email", item) for item in mails_in(line)]
    marks.sort(key=lambda mark: mark[1].start)
    if not marks:
        if _is_organisation(line, entries):
            entries.append(_Entry(line.strip(_EDGE), heads=True))
            return heading
        name, label = _who(line if not links else line[: links[0].start])
        if name and (_is_person(line) or not _waits(entries)):
            entries.append(_Entry(name))
        return label or heading
    if labelled and plain(labelled.group("label")) in {"both", "all", "everyone", "either"}:
        for entry in filter(lambda one: one.phone, entries):
            entry.email = entry.email or next((item.text for kind, item in marks if kind == "email"), None)
        return heading
    at = 0
    for kind, item in marks:
        name, label = _who(line[at : item.start])
        name = name or (_said_behind(line[item.end :], entries) if kind == "phone" else None)
        heading = label or heading
        if name and entries and entries[-1].heads and not entries[-1].reachable:
            entries[-1] = _Entry(name)
        elif name and (not entries or entries[-1].reachable or entries[-1].name):
            entries.append(_Entry(name))
        elif name:
            entries[-1].name = name
        elif label and _PRESS_WORDS.search(plain(label)) and _heading_alone(entries):
            entries[-1].name = label
        elif not entries:
            entries.append(_Entry(_as_name(heading)))
        elif label and entries[-1].reachable and not entries[-1].name:
            entries.append(_Entry(_as_name(label)))
        entry = entries[-1]
        if kind == "phone":
            entry.phone = entry.phone or item.text
        else:
            entry.email = entry.email or item.text
        at = item.end
    return heading


def _waits(entries: Sequence[_Entry]) -> bool:
    """The last one has a name of its own and waits for its number; "Media contact" over a team's name has none."""
    last = entries[-1] if entries else None
    return bool(
        last and not last.reachable and last.name and not re.match(r"(?:media|press) contacts?$", plain(last.name))
    )


def _heading_alone(entries: Sequence[_Entry]) -> bool:
    """Only "Media enquiries" stands above: the line's own label says whom one rings."""
    last = entries[-1] if entries else None
    return bool(last and not last.reachable and last.name and is_contact_label(last.name))


def _said_behind(text: str, entries: Sequence[_Entry]) -> str | None:
    """The desk that stands in brackets behind its number; of a desk's second number when it is answered."""
    behind = _SAID_BEHIND.match(text) if entries and entries[-1].phone else None
    name = behind.group("name").strip() if behind else ""
    hours = _OUT_OF_HOURS.match(name) and not _is_person(entries[-1].name or "")
    return name if name and (hours or _TEAM.search(name)) else None


def _is_organisation(line: str, entries: Sequence[_Entry]) -> bool:
    """A line of its own that opens the next organisation's part of a list of contacts."""
    words = line.strip(_EDGE).split()
    if not entries or not entries[-1].reachable or not 1 < len(words) <= 6 or line.rstrip()[-1:] in ".:?!":
        return False
    small = {"of", "and", "the", "for", "&"}
    return (
        all(word[:1].isupper() or word in small for word in words) and not has_role_noun(line) and not _is_person(line)
    )


def _is_person(text: str) -> bool:
    """Begins with a person's full name; "Harbour Family Trust" does not."""
    text = text.strip(_EDGE)
    if _behind_title(text):
        return True
    found = name_at_start(text)
    if found is None or not found.strong or _TEAM.search(found.text):
        return False
    parted = text[len(found.text) : len(found.text) + 1] in (",", ";", "(")
    return parted or not (_ORGANISATION.match(found.rest) or _DESK_BEHIND.match(found.rest))


def _as_name(label: str) -> str | None:
    """A label stands in for a name: "Moorland Federation: 01632 …"."""
    words = label.strip(_EDGE)
    return words if words and (_TEAM.search(words) or len(words.split()) <= 6) else None


def _who(text: str) -> tuple[str | None, str]:
    """(name of a person or desk, label) in the words before a number or address."""
    text, label = _bared(text), ""
    if not text:
        return None, ""
    headed = _is_person(text.partition(":")[2])
    if _is_person(text) and not is_contact_label(text) and not _heads_desk(text) and not headed:
        return _person(text), ""
    out = _OUT_OF_HOURS.search(text)
    before, colon, after = text.partition(":")
    if colon and len(before) <= 120:
        label, text = before.strip(_EDGE), _without_connectors(after)
        if not text:
            return (label, label) if out else (None, label)
        desk_called = _DESK_CALLED.search(text)
        if out and desk_called:
            return desk_called.group("desk"), label
        if _OUT_OF_HOURS.search(label) and not _is_person(text) and not _TEAM.search(text):
            return label, label
    calls = [call for call in _CALLS.finditer(text) if _asks(text, call)]
    if calls and not _is_person(text):
        text = text[calls[-1].end() :].strip(_EDGE)
        first = name_at_start(_without_connectors(text))
        if first and not first.rest and not _TEAM.search(text):
            return first.text, label
    text = _without_connectors(text)
    if _is_person(text):
        return _person(text), label
    if out and not colon:
        return out.group(), ""
    desk = _PRESS_WORDS.search(text.casefold())
    if desk and len(text.split()) > 6:
        return text[desk.start() : desk.end()], label
    if text and _TEAM.search(text) and len(text) <= 100:
        return re.sub(r"^the ", "", text, flags=re.IGNORECASE), label
    if not label and _THE_PROJECT.match(text):
        return text[4:], ""
    if not label and is_contact_label(text):
        return None, text.strip(_EDGE)
    return None, label


def _asks(text: str, call: re.Match[str]) -> bool:
    """ "Ring" within "Second Ring press office" is a name."""
    before = text[: call.start()].rstrip()
    return call.group()[0].islower() or not before or before[-1] in ".:;,!?|–—-/"


def _bared(text: str) -> str:
    """Without "issued by", "Tel:", the hours behind a number before it; of a table's row the cell that says who."""
    text = _without_connectors(_ISSUED_BY.sub("", _ASKS.sub("", _ANSWERED.sub("", text.strip(" \t\u00a0")))))
    cell = re.split(r"\s{2,}", text)[0]
    text = _FOR_SUCH.sub(r"\g<what>", text)
    return _EXTENSION.sub("", _REACHED.sub("", cell if _is_person(cell) else text))


def _heads_desk(text: str) -> bool:
    """ "Men Speak: Press Office" begins like a person's name."""
    before, colon, after = text.partition(":")
    return bool(colon) and _is_person(before) and bool(_TEAM.search(after)) and not has_role_noun(after)


def _person(text: str) -> str:
    found = _behind_title(text) or name_at_start(text.strip(_EDGE))
    return found.text if found else text


def _behind_title(text: str) -> Name | None:
    """ "Public Affairs Officer Jane Bell": the name behind the office."""
    first = text.strip(_EDGE).split(",")[0]
    found = titled(first) if len(first.split()) <= 9 and "(" not in first else None
    return found if found and found.strong and not _TEAM.search(found.text) else None


def _without_connectors(text: str) -> str:
    """Without "Tel:", "or", "on" at either edge."""
    text = text.strip(_EDGE + "([")
    changed = True
    while changed and text:
        changed = False
        head, _, rest = text.partition(" ")
        if _INITIALS.match(text):
            break
        if _CONNECTOR.match(head.strip(_EDGE + "()").casefold()):
            text, changed = rest.strip(_EDGE + "(["), True
            continue
        rest, _, tail = text.rpartition(" ")
        if _CONNECTOR.match(tail.strip(_EDGE + "()").casefold()):
            text, changed = rest.strip(_EDGE + "(["), True
    return text.strip(_EDGE + "()[]") if text.count("(") != text.count(")") else text.strip(_EDGE)
