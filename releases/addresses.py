"""People read from a pasted list: a line each, or the To line of a mail. Pure: it knows no model.

Read are "Name <name@paper.example>, Outlet", "Name, Outlet, name@paper.example", rows of a spreadsheet, and addresses
alone. A line without an address is refused by its number, and nothing of the list is taken.
"""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from releases.refusal import Refusal

MOST_AT_ONCE = 200
LONGEST = 120  # characters of a name or an outlet
_ADDRESS = re.compile(r"[^\s<>,;\"()\[\]]{1,64}@[^\s<>,;\"()\[\]]{1,255}")
_QUOTED = re.compile(r"[\s,;>]*\"([^\"]*)\"[\s<]*$")
_EDGES = " \t,;<>()\"'"


class Recipient(NamedTuple):
    name: str
    outlet: str
    email: str


def recipients(pasted: str) -> list[Recipient]:
    """Each address once, in the order of the list. Raises Refusal with a sentence that names the line."""
    found: dict[str, Recipient] = {}
    for number, line in enumerate(pasted.splitlines(), 1):
        for part in _parts(line):
            if part.strip(_EDGES):
                recipient = _recipient(part, number)
                found.setdefault(recipient.email.lower(), recipient)
    if not found:
        raise Refusal("Nobody is named. Write one person a line: Name <name@paper.example>, Outlet.")
    if len(found) > MOST_AT_ONCE:
        raise Refusal(f"These are {len(found)} people; note at most {MOST_AT_ONCE} at once, in several lists.")
    return list(found.values())


def _parts(line: str) -> list[str]:
    """A line that holds several addresses is the To line of a mail: each part ends with its address."""
    found = list(_ADDRESS.finditer(line))
    if len(found) < 2:
        return [line]
    ends = [match.end() for match in found[:-1]]
    return [line[begin:end] for begin, end in zip([0, *ends], [*ends, len(line)], strict=True)]


def _recipient(part: str, number: int) -> Recipient:
    match = _ADDRESS.search(part)
    if match is None:
        raise Refusal(
            f"Line {number}, “{_short(part)}”, has no e-mail address. Write it as Name <name@paper.example>, Outlet."
        )
    email = match[0].strip(".'")
    try:
        validate_email(email)
    except ValidationError:
        raise Refusal(
            f"Line {number}: “{_short(email)}” is no e-mail address. Correct it; nothing was noted."
        ) from None
    quoted = _QUOTED.match(part[: match.start()])
    pieces = [_turned(quoted[1])] if quoted else map(_tidy, re.split(r"[,;\t]", part[: match.start()]))
    before = [piece for piece in pieces if piece]
    after = [_tidy(piece) for piece in re.split(r"[,;\t]", part[match.end() :]) if _tidy(piece)]
    name = before[0] if before else ""
    outlet = ", ".join([*before[1:], *after])
    if not name and len(after) > 1:  # an address first, then name and outlet
        name, outlet = after[0], ", ".join(after[1:])
    for words in (name, outlet):
        if len(words) > LONGEST:
            raise Refusal(f"Line {number}: “{_short(words)}” is longer than {LONGEST} characters. Shorten it.")
    return Recipient(name, outlet, email)


def _turned(name: str) -> str:
    """`Tom Okafor` of `Okafor, Tom`, as address books write it."""
    last, _, first = name.partition(",")
    return _tidy(f"{first} {last}")


def _tidy(words: str) -> str:
    return " ".join("".join(letter for letter in words if letter.isprintable()).split()).strip(_EDGES)


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 60 else f"{words[:60]}…"
