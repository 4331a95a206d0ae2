"""After the lift: one person takes down, whole or in part; a second restores, corrects or withdraws."""

from datetime import timedelta

import pytest
import time_machine

from releases import removal, signoff
from releases.models import Edition, EditionSpeaker, Event, Release
from releases.refusal import Refusal
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def public(clock):
    newsdesk.organisation()
    edition = newsdesk.signed(headline="Canary headline", narrative="<p>Canary narrative.</p>")
    clock.shift(90)
    return edition


def down(edition, **more):
    return removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=Reason.SAFETY, **more)


def everywhere(client):
    """What a stranger reads now on every kind of door."""
    doors = (
        "/", "/releases/", "/releases/?q=canary", "/topics/policing/", "/spokespeople/priya-nair/",
        "/feeds/releases.rss", "/feeds/releases.atom", "/feeds/topics/policing.rss", "/sitemap.xml?year=2026",
    )  # fmt: skip
    return b" ".join(client.get(door).content for door in doors)


def test_one_press_and_it_is_gone_from_every_door(client, public, clock):
    assert b"Canary" in everywhere(client)
    down(public, remark="The street is named.")
    clock.shift(1)
    assert b"Canary" not in everywhere(client)
    page = client.get(f"/releases/{public.slug}/")
    assert page.status_code == 410
    assert "taken down while we look at it again" in page.content.decode()
    assert b"Canary" not in page.content
    assert "0808 2000 247" in page.content.decode()
    event = Event.objects.get(step="taken_down")
    assert event.reason == "Someone may be in danger. The street is named."


def test_its_feed_entry_stays_under_the_same_id_without_a_word_of_it(client, public, clock):
    down(public)
    clock.shift(1)
    feed = client.get("/feeds/releases.rss").content.decode()
    assert public.release.feed_id in feed
    assert "Canary" not in feed


def test_who_follows_a_topic_or_a_person_is_told_too(client, public, clock):
    down(public)
    clock.shift(1)
    for feed in ("/feeds/topics/policing.rss", "/feeds/spokespeople/priya-nair.atom"):
        assert public.release.feed_id in client.get(feed).content.decode()
    assert client.get("/topics/policing/").status_code == 404


def test_what_was_to_follow_is_held_so_that_nothing_comes_back_by_itself(public):
    Release.objects.filter(pk=public.release_id).update(
        change="minor", headline="Next", public_mode="embargo", wanted_at=LIFT
    )
    following = newsdesk.signed(Release.with_text(public.release_id))
    down(public)
    following.refresh_from_db()
    assert following.state == "held"
    assert not Edition.objects.visible(LIFT + timedelta(days=1)).exists()


def test_a_second_person_puts_it_back_word_for_word(public, clock):
    gone = down(public)
    clock.shift(60)
    with pytest.raises(Refusal, match="may not do this"):
        removal.restore(release_id=public.release_id, actor=newsdesk.jo(), remark="Fine.")
    again = removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="No street is named.")
    gone.refresh_from_db()
    assert gone.looked_by == newsdesk.amira()
    assert Edition.objects.visible(NOW + timedelta(seconds=150)).get() == again
    assert (again.sha256, again.first_public_at) == (public.sha256, NOW)


def test_who_took_it_down_does_not_put_it_back(public, clock):
    removal.take_down(release_id=public.release_id, actor=newsdesk.amira(), reason=Reason.WRONG)
    clock.shift(60)
    with pytest.raises(Refusal, match="someone else looks"):
        removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="Sorry.")


def test_or_withdraws_it_with_a_public_reason(client, public, clock):
    down(public)
    clock.shift(60)
    removal.withdraw(
        release_id=public.release_id, actor=newsdesk.amira(), public_reason="The survey was counted wrongly."
    )
    clock.shift(1)
    page = client.get(f"/releases/{public.slug}/")
    assert (page.status_code, "The survey was counted wrongly." in page.content.decode()) == (410, True)


def test_one_passage_goes_and_the_rest_stays(client, public, clock):
    part = next(p for p in removal.parts_of(public) if p.list == "passages" and "first step" in p.words)
    removal.take_down_part(release_id=public.release_id, actor=newsdesk.jo(), part=part.key, reason=Reason.CONSENT)
    clock.shift(1)
    page = client.get(f"/releases/{public.slug}/").content.decode()
    assert "Canary narrative" in page
    assert "first step" not in page
    for door in ("/feeds/releases.rss", f"/releases/{public.slug}.txt", "/releases/?q=first+step"):
        assert "first step" not in client.get(door).content.decode().replace('value="first step"', "")
    assert not EditionSpeaker.objects.visible(NOW + timedelta(minutes=2)).exists()
    assert client.get("/spokespeople/priya-nair/").status_code == 404


def test_what_is_not_public_yet_is_not_taken_down():
    edition = newsdesk.signed(embargoed=True)
    with pytest.raises(Refusal, match="held instead"):
        down(edition)
    assert Edition.objects.visible(LIFT).exists()


def test_a_live_release_is_withdrawn_by_two_like_any_other_change(client, public, clock):
    Release.objects.filter(pk=public.release_id).update(
        change="withdrawal", change_note="We no longer stand by the figures."
    )
    edition = newsdesk.signed(Release.with_text(public.release_id))
    assert edition.withdrawn
    clock.shift(1)
    page = client.get(f"/releases/{public.slug}/")
    assert (page.status_code, "no longer stand by" in page.content.decode()) == (410, True)
    assert b"Canary" not in everywhere(client)


def test_removed_for_safety_the_address_answers_as_one_never_used(client, public, clock):
    removal.remove(release_id=public.release_id, actor=newsdesk.jo(), reason="Court order of 23 November.")
    clock.shift(1)
    page, never = client.get(f"/releases/{public.slug}/"), client.get("/releases/never-used-at-all/")
    assert (page.status_code, page.content, page["Cache-Control"]) == (404, never.content, never["Cache-Control"])
    assert public.release.feed_id not in client.get("/feeds/releases.rss").content.decode()
    with pytest.raises(Refusal, match="never used again"):
        signoff.submit(release_id=public.release_id, actor=newsdesk.jo())
