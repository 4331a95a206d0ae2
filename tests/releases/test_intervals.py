"""Each signed edition is in force for one interval; the intervals of a release never overlap."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from releases import timing
from releases.models import Edition, EditionTopic, Release
from releases.refusal import Refusal
from tests import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def again(release, **columns):
    """The release edited by Jo and signed again by Amira."""
    columns = {"change": "minor", "headline": "Changed", "state": "draft"} | columns
    Release.objects.filter(pk=release.pk).update(**columns)
    return newsdesk.signed(Release.with_text(release.pk))


def intervals(release):
    return [
        (e.number, e.public_at, e.superseded_at) for e in Edition.objects.filter(release=release).order_by("number")
    ]


def test_a_correction_takes_over_at_its_instant_and_the_date_stays(clock):
    first = newsdesk.signed()
    clock.shift(3600)
    later = newsdesk.NOW + timedelta(hours=1)
    second = again(first.release, change="correction", change_note="The figure was 40; it is 14.")
    assert intervals(first.release) == [(1, newsdesk.NOW, later), (2, later, None)]
    assert second.first_public_at == newsdesk.NOW
    assert second.updated_at == later
    assert Edition.objects.visible(later).get() == second
    assert Edition.objects.visible(later - timedelta(microseconds=1)).get() == first
    assert EditionTopic.objects.visible(later).get().edition == second


def test_a_minor_change_does_not_count_as_an_update(clock):
    first = newsdesk.signed()
    clock.shift(60)
    assert again(first.release).updated_at is None


def test_instants_rise_with_numbers(clock):
    first = newsdesk.signed()
    again(first.release, public_mode="embargo", wanted_at=newsdesk.LIFT)
    with pytest.raises(Refusal, match="Hold that edition first"):
        again(first.release, headline="Urgent")
    assert len(intervals(first.release)) == 2


def test_a_hold_brings_back_the_open_end_of_what_was_public():
    first = newsdesk.signed()
    pending = again(first.release, public_mode="embargo", wanted_at=newsdesk.LIFT)
    assert intervals(first.release)[0][2] == newsdesk.LIFT
    assert timing.hold(edition_id=pending.pk, actor=newsdesk.jo()) == [pending]
    assert intervals(first.release)[0][2] is None
    assert Edition.objects.visible(newsdesk.LIFT).get() == first


def test_a_hold_takes_those_based_on_it_too():
    first = newsdesk.signed(embargoed=True)
    again(first.release, public_mode="at_set_time", wanted_at=newsdesk.LIFT + timedelta(hours=1))
    timing.hold(edition_id=first.pk, actor=newsdesk.jo())
    assert not Edition.objects.visible(newsdesk.LIFT + timedelta(days=9)).exists()


def test_a_hold_within_five_seconds_of_the_lift_is_refused(clock):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(newsdesk.LIFT - timedelta(seconds=4))
    with pytest.raises(Refusal, match="within seconds"):
        timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    clock.move_to(newsdesk.LIFT)
    with pytest.raises(Refusal, match="public already"):
        timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    assert Edition.objects.visible(newsdesk.LIFT).exists()


def test_a_held_text_can_be_mended_and_signed_again():
    held = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=held.pk, actor=newsdesk.jo())
    mended = again(held.release, change="", public_mode="embargo", wanted_at=newsdesk.LIFT)
    assert (mended.number, mended.change) == (2, "first")
    assert Edition.objects.visible(newsdesk.LIFT).get() == mended


def test_of_an_import_only_the_day_is_known_and_noon_orders_it(clock):
    old = newsdesk.signed(issued_on=date(2023, 4, 6))
    assert old.day_only
    assert old.public_at == newsdesk.NOW
    assert old.first_public_at == datetime(2023, 4, 6, 11, tzinfo=UTC)  # noon, British Summer Time
    assert old.year == 2023
    clock.shift(60)
    corrected = again(old.release, change="correction", change_note="A name was misspelt.", issued_on=date(2023, 4, 6))
    assert corrected.day_only
    assert corrected.first_public_at == old.first_public_at


def test_the_year_is_londons():
    with time_machine.travel(datetime(2027, 6, 30, 12, tzinfo=UTC), tick=False):
        new_year = datetime(2027, 12, 31, 23, 59, tzinfo=UTC)
        assert newsdesk.signed(public_mode="at_set_time", wanted_at=new_year).year == 2027
