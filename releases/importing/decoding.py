"""Is this file text, and in which encoding?"""

from __future__ import annotations

import codecs

from releases.importing.reading import CannotRead

MAX_BYTES = 1024 * 1024

_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or a Word document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office document"),
    (b"{\\rtf", "a rich-text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
)
_BREAKS = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n"})


def one_newline(text: str) -> str:
    """The same text with every kind of line end written as one newline."""
    return text.replace("\r\n", "\n").translate(_BREAKS)


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252; newlines only.

    Raises CannotRead for what is empty, too large, or not text.
    """
    check_size(raw, MAX_BYTES)
    for magic, what in _MAGIC:
        if raw.lstrip()[:8].startswith(magic):
            raise CannotRead(
                f"The file is {what}, not plain text: save the release as .txt, .docx or .html and try again."
            )
    text = one_newline(decoded(raw))
    if not text.strip():
        raise CannotRead("The file is empty: choose the file that holds the release.")
    odd = sum(1 for character in text if character < " " and character not in "\n\t" or character == "\ufffd")
    if "\0" in text or odd * 20 > len(text):
        raise CannotRead(
            "The file is not plain text, nor a whole Word document (it holds control characters): open it in the "
            "program that made it, save it as .docx or .txt and try again."
        )
    return text


def check_size(raw: bytes, most: int) -> None:
    """Raises CannotRead for a file of more than `most` bytes."""
    if len(raw) > most:
        raise CannotRead(
            f"The file is larger than {most // 1024} kB, too large for a press release: "
            "check that it is the right file, or save the release alone as plain text."
        )


def decoded(raw: bytes) -> str:
    """The characters: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in raw:
            raise CannotRead(
                "The file is not plain text, nor a whole Word document (it holds control characters): open it in the "
                "program that made it, save it as .docx or .txt and try again."
            ) from None
        # Five bytes have no meaning in Windows-1252; a stray one must not lose the letters around it.
        return raw.decode("cp1252", errors="replace")
