"""Until which instant does an embargo line ask us to wait? Never guessed: what is unsettled is None, with a "
"reason."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from releases.importing.dates import dates_in
from releases.importing.lexicon import plain

_STARTS = re.compile(
    r"^\W{0,6}(?:press |media |news |please note:? |note:? |strict(?:ly)? |this (?:press |news "
    r"|media )?(?:release|story|"
    r"statement|report) is |under |dan |for release under |copy )*(?:(?:strict|strictly|under)\s+)*embarg"
)
_HOLDS = re.compile(
    r"\b(?:not (?:for|to be) (?:\w+ )?(?:publi|releas|broadcast|us|distribut|circulat|print|transmi|report|quot"
    r"|shar)\w*\b.{0,90}?"
    r"\b(?:before|until|till|prior to|ahead of)\b"
    r"|(?:do not|don't) (?:publish|broadcast|release|use|share|print)\b.{0,60}?\b(?:before|until|till|prior to)\b"
    r"|hold (?:for (?:release|publication)\b|until\b|till\b)|\b(?:confidential|restricted) (?:until|till)\b"
    r"|ddim i'w (?:gyhoeddi|ryddhau|ddarlledu) (?:\w+ ){0,4}?(?:cyn|tan)\b"
    r"|i'w (?:ryddhau|gyhoeddi) (?:am|ar ol|ar ôl|o)\b|lánchosc)"
)
_SETS_FREE = re.compile(
    r"\bfor (?:release|publication|use|broadcast) (?:at|after|from|on|not before)\b"
    r"|\brelease (?:date|time)(?: and time)?:|\btime[- ]sensitive\b.{0,20}\b(?:release|use|publish)\b"
    r"|\ble heisiúint (?:ar|ag|tar éis)\b"
)
# "Emargoed", "embragoed": a slip of the hand is no reason to publish.
_MISTYPED = re.compile(r"\bem[abgr]{3,5}(?:e?o|oe)(?:e?d)?\b")
_FOR_RELEASE = re.compile(r"^(?:for )?(?:release|publication)\b\W")
_IN_PROSE = re.compile(r"embarg\w*\b.{0,60}?\b(?:until|till|to|tan|lifts?|lifted|ends|expires|for|before|not)\b")
_AT_ONCE = re.compile(
    r"\bimmediate(?:ly)?\b|\bno embargo\b|\bnot (?:under )?embargo(?:ed)?\b|embargo(?:ed)?\W{1,3}(?:none|nil|n/a"
    r"|no|not applicable)\b"
    r"|ar unwaith|láithreach"
)
_AT_ONCE_LINE = re.compile(
    r"^\W{0,6}(?:for:? |i'w |le |available for |approved for |release: |status: "
    r"|embargo(?:ed)?\W{1,3})?(?:immediate\b|immediately\b"
    r"|(?:ryddhau|gyhoeddi) ar unwaith|heisiúint láithreach|(?:none|nil|n/a|not applicable)\b)|^\W{0,6}(?:no"
    r"|not under) embargo"
    r"|^\W{0,6}(?:for )?(?:release|publication|use)\W{1,3}immediate"
)
# "Immediate help is at hand", "None of them": the word alone says nothing of the release.
_BARE_WORD = re.compile(r"^\W{0,6}(?:immediate|none|nil|n/a|not applicable)")
_OF_RELEASE = re.compile(
    r"^\W{0,6}immediate(?:ly)?(?:\W*$|\W+(?:press |media )?(?:release|use|publication|broadcast)\b)"
)
_TIME = re.compile(
    r"(?<![\d.:/])(?:(?P<h>\d{1,2})\s?[:.]\s?(?P<m>\d{2})(?:[:.]00)?\s?(?P<ap>[ap]\.?\s?m\b\.?)?"
    r"|(?P<h2>\d{1,2})\s?(?P<ap2>[ap]\.?\s?m\b\.?)|(?P<h4>\d{2})(?P<m4>\d{2})(?=\s?(?:hrs?|hours|h|gmt|bst|utc|z"
    r"|e[sd]?t|p[sd]?t|c[sde]?s?t|a[ew][sd]?t)\b)"
    r"|(?P<h5>0\d)(?P<m5>\d{2})(?!\d))"
    r"|\b(?P<word>(?:one|1) minute (?:past|after) midnight|(?:12 )?(?:noon|midday|midnight)|hanner dydd|hanner nos)\b",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\b(?:UTC|GMT)\s?(?P<offset>[+-]\d{1,2})(?::?00)?\b"
    r"|\b(?P<label>GMT|BST|UTC|Z|IST|CEST|CET|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|AEST|AEDT|ACST|ACDT|AWST|NZST"
    r"|NZDT|AET)\b"
    r"|\b(?P<place>UK|British|London|Irish|Dublin|Belfast|Edinburgh|Cardiff|Central European|Central|Sydney|Melbourne"
    r"|Brisbane|Canberra|Perth|Brussels|Paris|local) (?:(?:standard|daylight|summer) )?time\b"
    r"|\b(?P<american>Eastern|Mountain|Pacific)\b",
    re.IGNORECASE,
)
# Fixed offset in hours, and a place whose clock the label belongs to: the label may contradict that clock's season.
_FIXED = {
    "gmt": (0, "Europe/London"), "bst": (1, "Europe/London"), "utc": (0, ""), "z": (0, ""),
    "cet": (1, "Europe/Brussels"), "cest": (2, "Europe/Brussels"),
    "est": (-5, "America/New_York"), "edt": (-4, "America/New_York"),
    "cst": (-6, "America/Chicago"), "cdt": (-5, "America/Chicago"),
    "mst": (-7, ""), "mdt": (-6, "America/Denver"),
    "pst": (-8, "America/Los_Angeles"), "pdt": (-7, "America/Los_Angeles"),
    "aest": (10, ""), "aedt": (11, "Australia/Sydney"), "acst": (9.5, ""), "acdt": (10.5, "Australia/Adelaide"),
    "awst": (8, ""), "nzst": (12, "Pacific/Auckland"), "nzdt": (13, "Pacific/Auckland"),
}  # fmt: skip
_PLACES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "aet": "Australia/Sydney", "uk": "Europe/London", "british": "Europe/London", "london": "Europe/London",
    "belfast": "Europe/London", "edinburgh": "Europe/London", "cardiff": "Europe/London", "irish": "Europe/Dublin",
    "dublin": "Europe/Dublin", "eastern": "America/New_York", "central": "America/Chicago",
    "central european": "Europe/Brussels", "mountain": "America/Denver", "pacific": "America/Los_Angeles",
    "sydney": "Australia/Sydney", "melbourne": "Australia/Melbourne", "brisbane": "Australia/Brisbane",
    "canberra": "Australia/Sydney", "perth": "Australia/Perth", "brussels": "Europe/Brussels", "paris": "Europe/Paris",
}  # fmt: skip


_NO_YEAR = "gives a date that has no year"
# Nobody announces an embargo longer than this without its year.
_SOON = timedelta(days=92)


def is_release_line(text: str) -> bool:
    """Says that it may be used at once: "FOR IMMEDIATE RELEASE", "I'w ryddhau ar unwaith", "Embargo: none"."""
    if len(text) > 300 or text.lstrip()[:1] in '“"‘«„':
        return False
    found = _AT_ONCE_LINE.search(plain(text)[:120])
    bare = bool(found) and bool(_BARE_WORD.match(plain(text)))
    return bool(found) and (not bare or bool(_OF_RELEASE.match(plain(text))))


def is_embargo_line(text: str) -> bool:
    """Asks for a wait. Generous on purpose: an embargo that is missed cannot be mended."""
    if len(text) > 500 or is_release_line(text):
        return False
    words = plain(text)
    if _STARTS.search(words) or "embarg" in words.replace(" ", "") and _spaced(words):
        return True
    if len(text) > 220:
        return False
    timed = bool(dates_in(text) or _TIME.search(text))
    holds, frees = _HOLDS.search(words), _SETS_FREE.search(words)
    # Near the start of a short line: within a story, "not for sale before May" asks nobody to wait.
    if holds and holds.start() <= 45 or frees and frees.start() <= 16:
        return timed or words.startswith(("not for", "do not", "hold", "ddim"))
    if _FOR_RELEASE.match(words):
        return bool(dates_in(text)) and not _AT_ONCE.search(words)
    if not ("embarg" in words or _MISTYPED.search(words)):
        return False
    ours = re.search(r"\b(?:release|story|report|material|publication|copy|strict|strictly|under)\b", words)
    return timed and (text.rstrip()[-1:] != "." or bool(ours))


def gives_a_clock(text: str) -> bool:
    """Prints a time of day."""
    return bool(_TIME.search(text))


def names_a_zone(text: str) -> bool:
    """Prints "GMT", "EDT", "UK time" or the like."""
    return bool(_ZONE.search(text))


def asks_for_a_time(text: str) -> bool:
    """Gives a date or a time of day, as an embargo must."""
    return bool(dates_in(text) or _TIME.search(text))


def mentions_embargo(text: str) -> bool:
    """Speaks of an embargo on this text within a paragraph or note."""
    if "embarg" not in text.casefold():
        return False
    words = plain(text[:4000])
    at = words.find("embarg")
    near = words[max(0, at - 80) : at + 160]
    about_us = re.search(
        r"\b(?:release|story|report|material|information|statement|figures|findings|copy|this)\b", near
    )
    return bool(_IN_PROSE.search(near) and (about_us or at < 4) and (dates_in(near) or _TIME.search(near)))


def _spaced(words: str) -> bool:
    letters = words.split()
    return sum(1 for word in letters if len(word) == 1) > 6


def embargo_instant(
    text: str, *, zone: tzinfo, foreign: str = "", issued: date | None = None
) -> tuple[str | None, list[str]]:
    """(ISO 8601 with offset or None, warnings) of an embargo line.

    Without a printed zone the line is read in `zone`, unless `foreign` names why the text may be from elsewhere.
    Without a printed year it is the one that follows from `issued`, the release's own date, if that is clear.
    """
    clocks_apart = [part for part in text.split(" / ") if dates_in(part) and gives_a_clock(part)]
    if len(clocks_apart) > 1:
        return _same_moment([embargo_instant(p, zone=zone, foreign=foreign, issued=issued) for p in clocks_apart], text)
    day, why = _day(text, issued)
    if day is None:
        return None, [f"The embargo line {why}: set the instant by hand ({text})."]
    cleared, warnings = _without_dates(text), [f"The embargo date {why}."] if why else []
    clocks = _clocks(cleared)
    if isinstance(clocks, str):
        return None, [f"The embargo line {clocks}: set the instant by hand ({text})."]
    instants: list[datetime] = []
    for clock, label in clocks:
        instant, why = _resolve(datetime.combine(day, clock), label, zone, foreign)
        if why:
            warnings.append(f"{why} ({text}).")
        if instant is None:
            return None, warnings
        instants.append(instant)
    # A second time zone may fall on the day before or after: the same moment on another clock is no contradiction.
    first = instants[0]
    for other in instants[1:]:
        if (other - first) % timedelta(days=1):
            return None, [*warnings, f"The embargo line gives times that differ: set the instant by hand ({text})."]
    if first.time() == time(0, 0):
        warnings.append("The embargo ends at 00:00, which many read as the day after: check the day.")
    return first.isoformat(), warnings


def _same_moment(read: list[tuple[str | None, list[str]]], text: str) -> tuple[str | None, list[str]]:
    """One moment on several clocks, each with its own date; or nothing, if they are not one."""
    warnings = [warning for _, said in read for warning in said]
    instants = {datetime.fromisoformat(instant) for instant, _ in read if instant}
    if len(instants) == 1 and all(instant for instant, _ in read):
        return read[0][0], warnings
    return None, [*warnings, f"The embargo line gives times that differ: set the instant by hand ({text})."]


def _day(text: str, issued: date | None = None) -> tuple[date | None, str]:
    dates = dates_in(text)
    if not dates:
        return None, "gives no date"
    keyword = re.search(r"embarg|until|till|before|release|after|tan\b|cyn\b", text, re.IGNORECASE)
    after = [item for item in dates if keyword and item.start >= keyword.start()] or dates
    days = {item.value for item in after}
    if len(days) > 1:
        return None, "gives more than one date"
    chosen = after[0]
    if chosen.value is None and chosen.why == "has no year" and issued:
        day = _in_the_year_of(text[chosen.start : chosen.end], issued)
        return (day, f"has no year; {day.year} follows from the date of the release") if day else (None, _NO_YEAR)
    if chosen.value is None or chosen.why:
        return None, f"gives a date that {chosen.why}"
    return chosen.value, ""


def _in_the_year_of(printed: str, issued: date) -> date | None:
    """The first such day from `issued` on, if it comes soon and its weekday is the one that is printed."""
    for year in (issued.year, issued.year + 1):
        found = dates_in(f"{printed.rstrip('., ')} {year}")
        if found and found[0].value and not found[0].why and timedelta(0) <= found[0].value - issued <= _SOON:
            return found[0].value
    return None


def _without_dates(text: str) -> str:
    out, at = [], 0
    for item in dates_in(text):
        out.append(text[at : item.start])
        at = item.end
    return " ; ".join([*out, text[at:]])


def _clocks(text: str) -> list[tuple[time, str]] | str:
    """Each printed time with its zone's label, or a reason why there is none."""
    matches = list(_TIME.finditer(text))
    if not matches:
        return "gives no time of day"
    clocks = []
    for index, match in enumerate(matches):
        clock = _clock(match)
        if isinstance(clock, str):
            return clock
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        label = _ZONE.search(text, match.end(), end)
        # The only time may have its zone on the far side of the date, or before itself.
        if label is None and len(matches) == 1:
            label = _ZONE.search(text)
        clocks.append((clock, _label(label)))
    return clocks


def _label(match: re.Match[str] | None) -> str:
    return next((value for value in match.groups() if value), "").casefold() if match else ""


def _clock(match: re.Match[str]) -> time | str:
    word = match.group("word")
    if word:
        if "minute" in word.casefold():
            return time(0, 1)
        if "midnight" in word.casefold() or word.casefold() == "hanner nos":
            return 'says "midnight", which may be either end of the day'
        return time(12, 0)
    hour = int(match.group("h") or match.group("h2") or match.group("h4") or match.group("h5"))
    minute = int(match.group("m") or match.group("m4") or match.group("m5") or 0)
    half = (match.group("ap") or match.group("ap2") or "").casefold()[:1]
    if half and hour == 12 and half == "a" and minute == 0:
        return 'says "12am", which may be either end of the day'
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return "gives a time that no clock shows"
    return time(hour, minute)


def _resolve(wall: datetime, label: str, zone: tzinfo, foreign: str) -> tuple[datetime | None, str]:
    if label in _FIXED:
        return _labelled(wall, label)
    if label[:1] in "+-" and label:
        return wall.replace(tzinfo=timezone(timedelta(hours=int(label)))), ""
    if label == "local":
        return None, 'The embargo is in "local time" of a place that is not named: set the instant by hand'
    if label == "ist":
        summer = wall.replace(tzinfo=ZoneInfo("Europe/Dublin")).utcoffset() == timedelta(hours=1)
        if foreign != "Ireland" or not summer:
            return None, "IST may be Irish, Indian or Israeli time: set the embargo by hand"
        label = "irish"
    if not label and foreign not in ("", "Ireland"):
        return (
            None,
            f"The embargo names no time zone and the text seems to come from {foreign}: set the instant by hand",
        )
    where = ZoneInfo(_PLACES[label]) if label else zone
    early, late = wall.replace(tzinfo=where, fold=0), wall.replace(tzinfo=where, fold=1)
    if early.utcoffset() != late.utcoffset():
        exists = early.astimezone(UTC).astimezone(where).replace(tzinfo=None) == wall
        why = "comes twice on that day" if exists else "does not exist on that day"
        return None, f"The embargo's time {why}, as the clocks change: set the instant by hand"
    return early, ""


def _labelled(wall: datetime, label: str) -> tuple[datetime | None, str]:
    """A zone's label is taken at its word, unless it is out of season and its word would lift the embargo early."""
    hours, place = _FIXED[label]
    instant = wall.replace(tzinfo=timezone(timedelta(hours=hours)))
    if not place:
        return instant, ""
    civil = wall.replace(tzinfo=ZoneInfo(place))
    if civil.utcoffset() == instant.utcoffset():
        return instant, ""
    name = label.upper()
    if instant < civil:
        return None, f"The embargo says {name} at a time of year when {name} is not in use: set the instant by hand"
    return (
        instant,
        f"The embargo says {name} at a time of year when the clocks there show another time; {name} was kept",
    )
