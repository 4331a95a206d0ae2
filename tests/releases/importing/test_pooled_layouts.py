"""Made-up releases in the layouts of press offices from Cardiff to Canberra, each read as well as a careful person
reads it; nothing critical, no word lost.

People, places and organisations are invented; telephone numbers are from the ranges kept for drama.
"""

import json
from pathlib import Path

import pytest

from releases.importing.text import decode, read_text
from tests.releases.importing.scoring import score, words_lost

LAYOUTS = sorted(path for path in (Path(__file__).parent / "pooled_layouts").iterdir() if path.is_dir())
AT_LEAST = 0.97


def read(folder):
    source = (folder / "source.txt").read_bytes()
    return source.decode(), read_text(decode(source)).as_json()


def expected(folder):
    return json.loads((folder / "expected.json").read_text())


@pytest.mark.parametrize("folder", LAYOUTS, ids=lambda folder: folder.name)
def test_nothing_critical_is_wrong_and_no_word_is_lost(folder):
    source, got = read(folder)
    tally = score(expected(folder), got)
    assert tally.critical == []
    assert not words_lost(source, got)


def test_the_layouts_together_score_at_least_97_in_100():
    tallies = [score(expected(folder), read(folder)[1]) for folder in LAYOUTS]
    misses = {folder.name: tally.misses for folder, tally in zip(LAYOUTS, tallies, strict=True) if tally.misses}
    assert sum(t.right for t in tallies) / sum(t.total for t in tallies) >= AT_LEAST, misses


def test_the_scorer_sees_a_wrong_speaker_a_missed_embargo_and_a_lost_word():
    folder = next(folder for folder in LAYOUTS if expected(folder)["embargo"] and expected(folder)["statements"])
    source, got = read(folder)
    statement = next(p for p in got["passages"] if p["type"] == "statement")
    spoilt = {**got, "embargo": None, "passages": [{**statement, "speaker": "Somebody Else"}]}
    assert len(score(expected(folder), spoilt).critical) == 2
    assert words_lost(source, spoilt)
