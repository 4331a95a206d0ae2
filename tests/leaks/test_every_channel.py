"""All the channels of the list are accounted for: tested by number and name, or absent for a reason."""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.leaks.channels import ABSENT, CHANNELS


def numbers() -> Counter[int]:
    """The numbers in the names of the tests of this folder: `test_07_a_year_that_only_it_has`."""
    found: Counter[int] = Counter()
    for file in Path(__file__).parent.glob("test_channels_*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef) and (number := re.match(r"test_(\d\d)_", node.name)):
                found[int(number[1])] += 1
    return found


def test_every_channel_is_tested_or_absent():
    assert set(numbers()) | set(ABSENT) == set(range(1, CHANNELS + 1))
    assert set(numbers()) & set(ABSENT) == set()
