"""Made-up releases in the layouts of many press offices, each with the reading that a careful person gives it.

People, places and organisations are invented; telephone numbers are from the ranges kept for drama.
"""

import json
from pathlib import Path

import pytest

from releases.importing.text import decode, read_text

LAYOUTS = sorted(path for path in (Path(__file__).parent / "layouts").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", LAYOUTS, ids=lambda folder: folder.name)
def test_layout_is_read_as_a_careful_person_reads_it(folder):
    read = read_text(decode((folder / "source.txt").read_bytes())).as_json()
    expected = json.loads((folder / "expected.json").read_text())
    assert {key: read[key] for key in expected} == expected


@pytest.mark.parametrize("folder", LAYOUTS, ids=lambda folder: folder.name)
def test_line_ends_and_encoding_change_nothing(folder):
    raw = (folder / "source.txt").read_bytes()
    text = raw.decode()
    read = read_text(decode(raw)).as_json()
    assert read_text(decode(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"))).as_json() == read
    assert read_text(decode(text.encode("utf-16"))).as_json() == read
