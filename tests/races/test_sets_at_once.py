"""Two people at two releases of one set, at one time: no deadlock, and all of the set or none of it."""

import itertools

import pytest
import time_machine

from releases import removal, signoff, timing
from releases.models import Edition, Release, ReleaseSet
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.races.soundness import assert_sound, said
from tests.races.steps import FAR, LATER, noor
from tests.races.together import all_at_once, one_waits_for_the_other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def a_set(size=2, *, signed=True):
    together = ReleaseSet.objects.create(name="Courts report, in two languages")
    newsdesk.jo(), newsdesk.amira(), noor()
    members = [newsdesk.draft(embargoed=True, set=together, statement=False) for _ in range(size)]
    return [newsdesk.signed(member) for member in members] if signed else members


STEPS = {
    "hold": lambda e: timing.hold(edition_id=e.pk, actor=newsdesk.jo()),
    "move": lambda e: timing.move(edition_id=e.pk, actor=newsdesk.amira(), public_at=LATER, reason="Late."),
    "lift early": lambda e: timing.lift_early(edition_id=e.pk, actor=newsdesk.amira(), reason="Broken."),
    "release": lambda e: timing.release_from_hold(
        edition_id=e.pk, actor=newsdesk.amira(), public_at=LATER, reason="Checked."),
    "remove": lambda e: removal.remove(release_id=e.release_id, actor=newsdesk.jo(), reason="Court order."),
}  # fmt: skip


def states(editions):
    return [
        Edition.objects.values_list("state", "public_at", "at_once", "superseded_at").get(pk=e.pk) for e in editions
    ]


def together(editions):
    """All or none, of those that were not removed."""
    alive = [e for e in editions if Release.objects.get(pk=e.release_id).removed_at is None]
    for edition in editions:
        assert_sound(edition.release_id)
    return len(set(states(alive))) <= 1


def refused(do):
    try:
        return said(do())
    except Refusal as refusal:
        return said(refusal)


@pytest.mark.parametrize("first, second", list(itertools.product(STEPS, STEPS)))
def test_two_steps_of_two_members_end_as_if_one_came_after_the_other(first, second):
    twin, editions = a_set(), a_set()
    expected = [refused(lambda: STEPS[first](twin[0])), refused(lambda: STEPS[second](twin[1]))]
    outcomes = one_waits_for_the_other(lambda: STEPS[first](editions[0]), lambda: STEPS[second](editions[1]))
    assert [said(outcome) for outcome in outcomes] == expected
    assert states(editions) == states(twin)
    assert together(editions)


def test_the_last_two_signatures_of_a_set_at_one_time_let_all_of_it_go():
    members = a_set(signed=False)
    for member in members:
        signoff.submit(release_id=member.pk, actor=newsdesk.jo())
    seen = [signoff.seen(Release.with_text(member.pk)) for member in members]
    signers = [newsdesk.amira(), noor()]
    first, second = one_waits_for_the_other(
        *(lambda i=i: signoff.sign(release_id=members[i].pk, actor=signers[i], seen=seen[i]) for i in range(2))
    )
    assert {e.release_id for e in Edition.objects.visible(LIFT)} == {member.pk for member in members}
    assert together([first, second])


@pytest.mark.parametrize("turn", range(6))
def test_many_people_at_once_on_a_set_of_four(turn):
    """Everybody presses something at one member or another; whatever comes first, nobody meets a deadlock."""
    editions = a_set(4)
    presses = [lambda e=e, do=do: STEPS[do](e) for e, do in zip(editions * 2, [*STEPS, "hold", "move", "release"],
                                                               strict=True) if do != "remove"]  # fmt: skip
    outcomes = all_at_once(presses[turn:] + presses[:turn])
    assert {said(outcome) for outcome in outcomes}
    assert together(editions)
    assert Edition.objects.visible(FAR).count() in (0, 4)
