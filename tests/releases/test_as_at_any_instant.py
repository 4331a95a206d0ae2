"""The newsroom as at any instant: for staff, what a stranger saw then or will see."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases.models import Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ask(client):
    client.force_login(newsdesk.jo())

    def ask(instant, where=""):
        front = reverse("admin:releases_release_as_at_front", args=[f"{instant:%Y%m%dT%H%M%SZ}"])
        return client.get(front + where)

    return ask


def test_what_will_stand_stands_from_its_second_on_and_not_before(ask):
    edition = newsdesk.signed(embargoed=True)
    for where in ("", "releases/", "feeds/releases.rss"):
        assert edition.headline not in ask(LIFT - timedelta(seconds=1), where).content.decode()
        assert edition.headline in ask(LIFT, where).content.decode()
    assert ask(LIFT - timedelta(seconds=1), f"releases/{edition.slug}/").status_code == 404
    page = ask(LIFT, f"releases/{edition.slug}/").content.decode()
    assert "As it will be, if nothing more is done at 00:01 GMT, Tuesday 24 November 2026." in page


def test_what_stood_is_shown_though_it_has_been_superseded(ask, clock):
    first = newsdesk.signed(headline="As it was first")
    clock.shift(3600)
    Release.objects.filter(pk=first.release_id).update(headline="Mended", change="minor")
    newsdesk.signed(Release.with_text(first.release_id))
    where = f"releases/{first.slug}/"
    assert "As it was first" in ask(NOW + timedelta(minutes=1), where).content.decode()
    assert "Mended" in ask(NOW + timedelta(hours=1), where).content.decode()


def test_its_links_lead_on_within_the_instant_and_nothing_is_kept(ask):
    newsdesk.signed()
    response = ask(NOW)
    page = response.content.decode()
    here = reverse("admin:releases_release_as_at_front", args=[f"{NOW:%Y%m%dT%H%M%SZ}"])
    assert f'href="{here}releases/"' in page
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_a_stranger_and_who_may_see_no_release_are_refused(client):
    here = reverse("admin:releases_release_as_at_front", args=[f"{LIFT:%Y%m%dT%H%M%SZ}"])
    assert client.get(here).status_code == 302
    client.force_login(newsdesk.sam())
    assert client.get(here).status_code == 403


@pytest.mark.parametrize("where", ["no-such-page/", "admin/", "releases/never-used/"])
def test_what_is_no_public_page_of_ours_is_not_found(ask, where):
    assert ask(NOW, where).status_code == 404


def test_an_instant_is_asked_for_on_londons_clock(client):
    client.force_login(newsdesk.jo())
    where = reverse("admin:releases_release_as_at")
    response = client.get(where, {"instant_0": "2027-06-01", "instant_1": "09:00"})
    assert response.url.endswith("/as-at/20270601T080000Z/")
    assert "errorlist" in client.get(where, {"instant_0": "2027-03-28", "instant_1": "01:30"}).content.decode()
