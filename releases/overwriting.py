"""Words overwritten in stored text, however they are written there. Pure: it knows no model and no database.

A name is looked for as a whole (Ann is not a part of "announced"), whatever its case, accents, apostrophes and HTML
escapes, with anything between its words that stands between words in HTML, in addresses and in file names.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

REMOVED = "[removed]"

Eraser = Callable[[str], str]

# Between the words of a phrase: space of any kind, tags, and what file names and addresses put there.
_GAP = r"(?:\s|&nbsp;|&#160;|<[^<>]{0,200}>|[-‐‑_+.]|%20|%2B)+"  # noqa: RUF001  # hyphens of every kind
# Between the letters of one word: what a reader does not see.
_UNSEEN = r"(?:<[^<>]{0,200}>|[\u00ad\u200b\u200c\u200d\u2060]|&shy;)*"
# Before the first letter: no letter or digit, save the end of an escape in an address ("%20Ann").
_BEGINS = r"(?:(?<![^\W_])|(?<=%[0-9A-Fa-f]{2}))"
_ENDS = r"(?![^\W_])"
_TAG = re.compile(r"<[^<>]{0,200}>")
_ESCAPED = {
    "'": "(?:['’‘ʼ]|&#x27;|&#39;|&apos;|&rsquo;|%27)",  # noqa: RUF001  # apostrophes of every kind
    "&": "(?:&amp;|&|%26)",
    '"': '(?:"|&quot;|&#34;)',
    "<": "(?:&lt;|<)",
    ">": "(?:&gt;|>)",
}


def eraser(words: list[str], in_its_place: str = REMOVED) -> Eraser:
    """A function that overwrites each of the words in a text. The tags of the text stay, and its HTML stays whole."""
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile(_BEGINS + "(?:" + "|".join(map(_spelled, longest_first)) + ")" + _ENDS, re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: in_its_place + "".join(_TAG.findall(found[0])), text)


def in_text(text: str, erase: Eraser) -> str:
    """A text with the words overwritten; a text that is JSON, in its values, where quotes and accents are escaped."""
    if text[:1] in ("[", "{"):
        try:
            value = json.loads(text)
        except ValueError:
            return erase(text)
        erased = in_json(value, erase)
        return text if erased == value else json.dumps(erased, ensure_ascii=False)
    return erase(text)


def in_json(value: Any, erase: Eraser, renamed: Mapping[str, str] | None = None) -> Any:
    """The value with the words overwritten in every text of it. Keys are ours, and files are named by identifiers.

    `renamed` says which slugs (of topics and people) have become which.
    """
    if isinstance(value, str):
        return erase(value)
    if isinstance(value, list):
        return [in_json(each, erase, renamed) for each in value]
    if isinstance(value, dict):
        return {key: _member(key, each, erase, renamed) for key, each in value.items()}
    return value


def _member(key: str, value: Any, erase: Eraser, renamed: Mapping[str, str] | None) -> Any:
    if key in ("asset", "type"):
        return value
    if renamed is not None and key in ("slug", "spokesperson") and (value is None or isinstance(value, str)):
        return renamed.get(value or "", value)
    return in_json(value, erase, renamed)


def _spelled(word: str) -> str:
    return _GAP.join(_UNSEEN.join(map(_letter, piece)) for piece in re.split(r"[\s\-]+", word) if piece)


def _letter(letter: str) -> str:
    """The letter as it may be stored: escaped, composed, decomposed, or without its accent."""
    letter = "'" if letter in "’‘ʼ" else letter  # noqa: RUF001  # as above
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    decomposed = unicodedata.normalize("NFD", letter)
    spellings = sorted({letter, decomposed, decomposed[0]}, key=len, reverse=True)
    return re.escape(letter) if len(spellings) == 1 else "(?:" + "|".join(map(re.escape, spellings)) + ")"
