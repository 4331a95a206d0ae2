"""Releases that an operator has killed (newsroom/kill_switch.py): for the length of a public request, as if not there.

The list is put in place around the request and read by the gate's queries, so that no list, feed, search, count,
sitemap or file goes on to show what its own address denies. The desk's steps are asked without it: what was killed in
the night is taken down properly in the morning.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SLUGS: ContextVar[frozenset[str]] = ContextVar("killed", default=frozenset())


def slugs() -> frozenset[str]:
    """The slugs to leave out of what is being answered; most often, and always at the desk, none."""
    return _SLUGS.get()


@contextmanager
def left_out(listed: frozenset[str]) -> Iterator[None]:
    """Leave these slugs out of every public query made within the block."""
    token = _SLUGS.set(listed)
    try:
        yield
    finally:
        _SLUGS.reset(token)
