"""Who is said to have said it: the words of one attribution, before or after the quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.importing.lexicon import PRONOUNS, SPEECH, UNSURE_SPEECH, VERB_FIRST, plain
from releases.importing.names import has_role_noun, is_role_word, name_at_start
from releases.importing.subject import ASIDE, GROUP, STATEMENT_OF, bare_word, chunks_of, titled, who

_TOO_LONG = 700
_INTRODUCES = re.compile(r"\b(?:was|were|is|are|by|from|with|included|include|came from)\s+(?=\S)")
_CARRY_ON = {"added", "adds", "continued", "continues", "concluded", "concludes", "ychwanegodd"}
_AROUND_VERB = {
    "also", "then", "further", "later", "herself", "himself", "has", "have", "today", "went", "to", "will", "would",
    "is", "was", "expected", "due", "going", "had",
}  # fmt: skip
# "She will say", "is expected to conclude": a speech that is still to be held.
_WILL_SAY = re.compile(
    r"\b(?:will|would|(?:is|are) (?:expected|due|set) to)(?: also)? (?P<verb>say|add|tell|conclude|continue|argue|warn"
    r"|explain|urge|announce)\b[^.?!]{0,80}$",
    re.IGNORECASE,
)
# "Jane Bell pointed out": of two words, and so not among those that are looked up one by one.
_TWO_WORDS = re.compile(
    r"\s(?:pointed out|points out|went on|goes on|chimed in|chipped in|put it|summed up|made clear)\b"
)
_VIEW_OF = re.compile(
    r"^(?:that(?:['’]s| is| was)|those (?:are|were)|these (?:are|were)|they are|such (?:is|was|are|were)|so) (?:the )?"
    r"(?:\w+ )?(?:view|word|verdict|message|plea|advice|warning|opinion|experience|belief|conclusion|promise"
    r"|call|appeal)s? (?:of|from) ",
    re.IGNORECASE,
)
# "Jane Bell has issued the following statement:" says that she said it.
_ISSUED = re.compile(
    r",?\s(?:has |have )?(?:today |this \w+ )?(?:released?|issued|made|gave|given|published|shared|read)"
    r"(?: out)? (?:the following|this|a) (?:\w+ )?(?:statement|comment|response|message|tribute)"
    r"(?: (?:today|tonight|this \w+|on \w+|in response|outside \w+))?$",
    re.IGNORECASE,
)
# "Jane Bell, CEO, welcomed the news:" says what she did where "said" might stand.
_DID = re.compile(
    r"(?<=\w), (?!(?:aged|based|retired|elected|appointed|called|named|married|employed|registered|led)\b)[a-z]{3,}ed"
    r"(?: (?:the|this|that|its|his|her|their|today)\b[^,:]{0,80})?$"
)
_WORD = re.compile(r"\S+")


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
    issued = _ISSUED.search(stem) or _WILL_SAY.search(stem) if colon else None
    if issued:
        return _named(stem[: issued.start()], words, issued.groupdict().get("verb") or "said")
    tokens = list(_WORD.finditer(stem))
    if not tokens:
        return None
    if bare_word(tokens[0].group()) in VERB_FIRST or (
        bare_word(tokens[0].group()) in {"said", "says", "added"} and colon
    ):
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
    first = bare_word(tokens[0].group())
    if first in SPEECH:
        return _named(_until_object(stem[tokens[0].end() :]), words, first)
    if plain(stem).startswith("according to "):
        return _named(stem[len("according to ") :], words, "said")
    view = _VIEW_OF.match(stem)
    if view:
        speaker, role, strong = who(stem[view.end() :])
        return Attribution(speaker, role, words.strip()) if speaker and strong else None
    shown = re.match(
        r"^(?:was|is|were|are|were the words of|was the verdict of|was the message from)\s+(?:how|what|the\s)?\s*", stem
    )
    if shown and (first in {"was", "is", "were", "are"}):
        return _person_only(stem[shown.end() :], words)
    for index, token in enumerate(tokens[:45]):
        if bare_word(token.group()) in SPEECH and index:
            found = _named(stem[: token.start()], words, token.group())
            return found if found and (found.strong or index <= 6) else None
    phrase = _TWO_WORDS.search(stem[:200])
    if phrase:
        return _named(stem[: phrase.start()], words, "said")
    return _named_by_colon(stem, words, dashed=True) if dashed else None


def names_whose_words(text: str) -> bool:
    """ "That's the view of Jane Bell": the paragraph says whose words stood before it."""
    return len(text) <= _TOO_LONG and bool(_VIEW_OF.match(text))


def named_behind(words: str) -> Attribution | None:
    """Reads "Area Manager Jane Bell, Hearth Fire Service." right behind the closing mark: a name and role, no verb."""
    text = words.strip().rstrip(".")
    if not text or len(text) > 160 or len(text.split()) > 20 or re.search(r"[.?!]\s|\b(?:who|which|whose)\b", text):
        return None
    first = chunks_of(text)[0].strip()
    found = titled(first) or name_at_start(first)
    if found is None or not found.strong or found.rest and not found.rest.startswith(("\0", "(")):
        return None
    speaker, role, strong = who(text)
    return Attribution(speaker, role, words.strip()) if speaker and role and strong else None


def named_line(words: str) -> Attribution | None:
    """Reads a line of its own that only names a speaker: "Jane Bell, Director of Hearth"."""
    text = words.strip().rstrip(":")
    if len(text) > 160 or text.endswith((".", "?", "!")):
        return None
    found = _named_by_colon(text, words)
    return found if found and found.role and found.strong else None


def unnamed_line(words: str) -> Attribution | None:
    """Reads "Library member, Tamebridge", right under the words: what somebody is, who is not named."""
    text = words.strip()
    first = chunks_of(text)[0]
    if len(text.split()) > 8 or text[-1:] in ".?!:" or not is_role_word(first.split()[-1]) or not text[:1].isupper():
        return None
    return Attribution(text, None, text)


def _named(subject: str, words: str, verb: str) -> Attribution | None:
    if re.match(r"(?:neither|no one|nobody|none)\b", subject.strip(), re.IGNORECASE):
        return None
    asked = subject.strip().casefold().startswith("asked ") or bare_word(verb) in {"replied", "answered"}
    carries_on = bare_word(verb) in _CARRY_ON or asked
    bare = _introduced(subject.strip(" ,;–—-"))
    tokens = [bare_word(token) for token in bare.split()]
    while tokens and tokens[-1] in _AROUND_VERB:
        bare = bare.rsplit(None, 1)[0].rstrip(" ,") if " " in bare else ""
        tokens.pop()
    if not tokens:
        return Attribution(None, None, words.strip(), "they", False, carries_on) if carries_on else None
    last = bare_word(chunks_of(bare)[-1].strip().split()[-1]) if chunks_of(bare)[-1].strip() else ""
    if tokens[0] in PRONOUNS and len(tokens) == 1 or (last in {"he", "she", "they"} and ASIDE.match(bare)):
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
    of = STATEMENT_OF.match(stem)
    subject = _DID.sub("", stem[of.end() :] if of else stem)
    if of and GROUP.match(subject):
        return Attribution(chunks_of(subject)[0].strip(), None, words.strip())
    found = name_at_start(subject)
    parted = bool(found) and subject[len(found.text) : len(found.text) + 1] in (",", ";") if found else False
    if (found is None or not (found.strong or of or dashed)) and titled(chunks_of(subject)[0]) is None:
        return None
    if (
        found
        and found.strong
        and found.rest
        and not found.rest.startswith((",", "(", "–", "-", "—"))
        and not (of or parted)
    ):
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
        bare = bare_word(tokens[index].group())
        if bare in SPEECH and index:
            if bare in UNSURE_SPEECH and index != len(tokens) - 1:
                continue
            return index
        if bare in {"on"} and index and bare_word(tokens[index - 1].group()) in {"went", "goes", "going"}:
            return index - 1 if colon else None
    return None
