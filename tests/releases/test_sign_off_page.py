"""The sign-off page: read-only, one solid button that says what happens and when, and a sentence for each refusal."""

import re

import pytest
import time_machine
from django.urls import reverse

from releases import signoff
from releases.models import Edition, Release
from tests import newsdesk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def page(client, release, who):
    client.force_login(who)
    return client.get(reverse("admin:releases_release_sign_off", args=[release.pk]))


def sent(**traits):
    release = newsdesk.draft(**traits)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return release


def press(client, response, release, **more):
    html = response.content.decode()
    posted = {name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("sha256", "saves")}
    return client.post(reverse("admin:releases_release_sign_off", args=[release.pk]), posted | more, follow=True)


def test_the_button_says_what_will_happen_and_when(client):
    assert "Sign off: public at once</button>" in page(client, sent(), newsdesk.amira()).content.decode()
    embargoed = page(client, sent(embargoed=True), newsdesk.amira()).content.decode()
    assert "Sign off: embargoed until 00:01 GMT, Tue 24 Nov</button>" in embargoed
    assert embargoed.count("STRICTLY EMBARGOED UNTIL 00:01 GMT, TUESDAY 24 NOVEMBER 2026") == 2
    timed = page(client, sent(timed=True), newsdesk.amira()).content.decode()
    assert "Sign off: public 00:01 GMT, Tue 24 Nov</button>" in timed
    assert "EMBARGOED" not in timed


def test_a_second_person_presses_it_once_and_the_instant_is_said_again(client):
    release = sent(embargoed=True)
    response = press(client, page(client, release, newsdesk.amira()), release)
    assert "Embargoed until 00:01 GMT, Tuesday 24 November 2026, by itself." in response.content.decode()
    assert Edition.objects.get().signed_by == newsdesk.amira()


def test_the_last_editor_finds_no_button_but_the_way_out_for_an_emergency(client):
    release = sent(last_editor=newsdesk.amira())
    response = page(client, release, newsdesk.amira())
    html = response.content.decode()
    assert "someone else has to sign it off" in html
    assert "Publish alone: public at once" in html
    refused = press(client, response, release)
    assert refused.status_code == 409
    assert not Edition.objects.exists()
    done = press(client, response, release, alone="yes", reason="The line is wrong on air.")
    assert "One person published it; a second has yet to look at it." in done.content.decode()


def test_what_changed_since_the_page_was_opened_is_not_signed(client):
    release = sent()
    response = page(client, release, newsdesk.amira())
    Release.objects.filter(pk=release.pk).update(headline="Other words")
    refused = press(client, response, release)
    assert "It was changed after you opened it" in refused.content.decode()
    assert not Edition.objects.exists()


def test_looking_changes_nothing(client):
    release = sent()
    before = release.events.count()
    for name in ("sign_off", "preview", "preview_text", "preview_feed"):
        client.force_login(newsdesk.amira())
        assert client.get(reverse(f"admin:releases_release_{name}", args=[release.pk])).status_code == 200
    assert not Edition.objects.exists()
    assert release.events.count() == before


def test_a_preview_is_never_kept_and_never_indexed(client):
    release = sent(embargoed=True)
    client.force_login(newsdesk.amira())
    for name in ("preview", "preview_text", "preview_feed"):
        response = client.get(reverse(f"admin:releases_release_{name}", args=[release.pk]))
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert release.headline in response.content.decode()
        assert "0808 2000 247" in response.content.decode()


def test_a_hold_is_one_press_by_anyone_on_the_desk(client):
    edition = newsdesk.signed(embargoed=True)
    client.force_login(newsdesk.jo())
    address = reverse("admin:releases_release_hold", args=[edition.release_id, edition.pk])
    assert "Hold it now</button>" in client.get(address).content.decode()
    response = client.post(address, {"reason": ""}, follow=True)
    assert "Held: edition 1 does not go out." in response.content.decode()
    assert not Edition.objects.visible(newsdesk.LIFT).exists()


def test_it_is_returned_with_a_reason(client):
    release = sent()
    client.force_login(newsdesk.amira())
    address = reverse("admin:releases_release_return", args=[release.pk])
    assert "Give a reason" in client.post(address, {"reason": ""}, follow=True).content.decode()
    client.post(address, {"reason": "The figure has no source."})
    release.refresh_from_db()
    assert release.state == "draft"
    assert release.events.first().reason == "The figure has no source."
