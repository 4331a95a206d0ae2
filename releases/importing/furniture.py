"""Which lines are not the story: kind, date line, end marker, headings of notes and About, captions, breadcrumb?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from releases.importing.dates import dates_in, is_month_only
from releases.importing.lexicon import KINDS, KINDS_WELSH_AND_IRISH, plain

_ENDS = re.compile(
    r"^[\W_]{0,8}(?:(?:media |press |news )?(?:release )?ends?(?: here)?|the end|diwedd|críoch|end of (?:press |media "
    r"|news )?(?:release|statement))"
    r"(?:[\W_]{0,6}|\W{1,4}\(?\d{1,4} words\)?\W{0,3}|\W{1,4}ends?[\W_]{0,6})$"
)
_ENDS_SIGNS = re.compile(r"^(?:(?:#\s?){2,6}|\W{0,4}-?\s?30\s?-?\W{0,4}|(?:\*\s?){3,5}|x{3,5})$")
_NOTES = re.compile(
    r"^[\W_]{0,4}(?:\d[.)]\s+)?(?:further |additional |background |media )?(?:notes?(?: (?:to"
    r"|for) (?:the )?(?:editors?|editorial|media|journalists?|newsdesks?|broadcasters?))?"
    r"|(?:for|to) (?:the )?editors?|editors?'?s? notes?|editorial notes?|notes?/editors"
    r"|background(?: notes?| information)?(?: (?:to"
    r"|for) editors)?|media notes?|additional information|references|sources"
    r"|nodiadau(?: (?:i|i'r|ar gyfer) (?:olygydd(?:ion)?|golygydd(?:ion)?))?|nodyn i'r golygydd|nótaí(?: (?:don"
    r"|do) [\wáéíóú ]{3,24})?)\s?"
    r"(?P<colon>[:;.–-]?)[\W_]{0,4}$"
)
_NOTES_RUN_IN = re.compile(
    r"^[\W_]{0,4}(?:notes? (?:to|for) (?:the )?(?:editors?|media|journalists?)|editors?['’]?s? notes?"
    r"|nodiadau i(?:['’]r)? olygyddion)\s?[:–—-]\s*(?=\S)",
    re.I,
)
_ABOUT = re.compile(r"^(?:about|ynghylch|ynglŷn â|ynglŷn ag|faoi|more about|information about|background on)\s+\S")
_ABOUT_OTHER = re.compile(r"^(?:who we are|about us|our charity|amdanom ni|boilerplate|fúinn)\W{0,2}$")
_ABOUT_WORK = re.compile(
    r"^about (?:the|this|our) (?:research|survey|report|study|data|figures|findings|poll|polling|event|campaign"
    r"|method\w*|sample|author|images?)\b"
)
_QUANTITY = re.compile(
    r"^about\s+(?:\d|half|one|two|three|four|five|six|seven|eight|nine|ten|a (?:third|quarter|dozen|hundred"
    r"|thousand|million)|£|\$|€|time|to)\b"
)
_CAPTION = re.compile(
    r"^\W{0,3}(?P<label>(?:(?:photo|picture|image|photograph|pic)s?(?: \d{1,2})?(?: captions?| credits?)?"
    r"|captions?|pictured(?: \w+)?|(?:photo|picture|image)s? shows?|photo/caption|llun(?:iau)?|grianghraf)"
    r"(?: \([^)]{1,30}\))?)\s?:\s*",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"^\W{0,3}(?:our )?(?:ref(?:erence)?|release|pr|press release|cyf|number)(?: ?(?:no|number"
    r"|id))?\.?\s?[:#]?\s*(?=\S{0,30}\d)(?P<ref>[\w/.#-]{2,40})$",
    re.I,
)
_LABELLED_DATE = re.compile(
    r"^\W{0,3}(?:dyddiad ?/ ?)?(?:date(?:d)?(?: of (?:issue|release|publication))?|issued?(?: (?:on|date))?"
    r"|published?(?: (?:on"
    r"|date))?|release(?:d)?(?: date)?|posted(?: on)?|sent"
    r"|publication date|dyddiad(?: cyhoeddi)?|cyhoeddwyd|dáta|date issued|date published|first published"
    r"|press release date)\s?[:–-]?\s*"
)
_UPDATED = re.compile(r"^\W{0,3}(?:last )?(?:updated|modified|amended|reviewed)\b")
_FURNITURE = re.compile(
    r"^(?:skip to (?:main )?content|share(?: this)?(?: \w+)?|print(?: this)?(?: page)?|back to (?:news|top"
    r"|all news|press releases)|read more|home|menu|search|facebook"
    r"|twitter|linkedin|tweet|email this|like this|subscribe|related (?:news|articles|posts)|tags?:.*|categor(?:y"
    r"|ies):.*|(?:\d{1,2} )?min(?:ute)?s? read|reading time:?.*|check against delivery"
    r"|view (?:this|it)(?: e-?mail)? in (?:your|a) browser"
    r"|(?:from|to|cc|bcc|reply-to|importance|attachments?):\s.*|page \d+(?: of \d+)?|logo|\[(?:image|logo"
    r"|picture)[^\]]{0,60}\]|made-up test text)$"
)
_BYLINE = re.compile(r"^(?:[Bb]y|BY) (?:the )?(?:[A-Z][\w.’'-]+ ?){1,5}$")
_KIND_FROM = re.compile(
    r"^((?:joint )?(?:press|media|news) (?:release|statement)|news) (?:from|by|on behalf of)\b", re.IGNORECASE
)
# "Joint Union Statement", "Ministerial media release": the kind, and whose or how it is.
_KIND_QUALIFIED = re.compile(
    r"^(?:(?:joint|ministerial|official|urgent|updated|corrected|revised|advance|community|campaign|union|public|formal"
    r"|reactive|local|national|regional|corporate|exclusive) ){1,2}(?:(?:press|media|news) )?"
    r"(?:release|statement|notice|communiqu[eé]|announcement|advisory)$"
)
_PAGE_TURN = re.compile(r"^page \d{1,3}(?: of \d{1,3})?$|^\W{0,3}\(?more\)?\W{0,3}$|^\W{0,3}m\s?/\s?f\W{0,3}$")
_CRUMB = re.compile(r"\s+(?:\||>|»|›|/|→|·|•)\s+|\s*[>»›|]\s*")
_SEGMENT = re.compile(r"\s+[|–—•·/]\s+|\s+-\s+|\s*[|]\s*|:\s+|;\s+")


@dataclass(frozen=True)
class Labelled:
    """A heading, and what is printed behind it on the same line."""

    heading: str
    rest: str


def ends_marker(text: str) -> bool:
    return len(text) <= 60 and bool(_ENDS.match(plain(text)) or _ENDS_SIGNS.match(plain(text)))


def is_stars(text: str) -> bool:
    """Three stars end some releases and divide others."""
    return set(text) <= {"*", " "}


def notes_heading(text: str) -> Labelled | None:
    # The same heading in two languages: "Nodiadau i Olygyddion / Notes to Editors".
    if len(text) <= 90 and any(_NOTES.match(plain(side)) for side in [text, *re.split(r"\s+[/|]\s+", text)]):
        return Labelled(text, "")
    found = _NOTES_RUN_IN.match(text[:100])
    return Labelled(text[: found.end()].strip(), text[found.end() :]) if found else None


def about_heading(text: str) -> Labelled | None:
    """ "About Hearth" alone on its line."""
    words = plain(text[:120])
    if len(text) > 100 or text.rstrip()[-1:] in ".?!;," or len(words.split()) > 12 or _QUANTITY.match(words):
        return None
    if ":" in text.rstrip(" :"):
        return None
    return Labelled(text, "") if _ABOUT.match(words) or _ABOUT_OTHER.match(words) else None


def about_run_in(text: str) -> Labelled | None:
    """ "About Hearth: Hearth is a charity.", "About Hearth – Hearth is"."""
    words = plain(text[:140])
    if _ABOUT_WORK.match(words) or not _ABOUT.match(words) or _QUANTITY.match(words):
        return None
    found = re.match(r"^([^:.!?]{3,90}?)(:|\s[–—-])\s+(?=\S)", text)
    if found is None or len(found.group(1).split()) > 12:
        return None
    heading = found.group(1) + (":" if found.group(2) == ":" else "")
    return Labelled(heading, text[found.end() :])


def caption_label(text: str) -> Labelled | None:
    found = _CAPTION.match(text[:80])
    return Labelled(text[: found.end()].strip(), text[found.end() :].strip()) if found else None


def reference_in(text: str) -> str | None:
    found = _REFERENCE.match(text) if len(text) <= 80 else None
    return found.group("ref") if found else None


def kind_in(text: str) -> str | None:
    """The kind as printed, where the line is nothing else: "NEWS RELEASE", "Blog | Press Release" (its last part)."""
    if len(text) > 120:
        return None
    stripped = text.strip(" :*-–—|[]+=~#<>")
    if len(stripped) > 8 and all(len(word) == 1 for word in stripped.split()):
        # "P R E S S   R E L E A S E"
        stripped = " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", stripped))
    if plain(stripped) in KINDS or _KIND_QUALIFIED.match(plain(stripped)):
        return stripped
    issued = _KIND_FROM.match(stripped)
    if issued and stripped[-1:] not in ".?!" and len(stripped.split()) <= 14:
        return issued.group(1)
    parts = [part.strip(" :") for part in _CRUMB.split(stripped) if part.strip()]
    kinds = [part for part in parts if plain(part) in KINDS]
    sides = [side for side in re.split(r"\s*/\s*", stripped) if plain(side) in KINDS]
    if sides and "/" in stripped and len(stripped) <= 60:
        # The same in two languages, or two things at once: the English one, else the last.
        english = [side for side in sides if plain(side) not in KINDS_WELSH_AND_IRISH]
        return (english or sides[-1:])[0]
    if kinds and len(parts) > 1 and all(len(part.split()) <= 3 for part in parts) and not re.search(r"\d", text):
        return kinds[-1]
    return None


def kind_before(text: str) -> Labelled | None:
    """ "Media Release: Fifty-seven calls a night": the kind, and the headline behind it."""
    found = re.match(r"^([^\W\d_][^:|–—]{3,28}?)\s?(?::|\||\s[–—-])\s+(?=\S)", text)
    if found and plain(found.group(1)) in KINDS - {"comment", "response", "opinion", "campaign", "announcement"}:
        return Labelled(found.group(1).strip(), text[found.end() :].strip())
    return None


def segments(text: str) -> list[str]:
    """The parts of a header line such as "PRESS RELEASE | 5 May 2024 | Ref 12"."""
    return [part.strip(" :") for part in _SEGMENT.split(text) if part.strip(" :")]


def spans_days(text: str) -> bool:
    """From one day to another: when something is open, not when the text was issued."""
    dates = dates_in(text)
    between = text[dates[0].end : dates[1].start] if len(dates) > 1 else ""
    return bool(re.fullmatch(r"\s*(?:[-–—]|to|until|till)\s*", between))


def is_date_line(text: str) -> bool:
    """A date, with or without a label, a time and a place, and nothing else."""
    if len(text) > 90:
        return False
    if is_month_only(text):
        return True
    dates = dates_in(text)
    if spans_days(text):
        return False
    if not dates or _UPDATED.match(plain(text)) and len(dates) == 1:
        return False
    rest = text[: dates[0].start] + " " + text[dates[-1].end :]
    rest = _LABELLED_DATE.sub("", plain(rest))
    rest = re.sub(
        r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:am|pm|hrs|gmt|bst|utc)?\b|\b\d{1,2}\s?[ap]m\b|[+-]\d{4}\b|\bat\b"
        r"|\bby\b|\bon\b",
        " ",
        rest,
    )
    left = re.findall(r"\w+", re.sub(r"\b(?:last )?(?:updated|published|posted|modified|issued|date)\b", " ", rest))
    return (
        len(left) <= 2
        and all(len(word) <= 14 for word in left)
        and not any(word in {"will", "is", "the"} for word in left)
    )


def is_labelled_date(text: str) -> bool:
    found = _LABELLED_DATE.match(plain(text))
    return bool(found) and is_date_line(text)


def is_update_line(text: str) -> bool:
    return len(text) <= 90 and bool(_UPDATED.match(plain(text)))


def is_furniture(text: str) -> bool:
    """A line of the page or e-mail around the release."""
    if len(text) > 200:
        return False
    if _FURNITURE.match(plain(text)) or is_page_turn(text) or _BYLINE.match(text):
        return True
    parts = [part for part in _CRUMB.split(text) if part]
    if re.search(r"[\d@:]", re.sub(r"\b(?:19|20)\d{2}\b", "", text)):
        return False
    return len(parts) >= 3 and bool(re.search(r"[>»›|]", text)) and all(len(part.split()) <= 4 for part in parts)


def is_page_turn(text: str) -> bool:
    """ "-more-": the release goes on over the page."""
    return len(text) <= 20 and bool(_PAGE_TURN.match(plain(text)))
