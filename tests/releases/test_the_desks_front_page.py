"""The desk's front page: what waits for me, what changes next, what needs a second look."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import duties, removal, signoff
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def front(client, who):
    client.force_login(who)
    return client.get(reverse("admin:index")).content.decode()


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
