"""Who is said to have said it: the words of one attribution, before or after the quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.importing.lexicon import (
    POST_NOMINALS,
    PRONOUNS,
    ROLE_NOUNS,
    SPEECH,
    UNSURE_SPEECH,
    VERB_FIRST,
    plain,
)
from releases.importing.names import Name, has_role_noun, name_at_end, name_at_start, without_pronouns

_TOO_LONG = 700
_ASIDE = re.compile(
    r"^(?:\w+ing(?:$|\s(?:on|at|to|the|about|in|after|before|ahead|from|for|a|an|his|her|their|our|of|with|as|by|this|that|today"
    r"|new|what|how|why|up|outside|following|news|figures|plans)\b)|in\b|on\b|at\b|after\b|before\b|following\b|during\b|with\b|as\b|to\b|from\b|for\b|since\b"
    r"|by\b|over\b|today\b"
    r"|yesterday\b|tonight\b|meanwhile\b|however\b|earlier\b|later\b|now\b|also\b|finally\b|last\b|this\b|when\b"
    r"|while\b|asked\b"
    r"|but\b|and\b|gan\b|wrth\b|ag\b)",
    re.IGNORECASE,
)
_ENDS_ROLE = re.compile(
    r"^(?:which\b|whose\b|where\b|when\b|as\b|after\b|before\b|speaking\b|commenting\b|responding\b|reacting\b"
    r"|welcoming\b"
    r"|following\b|in response\b|on behalf\b|today\b|yesterday\b|adding\b|also\b|in a\b|writing\b|launching\b"
    r"|announcing\b|and (?:she|he)\b)",
    re.IGNORECASE,
)
_INTRODUCES = re.compile(r"\b(?:was|were|is|are|by|from|with|included|include|came from)\s+(?=\S)")
_SPOKESPERSON = re.compile(r"\bspokes(?:person|man|woman|people)\b|\bllefarydd\b|\burlabhraí\b", re.IGNORECASE)
_GROUP = re.compile(r"^(?:the|a|an|one|another|both|two|three|our|his|her|their)\s+\S", re.IGNORECASE)
_WORD = re.compile(r"\S+")
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
_STATEMENT_OF = re.compile(
    r"^(?:(?:a |the )?(?:quote|quotes|quotation|statement|comment|comments|reaction|response|message|dyfyniad)\s+"
    r"(?:from|by|attributable to|gan)\s+|(?:attributable to|quote attributable to)\s+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Attribution:
    """`speaker` None with `pronoun` set: somebody named before. `words` are as printed. `carries_on`: "she added"."""

    speaker: str | None
    role: str | None
    words: str
    pronoun: str = ""
    strong: bool = True
    carries_on: bool = False


def before_quotation(words: str, *, colon_only: bool = False) -> Attribution | None:
    """Reads "X, role, said:", "Commenting, X said", "X, role:" as they stand before a quotation."""
    text = words.strip()
    if not text or len(text) > _TOO_LONG:
        return None
    colon = text.endswith(":")
    stem = text.rstrip(" :,–—-").strip()
    tokens = list(_WORD.finditer(stem))
    if not tokens:
        return None
    if _bare(tokens[0].group()) in VERB_FIRST or (_bare(tokens[0].group()) in {"said", "says", "added"} and colon):
        return _named(stem[tokens[0].end() :], words, tokens[0].group())
    verb = _speech_verb(tokens, colon)
    if verb is None:
        return _named_by_colon(stem, words) if colon else None
    if not colon and (colon_only or verb != len(tokens) - 1):
        return None
    return _named(stem[: tokens[verb].start()], words, tokens[verb].group())


def after_quotation(words: str) -> Attribution | None:
    """Reads "said X, role", "X, role, added", "he said", "according to X", "– X, role" behind a quotation."""
    text = words.strip()
    if not text or len(text) > _TOO_LONG:
        return None
    dashed = text[0] in "–—-~―" or text.startswith("--")
    stem = text.lstrip(" ,;–—-~―").rstrip(" .,:;–—").strip()
    tokens = list(_WORD.finditer(stem))
    if not tokens:
        return None
    first = _bare(tokens[0].group())
    if first in SPEECH:
        return _named(_until_object(stem[tokens[0].end() :]), words, first)
    if plain(stem).startswith("according to "):
        return _named(stem[len("according to ") :], words, "said")
    shown = re.match(
        r"^(?:was|is|were|are|were the words of|was the verdict of|was the message from)\s+(?:how|what|the\s)?\s*", stem
    )
    if shown and (first in {"was", "is", "were", "are"}):
        return _person_only(stem[shown.end() :], words)
    for index, token in enumerate(tokens[:45]):
        if _bare(token.group()) in SPEECH and index:
            found = _named(stem[: token.start()], words, token.group())
            return found if found and (found.strong or index <= 6) else None
    if dashed:
        return _named_by_colon(stem, words, dashed=True)
    return None


def named_line(words: str) -> Attribution | None:
    """Reads a line of its own that only names a speaker: "Jane Bell, Director of Hearth"."""
    text = words.strip().rstrip(":")
    if len(text) > 160 or text.endswith((".", "?", "!")):
        return None
    found = _named_by_colon(text, words)
    return found if found and found.role and found.strong else None


def who(subject: str) -> tuple[str | None, str | None, bool]:
    """(speaker, role, whether it is surely a person) of the words that name somebody."""
    text = _STATEMENT_OF.sub("", without_pronouns(subject).strip(" ,;–—-*"))
    text = re.sub(r"^(?:y|yr)\s+(?=[A-Z])", "", text)
    joint = _joint(text)
    if joint:
        return joint
    chunks = [chunk.strip() for chunk in _chunks(text) if chunk.strip()]
    chunks = _without_asides(chunks)
    if not chunks:
        return None, None, False
    for index, chunk in enumerate(chunks):
        found = _titled(chunk) or name_at_start(chunk)
        if found and found.strong:
            return _with_role(found, chunks, index)
    text = ", ".join(chunks)
    if _SPOKESPERSON.search(text):
        return text, None, True
    first = name_at_start(chunks[0])
    if first and not has_role_noun(first.rest.split(",")[0].split(" of ")[0] if first.rest else ""):
        return _with_role(first, chunks, 0)
    return _last_resort(chunks)


def _last_resort(chunks: list[str]) -> tuple[str | None, str | None, bool]:
    group = bool(_GROUP.match(chunks[0]))
    for chunk in chunks[:2]:
        ending = name_at_end(chunk)
        if ending and ending.strong and not (group and " " in ending.rest and not has_role_noun(ending.rest)):
            role = ending.rest if has_role_noun(ending.rest) and not _ASIDE.match(ending.rest) else None
            return ending.text, role or None, True
    if len(chunks[0].split()) <= 14 and (group or chunks[0][0].isupper()):
        return chunks[0], None, False
    return None, None, False


def _titled(chunk: str) -> Name | None:
    """ "Open Porch director Jane Bell": the name ends the words, and a role stands before it."""
    if not has_role_noun(chunk):
        return _plainly_titled(chunk)
    ending = name_at_end(chunk)
    if ending is None or not ending.rest or not has_role_noun(ending.rest) or _ASIDE.match(ending.rest):
        return None
    last = ending.rest.split()[-1]
    if not (_bare(last) in ROLE_NOUNS | {"called", "named"} or last[0].isupper()):
        return None
    return Name(ending.text, "\0" + ending.rest, True)


def _plainly_titled(chunk: str) -> Name | None:
    """ "striker Tom Bell": lower-case words right before a full name are what the person is."""
    ending = name_at_end(chunk)
    if ending is None or not ending.strong or not ending.rest or _ASIDE.match(chunk):
        return None
    words = ending.rest.split()
    if len(words) > 4 or not all(word[0].islower() for word in words) or set(words) & _NO_TITLE:
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
    while following and all(_bare(word) in POST_NOMINALS for word in following[0].split()):
        speaker = f"{speaker}, {following.pop(0)}"
    if rest:
        parts.append(_unbracketed(rest))
    for chunk in following:
        if _ENDS_ROLE.match(chunk):
            break
        if re.match(r"^(?:who|that)\b", chunk, re.IGNORECASE):
            if not parts and not chunk.casefold().startswith(("who also said", "who said")):
                parts.append(chunk.split(None, 1)[1] if " " in chunk else chunk)
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
    chunks = _without_asides([c.strip() for c in _chunks(text) if c.strip()])
    names: list[str] = []
    roles: list[str] = []
    linked = False
    for chunk in chunks:
        rest = re.sub(r"^(?:and|&)\s+", "", chunk)
        found = name_at_start(rest)
        if found is None or not (found.strong or re.match(r"(?:and|&)\s", found.rest)) or _titled(rest):
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


def _chunks(text: str) -> list[str]:
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
    while len(chunks) > 1 and _ASIDE.match(chunks[0]) and not _proper(chunks[0]):
        chunks = chunks[1:]
    if len(chunks) == 1 and _ASIDE.match(chunks[0]) and not _proper(chunks[0]):
        ending = name_at_end(chunks[0])
        return [ending.text] if ending and ending.strong else []
    return chunks


def _proper(chunk: str) -> bool:
    """ "Irving Bell" begins like a preposition's cousin; two capital words in a row are a name."""
    found = name_at_start(chunk)
    first = chunk.split()[0].casefold()
    return bool(
        found and found.strong and first not in {"responding", "reacting", "speaking", "commenting", "welcoming"}
    )


def _named(subject: str, words: str, verb: str) -> Attribution | None:
    carries_on = _bare(verb) in {"added", "adds", "continued", "continues", "concluded", "concludes", "ychwanegodd"}
    bare = _introduced(subject.strip(" ,;–—-"))
    tokens = [_bare(token) for token in bare.split()]
    while tokens and tokens[-1] in {
        "also",
        "then",
        "further",
        "later",
        "herself",
        "himself",
        "has",
        "have",
        "today",
        "went",
        "to",
    }:
        bare = bare.rsplit(None, 1)[0].rstrip(" ,") if " " in bare else ""
        tokens.pop()
    if not tokens:
        return Attribution(None, None, words.strip(), "they", False, carries_on) if carries_on else None
    last = _bare(_chunks(bare)[-1].strip().split()[-1]) if _chunks(bare)[-1].strip() else ""
    if tokens[0] in PRONOUNS and len(tokens) == 1 or (last in {"he", "she", "they"} and _ASIDE.match(bare)):
        return Attribution(None, None, words.strip(), last or tokens[0], False, carries_on)
    speaker, role, strong = who(bare)
    if speaker is None:
        return None
    return Attribution(speaker, role, words.strip(), "", strong, carries_on)


def _introduced(subject: str) -> str:
    """ "Also speaking was Jane Bell, who" (said): the person behind the verb."""
    stem = re.sub(r"[, ]+who(?: also| then)?$", "", subject)
    if stem == subject:
        return subject
    starts = [match.end() for match in _INTRODUCES.finditer(stem)]
    behind = [stem[start:] for start in starts if who(stem[start:])[2]]
    return behind[-1] if behind and not name_at_start(stem) else stem


def _named_by_colon(stem: str, words: str, *, dashed: bool = False) -> Attribution | None:
    """ "Jane Bell, CEO:" without a verb counts only with a person's full name at its start."""
    of = _STATEMENT_OF.match(stem)
    subject = stem[of.end() :] if of else stem
    if of and _GROUP.match(subject):
        return Attribution(_chunks(subject)[0].strip(), None, words.strip())
    found = name_at_start(subject)
    if found is None or not (found.strong or of or dashed):
        titled = _titled(_chunks(subject)[0])
        if titled is None:
            return None
    if found and found.strong and found.rest and not found.rest.startswith((",", "(", "–", "-", "—")) and not of:
        # "Jane Bell has one message:" names her, but her role is not what follows.
        lower = found.rest.split()[0]
        if lower not in {"of", "from", "at", "for", "and"} and not has_role_noun(found.rest):
            return Attribution(found.text, None, words.strip())
    speaker, role, strong = who(subject)
    if speaker is None or (not strong and not (of or dashed)):
        return None
    return Attribution(speaker, role, words.strip(), "", strong)


def _person_only(text: str, words: str) -> Attribution | None:
    """ "how Mayor Jane Bell greeted the arrival": the role may stand before the name, the rest is prose."""
    tokens = list(_WORD.finditer(text))[:8]
    for index, token in enumerate(tokens):
        found = name_at_start(text[token.start() :])
        if found and found.strong:
            before = text[: token.start()].strip(" ,")
            role = before if before and has_role_noun(before) else None
            if index and not role:
                return None
            return Attribution(found.text, role, words.strip())
    return None


def _until_object(text: str) -> str:
    """Without what "told" was told to, and without a time: "said today Jane Bell" is rare, "told us" is not."""
    return re.sub(r"^\s*(?:today|yesterday|of the \w+|in response)\s*,?\s+", " ", text)


def _speech_verb(tokens: list[re.Match[str]], colon: bool) -> int | None:
    """The last word that says somebody spoke, not more than a dozen words before the quotation."""
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 14), -1):
        bare = _bare(tokens[index].group())
        if bare in SPEECH and index:
            if bare in UNSURE_SPEECH and index != len(tokens) - 1:
                continue
            return index
        if bare in {"on"} and index and _bare(tokens[index - 1].group()) in {"went", "goes", "going"}:
            return index - 1 if colon else None
    return None


def _bare(word: str) -> str:
    bare = plain(word.strip('.,;:*()[]"“”'))
    return bare.replace(".", "") if len(bare) <= 7 else bare
