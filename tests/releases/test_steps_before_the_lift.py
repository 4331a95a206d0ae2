"""Hold, move, lift early and release from hold: they move an instant and void nobody's approval of the words."""

from datetime import timedelta

import pytest
import time_machine

from releases import timing
from releases.models import Edition, EditionTopic, Event
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
LATER = LIFT + timedelta(hours=9)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def visible(at):
    return list(Edition.objects.visible(at))


def test_lifted_early_it_is_public_from_that_instant_in_every_list(clock):
    edition = newsdesk.signed(embargoed=True)
    before = edition.sha256
    timing.lift_early(edition_id=edition.pk, actor=newsdesk.amira(), reason="Broken by an agency.")
    assert visible(NOW) == [edition]
    assert EditionTopic.objects.visible(NOW).count() == 1
    edition.refresh_from_db()
    assert (edition.first_public_at, edition.at_once, edition.sha256) == (NOW, True, before)
    assert Event.objects.get(step="lifted_early").reason == "Broken by an agency."


def test_put_off_it_is_public_at_the_new_instant_and_not_before():
    edition = newsdesk.signed(embargoed=True)
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=LATER, reason="The report is late.")
    assert visible(LATER - timedelta(microseconds=1)) == []
    assert visible(LATER) == [edition]
    event = Event.objects.get(step="moved")
    assert event.details["before"] == {"state": "signed", "public_at": LIFT.isoformat()}
    assert event.details["after"] == {"state": "signed", "public_at": LATER.isoformat()}


def test_bringing_it_forward_asks_for_the_right_to_sign():
    edition = newsdesk.signed(embargoed=True)
    sooner = LIFT - timedelta(hours=1)
    with pytest.raises(Refusal, match="may not do this"):
        timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=sooner, reason="Sooner.")
    with pytest.raises(Refusal, match="may not do this"):
        timing.lift_early(edition_id=edition.pk, actor=newsdesk.jo(), reason="Now.")
    timing.move(edition_id=edition.pk, actor=newsdesk.amira(), public_at=sooner, reason="Sooner.")
    assert visible(sooner) == [edition]


@pytest.mark.parametrize("left", [timedelta(seconds=4), timedelta(0), timedelta(seconds=-1)])
def test_after_the_lift_and_just_before_it_nothing_is_put_off(clock, left):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(LIFT - left)
    for step in (
        lambda: timing.hold(edition_id=edition.pk, actor=newsdesk.jo()),
        lambda: timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=LATER, reason="Late."),
    ):
        with pytest.raises(Refusal, match="Take it down"):
            step()
    assert visible(LIFT) == [edition]


def test_a_hold_that_takes_too_long_to_write_is_rolled_back(clock, monkeypatch):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(LIFT - timedelta(seconds=6))
    monkeypatch.setattr(timing, "log_each", lambda *a, **k: clock.move_to(LIFT - timedelta(seconds=1)))
    with pytest.raises(Refusal, match="too late"):
        timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    assert visible(LIFT) == [edition]


@pytest.mark.parametrize("bad", [LIFT + timedelta(seconds=1), NOW.replace(second=0) - timedelta(minutes=5)])
def test_an_instant_with_seconds_or_in_the_past_is_refused(bad):
    edition = newsdesk.signed(embargoed=True)
    with pytest.raises(Refusal):
        timing.move(edition_id=edition.pk, actor=newsdesk.amira(), public_at=bad, reason="Try.")
    assert visible(LIFT) == [edition]


@pytest.mark.parametrize("public_at", [LATER, None])
def test_to_release_a_hold_is_to_name_the_instant_anew(public_at):
    edition = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    assert visible(LATER) == []
    with pytest.raises(Refusal, match="may not do this"):
        timing.release_from_hold(edition_id=edition.pk, actor=newsdesk.jo(), public_at=public_at, reason="Checked.")
    timing.release_from_hold(edition_id=edition.pk, actor=newsdesk.amira(), public_at=public_at, reason="Checked.")
    assert visible(public_at or NOW) == [edition]
    assert visible((public_at or NOW) - timedelta(microseconds=1)) == []


def test_a_held_text_that_was_mended_and_signed_is_not_released_any_more():
    held = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=held.pk, actor=newsdesk.jo())
    release = held.release
    type(release).objects.filter(pk=release.pk).update(headline="Mended", public_mode="embargo", wanted_at=LATER)
    mended = newsdesk.signed(release)
    with pytest.raises(Refusal, match="later text has taken its place"):
        timing.release_from_hold(edition_id=held.pk, actor=newsdesk.amira(), public_at=None, reason="Go.")
    assert visible(LATER) == [mended]
