"""A set of which one member is stopped or removed: nothing of it goes out by somebody else's step."""

from datetime import timedelta

import pytest
import time_machine

from releases import removal, timing
from releases.models import Edition, Event, Release, ReleaseSet
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
AFTER = LIFT + timedelta(days=9)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def pair():
    together = ReleaseSet.objects.create(name="Courts report, two languages")
    return [newsdesk.draft(embargoed=True, set=together) for _ in range(2)]


def visible(at):
    return {edition.release_id for edition in Edition.objects.visible(at)}


def mended(release):
    columns = {"headline": "Mended", "public_mode": "embargo", "wanted_at": LIFT, "state": "draft"}
    Release.objects.filter(pk=release.pk).update(**columns)
    return newsdesk.signed(Release.with_text(release.pk))


def test_what_a_person_holds_is_not_let_go_by_a_signature_under_another_text(pair):
    editions = [newsdesk.signed(release) for release in pair]
    timing.hold(edition_id=editions[1].pk, actor=newsdesk.jo(), reason="A street is named.")
    assert mended(pair[0]).state == "held"
    assert visible(AFTER) == set()
    timing.release_from_hold(
        edition_id=editions[1].pk, actor=newsdesk.amira(), public_at=LIFT, reason="The street is another."
    )
    assert visible(LIFT) == {release.pk for release in pair}


def test_what_waits_for_the_last_of_its_set_can_be_held_as_well(pair):
    first = newsdesk.signed(pair[0])
    assert timing.hold(edition_id=first.pk, actor=newsdesk.jo(), reason="Wrong figure.") == [first]
    newsdesk.signed(pair[1])
    assert visible(AFTER) == set()
    assert Event.objects.get(step="held").reason == "Wrong figure."


def test_held_twice_says_that_it_is_held(pair):
    first = newsdesk.signed(pair[0])
    timing.hold(edition_id=first.pk, actor=newsdesk.jo())
    for step in (
        lambda: timing.hold(edition_id=first.pk, actor=newsdesk.jo()),
        lambda: timing.move(edition_id=first.pk, actor=newsdesk.jo(), public_at=AFTER, reason="Late."),
        lambda: timing.lift_early(edition_id=first.pk, actor=newsdesk.amira(), reason="Now."),
    ):
        with pytest.raises(Refusal, match="It is held already"):
            step()


def test_one_that_is_removed_leaves_its_set_and_the_other_can_still_be_stopped(pair):
    editions = [newsdesk.signed(release) for release in pair]
    removal.remove(release_id=pair[0].pk, actor=newsdesk.jo(), reason="Court order.")
    assert visible(LIFT) == {pair[1].pk}
    assert timing.hold(edition_id=editions[1].pk, actor=newsdesk.jo()) == [editions[1]]
    assert visible(AFTER) == set()


def test_one_that_waits_for_a_removed_one_is_released_by_a_person(pair):
    first = newsdesk.signed(pair[0])
    removal.remove(release_id=pair[1].pk, actor=newsdesk.jo(), reason="Court order.")
    assert visible(AFTER) == set()
    timing.release_from_hold(edition_id=first.pk, actor=newsdesk.amira(), public_at=LIFT, reason="Alone, then.")
    assert visible(LIFT) == {pair[0].pk}
