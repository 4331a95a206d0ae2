"""The desk's front page: what waits for me, what changes next, what needs a second look."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import duties, removal, signoff, timing
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def front(client, who):
    """The words of the page, on one line."""
    client.force_login(who)
    html = client.get(reverse("admin:index")).content.decode()
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_what_was_sent_waits_for_who_may_sign_it_and_for_nobody_else(client):
    release = newsdesk.draft()
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert f"“{release.headline}” waits for your sign-off; Jo Test edited it last." in front(client, newsdesk.amira())
    assert "waits for your sign-off" not in front(client, newsdesk.jo())
    own = newsdesk.draft(last_editor=newsdesk.amira())
    signoff.submit(release_id=own.pk, actor=newsdesk.jo())
    assert own.headline not in front(client, newsdesk.amira())


def test_what_changes_next_stands_soonest_first_with_its_countdown(client, clock):
    later = newsdesk.signed(timed=True, wanted_at=LIFT + timedelta(days=2))
    sooner = newsdesk.signed(embargoed=True)
    page = front(client, newsdesk.jo())
    assert "in 9 h 28 min (00:01 GMT, Tuesday 24 November 2026)" in page
    assert page.index(sooner.headline) < page.index(later.headline)
    clock.move_to(LIFT)
    assert sooner.headline not in front(client, newsdesk.jo())


def test_across_a_change_of_the_clocks_the_time_that_passes_is_counted(client, clock):
    """From noon on Saturday to noon on Sunday, 28 March 2027, clocks go forward: 23 hours."""
    clock.move_to(datetime(2027, 3, 27, 12, tzinfo=UTC))
    newsdesk.signed(timed=True, wanted_at=datetime(2027, 3, 28, 11, tzinfo=UTC))
    assert "in 23 h 0 min (12:00 BST, Sunday 28 March 2027)" in front(client, newsdesk.jo())
    clock.move_to(datetime(2027, 10, 30, 11, tzinfo=UTC))
    newsdesk.signed(timed=True, wanted_at=datetime(2027, 10, 31, 12, tzinfo=UTC))
    assert "in 1 day 1 h (12:00 GMT, Sunday 31 October 2027)" in front(client, newsdesk.jo())


def test_a_text_with_a_time_that_nobody_has_signed_is_counted_down_and_then_missed(client, clock):
    release = newsdesk.draft(embargoed=True)
    page = front(client, newsdesk.jo())
    said = f"“{release.headline}” is meant for this time and is not signed off. As it stands, nothing goes out."
    assert f"in 9 h 28 min (00:01 GMT, Tuesday 24 November 2026) {said}" in page
    assert "signed off by then" not in page
    clock.move_to(LIFT)
    page = front(client, newsdesk.jo())
    assert said not in page
    assert "was meant for 00:01 GMT, Tuesday 24 November 2026 and was not signed off by then. It is not public." in page


def test_a_text_that_goes_on_from_a_signed_edition_is_not_said_to_lack_a_signature(client, clock):
    edition = newsdesk.signed(embargoed=True)
    assert edition.release.__class__.objects.get().wanted_at == LIFT
    assert "not signed off" not in front(client, newsdesk.jo())
    clock.move_to(LIFT)
    assert "not signed off" not in front(client, newsdesk.jo())


def test_what_is_held_waits_for_who_may_sign_until_a_newer_edition_takes_its_place(client, clock):
    edition = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo(), reason="A name is wrong.")
    assert f"“{edition.headline}” is held" in front(client, newsdesk.amira())
    assert "is held" not in front(client, newsdesk.jo())
    newsdesk.signed(edition.release)
    assert "is held" not in front(client, newsdesk.amira())


def test_each_line_leads_to_the_page_that_deals_with_it(client):
    edition = newsdesk.signed(embargoed=True)
    client.force_login(newsdesk.jo())
    html = client.get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("admin:releases_release_change", args=[edition.release_id])}"' in html


def test_what_one_person_did_alone_needs_a_second_look(client, clock):
    edition = newsdesk.signed()
    clock.shift(60)
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)
    page = front(client, newsdesk.amira())
    assert "Jo Test took down" in page
    assert edition.headline in page


def test_a_stranger_to_the_desk_sees_none_of_it(client):
    newsdesk.signed(embargoed=True)
    assert "What changes next" not in front(client, newsdesk.sam())


@pytest.mark.parametrize(
    "left, words",
    [
        (timedelta(seconds=40), "in less than a minute"), (timedelta(minutes=5), "in 5 min"),
        (timedelta(hours=2, minutes=14), "in 2 h 14 min"), (timedelta(days=1, hours=3), "in 1 day 3 h"),
    ],
)  # fmt: skip
def test_how_long_it_is_off_in_words(left, words):
    assert duties.countdown(left) == words
