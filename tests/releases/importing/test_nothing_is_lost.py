"""Whatever comes, the reader loses no word and raises nothing but its own refusal."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from releases.importing.text import CannotRead, decode, read_text

LAYOUTS = Path(__file__).parent / "layouts"
LINES = sorted({line for path in LAYOUTS.glob("*/source.txt") for line in path.read_text().splitlines()})
MARKS = [
    "“",
    "”",
    '"',
    "‘",
    "’",
    "said:",
    "she said.",
    "1.",
    "•",
    "###",
    "***",
    "Embargo:",
    "About",
    "Notes",
    "(",
    "--",
    "\t",
]
PIECES = st.one_of(st.sampled_from(LINES), st.sampled_from(MARKS), st.text(max_size=40))
SOUPS = st.builds(
    lambda glue, pieces: glue.join(pieces), st.sampled_from(["\n", "\n\n", " "]), st.lists(PIECES, max_size=25)
)


def words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from re.findall(r"\w+", value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words(inner)


def lost(text: str) -> Counter[str]:
    """Words of the text that the reading holds less often; warnings do not count as holding them."""
    try:
        read = read_text(text).as_json()
    except CannotRead:
        return Counter()
    read.pop("warnings")
    return Counter(words(text)) - Counter(words(read))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUPS)
def test_a_soup_of_fragments_of_releases_loses_no_word(text):
    assert not lost(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
@example("__0__")
def test_any_text_at_all_loses_no_word(text):
    assert not lost(text)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_with_a_sentence(raw):
    try:
        text = decode(raw)
    except CannotRead as refusal:
        text = str(refusal)
    assert text.strip()
    assert not lost(text)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SOUPS)
def test_an_embargo_line_at_the_top_is_never_missed(text):
    line = "EMBARGOED UNTIL 00:01 GMT TUESDAY 24 NOVEMBER 2026"
    read = read_text(f"{line}\n\n{text}")
    assert read.embargo
    assert line in read.embargo.wording
