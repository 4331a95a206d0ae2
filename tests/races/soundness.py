"""What holds of every release after every race."""

from itertools import pairwise
from typing import Any

from releases.models import LINKS, Edition, Event, Release, State
from releases.refusal import Refusal
from tests import newsdesk


def assert_sound(release_id: int) -> None:
    """Intervals follow each other without overlap, one end is open, links agree with their editions."""
    editions = list(Edition.objects.filter(release=release_id).order_by("number"))
    signed = [edition for edition in editions if edition.state == State.SIGNED]
    for earlier, later in pairwise(signed):
        assert earlier.superseded_at == later.public_at
        assert earlier.public_at < later.public_at
    assert sum(edition.superseded_at is None for edition in signed) == min(1, len(signed))
    assert [edition.number for edition in editions] == list(range(1, len(editions) + 1))
    for edition in editions:
        parts = {str(each["asset"]) for kind in ("pictures", "files") for each in edition.body[kind]}
        for link in (link for model in LINKS for link in model.objects.filter(edition=edition)):
            gate = newsdesk.gate_of(link)
            if edition.parts_taken_down and gate["state"] == State.VOID:
                assert not hasattr(link, "asset") or str(link.asset.uuid) not in parts
                continue
            assert gate == newsdesk.gate_of(edition)


def picture_of(release_id: int, outcomes: list[Any]) -> dict[str, Any]:
    """All that matters of how it ended, without the names that differ between two releases made alike."""
    return {
        "editions": list(
            Edition.objects.filter(release=release_id).order_by("number").values_list(
                "number", "state", "change", "headline", "public_at", "superseded_at", "first_public_at", "updated_at",
                "at_once", "emergency", "looked_by__username", "withdrawn", "note", "erasures",
            )
        ),
        "parts": [len(e.parts_taken_down) for e in Edition.objects.filter(release=release_id).order_by("number")],
        "text": Release.objects.values_list("headline", "state", "saves", "base__number", "removed_at").get(
            pk=release_id
        ),
        "events": list(
            Event.objects.filter(release=release_id).order_by("pk").values_list("step", "actor__username", "reason")
        ),
        "outcomes": [said(outcome) for outcome in outcomes],
    }  # fmt: skip


def said(outcome: Any) -> str:
    """A refusal's sentence, or "done"."""
    if isinstance(outcome, Refusal):
        assert str(outcome).endswith((".", "”")), f"no sentence: {outcome}"
        return str(outcome)
    return "done"
