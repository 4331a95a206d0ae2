"""Details that, put together, tell a neighbour who someone is: the jigsaw around a protected person.

A leaf: a document (releases/document.py) in, kinds of detail out. It counts kinds, not mentions: a town named three
times is one piece. What is counted is what stands near the person's words, and wherever the release uses their printed
name. Releases are never compared with one another: a protected person links no two of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

NEAR = 2  # paragraphs before and after the person's own words
ENOUGH = 3  # kinds of detail from which somebody who knows a little knows the rest

_BLOCK = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ESCAPES = (("&amp;", "&"), ("&nbsp;", " "), ("\xa0", " "), ("’", "'"), ("‑", "-"), ("–", "-"))  # noqa: RUF001  # as typed


class Paragraph(NamedTuple):
    """One paragraph as words; `passage` is its passage's place, -1 outside the body; `linked` when it has a link."""

    words: str
    passage: int
    linked: bool = False


class Jigsaw(NamedTuple):
    """The statements of one protected person, by number, and the kinds of detail that stand around them."""

    statements: list[int]
    kinds: list[str]


def paragraphs_of(html: str, passage: int = -1) -> Iterator[Paragraph]:
    """The paragraphs of clean HTML, or of plain text, apostrophes and hyphens made plain."""
    for block in _BLOCK.split(html):
        words = _TAG.sub(" ", block)
        for written, plain in _ESCAPES:
            words = words.replace(written, plain)
        if words := " ".join(words.split()):
            yield Paragraph(words, passage, "<a " in block)


def body_of(document: dict[str, Any]) -> list[Paragraph]:
    """The paragraphs of the passages, in order; the words that introduce a statement are a paragraph of it."""
    found: list[Paragraph] = []
    for place, passage in enumerate(document["passages"]):
        parts = [passage["html"]] if passage["type"] == "text" else [passage["lead_in"], *passage["paragraphs"]]
        found += [paragraph for part in parts for paragraph in paragraphs_of(part, place)]
    return found


def jigsaws(document: dict[str, Any]) -> list[Jigsaw]:
    """Each protected person around whom ENOUGH kinds of detail stand, in the order of their first words."""
    body = body_of(document)
    welsh = str(document.get("language", "")).startswith("cy")
    ours = _known_words(document)
    found = []
    for name, places in _protected(document):
        passages = document["passages"]
        evidence = [
            *(f"is a {_bare(passages[place]['speaker']['role'])}" for place in places),
            *_around(document, body, name, places),
        ]
        text = " ¶ ".join(evidence)
        kinds = [kind for kind, asks in (_WELSH if welsh else _ENGLISH) if asks(text, ours)]
        if any(not picture.get("decorative") for picture in document.get("pictures", ())):
            kinds.append("a picture")
        if len(kinds) >= ENOUGH:
            found.append(Jigsaw([passages[place]["number"] for place in places], kinds))
    return found


def _bare(role: str) -> str:
    words = " ".join(paragraph.words for paragraph in paragraphs_of(role))
    return re.sub(r"^(?:an?|the) ", "", words, flags=re.IGNORECASE)


def _protected(document: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """Each protected person's printed first name (or "") and the places of their statements. Two people without a name
    are two people: nothing here may guess that they are one."""
    found: list[tuple[str, list[int]]] = []
    for place, passage in enumerate(document["passages"]):
        if passage["type"] != "statement" or passage["speaker"]["kind"] != "protected":
            continue
        name = re.sub(r"[^\w' -]", "", passage["speaker"]["name"]).partition(" ")[0]
        known = next((places for other, places in found if name and other == name), None)
        if known is None:
            found.append((name, [place]))
        else:
            known.append(place)
    return found


def _around(document: dict[str, Any], body: Sequence[Paragraph], name: str, places: list[int]) -> list[str]:
    """The words that a reader takes to be about this person."""
    own = [i for i, paragraph in enumerate(body) if paragraph.passage in places]
    counted = {near for i in own for near in range(i - NEAR, i + NEAR + 1) if 0 <= near < len(body)}
    names = re.compile(rf"\b{re.escape(name)}\b") if len(name) > 1 else None
    if names:
        counted |= {i for i, paragraph in enumerate(body) if names.search(paragraph.words)}
    others = {i for i, paragraph in enumerate(body) if _is_of_someone_else(document, paragraph, places)}
    _follow_pronouns(body, counted, others)
    elsewhere = [document["headline"], document["summary"], *_captions(document)]
    notes = [p.words for note in document["notes"] for p in paragraphs_of(note) if names and names.search(p.words)]
    return [*(body[i].words for i in sorted(counted)), *(p.words for text in elsewhere for p in paragraphs_of(text)),
            *notes]  # fmt: skip


def _is_of_someone_else(document: dict[str, Any], paragraph: Paragraph, places: list[int]) -> bool:
    return document["passages"][paragraph.passage]["type"] == "statement" and paragraph.passage not in places


def _follow_pronouns(body: Sequence[Paragraph], counted: set[int], others: set[int]) -> None:
    """A paragraph that goes on with "she" or "he" is about whoever the one before it is about, and the other way."""
    steps = [*pairwise(range(len(body))), *pairwise(range(len(body) - 1, -1, -1))]
    for here, there in steps:
        if here in counted and there not in others and here not in others:
            later = max(here, there)
            if _PRONOUN.search(" ".join(body[later].words.split(" ", 6)[:6])):
                counted.add(there)


def _captions(document: dict[str, Any]) -> Iterator[str]:
    for picture in document.get("pictures", ()):
        yield from (picture["title"], picture.get("alt", ""), picture.get("caption", ""))


def _known_words(document: dict[str, Any]) -> set[str]:
    """Capitalised words that are no places: of the organisation's own name, and of everybody who speaks."""
    said = [p["speaker"]["name"] for p in document["passages"] if p["type"] == "statement"]
    return organisation_words(document) | {word for text in said for word in _capitalised(text)}


def organisation_words(document: dict[str, Any]) -> set[str]:
    """The capitalised words of the "About" headings: what the organisation is called."""
    return {word for about in document.get("about", ()) for word in _capitalised(about["heading"])}


def _capitalised(text: str) -> Iterator[str]:
    for word in text.replace("’", "'").split():
        if word[:1].isupper():
            yield word.strip("*.,:").removesuffix("'s")


# --- the kinds --------------------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_COUNT = rf"(?:\d{{1,2}}|{_NUMBER})"
_WHOSE = r"(?:my|her|his|our|their)"
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_PRONOUN = re.compile(r"\b(?:she|he|her|his|hers|hi|ei|iddi|iddo)\b", re.IGNORECASE)
# After "in", "from" or "at", and no town; too wide to tell who someone is, or no place at all.
_NO_TOWN = set(
    f"{_MONTH}|{_WEEKDAY}|Parliament|Westminster|Whitehall|Government|England|Wales|Scotland|Northern|Ireland|Britain|"
    "Great|UK|United|Europe|European|British|English|Welsh|Scottish|Irish|Christmas|Easter|Ramadan|Eid|Diwali|Court|"
    "Crown|Magistrates|Family|Women|Women's|The|This|That|I|Facebook|Instagram|WhatsApp|Google|Zoom|Teams|Notes|Some|"
    "Every|Each|Many|One|Two|Black|Asian|Muslim|Jewish|Sikh|Hindu|Christian|Catholic|Roma|Deaf|African|Caribbean|Cymru|"
    "Nghymru|Gymru|Lloegr|Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|"
    "Rhagfyr|Llywodraeth|Senedd|Y|Yr".split("|")
)
_CAPITAL = r"[A-Z][\w'-]{1,30}"

Asks = Callable[[str, set[str]], bool]


def _any(*patterns: str, exact: str = "") -> Asks:
    """Whether one of the patterns is found, whatever its case; `exact` where capitals count."""
    loose = re.compile("|".join(patterns) or r"(?!)", re.IGNORECASE)
    strict = re.compile(exact) if exact else None
    return lambda text, known: bool(loose.search(text) or (strict and strict.search(text)))


def _town(*patterns: str) -> Asks:
    """Whether a capitalised word stands where a place would, and is none of those that are known to be none."""
    places = [re.compile(pattern) for pattern in patterns]
    return lambda text, known: any(_is_town(found, known) for place in places for found in place.finditer(text))


def _is_town(found: re.Match[str], known: Iterable[str]) -> bool:
    word = found[1].removesuffix("'s")
    return word not in _NO_TOWN and word not in known and not word.isupper()


_JOBS = (
    "nurse|teacher|midwife|doctor|dentist|pharmacist|paramedic|solicitor|barrister|lawyer|carer|care worker|cleaner|"
    "hairdresser|accountant|engineer|manager|soldier|councillor|lecturer|professor|driver|chef|cook|waitress|waiter|"
    "shop assistant|shopkeeper|civil servant|police officer|officer|social worker|secretary|receptionist|student|"
    "pupil|apprentice|farmer|builder|journalist|actor|singer|footballer|veteran|childminder|teaching assistant|"
    "headteacher|head teacher|vet|electrician|plumber|librarian|bus driver|taxi driver|shop worker|"
    "firefighter|scientist|software developer|charity worker|nursery worker"
)

_ENGLISH: tuple[tuple[str, Asks], ...] = (
    ("an age", _any(
        rf"\baged? {_COUNT}\b(?! ?(?:to|-|and (?:over|under|above)|or (?:over|under|above)))",
        rf"\b{_COUNT}[- ]years?[- ]old\b", rf"\b(?:turned|turning) {_COUNT}\b", r"\b[1-9]\d?(?:st|nd|rd|th) birthday\b",
        rf"\bin {_WHOSE} (?:(?:early|mid|late)[- ])?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|"
        r"eighties|nineties|\d0s)\b",
        rf"\bwhen (?:I|she|he) was (?:only |just |about )?{_COUNT}\b(?! (?:week|month|day|hour|minute|mile))",
        r"\bborn in (?:19|20)\d\d\b", r"\b(?:teenager|pensioner)\b",
        rf"\b(?!{_MONTH}\b)[a-z']{{2,30}}\*?(?:, | \()[1-9]\d(?=[,.;)])",
    )),
    ("a place", _town(
        rf"\b(?:[Ff]rom|[Ii]n|[Nn]ear|[Oo]utside|[Aa]t|[Mm]oved to|[Ff]led to)(?: (?:north|south|east|west|central|"
        rf"North|South|East|West|Central))? ({_CAPITAL})",
        rf"(?<=[a-z,] )({_CAPITAL}) (?:mother|mum|father|dad|woman|man|nurse|teacher|teenager|pensioner|family)\b",
        rf"\b({_CAPITAL}) (?:Street|Road|Avenue|Lane|Close|Crescent|Drive|Estate|Terrace)\b",
    )),
    ("children or family", _any(
        r"\b(?:grand|step)?-?(?:mother|father|mum|dad|parent)\b(?! (?:and baby|tongue))",
        rf"\b(?:{_WHOSE}|an?|{_COUNT})(?: [a-z-]+)? (?:sons?|daughters?|child|children|kids|baby|babies|toddler|twins|"
        r"boys?|girls?|brothers?|sisters?|siblings?|aunt|uncle|cousin|grandchild(?:ren)?|nieces?|nephews?)\b"
        r"(?<!women and their children)",
        r"\b(?:mother|mum|father|dad|parent)-of-", r"\b(?:pregnant|widow(?:er)?|twins)\b",
    )),
    ("the name of a relative", _any(
        exact=rf"\b{_CAPITAL}'s (?:late )?(?:mother|mum|father|dad|parents|sister|brother|aunt|uncle|daughter|son|"
        r"partner|husband|wife|widow|cousin|niece|nephew|family)\b",
    )),
    ("a job or school", _any(
        rf"\b(?:as|is|was|,|am|works? as|worked as|who is|became|being) an? (?:[a-z-]+ ){{0,2}}(?:{_JOBS})\b",
        rf", an? (?:[a-z-]+ ){{0,2}}(?:{_JOBS})\b", rf"\b(?:the|this|former|retired|trainee|junior) (?:{_JOBS}), who\b",
        r"\b(?:I|she|he|who) (?:still )?(?:works?|worked|was working|is working) (?:as|at|in|for)\b",
        rf"\b{_WHOSE} (?:job|workplace|office|shift|shifts|employer|boss|colleagues)\b",
        rf"\b(?:at|to|{_WHOSE}|children's|son's|daughter's) (?:[a-z-]+ )?(?:school|college|university|nursery)\b",
        exact=rf"\b{_CAPITAL} (?:School|Academy|College|University|Hospital|Barracks)\b",
    )),
    ("a court date or case", _any(
        r"\b(?:sentenced|convicted|pleaded|jailed|acquitted|found guilty|on bail|inquest|charged with)\b",
        rf"\b(?:the|{_WHOSE}|a) (?:[a-z-]+ )?(?:trial|hearing|court case|verdict|sentencing)\b",
        rf"\b{_WHOSE} (?:court )?case\b",
        r"\b(?:in|at|to|before) (?:the )?(?:[a-z-]+ )?court\b(?! (?:advocates?|delays?|backlogs?|staff|reform|system))",
        exact=rf"\b{_CAPITAL} (?:Crown|Magistrates'|County|Sheriff|Family) Court\b",
    )),
    ("a day", _any(
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b", rf"\b(?:{_MONTH}) (?:19|20)\d\d\b",
        rf"\b(?:last|on) (?:{_WEEKDAY})\b", r"\blast (?:week|month|Christmas|Easter)\b",
        rf"\bin (?:{_MONTH})\b", rf"\b{_COUNT} (?:days|weeks) (?:ago|after|before)\b",
    )),
    ("faith, origin or health", _any(
        r"\b(?:a|an|the) (?:[a-z-]+ )?(?:Muslim|Sikh|Hindu|Jewish|Catholic|Christian|Black|Asian|African|Caribbean|"
        r"Roma|Traveller|Polish|Romanian|Pakistani|Indian|Bangladeshi|Nigerian|Somali|Ukrainian|Afghan|deaf|blind|disabled|"
        r"autistic|transgender|trans|lesbian|gay|bisexual) (?:woman|man|mother|mum|father|dad|girl|boy|teenager)\b",
        r"\b(?:asylum seeker|wheelchair user|spouse visa)\b",
        rf"\b{_WHOSE} (?:mosque|temple|synagogue|gurdwara|church|parish|visa|disability|wheelchair|cancer)\b",
    )),
)  # fmt: skip

_WELSH: tuple[tuple[str, Asks], ...] = (
    ("an age", _any(
        r"\b[1-9]\d? (?:mlwydd )?oed\b", r"\byn ei (?:harddegau|hugeiniau|thridegau|phedwardegau|phumdegau|chwedegau|"
        r"(?:dri|pedwar|pum|chwe)degau)\b", exact=rf"\b{_CAPITAL}\*?(?:, | \()[1-9]\d(?=[,.;)])",
    )),
    ("a place", _town(
        rf"\b(?:[Oo]|[Yy]n|[Yy]ng|[Yy]m|[Gg]er)(?: (?:ngogledd|ne|ardal))? ({_CAPITAL})",
        rf"\b(?:Heol|Stryd|Ffordd|Lôn|Rhodfa|Maes) ({_CAPITAL})",
    )),
    ("children or family", _any(
        r"\b(?:fam|mam|tad|dad|rhiant) (?:i|o)\b",
        r"\b(?:fy|ei|eu|ein|dau o|tri o|tair o|pedwar o|dwy o)(?: [a-zŵŷâêîôû]+)?"
        r" (?:blant|phlant|mhlant|plant|merch|ferch|merched|mab|fab|mam|fam|mham|tad|thad|chwaer|brawd|frawd|babi|fabi|"
        r"efeilliaid|nain|mam-gu|tad-cu|taid)\b", r"\b(?:feichiog|beichiog)\b",
    )),
    ("a job or school", _any(
        r"\b(?:gweithio|gweithiodd|gweithiai) (?:fel|yn|i)\b",
        r"\b(?:nyrs|athrawes|athro|meddyg|cyfreithwraig|cyfreithiwr|gofalwraig|gofalwr|myfyrwraig|myfyriwr|bydwraig)\b",
        r"\b(?:fy|ei|eu) (?:swydd|gwaith|ngwaith|hysgol|ysgol)\b",
    )),
    ("a court date or case", _any(
        r"\b(?:Llys y Goron|yn y llys|i'r llys|achos llys|dedfryd\w*|ddedfryd\w*|euogfarn\w*|carcharwyd|garchar|cwest|"
        r"treial|gwrandawiad)\b",
    )),
    ("a day", _any(
        r"\b[1-9]\d? (?:o )?(?:Ionawr|Chwefror|Mawrth|Ebrill|Mai|Fai|Mehefin|Fehefin|Gorffennaf|Orffennaf|Awst|Medi|"
        r"Fedi|Hydref|Tachwedd|Dachwedd|Rhagfyr|Ragfyr)\b", r"\b(?:yr wythnos|y mis) (?:diwethaf|ddiwethaf)\b",
    )),
)  # fmt: skip
