"""Which person, and in which role, do the words of an attribution name?"""

from __future__ import annotations

import re

from releases.importing.lexicon import POST_NOMINALS, plain
from releases.importing.names import Name, has_role_noun, is_role_word, name_at_end, name_at_start, without_pronouns

ASIDE = re.compile(
    r"^(?:\w+ing(?:$|\s(?:on|at|to|the|about|in|after|before|ahead|from|for|a|an|his|her|their|our|of|with|as|by|this|that|today"
    r"|new|what|how|why|up|outside|following|news|figures|plans)\b)|in\b|on\b|at\b|after\b|before\b|following\b|during\b|with\b|as\b|to\b|from\b|for\b|since\b"
    r"|by\b|over\b|today\b"
    r"|yesterday\b|tonight\b|meanwhile\b|however\b|earlier\b|later\b|now\b|also\b|finally\b|last\b|this\b|when\b"
    r"|while\b|asked\b"
    r"|but\b|and\b|gan\b|wrth\b|ag\b)",
    re.IGNORECASE,
)
_DOING = re.compile(r"^[A-Z][a-z]{2,}ing\s+[a-z]")
_PARTICIPLE = re.compile(r"^(?!acting\b|visiting\b|sitting\b|serving\b)\w{3,}ing\s", re.IGNORECASE)
# "Marisa's family", "her parents": nobody's name, but surely people.
_RELATIVES = re.compile(
    r"^(?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}[’']s?|the|her|his|their) (?:\w+ )?(?:family|parents|relatives|loved ones"
    r"|mother|father|mum|dad|sister|brother|children|sons|daughters|husband|wife|widow|partner)$"
)
_ENDS_ROLE = re.compile(
    r"^(?:which\b|whose\b|where\b|when\b|as\b|after\b|before\b|speaking\b|commenting\b|responding\b|reacting\b"
    r"|welcoming\b"
    r"|following\b|in response\b|on behalf\b|today\b|yesterday\b|adding\b|also\b|in a\b|writing\b|launching\b"
    r"|announcing\b|and (?:she|he)\b)",
    re.IGNORECASE,
)
_SPOKESPERSON = re.compile(r"\bspokes(?:person|man|woman|people)\b|\bllefarydd\b|\burlabhraí\b", re.IGNORECASE)
_IS_ROLE = re.compile(
    r"^(?:who|that)(?:['’]s| is| was)\s+(?:also )?(?=(?:the|a|an|our|its|their|now|leading|heading|running"
    r"|chairing) |\w+ of\b)",
    re.IGNORECASE,
)
_NO_ROLE = re.compile(
    r"^(?:who|that) (?:also )?(?:said|asked (?:not|to|that)|asks |wish\w*|cannot|can't|did not|does not|is not)\b",
    re.IGNORECASE,
)
GROUP = re.compile(r"^(?:the|a|an|one|another|both|two|three|our|his|her|their)\s+\S", re.IGNORECASE)
_NO_TITLE = frozenset(
    (
        "by",
        "of",
        "with",
        "and",
        "or",
        "but",
        "that",
        "which",
        "who",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "from",
        "to",
    )
    + ("for", "in", "on", "at", "as", "it")
)
STATEMENT_OF = re.compile(
    r"^(?:(?:a |the )?(?:quote|quotes|quotation|statement|comment|comments|reaction|response|message|dyfyniad)\s+"
    r"(?:from|by|attributable to|gan)\s+|(?:attributable to|quote attributable to)\s+)",
    re.IGNORECASE,
)


def who(subject: str) -> tuple[str | None, str | None, bool]:
    """(speaker, role, whether it is surely a person) of the words that name somebody."""
    text = STATEMENT_OF.sub("", without_pronouns(subject).strip(" ,;–—-*"))
    text = re.sub(r"^(?:y|yr)\s+(?=[A-Z])", "", text)
    joint = _joint(text)
    if joint:
        return joint
    chunks = [chunk.strip() for chunk in chunks_of(text) if chunk.strip()]
    chunks = _without_asides(chunks)
    if not chunks:
        return None, None, False
    for index, chunk in enumerate(chunks):
        found = titled(chunk) or name_at_start(chunk)
        if found and found.strong and not _named_next(found, chunks, index):
            return _with_role(found, chunks, index)
    text = ", ".join(chunks)
    if _SPOKESPERSON.search(text) or _RELATIVES.match(text):
        return text, None, True
    first = name_at_start(chunks[0])
    if first and not has_role_noun(first.rest.split(",")[0].split(" of ")[0] if first.rest else ""):
        return _with_role(first, chunks, 0)
    return _last_resort(chunks)


def _last_resort(chunks: list[str]) -> tuple[str | None, str | None, bool]:
    group = bool(GROUP.match(chunks[0]))
    for chunk in chunks[:2]:
        if _PARTICIPLE.match(chunk):
            continue  # "The judge, sentencing Jane Bell": she is not who speaks
        ending = name_at_end(chunk)
        if ending and ending.strong and not (group and " " in ending.rest and not has_role_noun(ending.rest)):
            role = ending.rest if has_role_noun(ending.rest) and not ASIDE.match(ending.rest) else None
            return ending.text, role or None, True
    if len(chunks[0].split()) <= 14 and (group or chunks[0][0].isupper()):
        return chunks[0], None, False
    return None, None, False


def _named_next(found: Name, chunks: list[str], index: int) -> bool:
    """ "Head of Tech Safety, Jane Bell": what ends the role looks like a name, and the name follows."""
    if index + 1 >= len(chunks) or not re.search(r"\b(?:of|for|at|in)\b", found.rest):
        return False
    following = name_at_start(chunks[index + 1])
    return bool(following and following.strong and not following.rest and not _only_letters(chunks[index + 1]))


def _only_letters(chunk: str) -> bool:
    return all(bare_word(word) in POST_NOMINALS for word in chunk.split())


def titled(chunk: str) -> Name | None:
    """ "Open Porch director Jane Bell": the name ends the words, and a role stands before it."""
    if not has_role_noun(chunk):
        return _plainly_titled(chunk)
    within = _titled_within(chunk)
    if within:
        return within
    ending = name_at_end(chunk)
    if ending is None or not ending.rest or not has_role_noun(ending.rest) or ASIDE.match(ending.rest):
        return None
    last = ending.rest.split()[-1]
    called = is_role_word(last) or bare_word(last) in {"called", "named"}
    # One word alone is a name only right behind what the person is: "Mayor Bell", not "Chief of Saint Bell".
    if not (called or last[0].isupper() and ending.strong):
        return None
    return Name(ending.text, "\0" + ending.rest, True)


def _titled_within(chunk: str) -> Name | None:
    """ "Superintendent Jane Bell of the Protection Bureau": the name stands between the two halves of the role."""
    words = chunk.split()
    for index, word in enumerate(words[:6]):
        if bare_word(word) in _NO_TITLE or word.endswith(","):
            return None
        if not is_role_word(word) or index + 1 == len(words):
            continue
        found = name_at_start(" ".join(words[index + 1 :]))
        if found and found.strong and re.match(r"(?:of|from|at)\s", found.rest):
            return Name(found.text, f"\0{' '.join(words[: index + 1])} {found.rest}", True)
    return None


def _plainly_titled(chunk: str) -> Name | None:
    """ "striker Tom Bell": lower-case words right before a full name are what the person is."""
    first = chunk.split()
    if _PARTICIPLE.match(chunk):
        return None
    lower = next((index for index, word in enumerate(first) if not word[0].islower()), 0)
    behind = name_at_start(" ".join(first[lower:])) if 0 < lower <= 4 and not set(first[:lower]) & _NO_TITLE else None
    if behind and behind.strong and re.match(r"(?:of|from|at)\s", behind.rest) and not ASIDE.match(chunk):
        return Name(behind.text, f"\0{' '.join(first[:lower])} {behind.rest}", True)
    ending = name_at_end(chunk)
    if ending is None or not ending.strong or not ending.rest or ASIDE.match(chunk):
        return None
    words = ending.rest.split()
    if len(words) > 5 or not words[-1][0].islower() or set(words) & _NO_TITLE:
        return None
    return Name(ending.text, "\0" + ending.rest, True)


def _with_role(found: Name, chunks: list[str], index: int) -> tuple[str, str | None, bool]:
    speaker, parts = found.text, []
    rest = found.rest.strip(" ,")
    following = chunks[index + 1 :]
    if rest.startswith("\0"):
        parts.append(rest[1:])
        rest = ""
    elif index and _is_role_before(chunks[index - 1]):
        parts.append(chunks[index - 1])
    while following and _only_letters(following[0]):
        speaker = f"{speaker}, {following.pop(0)}"
    if rest:
        parts.append(_unbracketed(rest))
    for chunk in following:
        if _ENDS_ROLE.match(chunk):
            break
        if re.match(r"^(?:who|that)\b", chunk, re.IGNORECASE):
            if _IS_ROLE.match(chunk):
                parts.append(_IS_ROLE.sub("", chunk))
            elif not parts and " " in chunk and not _NO_ROLE.match(chunk):
                parts.append(chunk.split(None, 1)[1])
            break
        parts.append(chunk)
    role = ", ".join(part for part in parts if part).strip(" ,") or None
    return speaker, role, found.strong


def _is_role_before(chunk: str) -> bool:
    return has_role_noun(chunk) and not re.match(r"^(?:\w+ing|in|on|at|after|before|with|as)\b", chunk, re.IGNORECASE)


def _unbracketed(text: str) -> str:
    """ "(19) from Strathnairn" as "19, from Strathnairn"."""
    inner = re.match(r"^\(([^()]{1,120})\)\s*(.*)$", text)
    if not inner:
        return text
    return f"{inner.group(1)}, {inner.group(2)}" if inner.group(2) else inner.group(1)


def _joint(text: str) -> tuple[str, str | None, bool] | None:
    """Several people in one breath: all their names, and their roles in the same order."""
    if " and " not in text and " & " not in text:
        return None
    chunks = _without_asides([c.strip() for c in chunks_of(text) if c.strip()])
    names: list[str] = []
    roles: list[str] = []
    linked = False
    for chunk in chunks:
        rest = re.sub(r"^(?:and|&)\s+", "", chunk)
        found = name_at_start(rest)
        if found is None or not (found.strong or re.match(r"(?:and|&)\s", found.rest)) or titled(rest):
            roles += [chunk] if names else []
            continue
        linked = linked or (rest != chunk and bool(names))
        while found:
            names.append(found.text)
            inner = re.match(r"^\(([^()]{1,80})\)\s*", found.rest)
            roles += [inner.group(1)] if inner else []
            rest = found.rest[inner.end() :] if inner else found.rest
            link = re.match(r"^(?:and|&)\s+", rest)
            found = name_at_start(rest[link.end() :]) if link else None
            linked = linked or bool(found and found.strong)
    if len(names) < 2 or not linked:
        return None
    return f"{', '.join(names[:-1])} and {names[-1]}", "; ".join(roles) or None, True


def chunks_of(text: str) -> list[str]:
    """Cut at commas and spaced dashes that no bracket holds."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (
            character in ",;"
            or (character in "–—-" and text[index - 1 : index] == " " and text[index + 1 : index + 2] == " ")
        ):
            parts.append(text[start:index])
            start = index + 1
    return [*parts, text[start:]]


def _without_asides(chunks: list[str]) -> list[str]:
    while len(chunks) > 1 and (ASIDE.match(chunks[0]) or _DOING.match(chunks[0])) and not is_proper(chunks[0]):
        chunks = chunks[1:]
    while len(chunks) > 1 and _does_something(chunks):
        chunks = chunks[1:]
    if len(chunks) == 1 and ASIDE.match(chunks[0]) and not is_proper(chunks[0]):
        ending = name_at_end(chunks[0])
        return [ending.text] if ending and ending.strong else []
    return chunks


def _does_something(chunks: list[str]) -> bool:
    """ "Sentencing Bell, Judge Jane Bell": what she does, before her name."""
    following = name_at_start(chunks[1])
    return bool(_PARTICIPLE.match(chunks[0]) and following and following.strong)


def is_proper(chunk: str) -> bool:
    """ "Irving Bell" begins like a preposition's cousin; two capital words in a row are a name."""
    found = name_at_start(chunk)
    first = chunk.split()[0].casefold()
    return bool(
        found and found.strong and first not in {"responding", "reacting", "speaking", "commenting", "welcoming"}
    )


def bare_word(word: str) -> str:
    bare = plain(word.strip('.,;:*()[]"“”'))
    return bare.replace(".", "") if len(bare) <= 7 else bare
