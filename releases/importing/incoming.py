"""What an editor or a command brings in, whatever it is: plain text, HTML or a Word document, told apart by its bytes.

`opened` makes a source of it, which is kept with the draft word for word; `read` reads the release from a source.
Command and page share both, so that they agree on every file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo

from releases.importing import docx, html
from releases.importing.archive import is_archive, refuse_old_office
from releases.importing.decoding import decode
from releases.importing.formatting import PLAIN, Formatting
from releases.importing.reading import CannotRead, KnownHelpline, ReadRelease
from releases.importing.text import LONDON, read_text

LARGEST = 25 * 1024 * 1024  # bytes of any file; each kind has its own limit below it
ACCEPT = ".docx,.html,.htm,.txt"


@dataclass(frozen=True)
class Incoming:
    """A source: plain text, or (`markup`) clean HTML; `warnings` say what of the file did not reach it."""

    source: str
    markup: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def formatting(self) -> Formatting:
        """What its words carried."""
        return Formatting(html.blocks_of(self.source)) if self.markup else PLAIN


def opened(raw: bytes) -> Incoming:
    """The source that a file holds. Raises CannotRead with a sentence for what is no release; nothing is stored."""
    if len(raw) > LARGEST:
        raise CannotRead(f"The file is larger than {LARGEST // 1024 // 1024} MB: check that it is the right one.")
    refuse_old_office(raw)
    if is_archive(raw):
        source, warnings = docx.source_of(raw)
        return Incoming(source, True, tuple(warnings))
    if raw.lstrip()[:200].startswith(b"From:") and b"multipart/related" in raw[:4000]:
        raise CannotRead(
            "This is a web archive (.mht). Save the page again as “web page, HTML only”, and choose that file."
        )
    if _is_html(raw):
        return Incoming(html.source_of(raw), True)
    return Incoming(decode(raw))


def _is_html(raw: bytes) -> bool:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return html.looks_like_html(raw[:40000].decode("utf-16" if wide else "latin-1", errors="replace"))


def read(incoming: Incoming, *, known: Sequence[KnownHelpline] = (), zone: tzinfo = LONDON) -> ReadRelease:
    """The release in a source; the arguments are read_text's, as is what it raises."""
    if not incoming.markup:
        return read_text(incoming.source, known=known, zone=zone)
    read_release = html.read_html(incoming.source, known=known, zone=zone)
    return replace(read_release, warnings=tuple(dict.fromkeys([*incoming.warnings, *read_release.warnings])))
