"""The few rows that stand on every page and know no embargo, read once a second in each process.

As the helpline's record is (helpline/record.py). What is saved here shows here at once, in other processes within the
second. Inside a transaction nothing is kept: what is not committed is nobody else's to see.
"""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any, TypeVar

from django.db import connection, transaction

SECONDS = 1.0
_ROWS: dict[Hashable, tuple[float, Any]] = {}

T = TypeVar("T")


def for_a_second(name: Hashable, read: Callable[[], T]) -> T:
    """What was read within the last second, or what is read now. It is shared: nobody writes to it."""
    if connection.in_atomic_block:
        return read()
    found = _ROWS.get(name)
    if found is None or monotonic() - found[0] >= SECONDS:
        found = monotonic(), read()
        _ROWS[name] = found
    rows: T = found[1]
    return rows


def forget() -> None:
    """Read anew: called by what saves, and once more when that is committed."""
    _ROWS.clear()
    if connection.in_atomic_block:
        transaction.on_commit(_ROWS.clear)
