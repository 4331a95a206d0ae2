"""Who may see an edition at an instant.

The one statement of the rule everything rests on (promise 1). It is written once as a bool and once as a `Q`, and
a property test holds the two together a microsecond either side of every instant. Nothing here reads a clock, a setting
or a model: the instant is always an argument, an aware datetime.

    in force   signed, `public_at` has come, and no later edition has superseded it
    visible    in force, and not a withdrawal

`in_force` serves the page that says something was withdrawn and the feeds that mark it; `visible` serves all else.
"""

from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from django.db.models import Q

SIGNED, HELD, VOID = "signed", "held", "void"

# Hold and extend are refused this close to the instant, and once more as the last act before commit: a reader takes no
# lock, so a hold that commits after the instant would let the text flash (reference/time-model.md, B).
TOO_CLOSE = timedelta(seconds=5)
TOO_LATE_TO_COMMIT = timedelta(seconds=2)


class Gated(Protocol):
    """What carries the gate's columns: an edition, and each of its dated link rows."""

    state: str
    public_at: datetime
    superseded_at: datetime | None
    withdrawn: bool


def is_in_force(gated: Gated, at: datetime) -> bool:
    """Whether the edition stands before the public at the aware instant `at`: from `public_at`, until superseded."""
    return gated.state == SIGNED and gated.public_at <= at and (gated.superseded_at is None or gated.superseded_at > at)


def in_force(at: datetime, prefix: str = "") -> Q:
    """The same comparison for the database; `prefix` ("edition__") reaches it over a relation."""
    return (
        Q(**{f"{prefix}state": SIGNED})
        & Q(**{f"{prefix}public_at__lte": at})
        & (Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gt": at}))
    )


def is_visible(gated: Gated, at: datetime) -> bool:
    """Whether everyone may read the words at the aware instant `at`."""
    return is_in_force(gated, at) and not gated.withdrawn


def visible(at: datetime, prefix: str = "") -> Q:
    """`is_visible` for the database."""
    return in_force(at, prefix) & Q(**{f"{prefix}withdrawn": False})


class Phase(Enum):
    """What an edition is at an instant. Derived, never stored: no stored state changes because a moment arrives."""

    WAITING = "signed, and its instant has not come"
    IN_FORCE = "before the public"
    SUPERSEDED = "replaced by a later edition"
    HELD = "stopped before its instant"
    VOID = "set aside"


def phase(gated: Gated, at: datetime) -> Phase:
    """The phase at the aware instant `at`."""
    if gated.state != SIGNED:
        return Phase.HELD if gated.state == HELD else Phase.VOID
    if gated.public_at > at:
        return Phase.WAITING
    return Phase.IN_FORCE if is_in_force(gated, at) else Phase.SUPERSEDED


def is_whole_minute(instant: datetime) -> bool:
    """Instants that will arrive are whole minutes, so that no kept response straddles one."""
    return instant.second == 0 and instant.microsecond == 0
