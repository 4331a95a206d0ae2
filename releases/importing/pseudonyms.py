"""Does a text say of a speaker that the name is not theirs? Then they are protected: stated by it, and not guessed."""

from __future__ import annotations

import re

from releases.importing.reading import ReadRelease, ReadStatement

# English and Welsh, as press offices print it: beside the name, in the role, or in a note that an asterisk leads to.
_NOT_THEIRS = re.compile(
    r"\bnot (?:her|his|their|a|the) (?:real|true|own) names?\b|\bnames? (?:has|have|was|were)?\s*(?:been )?changed\b|"
    r"\bchanged (?:her|his|their) names?\b|\b(?:is|under) a pseudonym\b|\benw(?:au)? wedi(?:’i|'i|u| ei| eu) newid\b|"
    r"\bnid (?:ei|eu) henw? (?:go iawn|iawn)\b",
    re.I,
)


def is_pseudonym(said: ReadStatement, read: ReadRelease) -> bool:
    """Whether the text says that the statement's speaker goes by a name that is not theirs.

    It says so of them in the line that names them; or in a note, where an asterisk stands behind their name.
    """
    beside = " ".join(part for part in (said.lead_in, said.speaker, said.role) if part)
    if _NOT_THEIRS.search(beside):
        return True
    name = (said.speaker or "").rstrip("* ")
    if not name or not re.search(rf"{re.escape(name)}\s?\*", " ".join(_words(read))):
        return False
    return any(_NOT_THEIRS.search(note.text) for note in read.notes) or any(
        line.lstrip().startswith("*") and _NOT_THEIRS.search(line) for line in _words(read)
    )


def _words(read: ReadRelease) -> list[str]:
    lines = [read.headline or ""]
    for passage in read.passages:
        lines += [passage.lead_in, passage.speaker or ""] if isinstance(passage, ReadStatement) else []
        lines += passage.paragraphs
    return lines
