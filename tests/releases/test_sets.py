"""Releases of a set share one instant: signed, moved, held and lifted together or not at all."""

from datetime import timedelta

import pytest
import time_machine

from releases import timing
from releases.models import Edition, Release, ReleaseSet
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
LATER = LIFT + timedelta(hours=9)


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


def test_none_goes_out_before_the_last_is_signed(pair):
    first = newsdesk.signed(pair[0])
    assert first.state == "held"
    assert visible(LIFT + timedelta(days=9)) == set()
    newsdesk.signed(pair[1])
    assert visible(LIFT - timedelta(microseconds=1)) == set()
    assert visible(LIFT) == {release.pk for release in pair}


def test_as_soon_as_signed_means_as_soon_as_all_are(pair, clock):
    Release.objects.update(public_mode="as_signed", wanted_at=None)
    newsdesk.signed(Release.with_text(pair[0].pk))
    assert visible(NOW) == set()
    clock.shift(60)
    newsdesk.signed(Release.with_text(pair[1].pk))
    assert visible(NOW + timedelta(seconds=60)) == {release.pk for release in pair}
    assert visible(NOW + timedelta(seconds=59)) == set()


def test_they_are_held_moved_and_lifted_together(pair):
    first, second = newsdesk.signed(pair[0]), newsdesk.signed(pair[1])
    timing.move(edition_id=first.pk, actor=newsdesk.jo(), public_at=LATER, reason="The report is late.")
    assert visible(LATER - timedelta(microseconds=1)) == set()
    assert len(visible(LATER)) == 2
    timing.hold(edition_id=second.pk, actor=newsdesk.jo())
    assert visible(LATER) == set()
    timing.release_from_hold(edition_id=first.pk, actor=newsdesk.amira(), public_at=LATER, reason="Checked.")
    timing.lift_early(edition_id=second.pk, actor=newsdesk.amira(), reason="Broken.")
    assert len(visible(NOW)) == 2


def test_one_is_not_released_from_hold_without_the_other(pair):
    first = newsdesk.signed(pair[0])
    with pytest.raises(Refusal, match="together or not at all"):
        timing.release_from_hold(edition_id=first.pk, actor=newsdesk.amira(), public_at=None, reason="Go.")
    assert visible(NOW) == set()


def test_another_instant_than_that_of_the_set_is_refused(pair):
    newsdesk.signed(pair[0])
    Release.objects.filter(pk=pair[1].pk).update(wanted_at=LATER)
    with pytest.raises(Refusal, match="become public at one time"):
        newsdesk.signed(Release.with_text(pair[1].pk))
    assert visible(LATER) == set()
