"""The same layouts as Word documents and as HTML of Outlook, Gmail and saved pages are read as the text is."""

import json
from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest

from releases.importing import incoming
from tests.releases.importing.scoring import score
from tests.releases.importing.word_files import docx, p

LAYOUTS = Path(__file__).parent / "pooled_layouts"
# Wrapped by hand, or in Markdown: no Word document and no page is written so.
TEXT_ONLY = {"outlook-forward-wrapped", "nhs-wrapped-mail-list", "student-union-chatty"}
AT_LEAST = 0.97
OUTLOOK = "<p class=MsoNormal><span style='font-size:11.0pt;mso-fareast-language:EN-US'>{}<o:p></o:p></span></p>"


def word(rows: list[str]) -> bytes:
    """Paragraphs that stand apart by their style, as Word writes them: there are no empty ones."""
    return docx(*(p(row.rstrip()) for row in rows if row.strip()))


def outlook(rows: list[str]) -> bytes:
    body = "".join(OUTLOOK.format(escape(row) or "&nbsp;") for row in rows)
    return f"<html xmlns:o='urn:x'><body lang=EN-GB><div class=WordSection1>{body}</div></body></html>".encode()


def gmail(rows: list[str]) -> bytes:
    body = "".join(f"<div>{escape(row) or '<br>'}</div>" for row in rows)
    return f'<div dir="ltr">{body}</div>'.encode()


def saved_page(rows: list[str]) -> bytes:
    blocks = "\n".join(rows).split("\n\n")
    body = "".join(f"<p>{escape(block.strip()).replace(chr(10), '<br>')}</p>" for block in blocks if block.strip())
    return f"<!doctype html><html><body><nav>Home</nav>{body}</body></html>".encode()


@pytest.mark.parametrize("door", [word, outlook, gmail, saved_page])
def test_nothing_critical_is_wrong_and_together_they_score_at_least_97_in_100(door: Callable[[list[str]], bytes]):
    right = total = 0
    for folder in sorted(path for path in LAYOUTS.iterdir() if path.name not in TEXT_ONLY):
        rows = (folder / "source.txt").read_text().split("\n")
        read = incoming.read(incoming.opened(door(rows))).as_json()
        tally = score(json.loads((folder / "expected.json").read_text()), read)
        assert tally.critical == [], folder.name
        right, total = right + tally.right, total + tally.total
    assert right / total >= AT_LEAST
