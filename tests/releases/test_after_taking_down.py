"""What follows a take-down: a corrected text, a second look, a part put back; and nothing that comes back by itself."""

from datetime import timedelta

import pytest
import time_machine

from releases import removal, signoff, timing
from releases.models import Edition, EditionSpeaker, Release
from releases.refusal import Refusal
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.correcting import corrected

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def public(clock):
    newsdesk.organisation()
    edition = newsdesk.signed(headline="Headline", narrative="<p>Canary narrative.</p>")
    clock.shift(90)
    return edition


def noor():
    return newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release")


def part(edition, words):
    return next(part.key for part in removal.parts_of(edition) if words in part.words)


def down(edition, words, actor=None):
    return removal.take_down_part(
        release_id=edition.release_id, actor=actor or newsdesk.jo(), part=part(edition, words), reason=Reason.SAFETY
    )


def edited(release_id, **columns):
    columns = {"change": "minor", "headline": "Edited", "last_editor": newsdesk.jo()} | columns
    Release.objects.filter(pk=release_id).update(**columns)
    return Release.with_text(release_id)


def test_a_corrected_text_takes_the_place_of_what_was_taken_down(client, public, clock):
    gone = removal.take_down(release_id=public.release_id, actor=newsdesk.jo(), reason=Reason.WRONG)
    clock.shift(60)
    corrected(public, "The street is not named any more.")
    clock.shift(1)
    assert client.get(f"/releases/{public.slug}/").status_code == 200
    gone.refresh_from_db()
    assert gone.looked_by == newsdesk.amira()


def test_what_was_restored_can_be_corrected(public, clock):
    removal.take_down(release_id=public.release_id, actor=newsdesk.jo(), reason=Reason.WRONG)
    removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="Nothing is wrong.")
    clock.shift(60)
    assert corrected(public).number == 4


def test_a_part_that_was_taken_down_does_not_come_back_with_the_next_text(public):
    down(public, "Canary narrative")
    release = edited(public.release_id)
    with pytest.raises(Refusal, match="“Canary narrative.” was taken down from this release and still stands"):
        newsdesk.signed(release)
    release.passages.filter(type="narrative").delete()
    assert "Canary" not in newsdesk.signed(Release.with_text(release.pk)).document


def test_it_does_not_come_back_with_a_held_text_that_is_released(public):
    following = newsdesk.signed(edited(public.release_id, public_mode="embargo", wanted_at=LIFT))
    timing.hold(edition_id=following.pk, actor=newsdesk.jo())
    down(public, "Canary narrative")
    timing.release_from_hold(edition_id=following.pk, actor=newsdesk.amira(), public_at=LIFT, reason="Checked.")
    assert all("Canary" not in str(e.body) for e in Edition.objects.visible(LIFT))


def test_a_second_person_puts_a_part_back(client, public, clock):
    down(public, "first step", actor=noor())
    assert not EditionSpeaker.objects.visible(NOW + timedelta(minutes=9)).exists()
    clock.shift(60)
    with pytest.raises(Refusal, match="someone else"):
        removal.restore(release_id=public.release_id, actor=noor(), remark="Fine.")
    back = removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="She agrees.")
    assert "first step" in str(back.body)
    assert EditionSpeaker.objects.visible(NOW + timedelta(minutes=9)).exists()
    assert back.updated_at == NOW + timedelta(seconds=150)
    clock.shift(1)
    assert b"first step" in client.get(f"/releases/{public.slug}/").content


def test_who_took_a_part_down_is_not_the_second_to_look_and_who_signed_the_text_may_be(public):
    down(public, "first step", actor=noor())
    with pytest.raises(Refusal, match="someone else"):
        signoff.look(edition_id=public.pk, actor=noor())
    assert signoff.look(edition_id=public.pk, actor=newsdesk.amira()).looked_by == newsdesk.amira()


@pytest.mark.parametrize("words", ["The figures are our own", "Canary Jones was never there"])
def test_a_note_to_editors_and_the_note_of_a_correction_are_parts_too(client, public, clock, words):
    newest = corrected(corrected(public, "Canary Jones was never there."), "The figure was 12; it is 21.")
    clock.shift(1)
    page = f"/releases/{public.slug}/"
    assert words in client.get(page).content.decode()
    down(newest, words)
    clock.shift(1)
    for door in (page, f"/releases/{public.slug}.txt", "/feeds/releases.rss", "/feeds/releases.json"):
        assert words not in client.get(door).content.decode()
    assert "it is 21" in client.get(page).content.decode()
