"""What may stand where only a reference belongs: the number of a file, and nothing that tells who it is about.

A leaf: no model, no clock, no setting. Each refusal is a sentence that says what was wrong and what to enter.
"""

import re

LONGEST = 40
USE_THE_NUMBER = "Enter the number of the case file alone, e.g. CF-2031/14."

_EMAIL = re.compile(r"@")
# Places of UK postcodes: "LS1 4AP", "EC1A-1BB". BS 7666.
_POSTCODE = re.compile(r"(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?[\s-]{0,2}\d[A-Z]{2}(?![A-Z0-9])", re.IGNORECASE)
_NATIONAL_INSURANCE = re.compile(r"(?<![A-Z0-9])[A-Z]{2}(?:[\s-]?\d){6}[\s-]?[A-D](?![A-Z0-9])", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2})(?!\d)")
_ADDRESS = re.compile(
    r"\b(?:street|road|lane|avenue|close|drive|way|court|house|flat|terrace|crescent|gardens|place|square|st|rd|ave)\b",
    re.IGNORECASE,
)
_PHONE_IN_WORDS = re.compile(r"(?:\+\s?\d|(?<!\d)0)(?:[\s().-]{0,2}\d){8,13}(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]+")
_ALLOWED = re.compile(r"[A-Z0-9][A-Z0-9/.-]*")


def what_is_wrong_with(reference: str) -> str:
    """Why this cannot be a reference to a file, as a sentence; empty when it can."""
    reference = reference.strip()
    if not reference:
        return f"There is no reference. {USE_THE_NUMBER}"
    if contact := what_is_told_by(reference):
        return f"{contact} {USE_THE_NUMBER}"
    if _DATE.search(reference):
        return f"That looks like a date, of birth perhaps. {USE_THE_NUMBER}"
    if _NATIONAL_INSURANCE.search(reference):
        return f"That looks like a National Insurance number. {USE_THE_NUMBER}"
    digits = re.sub(r"\D", "", reference)
    if re.fullmatch(r"[\d\s+().-]+", reference) and len(digits) >= 9:
        return f"That looks like a telephone or NHS number. {USE_THE_NUMBER}"
    if _ADDRESS.search(reference):
        return f"That looks like an address. {USE_THE_NUMBER}"
    if any(len(run) > 3 or not run.isupper() for run in _LETTERS.findall(reference)) or len(digits) < 2:
        return (
            "That looks like a name. A reference has digits, and at most three capital letters together. "
            f"{USE_THE_NUMBER}"
        )
    if len(reference) > LONGEST or not _ALLOWED.fullmatch(reference):
        return f"A reference is of capital letters, digits, and / . - between them. {USE_THE_NUMBER}"
    return ""


def what_is_told_by(words: str) -> str:
    """Whether words that are kept about a person hold a way to reach or find them; a sentence, empty when not."""
    if _EMAIL.search(words):
        return "That holds an e-mail address, which is not kept here."
    if _POSTCODE.search(words):
        return "That holds a postcode, which is not kept here."
    if _PHONE_IN_WORDS.search(words):
        return "That holds a telephone number, which is not kept here."
    return ""
