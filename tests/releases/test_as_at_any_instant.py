"""The newsroom as at any instant: for staff, what a stranger saw then or will see."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.urls import reverse

from releases import lateness, uploads
from releases.models import Attachment, Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.uploading.makers import drawing, encoded, sent

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
    assert "As it will be at 00:01 GMT, Tuesday 24 November 2026, if nothing more is done." in page


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


def test_a_look_ahead_is_not_taken_for_the_first_reader(ask):
    edition = newsdesk.signed(embargoed=True)
    assert ask(LIFT + timedelta(seconds=1), f"releases/{edition.slug}/").status_code == 200
    assert lateness.first_served(edition) is None


def test_every_link_and_every_width_of_a_picture_leads_on_and_is_there(ask):
    release = newsdesk.draft(embargoed=True)
    asset = uploads.store(asset=sent("photo.png", encoded(drawing(1200, 600), "PNG")))
    Attachment.objects.create(release=release, asset=asset, title="Two", shown="picture", alternative_text="Two")
    edition = newsdesk.signed(Release.with_text(release.pk))
    here = reverse("admin:releases_release_as_at_front", args=[f"{LIFT:%Y%m%dT%H%M%SZ}"])
    pages = [ask(LIFT, where).content.decode() for where in ("", f"releases/{edition.slug}/", "releases/?q=first")]
    named = re.compile(r'(?:href|src|action)="(/[^"]*)"|[", ](/[^ ",]+) \d+w')
    links = {link for page in pages for link in named.findall(page)}
    local = {one or other for one, other in links} - {reverse("admin:releases_release_as_at")}
    assert len([link for link in local if "/files/" in link]) == 5
    for link in local:
        if not link.startswith("/static/"):
            assert link.startswith(here), link
            answer = ask(LIFT, unescape(link.removeprefix(here)))
            assert answer.status_code == 200, link
            b"".join(answer.streaming_content if answer.streaming else ())  # read to its end, it closes itself


def test_the_stranger_who_is_pretended_is_not_the_one_who_looks(ask):
    newsdesk.signed()
    assert "Jo Test" not in ask(NOW).content.decode()
    assert "csrf" not in ask(NOW).content.decode()


def test_what_was_not_there_says_so_under_the_instant(ask):
    answer = ask(NOW, "releases/never-used/")
    assert answer.status_code == 404
    assert "As it was at 14:32:10 GMT" in answer.content.decode() or "As it was at 14:32 GMT" in answer.content.decode()
    assert "0808 2000 247" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("instant", ["00010101T000000Z", "99991231T235959Z", "20261399T000000Z", "now", "٢٠٢٦"])
def test_an_instant_that_is_none_is_not_found_and_no_fault(client, instant):
    client.force_login(newsdesk.jo())
    newsdesk.signed()
    assert client.get(reverse("admin:releases_release_as_at_front", args=[instant])).status_code in (200, 404)


def test_the_page_that_asks_offers_the_next_lifts_and_asks_which_on_the_night_of_the_change(client):
    client.force_login(newsdesk.jo())
    newsdesk.signed(embargoed=True)
    where = reverse("admin:releases_release_as_at")
    page = client.get(where).content.decode()
    assert "20261124T000059Z" in page
    assert "20261124T000100Z" in page
    twice = {"instant_0": "2027-10-31", "instant_1": "01:30:05"}
    assert "01:30 GMT (the second)" in client.get(where, twice).content.decode()
    assert client.get(where, twice | {"instant_2": "1"}).url.endswith("/as-at/20271031T013005Z/")
    assert client.get(where, {"instant_0": "2026-11-24", "instant_1": "00:00"}).url.endswith("/as-at/20261124T000000Z/")
