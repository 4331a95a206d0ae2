"""Each test begins as a new process does: nothing kept, no last-known-good file."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from helpline import record


@pytest.fixture(autouse=True)
def last_known_good(settings, tmp_path: Path) -> Iterator[Path]:
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "last-known-good")
    record.start_afresh()
    yield tmp_path / "last-known-good" / record.FILE
    record.start_afresh()


@pytest.fixture
def broken() -> Iterator[None]:
    """The database does not answer."""

    def refuse(*_: object) -> None:
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Faults that a test brings about are not the log's business."""
    caplog.set_level(logging.CRITICAL, logger="helpline")
