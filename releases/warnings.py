"""Warnings beside a draft: five at most, worst first. Advice for the editor and the approver, and never a block.

Pure: it reads a document (releases/document.py) and a list of words, and knows no model, clock or setting. Rules and
words come from domain practice on reporting abuse (dignity, accuracy, no details that identify); the words can be
edited. A warning is kept in the log of the step before which it was shown (`for_the_log`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from releases import listed_words
from releases.clues import Paragraph, body_of, jigsaws, organisation_words, paragraphs_of

MOST = 5
LONGEST_HEADLINE = 100  # characters: more is cut in search results and feeds
BESIDE_SOMEONE = "Beside the protected person"


class WordToAvoid(NamedTuple):
    """An entry of the desk's own list: its forms (one a line, or with commas), what to think of instead, and the
    phrases in which they are right."""

    words: str
    advice: str
    right_in: str = ""


_FIGURE = re.compile(
    r"[£€]\d[\d,]*(?:\.\d+)?\s?(?:million|billion|m|bn)\b"
    r"|[£€](?:\d{1,3}(?:,\d{3})+|\d{3,})"  # a price of a few pounds needs no source
    r"|(?<![\w£€$/.,-])\d[\d,]*(?:\.\d+)?(?:%|\s(?:per cent|y cant)\b| in (?:every )?\d+\b|\s?(?:million|billion)\b)"
    r"|(?<![\w£€$/.,-])\d{1,3}(?:,\d{3})+\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|"
    r"eight|nine|ten|twelve|twenty|(?:a )?hundred)\b"
    r"|\b(?:a|one|two|three|four) (?:thirds?|quarters?|fifths?) of (?!an hour|a mile)"
    r"|\b(?:[a-z]+ per cent|(?:more|fewer|less) than half of|half of all)\b",
    re.IGNORECASE,
)
# A name, or what stands after it, that says that it was put in the place of another.
_HIDDEN_NAME = re.compile(
    r"\bnames? (?:(?:has|have) been |was |were )?changed\b|\bchanged names?\b|\bnot (?:her|his|their) real names?\b"
    r"|\bsurvivor\b|\bpseudonym\b|\benw(?:au)? wedi(?:'i|'u| ei| eu) newid\b|\bnewidiwyd (?:ei|yr|eu) henw\b",
    re.IGNORECASE,
)
# A paragraph, or a note, that says where a figure comes from.
_SOURCE = re.compile(
    r"\b(?:according to|figures?|data|statistics|statistical|survey(?:s|ed)?|research|stud(?:y|ies)|analys(?:is|ed)|"
    r"reports?|report's|census|audit|poll(?:ed)?|records|accounts|count(?:s|ed)?|compiled|collected|gathered|ONS|"
    r"Office for National Statistics|evidence|budget|freedom of information|source|https?|ffigurau|arolwg|"
    r"ymchwil|adroddiad|yn ôl)\b",
    re.IGNORECASE,
)
_DATED = r"(?! ?\(|,? (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|,? \d)"
_RELATIVE = re.compile(
    rf"\b(?:(?:today|yesterday|tomorrow|tonight|last night|this (?:morning|afternoon|evening)){_DATED}"
    r"|heddiw|heno|ddoe|neithiwr|yfory|y bore 'ma|y bore yma|y prynhawn yma)\b(?! ?\()",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)44[\s-]?(?:\(0\)[\s-]?)?|0)7(?:[\s-]?\d){9}(?!\d)")
# A capitalised word that is a person's more likely than not: not the first of a sentence, not an office.
_NAME = re.compile(
    r"(?<![.!?:|] )(?<!^)\b[A-Z][a-z][\w'-]{0,30}|^[A-Z][a-z][\w'-]{0,30} [A-Z][a-z][\w'-]{0,30}(?=[ ,:(])"
)
_NO_NAME = set(
    re.findall(
        r"\w+",
        "Press Office Officer Team Desk Media Communications Mobile Mob Tel Telephone Phone Out Hours Email Contact "
        "Enquiries Duty Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June "
        "July August September October November December Manager Director Text Call Ring London England Wales "
        "Scotland Welsh English",
    )
)


def warnings(
    document: dict[str, Any], *, embargoed: bool, to_avoid: Iterable[WordToAvoid] = (),
    helplines: Iterable[str] = (),
) -> list[str]:  # fmt: skip
    """The sentences for a draft's document, worst first, five at most. `helplines` are the numbers on record, which
    may stand in a text though they are a mobile's."""
    by_name, alone = _mobiles(document, {_digits(number) for number in helplines})
    found = [
        *_jigsaw(document), *_protected_by_name(document), *by_name, *_today(document, embargoed), *_figures(document),
        *_words(document, to_avoid), *alone, *_shape(document),
    ]  # fmt: skip
    return found[:MOST]


def for_the_log(sentences: Iterable[str]) -> list[str]:
    """What the log keeps of them: who was told what, and of a protected person not even which details."""
    return [
        "Details near a protected person may, together, tell who they are."
        if sentence.startswith(BESIDE_SOMEONE)
        else sentence
        for sentence in sentences
    ]


def _jigsaw(document: dict[str, Any]) -> list[str]:
    """Kinds of detail around each protected person, wherever the release speaks of them."""
    return [
        f"{BESIDE_SOMEONE} in {_statements(found.statements)} stand {_listed(found.kinds)}. Together they may tell "
        "someone who it is. Take out what the story does not need."
        for found in jigsaws(document)
    ]


def _protected_by_name(document: dict[str, Any]) -> list[str]:
    """A statement of someone else, by name, that says itself that the name is not theirs. It repeats neither."""
    for passage in document["passages"]:
        if passage["type"] != "statement" or passage["speaker"]["kind"] != "other":
            continue
        speaker = passage["speaker"]
        if _HIDDEN_NAME.search(f"{speaker['name']} | {speaker['role']}".replace("’", "'")):
            return [
                f"Statement {passage['number']}: is this a protected person? Choose that, so that they are asked about "
                "these words, and what could tell who they are is looked for."
            ]
    return []


def _all_text(document: dict[str, Any]) -> list[Paragraph]:
    """Every paragraph of ours that is printed: headline, summary, passages, notes, the words of pictures."""
    outside = [document["headline"], document["summary"], *document["notes"]]
    pictures = document.get("pictures", ())
    outside += [words for p in pictures for words in (p["title"], p.get("alt", ""), p.get("caption", ""))]
    return [*body_of(document), *(p for text in outside for p in paragraphs_of(text))]


def _mobiles(document: dict[str, Any], helplines: set[str]) -> tuple[list[str], list[str]]:
    """A mobile beside a name; and, where there is none, a mobile alone. The number itself goes into no log."""
    alone: list[str] = []
    no_names = _NO_NAME | organisation_words(document)
    for paragraph in _all_text(document):
        for number in _MOBILE.finditer(paragraph.words):
            if _digits(number[0]) in helplines:
                continue
            start = _shown(number[0])
            if _named(paragraph.words[max(0, number.start() - 60) : number.end() + 60], no_names):
                return [
                    f"A mobile number ({start}) stands beside a person’s name. Once public it cannot be called back; "
                    "press numbers belong to the desk."
                ], []
            alone = [f"A mobile number ({start}) stands in the text. Press numbers belong to the desk, which keeps "
                     "them right on old releases too."]  # fmt: skip
    return [], alone


def _named(words: str, no_names: set[str]) -> bool:
    return any(not set(found[0].removesuffix("'s").split()) <= no_names for found in _NAME.finditer(words))


def _digits(number: str) -> str:
    """As dialled within the United Kingdom."""
    return re.sub(r"^(?:\+|00)44", "0", re.sub(r"[^\d+]", "", number.replace("(0)", "")))


def _shown(number: str) -> str:
    return f"{_digits(number)[:5]} …"


def _today(document: dict[str, Any], embargoed: bool) -> list[str]:
    if not embargoed:
        return []
    outside = [p for text in (document["headline"], document["summary"]) for p in paragraphs_of(text)]
    for paragraph in [*outside, *body_of(document)]:
        if match := _RELATIVE.search(paragraph.words):
            return [f"“{match.group()}” under an embargo: on which day will it be read? Write the date."]
    return []


def _figures(document: dict[str, Any]) -> list[str]:
    """The first figure of which neither its own paragraph, nor one beside it, nor a note says where it comes from."""
    notes = [p for note in document["notes"] for p in paragraphs_of(note)]
    if any(_SOURCE.search(note.words) or note.linked for note in notes):
        return []
    body = body_of(document)
    sourced = [p.linked or bool(_SOURCE.search(p.words)) for p in body]
    outside = [p for text in (document["headline"], document["summary"]) for p in paragraphs_of(text)]
    figures = [(f[0], any(sourced)) for p in outside for f in _FIGURE.finditer(p.words)]
    figures += [
        (found[0], any(sourced[max(0, i - 1) : i + 2]))
        for i, paragraph in enumerate(body)
        if not _is_protected(document, paragraph)
        for found in _FIGURE.finditer(paragraph.words)
    ]
    noted = " ".join(note.words for note in notes)
    for figure, has_source in figures:
        if not has_source and figure.strip() not in noted:
            why = "there is no note to editors" if not notes else "neither the text beside it nor a note gives one"
            return [f"“{figure.strip()}” has no source: {why}. Say where the figure comes from."]
    return []


def _is_protected(document: dict[str, Any], paragraph: Paragraph) -> bool:
    passage = document["passages"][paragraph.passage]
    return passage["type"] == "statement" and passage["speaker"]["kind"] == "protected"


def _words(document: dict[str, Any], to_avoid: Iterable[WordToAvoid]) -> list[str]:
    """Words of the list in what is ours: what others say, and what stands between quotation marks, is not to alter."""
    listed = list(to_avoid)
    wanted = [phrase for row, word in enumerate(listed) for phrase in listed_words.phrases(word.words, row)]
    let_be = [phrase for row, word in enumerate(listed) for phrase in listed_words.phrases(word.right_in, row)]
    text = " ¶ ".join(listed_words.without_quotations(words) for words in _ours(document))
    found = listed_words.first_of_each(text, wanted, let_be)
    return [f"“{f.written}”: {_sentence(listed[f.row].advice)}" for f in sorted(found, key=lambda f: f.row)]


def _ours(document: dict[str, Any]) -> Iterator[str]:
    for paragraph in _all_text(document):
        passage = document["passages"][paragraph.passage] if paragraph.passage >= 0 else None
        if passage is None or passage["type"] == "text" or passage["speaker"]["kind"] == "spokesperson":
            yield paragraph.words


def _sentence(advice: str) -> str:
    return advice if advice.endswith((".", "?", "!")) else f"{advice}."


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


def _statements(numbers: Sequence[int]) -> str:
    return f"statement {numbers[0]}" if len(numbers) == 1 else f"statements {_listed([str(n) for n in numbers])}"


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
