"""Which of the body's words are whose? Paragraphs become narrative and statements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.importing.attribution import (
    Attribution,
    after_quotation,
    before_quotation,
    named_behind,
    named_line,
    names_whose_words,
    unnamed_line,
)
from releases.importing.lines import Line
from releases.importing.marks import Piece, closes_only, has_double_mark, opens_quotation, pieces_of
from releases.importing.names import has_role_noun
from releases.importing.people import People
from releases.importing.reading import ReadPassage, ReadStatement
from releases.importing.sentences import first_sentence, last_sentence

_LOOK_AHEAD = 12
_FULL = ".?!…"


@dataclass
class _Draft:
    """A statement that is still being read."""

    speaker: str | None = None
    role: str | None = None
    lead_in: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    attributed: bool = False
    open: bool = False
    double: bool = False
    unmarked: bool = False


class BodyReader:
    """Reads body paragraphs in order; `passages` and `warnings` hold what was found."""

    def __init__(self, lines: Sequence[Line], people: People) -> None:
        self.lines = lines
        self.people = people
        self.passages: list[ReadPassage | ReadStatement] = []
        self.warnings: list[str] = []
        self._prose: list[str] = []
        self._draft: _Draft | None = None
        self._between = ""
        self._at = 0
        self._said_at = -1

    def read(self) -> tuple[ReadPassage | ReadStatement, ...]:
        for index, line in enumerate(self.lines):
            self._paragraph(index, line)
        self._finish()
        self._flush_prose()
        return tuple(self.passages)

    # One paragraph

    def _paragraph(self, index: int, line: Line) -> None:
        text, self._at = line.text, index
        following = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        draft = self._draft
        going_on = bool(draft and draft.open and draft.paragraphs)
        if draft and going_on and draft.double and text[:1] in "‘'" and has_double_mark(following[:1]):
            # Single marks within what double marks opened: words that the speaker repeats.
            draft.paragraphs.append(text)
            return
        pieces = [Piece(text)] if line.is_bullet and not going_on else pieces_of(text, going_on=going_on)
        if any(piece.quoted for piece in pieces):
            self._quoted(pieces)
        elif draft and going_on and self._closes_later(index) and not _is_lead(text, following):
            draft.paragraphs.append(text)
        else:
            self._unquoted(line, following)

    def _unquoted(self, line: Line, following: str) -> None:
        text, draft = line.text, self._draft
        lead = _is_lead(text, following)
        if lead:
            head, tail = last_sentence(text)
            self._say(head)
            self._begin(lead, tail)
            return
        if draft and draft.paragraphs and not draft.attributed and not draft.unmarked:
            behind = text[:1] in "–—-~―" or _starts_with_speech(text) or names_whose_words(text)
            found = after_quotation(text) if behind else named_line(text)
            if found and line.gap and not behind and not has_role_noun(found.role or ""):
                found = None  # a place, a day: only right below the words is a bare line who said them
            found = found or (unnamed_line(text) if not line.gap and not draft.open else None)
            if found and (text[:1] in "–—-~―" or found.strong):
                self._attribute(found)
                self._finish()
                return
        if draft and not draft.paragraphs and draft.attributed and not line.is_bullet:
            draft.unmarked = True
        if draft and draft.unmarked and not line.is_bullet and not _is_heading(text, bool(draft.paragraphs)):
            draft.paragraphs.append(text)
            return
        self._finish()
        self._say(text)

    def _closes_later(self, index: int) -> bool:
        for line in self.lines[index + 1 : index + 1 + _LOOK_AHEAD]:
            if closes_only(line.text):
                return True
            if has_double_mark(line.text):
                return False
        return False

    def _signed_below(self) -> Attribution | None:
        """Who signs this paragraph on the next line: "– Jane Bell, volunteer"."""
        below = self.lines[self._at + 1].text if self._at + 1 < len(self.lines) else ""
        return after_quotation(below) if below[:1] in ("–", "—", "-", "~", "―") else None

    def _attribution_to_come(self) -> Attribution | None:
        """Who is named where the quotation that opens here is closed, some paragraphs on."""
        for line in self.lines[self._at + 1 : self._at + 1 + _LOOK_AHEAD]:
            pieces = pieces_of(line.text, going_on=True)
            if not pieces or not pieces[0].quoted:
                return None
            if pieces[0].closed:
                return after_quotation(first_sentence(pieces[1].raw)[0]) if len(pieces) > 1 else None
        return None

    # One paragraph with quotations

    def _quoted(self, pieces: list[Piece]) -> None:
        self._between = ""
        in_statement = False
        for index, piece in enumerate(pieces):
            if not piece.quoted:
                self._between += piece.raw
                if in_statement:
                    in_statement = self._behind(piece.raw, last=index + 1 == len(pieces))
                continue
            behind = pieces[index + 1].raw if index + 1 < len(pieces) else ""
            first = index == 0
            in_statement = self._quotation(piece, behind, first=first, joined=in_statement)
        if self._between.strip():
            self._finish()
            self._say(self._between)
        self._between = ""

    def _quotation(self, piece: Piece, behind: str, *, first: bool, joined: bool) -> bool:
        """Takes one quotation as a statement's words, or leaves it in the prose around it (False)."""
        head, tail = last_sentence(self._between)
        lead = _lead_before(self._between, tail, piece)
        own = after_quotation(first_sentence(behind)[0]) if behind and piece.closed else None
        own = own or (named_behind(behind) if first and piece.closed and piece.inner[-1:] in _FULL else None)
        if piece.inner[-1:] in _FULL and _leads_on(behind):
            own = None
        own = own if own and (_substantial(piece) or first) else None
        draft = self._draft
        if lead:
            self._between = ""
            self._say_after(head)
            self._begin(lead, tail.strip())
            self._add(piece)
        elif not piece.opened and draft:
            self._add(piece)
        elif own and (first or _ends_sentence(self._between) or not self._between.strip()):
            self._own(piece, own, first)
        elif joined and not self._between.strip() and draft:
            self._join(piece)
        elif first and self._belongs(piece, behind):
            if draft and draft.attributed and draft.paragraphs and not draft.open:
                later = self._signed_below() if piece.closed else self._attribution_to_come()
                if later:
                    self._finish()
            self._add(piece)
        else:
            self._between += piece.raw
            return False
        return True

    def _own(self, piece: Piece, own: Attribution, first: bool) -> None:
        """A quotation with an attribution behind it: it ends the words before it, unless they were still open."""
        draft = self._draft
        self._between_to_prose()
        if (
            draft
            and first
            and (not draft.attributed or (self._same(draft, own) and (draft.open or not draft.paragraphs)))
        ):
            self._add(piece)
            return
        self._finish()
        self._draft = _Draft()
        self._add(piece)

    def _same(self, draft: _Draft, own: Attribution) -> bool:
        if own.pronoun:
            return True
        speaker, _, _ = self.people.resolve(own, draft.speaker)
        return bool(speaker) and speaker == draft.speaker

    def _behind(self, raw: str, *, last: bool) -> bool:
        """What follows a quotation: its attribution, then prose. True when the next quotation may go on with it."""
        draft = self._draft
        first, rest = first_sentence(raw)
        found = after_quotation(first) or (named_behind(raw) if last else None)
        self._between = ""
        whole = bool(draft and draft.attributed and draft.paragraphs and draft.paragraphs[-1][-1:] in _FULL)
        finished = bool(draft and draft.paragraphs and draft.paragraphs[-1][-1:] in _FULL)
        if not last and (
            (whole and raw.rstrip()[-1:] not in _FULL and raw.strip()[:1].isupper()) or (finished and _leads_on(raw))
        ):
            # "… useful." He continued "…": the sentence leads into the next quotation.
            self._between = raw
            return False
        if found and draft:
            self._attribute(found)
            if rest.strip():
                self._between = rest
                if last:
                    return False
            return not rest.strip()
        if not raw.strip(" .,;*[]0123456789"):
            if draft and draft.paragraphs and raw.strip():
                draft.lead_in.append(raw.strip()) if re.search(r"\w", raw) else None
            return True
        tail = raw.lstrip(" ,;–—-")
        if last and draft and tail[:1].islower() and len(first) < 200:
            # "… it”, but questioned the cost." is the end of the sentence that led in.
            draft.lead_in.append(first.lstrip(" ,;–—-").rstrip())
            self._between = rest
            return False
        self._between = raw.lstrip(" ,")
        return False

    def _belongs(self, piece: Piece, behind: str) -> bool:
        """Words at the start of a paragraph with no attribution of their own: a statement's, or a title in prose?"""
        alone = not behind.strip(" .,;*")
        if self._draft and (self._draft.paragraphs or self._draft.attributed):
            return alone or not piece.closed or piece.inner[-1:] in _FULL + ","
        return (alone and (piece.inner[-1:] in _FULL + ",’'" or len(piece.inner.split()) > 8)) or not piece.closed

    # The draft

    def _begin(self, lead: Attribution, words: str) -> None:
        self._finish()
        self._draft = _Draft()
        self._attribute(lead, words)

    def _attribute(self, found: Attribution, words: str = "") -> None:
        draft = self._draft = self._draft or _Draft()
        printed = (words or found.words).strip()
        if draft.attributed and found.speaker is None:
            draft.lead_in.append(printed.lstrip(" ,"))
            self._full_stop(draft, printed)
            return
        previous = self._last_statement()
        speaker, role, warning = self.people.resolve(found, previous, self._prose, beside=self._said_at == self._at)
        if not draft.attributed or speaker:
            draft.speaker, draft.role = speaker, role
        draft.attributed = True
        draft.lead_in.append(printed.lstrip(" ,"))
        self._full_stop(draft, printed)
        if warning:
            self.warnings.append(warning)

    @staticmethod
    def _full_stop(draft: _Draft, printed: str) -> None:
        """A comma before the closing mark belongs to the attribution; where that ends the sentence, so do the "
        "words."""
        if draft.paragraphs and draft.paragraphs[-1].endswith(",") and not printed.endswith(","):
            words = draft.paragraphs[-1][:-1]
            draft.paragraphs[-1] = words if words[-1:] in _FULL else words + "."

    def _add(self, piece: Piece) -> None:
        if self._draft is None:
            self._flush_prose()
            self._draft = _Draft()
        if piece.inner:
            self._draft.paragraphs.append(piece.inner)
        self._draft.open = not piece.closed
        self._draft.double = has_double_mark(piece.raw[:1])

    def _join(self, piece: Piece) -> None:
        draft = self._draft
        if draft and draft.paragraphs and piece.inner:
            draft.paragraphs[-1] = f"{draft.paragraphs[-1]} {piece.inner}"
            draft.open = not piece.closed
        else:
            self._add(piece)

    def _finish(self) -> None:
        draft, self._draft = self._draft, None
        if draft is None:
            return
        if not draft.paragraphs:
            self._prose.extend(draft.lead_in)
            return
        self._flush_prose()
        start = " ".join(draft.paragraphs[0].split()[:6])
        if not draft.attributed:
            self.warnings.append(f"No one is named as the speaker of “{start} …”: name them or make it narrative.")
        if draft.unmarked:
            self.warnings.append(
                f"The words of {draft.speaker} carry no quotation marks: check where “{start} …” ends."
            )
        if draft.open:
            self.warnings.append(f"The quotation “{start} …” is never closed: check where it ends.")
        self.passages.append(
            ReadStatement(" ".join(draft.lead_in).rstrip(" ,"), draft.speaker, draft.role, tuple(draft.paragraphs))
        )
        if draft.speaker:
            self.people.quoted(draft.speaker, draft.role)

    def _last_statement(self) -> str | None:
        last = self.passages[-1] if self.passages else None
        return last.speaker if isinstance(last, ReadStatement) and not self._prose else None

    # Prose

    def _say(self, text: str) -> None:
        if text.strip():
            if self._draft is not None:
                self._finish()
            self._prose.append(text.strip())
            self._said_at = self._at

    def _say_after(self, head: str) -> None:
        if head.strip():
            self._finish()
            self._say(head)

    def _between_to_prose(self) -> None:
        if self._between.strip():
            self._finish()
            self._say(self._between)
        self._between = ""

    def _flush_prose(self) -> None:
        if self._prose:
            self.passages.append(ReadPassage(tuple(self._prose)))
            self._prose = []


def _is_lead(text: str, following: str) -> Attribution | None:
    """A paragraph that only leads into words: it ends in a colon or a verb of speech, or names a speaker."""
    if not following or len(text) > 1500:
        return None
    tail = last_sentence(text)[1]
    if text.rstrip().endswith(":"):
        found = before_quotation(tail)
        if found and (
            opens_quotation(following) or (found.strong and tail == text and not _BULLETISH.match(following))
        ):
            return found
        return None
    if not opens_quotation(following):
        return None
    return before_quotation(tail, colon_only=False) or (named_line(text) if text == tail else None)


_BULLETISH = re.compile(r"^(?:[•●▪◦‣·*–-]|\(?\d{1,2}[.)])\s")


def _is_heading(text: str, within: bool) -> bool:
    return within and len(text) <= 80 and text[-1:] not in ".?!…:;,”’\"'" and len(text.split()) <= 10


def _starts_with_speech(text: str) -> bool:
    return text[:1].islower() and len(text) < 300


def _lead_before(between: str, tail: str, piece: Piece) -> Attribution | None:
    """An attribution that stands right before the quotation, if one does."""
    if not between.strip():
        return None
    ending = between.rstrip()[-1:]
    if ending == ":":
        return before_quotation(tail)
    whole = piece.inner[:1].isupper() or piece.inner[:1] in "£$€‘'“\"" or piece.inner[:1].isdigit()
    if not whole or not (piece.inner[-1:] in _FULL + ",’'" or not piece.closed):
        return None
    if len(piece.inner.split()) < 3 and ending != ",":
        return None
    return before_quotation(tail)


def _leads_on(raw: str) -> bool:
    """ "Bo Finch, Chair, said:" behind a finished sentence belongs to the next quotation."""
    return raw.rstrip()[-1:] == ":" and raw.strip()[:1].isupper() and not first_sentence(raw)[1]


def _substantial(piece: Piece) -> bool:
    return piece.inner[-1:] in _FULL + ",’'" or not piece.closed


def _ends_sentence(text: str) -> bool:
    return text.rstrip()[-1:] in _FULL + ":" or not text.strip()
