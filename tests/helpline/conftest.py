"""Each test begins as a new process does: nothing kept, no last-known-good file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpline import record


@pytest.fixture(autouse=True)
def last_known_good(settings, tmp_path: Path) -> Iterator[Path]:
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "last-known-good")
    record.start_afresh()
    yield tmp_path / "last-known-good" / record.FILE
    record.start_afresh()
