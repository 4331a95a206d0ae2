"""Hostile repetition is read in a time that grows with its length, not with its square."""

import time
from contextlib import suppress

import pytest

from releases.importing.text import CannotRead, read_text

SHORT = 10_000
# Four times the text may take four times as long; a square would take sixteen times.
AT_MOST = 9
# Below this many seconds the clock and the machine's other work are louder than the reader.
NOISE = 0.05

UNITS = [
    *("a", "-", "- ", "(", "“", '"', "‘", "’ ", "'a ", "“a,” said Bo. ", "Jane Bell ", "0", "01 ", "a.", "a@", "www."),
    *(
        "\n",
        "“A\n",
        "a\n\n",
        "1. a\n",
        "embargo ",
        "embargo until\n",
        "not for ",
        "X said:\n“a\n",
        "A ",
        "a: ",
        "10:30 ",
    ),
    *("Monday ", "1 May ", "live chat 3pm ", "if you ", "+1 ", "  ", " a  b   c\n", "Mr. ", "| "),
]


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        started = time.process_time()
        with suppress(CannotRead):
            read_text(text)
        best = min(best, time.process_time() - started)
    return best


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_four_times_the_text_is_nowhere_near_sixteen_times_the_work(unit):
    text = unit * (4 * SHORT // len(unit))
    assert seconds(text) <= AT_MOST * seconds(text[:SHORT]) + NOISE
