"""What a time on the wall can mean on the nights when the clocks change: an instant, two, or none.

Pure: the zone is an argument, and nothing here reads a clock or a setting. The rules are those of PEP 495 (`fold`) and
of the time-zone database; no offset and no label is written down here.
"""

from datetime import UTC, datetime, timedelta, tzinfo
from itertools import pairwise

MINUTE = timedelta(minutes=1)


def meanings(wall: datetime, zone: tzinfo) -> list[datetime]:
    """The instants, in their order and in UTC, at which clocks in `zone` show the naive `wall`. Most often one; on the
    night when clocks go back, two; in the hour that is left out when they go forward, none."""
    instants = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    showing = [instant for instant in instants if instant.astimezone(zone).replace(tzinfo=None, fold=0) == wall]
    return sorted(set(showing))


def change_near(wall: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """The change that makes a naive `wall` mean none or two: the last minute before it and its own, on the zone's
    clock. At 01:30 on the night of 28 March 2027 in London: 00:59 GMT and 02:00 BST."""
    around = wall.replace(tzinfo=zone).astimezone(UTC) - timedelta(hours=4)
    minutes = [(around + MINUTE * each).astimezone(zone) for each in range(8 * 60)]
    for before, after in pairwise(minutes):
        if before.utcoffset() != after.utcoffset():
            return before, after
    raise ValueError("no change of the clocks is near")
