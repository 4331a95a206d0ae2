"""A telephone number that is nearly, but not quite, a helpline's: a slip of one finger sends a caller to a stranger.

A leaf: text and numbers in, pairs out. Two numbers are near when one becomes the other by at most NEAR single slips: a
digit wrong, missing, doubled, or swapped with its neighbour.
"""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

NEAR = 2  # the helplines of the four nations differ from one another by three slips or more
_TEL = re.compile(r"""tel:([+0-9() .-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
# Digits with what people put between them; a list of years or sums has commas, and is not one number.
_NUMBER = re.compile(r"(?<![0-9A-Za-z£$€])(?:\+|00)?[0-9](?:[\s().–‑-]{0,3}[0-9]){6,15}(?![0-9A-Za-z])")


class NearMiss(NamedTuple):
    """As written in the text, as it stands on record, and whose it is."""

    written: str
    right: str
    helpline: str


def near_misses(texts: Iterable[str], known: Iterable[tuple[str, str]]) -> list[NearMiss]:
    """Each near miss once, in the order of the texts (plain or HTML). `known`: (number as printed, helpline's name)."""
    numbers = [(_national(printed), printed, name) for printed, name in known]
    right = {digits for digits, _, _ in numbers}
    found: dict[str, NearMiss] = {}
    for text in texts:
        for written in _numbers(text):
            digits = _national(written)
            if digits in right or digits in found:
                continue
            for correct, printed, name in numbers:
                if _slips(digits, correct, NEAR) <= NEAR:
                    found[digits] = NearMiss(written, printed, name)
                    break
    return list(found.values())


def _numbers(text: str) -> Iterable[str]:
    links = [html.unescape(found) for found in _TEL.findall(text)]
    # A tag inside a number divides nothing that a reader sees; one between blocks does.
    blocks = re.sub(r"</(?:p|li|h[1-6]|blockquote|div)>|<br\s*/?>", "\n\n\n\n", text)
    plain = html.unescape(_TAG.sub("", blocks))
    return [" ".join(each.split()) for each in (*(found[0] for found in _NUMBER.finditer(plain)), *links)]


def _national(number: str) -> str:
    """Digits as dialled within the United Kingdom: "+44 808 2000 247" gives "08082000247"."""
    digits = re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
    return re.sub(r"^(?:\+|00)44", "0", digits)


def _slips(one: str, other: str, most: int) -> int:
    """Damerau's distance (neighbours may be swapped); `most` + 1 where it is more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        now = [i]
        for j, b in enumerate(other, 1):
            least = min(row[j] + 1, now[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, before[j - 2] + 1)
            now.append(least)
        before, row = row, now
    return row[-1]
