"""What one person did alone: who it was, and what. It stays flagged until a second person has looked."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from releases.models import Edition, Event

Step = Event.Step
STEPS = {
    Step.PUBLISHED_ALONE: "published",
    Step.TAKEN_DOWN: "took down",
    Step.PART_TAKEN_DOWN: "took down a part of",
}  # fmt: skip
_LOOKED = (Step.LOOKED, Step.RESTORED)


class Act(NamedTuple):
    """`who` did `what`, alone: "took down a part of"."""

    who: Any
    what: str


def acts_alone(editions: Iterable[Edition]) -> dict[int, list[Act]]:
    """By the edition's key, what was done to it alone since a second person last looked, oldest first.

    One query; none where no edition was ever flagged.
    """
    flagged = [edition.pk for edition in editions if edition.emergency]
    if not flagged:
        return {}
    found: dict[int, list[Act]] = {}
    looked: set[int] = set()
    steps = Event.objects.filter(edition__in=flagged, step__in=[*STEPS, *_LOOKED]).select_related("actor")
    for event in steps.order_by("at", "pk"):
        key = event.edition_id or 0
        if event.step in _LOOKED:
            looked.add(key)
            continue
        if key in looked:
            looked.remove(key)
            found[key] = []
        act = Act(event.actor, STEPS[Step(event.step)])
        if act not in found.setdefault(key, []):
            found[key].append(act)
    return found
