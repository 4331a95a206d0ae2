"""Whom does a second mention mean? "Ms Bell", "Bell", "Anna" and "she", settled only where one person fits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from releases.importing.attribution import Attribution
from releases.importing.lexicon import HONORIFICS, SPEECH, plain
from releases.importing.names import core_words, has_role_noun, is_name_word, is_role_word, name_at_start
from releases.importing.sentences import last_sentence
from releases.importing.subject import who

_CAPITAL = re.compile(r"(?:^|(?<=[\s(“‘\"']))(?=[^\W\d_a-z])")
_SEEN_AT_MOST = 400
# "Kirsty* (19) from Leith": a first name alone is known by its age.
_AGED = re.compile(
    r"(?<!\w )\b(?P<name>[A-ZÀ-Þ][\w’'-]{1,24})\*?(?: \(|, (?:aged )?)(?P<age>\d{1,2})\)?,?(?: (?P<place>(?:from"
    r"|of) [A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?))?(?=[ ,.])"
)
# Nobody's name, but somebody who could be meant; behind a comma it says what the one named is.
_SOMEBODY = re.compile(
    r"(?<!, )\b(?:a|an|another|one|the|her|his) (?:\w+ ){0,2}?(?:neighbour|neighbor|man|woman|boy|girl|friend|husband"
    r"|wife|partner|mother|father|sister|brother|son|daughter|caller|officer|colleague|survivor|nurse|doctor|judge)\b",
    re.IGNORECASE,
)
# "Lucy, a support worker with Hearth, went": a first name alone, and what she is.
_FIRST_NAME = re.compile(r"^(?P<name>[A-ZÀ-Þ][\w’'-]{1,24})\*?, (?P<role>(?:a|an|the) [^,.]{3,80}), ")
_VERB = re.compile(r"\b(?:was|is|are|were|has|had|have|will|that|who|which|and|but|when|as|after|in|on)\b")
# "Jane Bell, of Hearth Fire Service,": where somebody belongs is what is told of them.
_OF_WHERE = re.compile(r"^, (?P<role>(?:of|from) (?:the )?[A-ZÀ-Þ][^,.;:]{2,60})(?=[,.])")
_AGE = re.compile(r"^, (?:aged )?(?P<age>\d{1,2}),\s*")
# "Jane Bell, whose husband died, spoke. He said": not she, and not surely he.
_KIN = {
    "he": re.compile(r"\bwhose (?:\w+ )?(?:husband|father|son|brother|uncle|boyfriend|grandfather)\b"),
    "she": re.compile(r"\bwhose (?:\w+ )?(?:wife|mother|daughter|sister|aunt|girlfriend|grandmother)\b"),
}
_HE = frozenset({"mr", "sir", "lord", "father", "fr", "baron", "viscount"})
_SHE = frozenset({"mrs", "ms", "miss", "dame", "lady", "baroness", "sister"})


class People:
    """The people that a release names, first in its prose, then as speakers."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._named: list[tuple[list[str], str, str | None]] = []
        self._speakers: dict[str, str | None] = {}
        for text in texts:
            self._harvest(text)

    def quoted(self, speaker: str, role: str | None) -> None:
        if speaker not in self._speakers or role:
            self._speakers[speaker] = role or self._speakers.get(speaker)
        if " and " in speaker and role and ";" not in role:
            for name in re.split(r", | and ", speaker):
                self._named.append((core_words(name), name, _of_one(role)))

    def resolve(
        self, found: Attribution, previous: str | None, prose: Sequence[str] = (), *, beside: bool = False
    ) -> tuple[str | None, str | None, str]:
        """(speaker, role, warning) of an attribution.

        `previous` spoke in the statement right before it, if one did; `beside` says that the last of the prose stands
        in the same paragraph as the attribution.
        """
        if found.speaker is None:
            return self._pronoun(found, previous, prose, beside)
        office = self._by_office(found.speaker, prose) if not found.strong else None
        if office:
            return *office, ""
        core = core_words(found.speaker)
        match = self._match(core) if core else None
        if match is None:
            return found.speaker, found.role, ""
        name, role = match
        longer = name if len(core_words(name)) > len(core) else found.speaker
        return longer, found.role or role, ""

    def _by_office(self, speaker: str, prose: Sequence[str]) -> tuple[str, str | None] | None:
        """ "the Minister" is the one minister whom the paragraphs before it, or the statements, name."""
        words = speaker.casefold().split()
        if len(words) > 3 or words[0] != "the" or not is_role_word(words[-1]):
            return None
        # "The Minister for Doors and the Minister for Keys": neither is the Minister.
        if sum(len(re.findall(rf"\b{re.escape(words[-1])}\b", plain(text[:5000]))) for text in prose) > 1:
            return None
        near = {name: role for text in prose for _, name, role in _names_in(text) if role}
        for people in (near, self._speakers):
            fit = {name: role for name, role in people.items() if role and words[-1] in plain(role).split()}
            if len(fit) == 1:
                return next(iter(fit.items()))
            if fit:
                return None
        return None

    def _match(self, core: list[str]) -> tuple[str, str | None] | None:
        hits: dict[str, tuple[str, str | None]] = {}
        for speaker, role in self._speakers.items():
            if " and " not in speaker and _same_person(core, core_words(speaker)):
                hits[" ".join(core_words(speaker))] = (speaker, role)
        if not hits:
            for words, name, role in self._named:
                if _same_person(core, words):
                    key = " ".join(words)
                    hits[key] = (hits[key][0], hits[key][1] or role) if key in hits else (name, role)
        # "Ms Bell" and "Joan Bell" are one person, unless another Bell is named too.
        longest = max(hits, key=len, default="")
        one = all(_same_person(key.split(), longest.split()) for key in hits)
        return hits[longest] if hits and one else None

    def _pronoun(
        self, found: Attribution, previous: str | None, prose: Sequence[str], beside: bool
    ) -> tuple[str | None, str | None, str]:
        candidate = None
        if previous and found.carries_on:
            candidate = previous
        elif len(self._speakers) == 1 and not self._names_another(prose):
            candidate = next(iter(self._speakers))
        elif prose:
            candidate = self._subject_of(prose[-1])
            if candidate is None and (found.carries_on or beside or not self._speakers):
                candidate = self._only_one_in(prose[-1], found.pronoun)
        if candidate and _fits(found.pronoun, candidate):
            return candidate, self._speakers.get(candidate), ""
        said = " ".join(found.words.strip(" ,").split()[:6])
        return (
            None,
            None,
            f"“{said}” does not say who spoke, and more than one person could be meant: name the speaker.",
        )

    def _subject_of(self, text: str) -> str | None:
        """Dr Bell said that it was late. She added: only the one who spoke could be meant."""
        verb = next((m for m in re.finditer(r"\w+", text[:600]) if m.group() in SPEECH), None)
        speaker, role, strong = who(text[: verb.start()]) if verb else (None, None, False)
        if speaker is None or not strong:
            return None
        match = self._match(core_words(speaker))
        self._speakers.setdefault(match[0] if match else speaker, role or (match[1] if match else None))
        return match[0] if match else speaker

    def _only_one_in(self, text: str, pronoun: str) -> str | None:
        """Jane Bell cut the letters. She said: the sentence before names her and speaks of nobody else."""
        sentence = last_sentence(text[-1500:])[1]
        if pronoun in _KIN and _KIN[pronoun].search(sentence):
            return None
        first = _FIRST_NAME.match(sentence)
        if first:
            self._speakers.setdefault(first.group("name"), first.group("role"))
            return first.group("name")
        named = [one for one in _names_in(sentence) if _acts_in(sentence, one[1])]
        others = [one for one in _names_in(sentence) if one not in named and not _behind_preposition(sentence, one[1])]
        if others:
            return None
        if not named or _SOMEBODY.search(sentence):
            return None
        longest = max((words for words, _, _ in named), key=len)
        if not all(_same_person(words, longest) for words, _, _ in named):
            return None
        _, name, role = next(item for item in named if item[0] == longest)
        match = self._match(longest)
        speaker = match[0] if match else name
        self._speakers.setdefault(speaker, role or (match[1] if match else None))
        return speaker

    def _names_another(self, prose: Sequence[str]) -> bool:
        """A person who has come up since could be the one that the pronoun means."""
        speaker = core_words(next(iter(self._speakers)))
        for text in prose:
            for words, _, _ in _names_in(text):
                if not _same_person(words, speaker) and not _same_person(speaker, words):
                    return True
        return False

    def _harvest(self, text: str) -> None:
        if len(self._named) < _SEEN_AT_MOST:
            self._named.extend(_names_in(text))


def _names_in(text: str) -> list[tuple[list[str], str, str | None]]:
    text = text[:5000]
    names: list[tuple[list[str], str, str | None]]
    names = [([plain(m.group("name"))], m.group("name"), _age_and_place(m)) for m in _AGED.finditer(text)]
    skip_to = 0
    for match in _CAPITAL.finditer(text):
        at = match.start()
        if at < skip_to:
            continue
        word = text[at : at + 40].split(None, 1)[0]
        if not is_name_word(word) and plain(word.strip(".")) not in HONORIFICS:
            continue
        found = name_at_start(text[at : at + 160])
        if found is None or not found.strong:
            continue
        skip_to = at + len(found.text)
        role = _role_of(text[max(0, at - 120) : at], text[skip_to : skip_to + 160])
        names.append((core_words(found.text), found.text, role))
        if len(names) >= 60:
            break
    return names


def _age_and_place(match: re.Match[str]) -> str:
    return f"{match.group('age')}, {match.group('place')}" if match.group("place") else match.group("age")


def _office_before(text: str) -> str | None:
    """ "The Minister for Housing, Jane Bell": the office from the start of its sentence, a comma, the name."""
    if not text.endswith(", "):
        return None
    clause = re.split(r"[.:!?]\s+", text[:-2])[-1].strip()
    words = clause.split()
    whole = 1 < len(words) <= 12 and clause[:1].isupper() and "," not in clause and has_role_noun(clause)
    if not whole or _VERB.search(clause) or any(word.casefold() in SPEECH for word in words):
        return None
    return clause


def _acts_in(sentence: str, name: str) -> bool:
    """The sentence begins with the person, or with what the person is; or something in it was done by them."""
    before = sentence.partition(name)[0].strip()
    if not before or re.search(r"\b(?:by|was)(?: \w+)?$", before):
        return True
    words = before.casefold().split()
    short = len(words) <= 8 and not (set(words) & SPEECH) and not _VERB.search(before) and "," not in before.rstrip(",")
    return short and (has_role_noun(before) or before.istitle())


def _behind_preposition(sentence: str, name: str) -> bool:
    """ "a worker with Harbour House": what somebody is with, of or at is seldom who speaks."""
    return bool(re.search(rf"\b(?:with|of|at|for|from|in|to)(?: the)? {re.escape(name)}", sentence))


def _role_before(text: str) -> str | None:
    """ "Hearth director" right before a name in prose, back to where the sentence or clause begins."""
    office = _office_before(text)
    if office:
        return office
    words = re.split(r"[.,;:!?“”\"]\s*", text)[-1].strip()
    if not words or not is_role_word(words.rsplit(None, 1)[-1]):
        return None
    if len(words.split()) <= 6 and (words[0].isupper() or words.startswith("the ")):
        return words
    return words.rsplit(None, 1)[-1]


def _role_of(before: str, behind: str) -> str | None:
    """What a name in prose has on either side of it."""
    said, belongs = _role_behind(behind), _OF_WHERE.match(behind)
    if said or not belongs:
        return said or _role_before(before)
    office = _role_before(before)
    return f"{office}, {belongs.group('role')}" if office else belongs.group("role")


def _role_behind(text: str) -> str | None:
    """ ", chief executive of Hearth," behind a name in prose."""
    if not text.startswith(", "):
        return None
    age = _AGE.match(text)
    role, comma, _ = text[age.end() if age else 2 :].partition(",")
    if not comma or not has_role_noun(role):
        return None
    return f"{age.group('age')}, {role.strip()}" if age else role.strip()


def _of_one(role: str) -> str | None:
    """ "joint chairs of Hearth" as each of them has it: "joint chair of Hearth"."""
    words = role.split()
    for index, word in enumerate(words):
        single = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")
        if single != word and is_role_word(single):
            return " ".join([*words[:index], single, *words[index + 1 :]])
    return role


def _same_person(core: list[str], other: list[str]) -> bool:
    """The shorter name is the end of the longer one, or its first name."""
    if not core or not other:
        return False
    return core == other or core == other[-len(core) :] or (len(core) == 1 and core[0] == other[0])


def _fits(pronoun: str, speaker: str) -> bool:
    if " and " in speaker and pronoun in {"he", "she"}:
        return False
    title = plain(speaker.split()[0].strip(".")) if speaker.split() else ""
    return not (pronoun == "he" and title in _SHE or pronoun == "she" and title in _HE)
