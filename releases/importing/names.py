"""Is this a person's name, and where does it end?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.importing.lexicon import (
    HONORIFICS,
    NOT_NAMES,
    PARTICLES,
    POST_NOMINALS,
    RANKS,
    ROLE_NOUNS,
    TITLE_NOUNS,
    plain,
)

_TOKEN = re.compile(r"\S+")
_PRONOUNS_NOTE = re.compile(
    r"\s*[(\[]\s*(?:she|he|they|xe|ze)\s*/\s*(?:her|him|them|they|hers|his|he|she)(?:\s*/\s*\w{2,6})?\s*[)\]]",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"^(?:[A-Z]\.){1,3}$|^[A-Z]$")
# Jane “Janey” Bell: between two names of one person.
_NICKNAME = re.compile(r"^[“\"‘'][^\W\d_]{2,20}[”\"’']$")
# "The Rt Hon", "the Very Revd": the article is part of how a person is addressed.
_STYLES = frozenset({"rt", "right", "hon", "honourable", "rev", "revd", "reverend", "very", "most", "ven", "venerable"})
# "Grandmother-of-six", "Editor-in-Chief": what a person is, written as one word.
_DESCRIBED = re.compile(r"^[^\W\d_]+-(?:of|to|in|at)-\w+$", re.IGNORECASE)
_UNPREFIXED = re.compile(r"^(?:co|vice|ex)-(?=\w)")
_EDGES = ".,;:*()[]'’‘\"“”"


@dataclass(frozen=True)
class Name:
    """A name as printed, without marks for footnotes; `rest` is what follows it in the same words.

    `strong`: two names or a title and a name. One capital word may be a person, a charity or a town.
    """

    text: str
    rest: str
    strong: bool


def without_pronouns(text: str) -> str:
    """Without "(she/her)", which is neither name nor role."""
    return _PRONOUNS_NOTE.sub("", text) if "/" in text else text


def name_at_start(text: str) -> Name | None:
    """The name that the words begin with, if they begin with one."""
    text = without_pronouns(text).strip()
    tokens = list(_TOKEN.finditer(text[:200]))
    end = titles = names = 0
    index = 0
    if tokens and tokens[0].group().casefold() == "the" and len(tokens) > 1 and _bare(tokens[1]) in _STYLES:
        index = 2 if _bare(tokens[1]) in {"very", "most"} else 1
    if len(tokens) > index + 1 and tokens[index].group() in {"A", "I"} and tokens[index + 1].group()[0].islower():
        return None
    while index < len(tokens):
        word = tokens[index].group()
        bare = _bare(tokens[index])
        if names == 0 and bare in HONORIFICS and word[0].isupper():
            titles += 1
        elif names and word.strip(_EDGES).isupper() and bare in POST_NOMINALS or names and bare in {"phd", "jr", "sr"}:
            end = tokens[index].end()
        elif names and _NICKNAME.match(word) or _is_particle(tokens, index, names) or (names and word in {"‘", "’"}):
            pass
        elif is_name_word(word.lstrip("‘'") if names else word) and word[0] not in '([“"':
            names += 1
            end = tokens[index].end()
        else:
            break
        if names and word.endswith((",", ";", ":", ")", "*")) or (word.endswith(".") and not _abbreviated(word)):
            index += 1
            break
        index += 1
    if not names or names > 5:
        return None
    end = _with_seat(tokens, titles, index, end)
    printed = text[:end].rstrip(",;:*").rstrip()
    if printed.endswith(".") and not _abbreviated(printed.rsplit(" ", 1)[-1]):
        printed = printed[:-1]
    if printed.endswith(("’s", "'s")):
        return None
    return Name(printed.replace("*", ""), text[end:].lstrip("*").strip(), names >= 2 or (titles > 0 and names > 0))


def _with_seat(tokens: list[re.Match[str]], titles: int, index: int, end: int) -> int:
    """ "Baroness Ottoway of Crane": what a peer is of belongs to the name."""
    peer = titles and _bare(tokens[0]) in {"lord", "lady", "baroness", "baron", "viscount", "earl"}
    if peer and index + 1 < len(tokens) and _bare(tokens[index]) == "of" and tokens[index + 1].group()[0].isupper():
        return tokens[index + 1].end()
    return end


def name_at_end(text: str) -> Name | None:
    """The strong name that the words end with; `rest` is what stands before it. A preposition before it spoils it."""
    text = without_pronouns(text).strip().rstrip(",:;* ")
    tokens = list(_TOKEN.finditer(text[-200:]))
    offset = max(0, len(text) - 200)
    for index, token in enumerate(tokens):
        if text.count("(", 0, offset + token.start()) > text.count(")", 0, offset + token.start()):
            continue
        if index and tokens[index - 1].group().casefold() in {
            "of",
            "for",
            "at",
            "from",
            "in",
            "the",
            "to",
            "and",
            "with",
            "by",
        }:
            continue
        if _bare(token) in PARTICLES and not token.group()[0].isupper():
            continue
        start = offset + token.start()
        found = name_at_start(text[start:])
        if found and not found.rest:
            return Name(found.text, text[:start].strip(), found.strong)
    return None


def is_name_word(word: str) -> bool:
    """One capitalised word that may be part of a name."""
    bare = word.strip(_EDGES)
    if _INITIAL.match(word.strip(",;:()")):
        return True
    if not bare or not bare[0].isupper() or not all(c.isalpha() or c in "-’'‐‑." for c in bare):
        return False
    if bare.endswith(("’s", "'s")) or _DESCRIBED.match(bare):
        return False
    lowered = _UNPREFIXED.sub("", plain(bare))
    return lowered not in NOT_NAMES and lowered not in ROLE_NOUNS and lowered not in POST_NOMINALS


def has_role_noun(text: str) -> bool:
    return any(is_role_word(word) for word in re.split(r"[\s/]+", text[:300]))


def is_role_word(word: str) -> bool:
    """ "director", "grandmother-of-six"; a title such as "judge" is a role where it is written small."""
    bare = _UNPREFIXED.sub("", _clean(word))
    if bare in ROLE_NOUNS or word[:1].islower() and bare in TITLE_NOUNS:
        return True
    return bool(_DESCRIBED.match(bare)) and bare.partition("-")[0] in ROLE_NOUNS


def core_words(name: str) -> list[str]:
    """A name's own words, lower case, without titles and letters behind it: for telling whether two are one "
    "person."""
    words = [_clean(word) for word in name.replace("’", "'").split()]
    kept = [word for word in words if word and word not in HONORIFICS | POST_NOMINALS | {"the"}]
    while len(kept) > 1 and kept[0] in RANKS:
        kept = kept[1:]
    return [word.removesuffix("'s") for word in kept]


def _clean(word: str) -> str:
    bare = plain(word.strip(_EDGES))
    # "T.D." is TD; "D.C." would be DC.
    return bare.replace(".", "") if len(bare) <= 7 else bare


def _bare(token: re.Match[str]) -> str:
    return _clean(token.group())


def _is_particle(tokens: list[re.Match[str]], index: int, names: int) -> bool:
    """Ní, de, van: only before another name, so that "y" and "e" do not swallow prose."""
    bare = _bare(tokens[index])
    following = tokens[index + 1].group() if index + 1 < len(tokens) else ""
    if bare not in PARTICLES or not following[:1].isupper():
        return False
    return bool(names) or tokens[index].group()[0].isupper()


def _abbreviated(word: str) -> bool:
    if word.endswith(".") and plain(word[:-1]) in HONORIFICS:
        return True
    return bool(_INITIAL.match(word)) or plain(word.strip(",")) in {
        "st.",
        "dr.",
        "jr.",
        "sr.",
        "mr.",
        "mrs.",
        "ms.",
        "prof.",
        "rev.",
    }
