"""Two texts of a release compared, for people: part by part, word by word, moved parts said to be moved.

Pure: it is given two texts and asks no database. Words are compared by difflib from the standard library; libraries
that compare HTML mark up tags too, in ways that an editor cannot read. What is compared word by word has a limit,
beyond which whole sentences are compared, so that no text however long holds a worker.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from html.parser import HTMLParser
from typing import Any

from releases import document
from releases.document import Document
from releases.formats.text import paragraphs

ADDED, GONE, FOLD = "ins", "del", "fold"  # as HTML marks the first two
LONG = 48  # unchanged words in a row that are shown whole
ALIKE = 0.4  # of the words of two parts, how many they share to be the same part, changed
MOST_PAIRS = 20_000  # parts are compared with each other up to here; beyond, in their order
MOST_WORDS = 400_000  # the product of both counts, up to which words are compared
_TOKEN = re.compile(r"\n|(?:\d[\d.,:]*\d|\w+(?:[’'\-]\w+)*|[^\w\s])[^\S\n]*")
_SENTENCE = re.compile(r"\n|[^\n]+?(?:[.!?][”’\"')]*\s+|$|(?=\n))")
KINDS_OF_SPEAKER = {
    "spokesperson": "a spokesperson of ours",
    "other": "someone else",
    "protected": "a protected person",
}


@dataclass(frozen=True)
class Text:
    """A whole text as it stood: its document, and what stands beside the words (label: words)."""

    document: Document
    beside: dict[str, str]
    public_at: datetime | None = None
    desk_id: int | None = None
    gone: tuple[str, ...] = ()  # titles of files that it had and that are stored no more
    keys: tuple[str, ...] = ()  # of its passages, in their order: what a consent is recorded by

    @property
    def sha256(self) -> str:
        """Of the canonical document, as a sign-off would write it down."""
        return document.fingerprint(document.canonical(self.document))


@dataclass(frozen=True)
class Run:
    """Words that follow each other: in both texts, only in the later (`ins`), or only in the earlier (`del`)."""

    mark: str
    words: str


@dataclass(frozen=True)
class Line:
    label: str  # "Role"; empty for the words themselves
    runs: tuple[Run, ...]

    @property
    def same(self) -> bool:
        return all(not run.mark for run in self.runs)


@dataclass(frozen=True)
class Part:
    """A part of either text, with what became of it: said in words, and shown in its lines."""

    label: str
    said: str  # empty where nothing changed
    lines: tuple[Line, ...]
    remarks: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        return not self.said


@dataclass(frozen=True)
class _Item:
    """A part of one text: what identifies it, its labelled words, and the HTML behind them."""

    name: str
    lines: tuple[tuple[str, str], ...]
    html: str = ""
    file: str = ""  # the asset of a picture or a file
    words: Counter[str] = field(default_factory=Counter, compare=False)


def compare(before: Text, after: Text) -> list[Part]:
    """Every part of both texts, in the order of the later one; what is gone stands where it stood."""
    one, two = before.document, after.document
    parts = [_single("Headline", one["headline"], two["headline"]), _single("Summary", one["summary"], two["summary"])]
    for name, label in (
        ("passages", "Passage"), ("notes", "Note to editors"), ("about", "About"), ("pictures", "Picture"),
        ("files", "File"),
    ):  # fmt: skip
        parts += _list(label, [_item(label, each) for each in one[name]], [_item(label, each) for each in two[name]])
    parts.append(_single("Topics", _names(one["topics"]), _names(two["topics"])))
    parts.append(_single("Language", one["language"], two["language"]))
    parts += [_single(k, before.beside[k], after.beside[k]) for k in before.beside if k in after.beside]
    return [part for part in parts if part.lines or part.said]


def changed(before: Text, after: Text) -> list[str]:
    """What changed, named and not quoted: `Headline`, `Passage 2: changed`. For the log."""
    return [
        part.label if part.said == "changed" else f"{part.label}: {part.said}"
        for part in compare(before, after)
        if not part.same
    ]


def folded(part: Part) -> Part:
    """The part for reading: of a long run of unchanged words the beginning and the end, the rest marked `fold`; where a
    paragraph came or went, the sign that says so."""
    lines = []
    for line in part.lines:
        found: list[Run] = []
        for run in line.runs:
            if run.mark:
                found.append(Run(run.mark, run.words.replace("\n", "¶\n")))
            elif line.same:
                found.append(run)
            else:
                found += _fold(run.words)
        lines.append(Line(line.label, tuple(found)))
    return Part(part.label, part.said, tuple(lines), part.remarks)


def _fold(words: str) -> list[Run]:
    pieces = re.findall(r"\S+\s*", words)
    if len(pieces) <= LONG:
        return [Run("", words)]
    kept = LONG // 4
    runs_ = ("".join(pieces[:kept]), "".join(pieces[kept:-kept]), "".join(pieces[-kept:]))
    return [Run(mark, each) for mark, each in zip(("", FOLD, ""), runs_, strict=True)]


# --- parts of a text --------------------------------------------------------------------------------------------------


def _item(label: str, entry: Any) -> _Item:
    if isinstance(entry, str):
        return _made(label, (("", _words(entry)),), entry)
    if "asset" in entry:
        return _file(label, entry)
    if entry.get("type") == "statement":
        return _statement(entry)
    if "heading" in entry:
        return _made(label, (("Heading", entry["heading"]), ("", _words(entry["html"]))), entry["html"])
    return _made(label, (("", _words(entry["html"])),), entry["html"])


def _statement(entry: Document) -> _Item:
    speaker, html = entry["speaker"], "".join(f"<p>{each}</p>" for each in entry["paragraphs"])
    lines = (
        ("Speaker", speaker["name"]),
        ("Role", speaker["role"]),
        ("Who that is", KINDS_OF_SPEAKER.get(speaker["kind"], speaker["kind"])),
        ("Introduced by", entry["lead_in"]),
        ("Who said it stands", "above the words" if entry["attribution"] == "before" else "below the words"),
        ("", _words(html)),
    )
    return _made("Statement", lines, html)


def _file(label: str, entry: Document) -> _Item:
    lines = [("Title", entry["title"]), ("File", f"{entry['type']}, {entry['size']:,} bytes")]
    if "alt" in entry:
        lines += [("Alternative text", entry["alt"]), ("Decoration only", "yes" if entry.get("decorative") else ""),
                  ("Caption", entry["caption"]), ("Credit", entry["credit"])]  # fmt: skip
    return _made(label, tuple(lines), file=entry["asset"])


def _made(name: str, lines: tuple[tuple[str, str], ...], html: str = "", file: str = "") -> _Item:
    return _Item(name, lines, html, file, Counter(" ".join(words for _, words in lines).casefold().split()))


def _words(html: str) -> str:
    return "\n".join(paragraphs(html))


def _names(topics: Iterable[Document]) -> str:
    return ", ".join(sorted(topic["name"] for topic in topics))


def _single(label: str, before: str, after: str) -> Part:
    if before == after:
        return Part(label, "", (Line("", runs(before, after)),) if after else ())
    return Part(label, "changed" if before and after else "added" if after else "taken out",
                (Line("", runs(before, after)),))  # fmt: skip


# --- which part of one text is which of the other ---------------------------------------------------------------------


def _list(label: str, old: Sequence[_Item], new: Sequence[_Item]) -> list[Part]:
    was = _paired(old, new)  # new index -> old index
    in_order = _longest_rising([was[j] for j in sorted(was)])
    there = {i: j for j, i in was.items()}
    shown: list[Part] = []
    waiting: dict[int, list[int]] = defaultdict(list)  # new index (-1: the top) -> what stood behind it and is gone
    behind = -1
    for i in range(len(old)):
        if i in there:
            behind = there[i]
        else:
            waiting[behind].append(i)
    for j in range(-1, len(new)):
        if j >= 0:
            shown.append(_part(label, j, new[j], old, was.get(j), in_order))
        shown += [_gone(label, i, old[i]) for i in waiting[j]]
    return shown


def _part(label: str, j: int, new: _Item, old: Sequence[_Item], i: int | None, in_order: set[int]) -> Part:
    name = f"{label} {j + 1}" if new.name == label else f"{label} {j + 1} (a {new.name.lower()})"
    if i is None:
        return Part(name, "added", tuple(Line(what, runs("", words)) for what, words in new.lines if words))
    lines, remarks = _lines(old[i], new), _remarks(old[i], new)
    said = [] if i in in_order else [f"moved: it was {label.lower()} {i + 1}"]
    if remarks or not all(line.same for line in lines):
        said.append("changed")
    return Part(name, ", and ".join(said), lines, remarks)


def _gone(label: str, i: int, old: _Item) -> Part:
    name = f"{label} {i + 1} of the earlier text"
    return Part(name, "taken out", tuple(Line(what, runs(words, "")) for what, words in old.lines if words))


def _lines(old: _Item, new: _Item) -> tuple[Line, ...]:
    earlier, later = dict(old.lines), dict(new.lines)
    labels = list(dict.fromkeys([*(label for label, _ in new.lines), *(label for label, _ in old.lines)]))
    labels.sort(key=lambda label: label == "")  # the words themselves come last
    both = [(label, earlier.get(label, ""), later.get(label, "")) for label in labels]
    return tuple(Line(label, runs(a, b)) for label, a, b in both if a or b)


def _remarks(old: _Item, new: _Item) -> tuple[str, ...]:
    """What changed and is no word: bold, headings, lists; another file under the same title."""
    said = []
    if old.name != new.name:
        said.append(f"It was a {old.name.lower()}.")
    if old.file != new.file:
        said.append("Another file.")
    if old.html != new.html:
        earlier, later = _looks(old.html), _looks(new.html)
        said += [f"{what} added: “{_short(words)}”." for what, words in sorted(later - earlier)]
        said += [f"{what} taken out: “{_short(words)}”." for what, words in sorted(earlier - later)]
        if not said and _words(old.html) == _words(new.html):
            said.append("Only its formatting changed.")
    return tuple(said)


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60].rpartition(' ')[0]} …"


def _paired(old: Sequence[_Item], new: Sequence[_Item]) -> dict[int, int]:
    """For each part of the later text, what it was in the earlier one: the same words first, then the likest."""
    same: dict[tuple[object, ...], deque[int]] = defaultdict(deque)
    for i, item in enumerate(old):
        same[item.name, item.lines, item.file].append(i)
    was: dict[int, int] = {}
    for j, item in enumerate(new):
        if found := same[item.name, item.lines, item.file]:
            was[j] = found.popleft()
    left = [i for i in range(len(old)) if i not in set(was.values())]
    open_ = [j for j in range(len(new)) if j not in was]
    if len(left) * len(open_) > MOST_PAIRS:
        return was | dict(zip(open_, left, strict=False))
    likely = sorted(
        ((likeness, -abs(i - j), i, j) for i in left for j in open_ if (likeness := _alike(old[i], new[j])) >= ALIKE),
        reverse=True,
    )
    taken: set[int] = set()
    for _, _, i, j in likely:
        if i not in taken and j not in was:
            taken.add(i)
            was[j] = i
    return was


def _alike(one: _Item, other: _Item) -> float:
    if one.file or other.file:
        return 1.0 if one.file == other.file else 0.5 * (one.lines[0] == other.lines[0])
    both = one.words.total() + other.words.total()
    return 2 * (one.words & other.words).total() / both if both else 1.0


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising subsequence: the parts that kept their order. The others were moved."""
    tails: list[int] = []
    length: list[int] = []
    for number in numbers:
        at = bisect_left(tails, number)
        tails[at : at + 1] = [number]
        length.append(at + 1)
    kept, wanted = set(), len(tails)
    for number, size in zip(reversed(numbers), reversed(length), strict=True):
        if size == wanted:
            kept.add(number)
            wanted -= 1
    return kept


# --- words ------------------------------------------------------------------------------------------------------------


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The words of both texts as runs; joined without the marked ones of the other, they are each text again."""
    if before == after:
        return (Run("", after),) if after else ()
    one, two = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(one) * len(two) <= MOST_WORDS:
        return tuple(_merged(_marked(one, two)))
    return tuple(_merged(_by_sentence(_SENTENCE.findall(before), _SENTENCE.findall(after))))


def _marked(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    found: list[Run] = []
    matcher = SequenceMatcher(None, [t.rstrip() or t for t in one], [t.rstrip() or t for t in two], autojunk=False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            found.append(Run("", "".join(two[k:m])))
        else:
            found += [Run(GONE, "".join(one[i:j])), Run(ADDED, "".join(two[k:m]))]
    return found


def _by_sentence(one: Sequence[str], two: Sequence[str]) -> list[Run]:
    """A long text: its sentences first, and then the words of those that differ, while they are few."""
    if len(one) * len(two) > MOST_WORDS:
        return [Run(GONE, "".join(one)), Run(ADDED, "".join(two))]
    found: list[Run] = []
    for what, i, j, k, m in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        a, b = "".join(one[i:j]), "".join(two[k:m])
        if what == "equal":
            found.append(Run("", b))
        elif len(words := _TOKEN.findall(a)) * len(others := _TOKEN.findall(b)) <= MOST_WORDS // 10:
            found += _marked(words, others)
        else:
            found += [Run(GONE, a), Run(ADDED, b)]
    return found


def _merged(found: Iterable[Run]) -> list[Run]:
    """Runs of one mark joined; a word or two in common between changes belongs to them, or nobody could read it."""
    whole = [run for run in found if run.words]
    gone, added = "", ""
    merged: list[Run] = []
    for index, run in enumerate(whole):
        between = 0 < index < len(whole) - 1 and (gone or added) and len(_TOKEN.findall(run.words)) <= 2
        if run.mark == GONE:
            gone += run.words
        elif run.mark == ADDED:
            added += run.words
        elif between and "\n" not in run.words and len(run.words) < min(len(gone), len(added)):
            gone, added = gone + run.words, added + run.words
        else:
            merged += [Run(GONE, gone), Run(ADDED, added), run]
            gone, added = "", ""
    return [run for run in [*merged, Run(GONE, gone), Run(ADDED, added)] if run.words]


class _Looks(HTMLParser):
    """What of clean HTML is no word, with the words it holds: bold, italics, headings, items, quotations, links."""

    NAMES = {"strong": "Bold", "b": "Bold", "em": "Italics", "i": "Italics", "h2": "Heading", "h3": "Smaller heading",
             "ul": "List", "ol": "Numbered list", "blockquote": "Quotation", "a": "Link"}  # fmt: skip

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[tuple[str, str]] = set()
        self._open: list[tuple[str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.NAMES:
            self._open.append((tag, f" to {dict(attrs).get('href')}" if tag == "a" else "", []))

    def handle_data(self, data: str) -> None:
        for _, _, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            _, address, words = self._open.pop()
            self.found.add((self.NAMES[tag] + address, " ".join("".join(words).split())))


def _looks(html: str) -> set[tuple[str, str]]:
    reader = _Looks()
    reader.feed(html)
    reader.close()
    return reader.found
