"""A text that is marked waits for one who may clear it: exactly this text, by nobody alone at night either."""

import pytest
import time_machine
from django.urls import reverse

from releases import clearance, signoff
from releases.models import Clearance, Edition, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    release = newsdesk.draft()
    clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
    return Release.with_text(release.pk)


def counsel():
    return newsdesk.person("lena", "Lena", *newsdesk.WRITER, "releases.clear_legally")


def cleared(release, **more):
    sha256 = clearance.fingerprint(Release.with_text(release.pk))
    return clearance.clear(**{"release_id": release.pk, "actor": counsel(), "sha256": sha256} | more)


def sign(release, alone=False):
    seen = signoff.seen(Release.with_text(release.pk))
    if alone:
        return signoff.publish_alone(release_id=release.pk, actor=newsdesk.amira(), seen=seen, reason="At night.")
    if Release.objects.get(pk=release.pk).state == "draft":
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen)


@pytest.mark.parametrize("alone", [False, True])
def test_nobody_signs_it_before_it_is_cleared(release, alone):
    with pytest.raises(Refusal, match="marked for legal clearance .“The trial has begun.”., and nobody has cleared it"):
        sign(release, alone)
    assert not Edition.objects.exists()
    cleared(release)
    edition = sign(release, alone)
    assert edition.events.get().details["cleared_by"] == counsel().pk


@pytest.mark.parametrize(
    "columns", [{"headline": "Another"}, {"summary": "Another."}, {"change_note": "What was wrong."}]
)
def test_any_change_of_what_would_be_public_voids_it(release, columns):
    cleared(release)
    Release.objects.filter(pk=release.pk).update(**columns)
    with pytest.raises(Refusal, match="changed after it was legally cleared"):
        sign(release)


def test_a_change_of_a_passage_voids_it_and_the_change_back_does_not(release):
    cleared(release)
    narrative = release.passages.filter(type="narrative")
    words = narrative.get().body
    for body, missing in (("<p>He is named.</p>", 1), (words, 0)):
        narrative.update(body=body)
        assert len(clearance.missing(Release.with_text(release.pk))) == missing


def test_the_mark_stays_for_the_texts_to_come(release, clock):
    cleared(release)
    sign(release)
    clock.shift(60)
    Release.objects.filter(pk=release.pk).update(change="minor", headline="Better spelt")
    with pytest.raises(Refusal, match="has to be cleared again"):
        sign(release)


def test_anyone_of_the_desk_marks_and_only_one_who_may_clear_starts_it_again(release):
    for start in (
        lambda: cleared(release, actor=newsdesk.jo()),
        lambda: clearance.take_mark_away(release_id=release.pk, actor=newsdesk.amira(), reason="Hurry."),
    ):
        with pytest.raises(Refusal, match="may not do this"):
            start()
    with pytest.raises(Refusal, match="marked for legal clearance already"):
        clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="Again.")
    with pytest.raises(Refusal, match="may not do this"):
        clearance.mark(release_id=newsdesk.draft().pk, actor=newsdesk.sam(), reason="No.")
    with pytest.raises(Refusal, match="Give a reason"):
        clearance.take_mark_away(release_id=release.pk, actor=counsel(), reason=" ")
    clearance.take_mark_away(release_id=release.pk, actor=counsel(), reason="The trial has ended.")
    assert not Clearance.objects.exists()
    assert sign(release)


def test_what_changed_since_it_was_opened_is_not_cleared(release):
    before = clearance.fingerprint(release)
    Release.objects.filter(pk=release.pk).update(headline="Another")
    with pytest.raises(Refusal, match="nothing has been cleared"):
        cleared(release, sha256=before)


def test_a_withdrawal_needs_none(release, clock):
    cleared(release)
    sign(release)
    clock.shift(60)
    Release.objects.filter(pk=release.pk).update(change="withdrawal", change_note="Its figures were wrong.")
    assert sign(release).withdrawn


def test_at_the_desk_it_is_marked_and_cleared_with_a_press_each(client):
    release = newsdesk.draft()
    page = reverse("admin:releases_release_sign_off", args=[release.pk])
    client.force_login(newsdesk.jo())
    assert "It needs legal clearance" in client.get(page).content.decode()
    marked = client.post(
        reverse("admin:releases_release_mark_for_clearance", args=[release.pk]),
        {"reason": "The trial has begun.", "back": "sign-off"}, follow=True,
    ).content.decode()  # fmt: skip
    assert "nobody has cleared it yet" in marked
    assert "Cleared: I have read it</button>" not in marked
    client.force_login(counsel())
    assert "Cleared: I have read it</button>" in client.get(page).content.decode()
    pressed = {"sha256": clearance.fingerprint(Release.with_text(release.pk)), "back": "sign-off"}
    done = client.post(reverse("admin:releases_release_clear", args=[release.pk]), pressed, follow=True)
    assert "Cleared by Lena Test, 23 November 2026, 2.32pm." in done.content.decode()
    assert "nobody has cleared it" not in done.content.decode()
