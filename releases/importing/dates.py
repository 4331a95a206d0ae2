"""Which calendar dates does a line print, and does it settle one?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from releases.importing.lexicon import MONTHS, WEEKDAYS

_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_WEEKDAY = "|".join(sorted(map(re.escape, WEEKDAYS), key=len, reverse=True))
_LEAD = rf"(?:\b(?:dydd\s+)?(?P<weekday>{_WEEKDAY})\b\.?,?\s*(?:the\s+)?)?"
_YEAR = r"(?P<year>\d{4}|['’]\d{2})"
_PATTERNS = (
    re.compile(
        rf"{_LEAD}(?<![\d£$€])(?P<day>\d{{1,2}})\s?(?:st|nd|rd|th|af|ail|ydd|fed|eg)?\s?(?:of\s+)?[-\s]?"
        rf"(?P<month>{_MONTH})\b(?:\s?/\s?(?:{_MONTH})\b)?\.?,?(?:[-\s]{{0,2}}{_YEAR}\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD}\b(?P<month>{_MONTH})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,?\s+{_YEAR}\b)?",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\d/.-])(?P<year>(?:19|20)\d{2})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d/-])"),
    re.compile(
        rf"{_LEAD}(?<![\d/.£$€-])(?P<day>\d{{1,2}})(?P<sep>[/.-])(?P<month>\d{{1,2}})(?P=sep)(?P<year>\d{{4}}"
        rf"|\d{{2}})(?![\d/.-]\d|\d)",
        re.IGNORECASE,
    ),
)
_MONTH_ONLY = re.compile(rf"^(?:{_MONTH})\.?,?\s+\d{{4}}$", re.IGNORECASE)


@dataclass(frozen=True)
class PrintedDate:
    """A date as printed, at [start, end) of its line. `value` is None where the print does not settle one day."""

    value: date | None
    start: int
    end: int
    why: str = ""
    month_first: bool = False
    numeric: bool = False


def dates_in(text: str, *, day_first: bool = True) -> list[PrintedDate]:
    """Dates in order of appearance. `day_first` False means that 1/10/25 could be either day: it is then "
    "unsettled."""
    found: list[PrintedDate] = []
    for index, pattern in enumerate(_PATTERNS):
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_printed(match, index, day_first))
    return sorted(found, key=lambda item: item.start)


def is_month_only(text: str) -> bool:
    return bool(_MONTH_ONLY.match(text.strip()))


def _printed(match: re.Match[str], index: int, day_first: bool) -> PrintedDate:
    parts = match.groupdict()
    month_word, day, year_text = parts["month"], int(parts["day"]), parts["year"]
    month = int(month_word) if month_word.isdigit() else MONTHS[month_word.casefold()]
    numeric = index == 3

    def unsettled(why: str) -> PrintedDate:
        return PrintedDate(None, match.start(), match.end(), why, index == 1, numeric)

    if year_text is None:
        return unsettled("has no year")
    year = int(year_text.strip("'’"))
    if year < 100:
        year += 2000 if year < 70 else 1900
    if numeric and month > 12 >= day:
        day, month = month, day
    elif numeric and not day_first and day <= 12 and day != month:
        return unsettled("could be read day first or month first")
    try:
        value = date(year, month, day)
    except ValueError:
        return unsettled("is not a day of the calendar")
    weekday = parts.get("weekday")
    why = ""
    if weekday and WEEKDAYS[weekday.casefold()] != value.weekday():
        why = f"is a {value:%A}, not the weekday that is printed"
    return PrintedDate(value, match.start(), match.end(), why, index == 1, numeric)
