"""Words of a list found in a text: whole words, whatever their case, in the forms that the list gives.

A leaf. The text is cut into words once, and each word is looked up once: the time grows with the length of the text
and with nothing else, whatever is typed. What stands between words (a space, a line, a hyphen) does not matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

# Letters and digits of any alphabet (ŵ and ŷ too), with the apostrophes inside them.
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|¶")  # noqa: RUF001  # apostrophes of both kinds; ¶ is a break of ours
_PAIRS = (("“", "”"), ('"', '"'), ("«", "»"))


class Phrase(NamedTuple):
    """Words to look for, in a row; `row` says to which line of the list they belong."""

    words: tuple[str, ...]
    row: int


class Found(NamedTuple):
    row: int
    written: str


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(word for word, _, _ in _cut(unicodedata.normalize("NFC", text)))


def phrases(listed: str, row: int) -> list[Phrase]:
    """The phrases of one entry: one a line, or separated by commas. Entries without a word in them are none."""
    return [Phrase(words, row) for part in re.split(r"[,\n]", listed) if (words := words_of(part))]


def first_of_each(text: str, wanted: Sequence[Phrase], let_be: Sequence[Phrase] = ()) -> list[Found]:
    """The first place of each row in the text, as it is written there, in the order of the text.

    A place inside one of the phrases to `let_be` of the same row ("in a row") does not count.
    """
    text = unicodedata.normalize("NFC", text)
    cut = list(_cut(text))
    said = [word for word, _, _ in cut]
    excused = {(row, place) for row, at, length in _places(said, let_be) for place in range(at, at + length)}
    found: dict[int, Found] = {}
    for row, at, length in _places(said, wanted):
        if row not in found and (row, at) not in excused:
            found[row] = Found(row, text[cut[at][1] : cut[at + length - 1][2]])
    return list(found.values())


def without_quotations(text: str) -> str:
    """The text without what stands between double quotation marks: those are somebody's words, not ours."""
    for opening, closing in _PAIRS:
        kept, begin = [], 0
        while (at := text.find(opening, begin)) >= 0 and (end := text.find(closing, at + 1)) >= 0:
            kept.append(text[begin:at])
            begin = end + 1
        text = " ¶ ".join([*kept, text[begin:]])  # what stood before and after a quotation is no phrase
    return text


def _cut(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _WORD.finditer(text):
        yield found[0].casefold().replace("’", "'"), found.start(), found.end()  # noqa: RUF001  # as above


def _places(said: Sequence[str], wanted: Iterable[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Row, place and length of each occurrence, in the order of the text."""
    by_first: dict[str, list[Phrase]] = {}
    for phrase in wanted:
        by_first.setdefault(phrase.words[0], []).append(phrase)
    for at, word in enumerate(said):
        for phrase in by_first.get(word, ()):
            if tuple(said[at : at + len(phrase.words)]) == phrase.words:
                yield phrase.row, at, len(phrase.words)
