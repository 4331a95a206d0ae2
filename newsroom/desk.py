"""The desk's front page: which lines stand under which heading, for the person who looks, at one instant.

Each line comes from a small function of the app that owns it (releases/duties.py, helpline/duties.py, and for what is
nobody's but the whole's newsroom/failures.py and newsroom/door/duties.py), all of one shape: `(user, at) -> duties`. To
add a kind of line is to write such a function and to name it here.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol

from helpline import duties as helpline
from newsroom import failures
from newsroom.door import duties as accounts
from releases import duties as releases
from releases import people_duties as people
from releases import telling

SOON = timedelta(hours=1)


class Line(Protocol):
    """What every app's Duty has: a sentence, the page that deals with it, and when it happens by itself."""

    @property
    def sentence(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def at(self) -> datetime | None: ...


Lines = Callable[[Any, datetime], Sequence[Line]]


class Section(NamedTuple):
    """A heading and what stands under it. An empty one is left out, unless `otherwise` says what to print."""

    heading: str
    functions: tuple[Lines, ...]
    otherwise: str = ""
    is_alarm: bool = False


class Shown(NamedTuple):
    """A section with its lines, as the page prints it."""

    heading: str
    lines: list[Line]
    otherwise: str
    is_alarm: bool


SECTIONS = (
    # First, because it is empty on every good day.
    Section(
        "What went wrong",
        (
            failures.not_out, failures.late, releases.missed, failures.killed, failures.helpline_record,
            helpline.unavailable, failures.away_pages, failures.first_served, releases.batches_in_part,
        ),
        is_alarm=True,
    ),
    Section(
        "Waiting for me",
        (
            releases.wishes, releases.sign_offs, releases.comments, releases.clearances, releases.held,
            releases.erasures, releases.batches, helpline.changes,
        ),
        "Nothing.",
    ),
    Section("Not told yet", (telling.untold,)),
    Section(
        "People in stories",
        (people.active_cases, people.ended, people.taken_back_at_the_desk, people.ending, people.to_be_erased),
    ),
    Section("What changes next", (releases.lifts, releases.unsigned, helpline.coming), "Nothing."),
    Section("Needs a second look", (releases.acts_of_one, helpline.outages), "Nothing."),
    Section("Contacts past their check date", (helpline.checks, releases.desks)),
    Section("Accounts", (accounts.too_few, accounts.lately)),
)  # fmt: skip


def sections(user: Any, at: datetime) -> list[Shown]:
    """The page for the person at the aware instant `at`. What happens by itself stands soonest first."""
    shown = []
    for heading, functions, otherwise, is_alarm in SECTIONS:
        lines = [line for function in functions for line in function(user, at)]
        # Stable: lines without an instant keep their order, before those with one.
        lines.sort(key=lambda line: line.at or datetime.min.replace(tzinfo=at.tzinfo))
        if lines or (otherwise and releases.is_of_the_desk(user)):
            shown.append(Shown(heading, lines, otherwise, is_alarm))
    return shown
