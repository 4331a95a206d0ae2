"""What is a reading worth, beside what a careful reader finds in the same text? A point for each field, four for a
statement; what must never happen is counted apart.

`expected.json` of a folder in `pooled_layouts` gives: headline, kind, date, ends_marker, about_heading (each with
`..._alternatives`), lead_in (the first words of the body), embargo, statements (the first and last words of each, and
how many paragraphs), notes (their first words), note_links, contacts, phones and signposting.
"""

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_MARKS = {ord(c): "'" for c in "‘’‚‛`´"} | {ord(c): '"' for c in "“”„‟«»"} | {ord(c): "-" for c in "‐‑‒–—―−"}


@dataclass
class Score:
    right: int = 0
    total: int = 0
    misses: list[str] = field(default_factory=list)
    critical: list[str] = field(default_factory=list)

    def add(self, right: bool, name: str, points: int = 1) -> None:
        self.total += points
        self.right += points if right else 0
        self.misses += [] if right else [name]


def plain(text: Any) -> str:
    text = unicodedata.normalize("NFC", str(text or "")).translate(_MARKS)
    return re.sub(r"\s+", " ", text).strip().strip('"').strip().casefold()


def digits(text: Any) -> str:
    return re.sub(r"[^\d+]", "", str(text or ""))


def address(text: Any) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", plain(text)).rstrip("/.")


def begins(got: Any, want: str) -> bool:
    words = _words(want)
    return bool(words) and _words(got)[: len(words)] == words


def ends(got: Any, want: str) -> bool:
    words = _words(want)
    return bool(words) and _words(got)[-len(words) :] == words


def _words(text: Any) -> list[str]:
    return re.sub(r"[^\w\s]", "", plain(text)).split()


def _within(one: Any, other: Any) -> bool:
    first, second = plain(one), plain(other)
    return not first and not second or bool(first and second) and (first in second or second in first)


def _instant(value: str | None) -> float | None:
    return datetime.fromisoformat(value).timestamp() if value else None


def words_lost(source: str, got: dict[str, Any]) -> Counter[str]:
    """Words of the source that the reading holds less often, anywhere but in its warnings."""
    answer = {key: value for key, value in got.items() if key != "warnings"}
    text = json.dumps(answer, ensure_ascii=False).replace("\\n", " ")
    return Counter(re.findall(r"\w+", source)) - Counter(re.findall(r"\w+", text))


def score(want: dict[str, Any], got: dict[str, Any]) -> Score:
    tally = Score()
    for key in ("headline", "kind", "ends_marker"):
        wanted = [want.get(key), *want.get(f"{key}_alternatives", [])]
        tally.add(plain(got[key]) in map(plain, wanted), f"{key}: {got[key]}")
    tally.add(got["date"] in [want["date"], *want.get("date_alternatives", [])], f"date: {got['date']}")
    if want["date"] is None and got["date"] and got["date"] not in want.get("date_alternatives", []):
        tally.critical.append("a date was guessed")
    headings = [plain(about["heading"]) for about in got["about"]]
    about = want.get("about_heading")
    tally.add(plain(about) in headings if about else not headings, f"about: {headings}")
    _lead_in(tally, want, got["passages"])
    _embargo(tally, want, got["embargo"])
    _statements(tally, want, [p for p in got["passages"] if p["type"] == "statement"])
    _notes(tally, want, got["notes"])
    _contacts(tally, want, got)
    _signposting(tally, want, got["signposting"])
    return tally


def _lead_in(tally: Score, want: dict[str, Any], passages: list[dict[str, Any]]) -> None:
    first = passages[0] if passages else {"type": "text", "paragraphs": [""]}
    lines = [first["paragraphs"][0], first.get("lead_in")]
    tally.add(any(begins(line, want["lead_in"]) for line in lines), f"lead-in: {lines}")


def _embargo(tally: Score, want: dict[str, Any], got: dict[str, Any] | None) -> None:
    embargo = want["embargo"]
    if embargo is None:
        tally.add(got is None, f"an embargo: {got}", 2)
        return
    wanted = [_instant(value) for value in [embargo["datetime"], *embargo.get("datetime_alternatives", [])]]
    read = _instant(got["datetime"]) if got else None
    tally.add(bool(got) and read in wanted, f"embargo: {got}")
    tally.add(bool(got) and _within(got["wording"] if got else "", embargo["wording"]), f"embargo wording: {got}")
    if got is None:
        tally.critical.append("an embargo was missed")
    elif read is not None and all(instant is not None and read < instant for instant in wanted):
        tally.critical.append("an embargo was read too early")


def _statements(tally: Score, want: dict[str, Any], said: list[dict[str, Any]]) -> None:
    left = list(said)

    def take(wanted: dict[str, Any]) -> dict[str, Any] | None:
        found = next((one for one in left if begins(one["paragraphs"][0], wanted["first_words"])), None)
        if found:
            left.remove(found)
        return found

    pairs = [(wanted, take(wanted)) for wanted in want["statements"]]
    for wanted in want.get("optional_statements", []):
        take(wanted)
    tally.add(all(one for _, one in pairs) and not left, "how many statements")
    for wanted, one in pairs:
        name = wanted["first_words"]
        if one is None:
            tally.add(False, f"missing: {name}", 4)
            continue
        speakers = [wanted["speaker"], *wanted.get("speaker_alternatives", [])]
        right = any(_within(one["speaker"], speaker) for speaker in speakers)
        tally.add(right, f"speaker of {name}: {one['speaker']}")
        if one["speaker"] and not right:
            tally.critical.append(f"the words of {wanted['speaker']} were given to {one['speaker']}")
        tally.add(_within(one["role"], wanted["role"]), f"role of {name}: {one['role']}")
        tally.add(ends(one["paragraphs"][-1], wanted["last_words"]), f"end of {name}")
        tally.add(len(one["paragraphs"]) == wanted["paragraphs"], f"paragraphs of {name}")
    for one in left:
        tally.add(False, f"no statement: {one['paragraphs'][0][:40]}")


def _notes(tally: Score, want: dict[str, Any], notes: list[dict[str, Any]]) -> None:
    tally.add(len(notes) == len(want["notes"]), f"{len(notes)} notes")
    for wanted in want["notes"]:
        tally.add(any(begins(note["text"], wanted) for note in notes), f"note: {wanted}")
    for _ in range(len(notes) - len(want["notes"])):
        tally.add(False, "a note too many")
    links = {address(link) for note in notes for link in note["links"]}
    tally.add(links == set(map(address, want["note_links"])), f"note links: {sorted(links)}")


def _contacts(tally: Score, want: dict[str, Any], got: dict[str, Any]) -> None:
    tally.add(set(map(digits, got["phones"])) == set(map(digits, want["phones"])), f"phones: {got['phones']}")

    def key(contact: dict[str, Any]) -> tuple[str, str, str]:
        return plain(contact["name"]), plain(contact["email"]), digits(contact["phone"])

    left = [key(contact) for contact in got["contacts"]]
    for contact in want["contacts"]:
        found = key(contact) in left
        tally.add(found, f"contact: {contact['name']}")
        if found:
            left.remove(key(contact))
    for extra in left:
        tally.add(False, f"no contact: {extra}")


def _signposting(tally: Score, want: dict[str, Any], got: dict[str, Any] | None) -> None:
    wanted = want["signposting"]
    if wanted is None:
        tally.add(got is None, f"signposting: {got}")
        return
    got = got or {}
    tally.add(digits(got.get("phone")) == digits(wanted["phone"]), f"signposting phone: {got.get('phone')}")
    tally.add(address(got.get("website")) == address(wanted["website"]), f"website: {got.get('website')}")
    hours = got.get("live_chat_hours")
    tally.add(plain(hours) == plain(wanted["live_chat_hours"]), f"live chat: {hours}")
