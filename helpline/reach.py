"""Telephone numbers and web addresses: read as people write them, refused with a sentence.

A leaf: no model, no setting.
"""

import re
from urllib.parse import urlsplit

E164 = r"^\+[1-9][0-9]{6,14}\Z"  # ITU-T E.164: a plus and at most fifteen digits; \Z, because $ lets a newline through
# Ofcom's numbering plan: nine or ten digits after the 0, save 0800 1111.
_UK = re.compile(r"\+44(?:[0-9]{9,10}|8001111)")
_PRINTED = re.compile(r"\(?\+?[0-9][0-9 ()-]{4,28}[0-9]")
_LOOKS_LIKE_A_NUMBER = re.compile(r"[0-9][0-9 ()-]{3,}[0-9]")
_LOOKS_LIKE_AN_ADDRESS = re.compile(r"https?:|www\.|[a-z0-9]\.(?:org|com|net|uk|wales|scot)\b", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+(:[0-9]{1,5})?", re.IGNORECASE)


def tidy(text: str) -> str:
    """Ordinary spaces only: a pasted no-break space would hide a number from search and from copy and paste."""
    return " ".join(text.split())


def e164(printed: str) -> str:
    """The number to dial from anywhere: "0808 2000 247" gives "+448082000247". A leading 0 means the United Kingdom.

    Raises ValueError with a sentence for an editor.
    """
    printed = tidy(printed)
    digits = re.sub(r"[ ()-]", "", printed.replace("(0)", ""))
    if digits.startswith("0") and not digits.startswith("00"):
        digits = "+44" + digits[1:]
    british = digits.startswith("+44")
    if not _PRINTED.fullmatch(printed) or not re.match(E164, digits) or (british and not _UK.fullmatch(digits)):
        raise ValueError(
            f"“{printed[:40]}” is not a telephone number. Write it as it is printed, such as 0808 2000 247, "
            "or with its country code, such as +44 808 2000 247."
        )
    return digits


def without_number(text: str) -> None:
    """Raises ValueError with a sentence where a text holds what looks like a telephone number or a web address.

    They stand in the channels alone, so that there is no second place to forget.
    """
    if found := _LOOKS_LIKE_A_NUMBER.search(text):
        raise ValueError(f"“{found[0]}” looks like a number. Numbers stand in the channels, and nowhere else.")
    if _LOOKS_LIKE_AN_ADDRESS.search(text):
        raise ValueError("Web addresses stand in the channels, and nowhere else.")


def https_address(text: str) -> str:
    """The address, if a reader can safely be sent there. Raises ValueError with a sentence for an editor."""
    text = text.strip()
    refusal = (
        f"“{text[:200]}” cannot be used. Write the whole address, beginning with https://, "
        "such as https://www.nationaldahelpline.org.uk/."
    )
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018  it raises on a port that is none
    except ValueError as error:
        raise ValueError(refusal) from error
    unsafe = any(character.isspace() or not character.isprintable() or character in "<>\"'\\" for character in text)
    if parts.scheme != "https" or unsafe or not _HOST.fullmatch(parts.netloc):
        raise ValueError(refusal)
    return text


def printed_address(url: str) -> str:
    """As a newspaper prints it: no scheme, no last slash."""
    return url.removeprefix("https://").rstrip("/")
