"""Warnings beside a draft: five at most, worst first. Advice for the editor and the approver, and never a block.

Pure: it reads a document (releases/document.py) and a list of words, and knows no model, clock or setting. Rules and
words come from domain practice on reporting abuse (dignity, accuracy, no details that identify) and can be edited.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

MOST = 5
LONGEST_HEADLINE = 100  # characters: more is cut in search results and feeds
JIGSAW = 3  # kinds of detail beside one protected person from which they begin to be recognisable


class WordToAvoid(NamedTuple):
    """A word or phrase of the desk's own list, and what to think of instead."""

    words: str
    advice: str


class _Clue(NamedTuple):
    name: str
    pattern: re.Pattern[str]


def _clue(name: str, pattern: str) -> _Clue:
    return _Clue(name, re.compile(pattern, re.IGNORECASE))


# What, put together, tells a neighbour who someone is. Places are capitalised words after a preposition.
_CLUES = (
    _clue("an age", r"\(\d{2}\)|\b(?:aged? \d{1,2}|\d{1,2}[- ]year[- ]olds?|in (?:her|his|their) (?:teens|twenties|"
          r"thirties|forties|fifties|sixties|seventies))\b"),
    _Clue("a place", re.compile(r"\b(?:from|in|near|outside|at) (?!January|February|March|April|May|June|July|August|"
          r"September|October|November|December|The\b|I\b)[A-Z][a-z]+")),
    _clue("children or family", r"\b(?:mother|father|mum|dad|sons?|daughters?|child|children|twins|baby|brothers?|"
          r"sisters?|stepfather|ex-husband|ex-wife|grandmother)\b"),
    _clue("a job or school", r"\b(?:nurse|teacher|works? (?:as|at|in|for)|worked (?:as|at|in|for)|school|college|"
          r"university|solicitor|carer|officer|her job|his job)\b"),
    _clue("a court date or case", r"\b(?:court|trial|sentenced|convicted|pleaded|jailed|inquest|hearing)\b"),
    _clue("a day", r"\b(?:\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|"
          r"December)|last (?:week|month|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))\b"),
)  # fmt: skip
_FIGURE = re.compile(
    r"[£€]\d[\d,]*(?:\.\d+)?(?:\s?(?:million|billion|m|bn)\b)?"
    r"|(?<![\w£€$/.-])\d[\d,]*(?:\.\d+)?(?:%| per cent\b| in \d+\b|\s?(?:million|billion)\b)"
    r"|\b(?:one|two|three|four|nine) in (?:two|three|four|five|ten)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\b(?:today|yesterday|tomorrow|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_MOBILE = re.compile(r"(?:\+44\s?|0)7\d{3}\s?\d{3}\s?\d{3}\b")
_TAG = re.compile(r"<[^>]*>")


def warnings(document: dict[str, Any], *, embargoed: bool, to_avoid: Iterable[WordToAvoid] = ()) -> list[str]:
    """The sentences for a draft's document, worst first, five at most."""
    found = [
        *_jigsaw(document), *_mobiles(document), *_today(document, embargoed), *_figures(document),
        *_words(document, to_avoid), *_shape(document),
    ]  # fmt: skip
    return found[:MOST]


def _plain(html: str) -> str:
    return " ".join(_TAG.sub(" ", html).split())


def _texts(document: dict[str, Any]) -> list[str]:
    """The words of each passage, in order."""
    return [
        _plain(p["html"]) if p["type"] == "text" else _plain(" ".join([p["lead_in"], *p["paragraphs"]]))
        for p in document["passages"]
    ]


def _jigsaw(document: dict[str, Any]) -> list[str]:
    """Kinds of detail in what a protected person says and in the passages beside it, and in pictures' words."""
    texts = _texts(document)
    found = []
    for place, passage in enumerate(document["passages"]):
        if passage["type"] != "statement" or passage["speaker"]["kind"] != "protected":
            continue
        near = " ".join([passage["speaker"]["role"], *texts[max(0, place - 1) : place + 2]])
        clues = [clue.name for clue in _CLUES if clue.pattern.search(near)]
        if len(clues) >= JIGSAW:
            found.append(
                f"Beside the protected person in statement {passage['number']} stand {_listed(clues)}. Together they "
                "may tell someone who she is. Take out what the story does not need."
            )
    return found


def _mobiles(document: dict[str, Any]) -> list[str]:
    texts = [*_texts(document), *(_plain(note) for note in document["notes"]), document["summary"]]
    return [
        f"A mobile number stands in the text: {match.group()}. Once public it cannot be called back; press numbers "
        "belong to the desk."
        for match in (_MOBILE.search(text) for text in texts)
        if match
    ][:1]


def _today(document: dict[str, Any], embargoed: bool) -> list[str]:
    if not embargoed:
        return []
    for text in [document["headline"], document["summary"], *_texts(document)]:
        if match := _RELATIVE.search(text):
            return [f"“{match.group()}” under an embargo: on which day will it be read? Write the date."]
    return []


def _figures(document: dict[str, Any]) -> list[str]:
    texts = [document["headline"], document["summary"], *_texts(document)]
    figures = [match.group() for text in texts for match in _FIGURE.finditer(text)]
    if figures and not document["notes"]:
        return [f"“{figures[0].strip()}” has no source: there is no note to editors. Say where the figure comes from."]
    return []


def _words(document: dict[str, Any], to_avoid: Iterable[WordToAvoid]) -> list[str]:
    texts = " ".join([document["headline"], document["summary"], *_texts(document)])
    return [
        f"“{match.group()}”: {word.advice}"
        for word in to_avoid
        if (match := re.search(rf"\b{re.escape(word.words)}\b", texts, re.IGNORECASE))
    ]


def _shape(document: dict[str, Any]) -> list[str]:
    found = []
    if len(document["headline"]) > LONGEST_HEADLINE:
        found.append(
            f"The headline has {len(document['headline'])} characters; search results and feeds cut it at 100."
        )
    if not document["summary"]:
        found.append("There is no summary: lists, feeds and search show the headline alone.")
    if "!" in document["headline"]:
        found.append("The headline has an exclamation mark.")
    return found


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
