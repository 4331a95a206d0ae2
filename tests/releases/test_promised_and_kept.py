"""One page says of the last lifts what was promised, when a reader first had it, and what a check found missing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import lateness
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.FIRST_SERVED_DIR = str(tmp_path / "first-served")
    lateness._SEEN.clear()
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def page(client, who=None):
    client.force_login(who or newsdesk.jo())
    return client.get(reverse("admin:releases_release_lifts"))


def test_seconds_are_counted_from_the_promised_instant(client, clock):
    edition = newsdesk.signed(embargoed=True)
    assert edition.headline not in page(client).content.decode()
    clock.move_to(LIFT)
    assert "nobody yet" in page(client).content.decode()
    clock.move_to(LIFT + timedelta(seconds=3, milliseconds=400))
    client.logout()
    client.get(f"/releases/{edition.slug}/")
    html = page(client).content.decode()
    assert "00:01 GMT, Tuesday 24 November 2026" in html
    assert "00:01:03" in html
    assert ">3.4<" in html
    assert reverse("admin:releases_release_change", args=[edition.release_id]) in html


def test_what_a_check_found_missing_is_a_fault_and_a_quiet_night_is_none(client, clock):
    edition = newsdesk.signed(embargoed=True)
    lateness.note_missing(edition.pk, LIFT + timedelta(seconds=10), ["feed"])
    lateness.note_missing(edition.pk, LIFT + timedelta(seconds=70), ["search"])
    clock.move_to(LIFT + timedelta(hours=7))
    html = page(client).content.decode()
    assert "feed, search, until 70 seconds after at least" in html
    [lift] = lateness.lifts(LIFT + timedelta(hours=7))
    assert lift.missing
    assert lift.missing.first == LIFT + timedelta(seconds=10)


def test_what_was_public_as_it_was_signed_promised_no_second(clock):
    newsdesk.signed()
    clock.shift(60)
    assert lateness.lifts(NOW + timedelta(minutes=1)) == []


def test_a_note_that_is_damaged_is_no_note(clock, settings, tmp_path):
    edition = newsdesk.signed(embargoed=True)
    lateness.note_missing(edition.pk, LIFT, ["feed"])
    for spoilt in ("", "{}", '{"first": 1}', "[]"):
        lateness._place(edition).with_suffix(".missing").write_text(spoilt)
        assert lateness.missing(edition) is None


def test_a_stranger_to_the_desk_is_refused(client):
    assert page(client, newsdesk.sam()).status_code == 403
