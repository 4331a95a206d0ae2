"""What stands above the story: headline, kind, date, embargo, release line, reference, summary?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from releases.importing.attribution import before_quotation
from releases.importing.contacts import is_contact_label, is_reach_line
from releases.importing.dates import PrintedDate, dates_in
from releases.importing.embargo_line import gives_a_clock, is_embargo_line, is_release_line, names_a_zone
from releases.importing.furniture import (
    about_heading,
    about_run_in,
    caption_label,
    ends_marker,
    is_date_line,
    is_furniture,
    is_labelled_date,
    is_update_line,
    kind_before,
    kind_in,
    notes_heading,
    reference_in,
    segments,
    spans_days,
)
from releases.importing.headline import Candidate, choose_headline, is_letterhead
from releases.importing.lexicon import plain
from releases.importing.lines import Line
from releases.importing.marks import opens_quotation, pieces_of

_DATELINE = re.compile(
    r"^\(?(?:[^\W\d_][\w.’' -]{1,40}(?:,\s[\w.’' "
    r"-]{2,40}){0,3}\)?\s?)?(?P<bracket>\()?(?=[^–—:]{0,40}\d)(?P<date>[^–—:()]{6,60}?)\)?\s?(?:/[\w "
    r"]{2,24}/\s?)?(?:--|[–—:]|\s-\s)\s?\S"
)
_LABEL_ALONE = re.compile(
    r"^(?:from|published(?: by| on)?|issued(?: by| on)?|posted(?: by| on)?|date|delivered on|location|organisations?"
    r"|by|author|department|ministers?|category|topics?|oddi wrth|cyhoeddwyd)\s?:?$",
    re.IGNORECASE,
)
_HEADER_AT_MOST = 80
_EXTRA_LINES = 4


@dataclass
class Header:
    """`rest` is where the body begins."""

    headline: str | None = None
    kind: str | None = None
    dates: list[PrintedDate] = field(default_factory=list)
    embargo: list[str] = field(default_factory=list)
    release_line: str | None = None
    reference: str | None = None
    summary: list[str] = field(default_factory=list)
    contact_lines: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    rest: int = 0


def read_header(lines: Sequence[Line], day_first: bool = True) -> Header:
    header = Header()
    reader = _HeaderReader(lines, header, day_first)
    reader.read()
    return header


class _HeaderReader:
    def __init__(self, lines: Sequence[Line], header: Header, day_first: bool) -> None:
        self.lines, self.header, self.day_first = lines, header, day_first
        self.candidates: list[Candidate] = []
        self.metas = 0
        self.kind_at: int | None = None
        self.bullets: list[str] = []

    def read(self) -> None:
        index = 0
        while index < min(len(self.lines), _HEADER_AT_MOST):
            line = self.lines[index]
            taken = self._meta(index)
            if taken:
                self.metas += 1
                index += taken
                continue
            if self._stops(index):
                break
            if line.is_bullet:
                self.bullets.append(line.text)
            else:
                self._candidate(line.text)
            index += 1
        self.header.rest = index
        self._choose()

    def _choose(self) -> None:
        header = self.header
        mentions = plain(" ".join(line.text for line in self.lines[header.rest :])[:20000])
        found = choose_headline(self.candidates, kind_at=self.kind_at, mentions=mentions)
        header.headline = found.headline
        header.set_aside += found.set_aside
        header.warnings += found.warnings
        header.summary += [*found.summary, *self.bullets]

    def _candidate(self, text: str) -> None:
        text = re.sub(r"^(?:\w+ ?/ ?)?(?:headline|title|subject|teitl|pennawd)\s?:\s+", "", text, flags=re.IGNORECASE)
        text = re.sub(r"^(?:(?:fw|fwd|re)\s?:\s+){1,3}", "", text, flags=re.IGNORECASE)
        labelled = kind_before(text)
        if labelled:
            self.header.kind = self.header.kind or labelled.heading
            text = labelled.rest
        self.candidates.append(Candidate(text, len(self.candidates), self.metas))

    # Lines that are not the headline

    def _meta(self, index: int) -> int:
        """How many lines the furniture at `index` takes; 0 where there is none."""
        line, header = self.lines[index], self.header
        text = line.text
        if is_embargo_line(text):
            return self._embargo(index)
        if is_release_line(text):
            return self._release_line(text)
        if re.match(r"^subject\s?:", text, re.IGNORECASE):
            return 0
        kind = kind_in(text)
        if kind:
            header.kind = header.kind or kind
            self.kind_at = self.metas if self.kind_at is None else self.kind_at
            header.set_aside.append(text) if plain(kind) != plain(
                text.strip(" :*|-[]")
            ) or header.kind != kind else None
            return 1
        if is_date_line(text):
            header.dates += dates_in(text, day_first=self.day_first)
            header.kind = header.kind or next(filter(None, map(kind_in, segments(text))), None)
            header.set_aside.append(text)
            return 1
        if _LABEL_ALONE.match(text) and index + 1 < len(self.lines):
            return self._labelled(index)
        reference = reference_in(text)
        if reference:
            header.reference = header.reference or reference
            header.set_aside.append(text)
            return 1
        if is_contact_label(text) and (len(text) <= 200):
            return self._contact(index)
        if is_update_line(text) or is_furniture(text):
            header.set_aside.append(text)
            return 1
        if self.metas + len(self.candidates) < 12 and is_reach_line(text) and len(text) <= 120:
            header.contact_lines.append(text)
            return 1
        return self._mixed(text)

    def _labelled(self, index: int) -> int:
        """ "From:" over the department, "Published" over the date: a page's label, and its value below."""
        following = self.lines[index + 1].text
        self.header.set_aside.append(self.lines[index].text)
        if is_date_line(following) or len(following) > 160 or kind_in(following):
            return 1
        self.header.set_aside.append(following)
        return 2

    def _mixed(self, text: str) -> int:
        """ "PRESS RELEASE | 5 May 2024 | Embargoed until …": every part is furniture."""
        parts = segments(text)
        if len(parts) < 2 or len(text) > 240 or spans_days(text):
            return 0
        sure = all(is_embargo_line(p) or is_release_line(p) or kind_in(p) or is_date_line(p) for p in parts)
        if not sure and (_is_opening(text, "") or dateline(text, self.day_first)):
            return 0
        headline = ""
        for position, part in enumerate(parts):
            known = (
                is_embargo_line(part)
                or is_release_line(part)
                or kind_in(part)
                or is_date_line(part)
                or reference_in(part)
            )
            if not known:
                if _is_topic(part, text):
                    continue
                last = position == len(parts) - 1 and position > 0 and len(part.split()) >= 4 and not _is_order(part)
                masthead = position == 0 and len(part.split()) <= 4
                aside = _is_order(part) or masthead and (len(parts) > 2 or bool(kind_in(parts[-1])))
                if not last and not aside:
                    return 0
                headline = part if last else headline
        for part in parts:
            if is_release_line(part):
                self.header.release_line = self.header.release_line or part
            elif kind_in(part):
                self.header.kind = self.header.kind or kind_in(part)
            elif is_date_line(part):
                self.header.dates += dates_in(part, day_first=self.day_first)
            elif reference_in(part):
                self.header.reference = reference_in(part)
        if headline:
            self.candidates.append(Candidate(headline, len(self.candidates), self.metas + 1))
        self.header.set_aside.append(text)
        return 1

    def _embargo(self, index: int) -> int:
        text = self.lines[index].text
        labelled = kind_before(text)
        if labelled and is_embargo_line(labelled.rest):
            self.header.kind = self.header.kind or labelled.heading
        taken = 1
        following = self.lines[index + 1] if index + 1 < len(self.lines) else None
        unfinished = not dates_in(text) and (
            not re.search(r"\d", text) or bool(re.search(r"(?:\bon|\buntil|\btill|,|-|–)\s*$", text, re.IGNORECASE))
        )
        if following and unfinished and len(following.text) <= 90 and re.search(r"\d|noon|midnight", following.text):
            text, taken = f"{text} {following.text}", 2
        for line in self.lines[index + taken : index + taken + 2]:
            # The same moment on another clock: "19:01 EDT, 13 July 2026".
            # In a Word document every paragraph stands apart; there a zone in both shows that they belong together.
            apart = line.gap and not (names_a_zone(line.text) and names_a_zone(text))
            if apart or len(line.text) > 60 or not (dates_in(line.text) and gives_a_clock(line.text)):
                break
            text, taken = f"{text} / {line.text}", taken + 1
        self.header.embargo.append(text)
        return taken

    def _release_line(self, text: str) -> int:
        header = self.header
        parts = [part for part in segments(text) if not is_release_line(part)]
        tail = [part for part in parts if not (is_date_line(part) or kind_in(part))]
        header.dates += dates_in(text, day_first=self.day_first)
        for part in parts:
            header.kind = header.kind or kind_in(part)
        if header.release_line is None:
            header.release_line = text
        elif plain(header.release_line) != plain(text):
            header.set_aside.append(text)
        if tail and len(tail[-1].split()) >= 5 and not dates_in(tail[-1]):
            self.candidates.append(Candidate(tail[-1], len(self.candidates), self.metas + 1))
        return 1

    def _contact(self, index: int) -> int:
        """A contact block: the label, and the lines right below it."""
        taken = 1
        while index + taken < len(self.lines) and taken < 8:
            line = self.lines[index + taken]
            alone = taken == 1 and not is_reach_line(self.lines[index].text) and line.gap
            if line.gap and not (alone and is_reach_line(line.text)):
                break
            if (
                is_embargo_line(line.text)
                or is_release_line(line.text)
                or is_date_line(line.text)
                or kind_in(line.text)
            ):
                break
            if len(line.text) > 90 or (
                not is_reach_line(line.text) and len(line.text.split()) > 6 and "www" not in line.text
            ):
                break
            taken += 1
        self.header.contact_lines += [line.text for line in self.lines[index : index + taken]]
        return taken

    # Where the body begins

    def _stops(self, index: int) -> bool:
        line = self.lines[index]
        text = line.text
        if ends_marker(text) or notes_heading(text) or about_heading(text) or about_run_in(text) or caption_label(text):
            return bool(self.candidates) or not about_heading(text)
        if not self.candidates:
            return _is_opening(text, self._next(index))
        if line.is_bullet:
            return not any(not later.is_bullet and len(later.text) > 60 for later in self.lines[index + 1 : index + 12])
        if sum(not is_letterhead(candidate.text, "") for candidate in self.candidates) > _EXTRA_LINES:
            return True
        later_lines = self.lines[index + 1 : index + 3]
        if any(_LABEL_ALONE.match(later.text) or is_labelled_date(later.text) for later in later_lines):
            # What stands between the headline and the page's labels is a standfirst.
            return False
        if any(plain(text) == plain(candidate.text) for candidate in self.candidates):
            return False
        return self._is_body(index)

    def _is_body(self, index: int) -> bool:
        text = self.lines[index].text
        words = len(text.split())
        if _is_strapline(text):
            return False
        if opens_quotation(text) or words >= 26 or len(text) > 170 or _is_opening(text, self._next(index)):
            return True
        if self._only_masthead() and words >= 4 and self._more_text(index):
            return False
        return (text[-1:] in ".…:”" and words >= 4) or (text[-1:] == "?" and words >= 14) or not self._more_text(index)

    def _only_masthead(self) -> bool:
        return all(is_letterhead(candidate.text, "") for candidate in self.candidates)

    def _more_text(self, index: int) -> bool:
        """Something that reads like a story follows."""
        return any(
            len(later.text.split()) >= 12 or opens_quotation(later.text) for later in self.lines[index + 1 : index + 14]
        )

    def _next(self, index: int) -> str:
        return self.lines[index + 1].text if index + 1 < len(self.lines) else ""


def _is_topic(part: str, text: str) -> bool:
    """ "26 November 2026 | News, Courts": what a page files the release under, beside its date."""
    return len(part.split()) <= 4 and part[-1:] not in ".?!" and bool(re.search(r"\s[|·•]\s", text))


def _is_order(part: str) -> bool:
    """ "NOT FOR PROACTIVE USE" beside the kind: an order to the desk, no headline."""
    return bool(
        re.match(r"^(?:not for|do not|for (?:internal|reactive|background)|if asked|on request|draft)\b", plain(part))
    )


def _is_strapline(text: str) -> bool:
    """ "‘Nobody counted’ – report published today": a title that opens with somebody's words."""
    pieces = pieces_of(text)
    begins = len(pieces) == 2 and pieces[0].quoted and pieces[0].closed and pieces[0].inner[-1:] not in ".,!?"
    return begins and len(text.split()) <= 16 and bool(re.match(r"^\s?[:–—-]\s", pieces[1].raw)) and text[-1].isalnum()


def dateline(text: str, day_first: bool = True) -> PrintedDate | None:
    """The date in a dateline: "ST. PAUL (September 18, 2018) – ", or "Today, Friday 8 March 2019"."""
    head = text[:140]
    found = _DATELINE.match(head)
    dates = dates_in(head, day_first=day_first)
    if found and dates and found.start("date") <= dates[0].end and dates[0].end <= found.end():
        return dates[0]
    today = re.match(r"^(?:[\w ]{0,30}\b)?(?:today|heddiw|inniu)\b,?\s?[(–-]?\s?", head, re.IGNORECASE)
    if today and dates and dates[0].start - today.end() <= 2:
        return replace(dates[0])
    return None


def _is_opening(text: str, following: str) -> bool:
    """Reads like the first words of a story: an attribution, a quotation with one, a dateline, a long paragraph."""
    if len(text) > 240 or len(text.split()) > 40:
        return True
    if dateline(text) is not None:
        return True
    if text.rstrip().endswith(":") and before_quotation(text):
        return True
    if not opens_quotation(following):
        return False
    found = before_quotation(text)
    # "Responding to the news, Jane Bell, Chair of Hearth, said" with no mark behind it names her and her role.
    return bool(found and (text.rstrip()[-1:] in ":," or found.strong and found.role and text.count(",") > 1))
