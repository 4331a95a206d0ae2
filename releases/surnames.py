"""Does a typed surname belong to a printed name? Pure, and forgiving: of case, accents, hyphens, titles and honours."""

import re
import unicodedata

from releases.importing.lexicon import HONORIFICS, POST_NOMINALS

# Letters that Unicode does not take apart (NFKD) into one of ours and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_BETWEEN_PEOPLE = re.compile(r"\s*(?:,|/|&|\band\b)\s*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")  # (she/her)
_LONGEST = 200  # characters of either that are looked at


def matches(typed: str, printed: str) -> bool:
    """Whether `typed` is a surname in `printed`: its last word or words, one part of a double name, or the whole name.

    A first name alone is none, save where the name is a single word.
    """
    words = _words(typed)
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    said = "".join(words)
    people = _BETWEEN_PEOPLE.split(_IN_BRACKETS.sub(" ", printed[:_LONGEST]))
    return bool(said) and any(said in _surnames(name) for name in people)


def _surnames(name: str) -> set[str]:
    """Every way in which the surname in one person's name may be typed, run together. Honours may be names (Ma)."""
    words = _words(name)
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    found: set[str] = set()
    while words:
        found |= {"".join(words[start:]) for start in range(1 if len(words) > 1 else 0, len(words))}
        found |= {"".join(words), *_parts(_last_as_printed(name, words[-1]))}
        if len(words) == 1 or words[-1] not in POST_NOMINALS:
            break
        words = words[:-1]
    return found


def _parts(double_name: str) -> set[str]:
    """`jones` and `smith` of `Jones-Smith`."""
    return {"".join(_words(part)) for part in re.split(r"[-\u2010-\u2015]", double_name)} - {""}


def _last_as_printed(name: str, last: str) -> str:
    """The word of the printed name that reads `last`, its hyphens still in it."""
    return next((word for word in reversed(name.split()) if "".join(_words(word)) == last), last)


def _words(text: str) -> list[str]:
    """The words with letters and digits alone: `Núñez-O’Hara` is one word, nunezohara."""
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold()).translate(_LETTERS)
    words = ("".join(letter for letter in word if letter.isalnum()) for word in apart.split())
    return [word for word in words if word]
