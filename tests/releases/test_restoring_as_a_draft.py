"""Any save or edition can be restored as a draft; what stood there stays in the history, and nothing public moves."""

import pytest
from django.urls import reverse

from releases import document, earlier, erasure, removal, saves, signoff, uploads
from releases.models import Attachment, Desk, Edition, Release, Topic
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.test_the_history_of_a_release import clock, saved  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(clock):  # noqa: F811
    release = newsdesk.draft()
    saved(release, last_saved_at=NOW)
    clock.shift(60)
    return release


def first(release):
    return f"save-{saves.saves_of(release.pk).order_by('pk').first().pk}"


def restore(release, key=None, **more):
    now = Release.objects.get(pk=release.pk)
    return earlier.restore_as_draft(
        **{"release_id": release.pk, "actor": newsdesk.jo(), "key": key or first(release), "seen_saves": now.saves,
           "reason": "The first was better."} | more
    )  # fmt: skip


def frozen(release):
    return document.freeze(Release.with_text(release.pk))


def test_a_save_becomes_the_working_text_and_what_stood_there_is_in_the_history(release):
    before = frozen(release)
    release.passages.all().delete()
    release.topics.add(newsdesk.TopicFactory(name="Housing"))
    other = Desk.objects.create(name="Night desk", phone="020 7946 0999", email="night@harbourlight.example")
    saved(release, headline="Rewritten", saves=1, desk=other)
    rewritten = frozen(release)
    assert restore(release) == []
    assert frozen(release) == before
    now = Release.objects.get(pk=release.pk)
    assert (now.saves, now.last_editor, now.desk.name, now.state) == (2, newsdesk.jo(), "Press office", "draft")
    kept = [saves.text_of(save).document for save in saves.saves_of(release.pk)]
    assert rewritten in kept
    assert kept[0] == before
    event = release.events.first()
    assert (event.step, event.reason) == ("restored_as_draft", "The first was better.")
    assert event.details["restored"] == first(release)
    assert event.details["sha256"] != event.details["sha256_before"]


def test_what_stood_there_and_had_not_been_kept_is_kept_now(release):
    Release.objects.filter(pk=release.pk).update(headline="Typed past every form")
    restore(release)
    kept = [saves.text_of(save).document["headline"] for save in saves.saves_of(release.pk)]
    assert "Typed past every form" in kept


def test_an_edition_that_was_superseded_comes_back_as_a_draft_and_nothing_public_moves(release, clock):  # noqa: F811
    edition = newsdesk.signed(Release.with_text(release.pk))
    clock.shift(60)
    saved(release, headline="Corrected", saves=1, change="minor")
    corrected = newsdesk.signed(Release.with_text(release.pk))
    clock.shift(60)
    restore(release, "edition-1")
    now = Release.objects.get(pk=release.pk)
    assert now.headline == edition.headline
    assert now.base == corrected
    assert [e.headline for e in Edition.objects.visible(NOW.replace(hour=20))] == ["Corrected"]
    Release.objects.filter(pk=release.pk).update(change="minor")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    seen = signoff.seen(Release.with_text(release.pk))
    with pytest.raises(Refusal, match="someone else has to sign"):
        signoff.sign(release_id=release.pk, actor=newsdesk.jo(), seen=seen)


def test_the_time_of_an_embargo_does_not_come_back_with_an_older_text(release):
    Release.objects.filter(pk=release.pk).update(public_mode="embargo", wanted_at=newsdesk.LIFT, headline="Changed")
    restore(release)
    now = Release.objects.get(pk=release.pk)
    assert (now.public_mode, now.wanted_at) == ("embargo", newsdesk.LIFT)


def test_a_text_that_waited_for_sign_off_is_a_draft_again(release):
    Release.objects.filter(pk=release.pk).update(state="in_review", headline="Changed")
    restore(release)
    assert Release.objects.get(pk=release.pk).state == "draft"


def test_a_file_that_was_erased_stays_erased(release, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    settings.MEDIA_ROOT = str(tmp_path)
    asset = uploads.received(SimpleUploadedFile("z.csv", b"name\n"), actor=None, at=NOW)
    asset.save()
    Attachment.objects.create(release=release, asset=asset, title="A letter", position=1)
    key = f"save-{saved(release, saves=1).details['save']}"
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=[], asset=asset, reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    Release.objects.filter(pk=release.pk).update(headline="Changed")
    assert restore(release, key) == ["The file “A letter” was erased and was left out."]
    assert not release.attachments.exists()


def test_a_topic_that_is_no_more_is_left_out_and_said(release):
    Release.objects.filter(pk=release.pk).update(headline="Changed")
    release.topics.clear()
    Topic.objects.all().delete()
    edition_like = restore(release)
    assert edition_like == []  # the save itself knows the topic no more
    assert Release.objects.get(pk=release.pk).headline != "Changed"


@pytest.mark.parametrize(
    "more, sentence",
    [({"key": "save-999999"}, "not kept"), ({"key": "edition-1"}, "not kept"), ({"reason": " "}, "Give a reason"),
     ({"seen_saves": 7}, "changed after you opened"), ({"key": "now"}, "word for word")],
)  # fmt: skip
def test_what_cannot_be_restored_is_refused_with_a_sentence_and_leaves_nothing(release, more, sentence):
    Release.objects.filter(pk=release.pk).update(headline="Changed")
    before = frozen(release), release.events.count(), saves.saves_of(release.pk).count()
    with pytest.raises(Refusal, match=sentence):
        restore(release, **more)
    assert (frozen(release), release.events.count(), saves.saves_of(release.pk).count()) == before


def test_the_same_text_a_removed_release_and_a_reader_without_the_right_are_refused(release):
    with pytest.raises(Refusal, match="word for word"):
        restore(release)
    with pytest.raises(Refusal, match="may not do this"):
        restore(release, actor=newsdesk.sam())
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Safety.")
    with pytest.raises(Refusal, match="removed for safety"):
        restore(release)


def test_a_withdrawal_has_no_words_to_restore(release, clock):  # noqa: F811
    newsdesk.signed(Release.with_text(release.pk))
    clock.shift(60)
    removal.take_down(release_id=release.pk, actor=newsdesk.jo(), reason=removal.Reason.WRONG)
    with pytest.raises(Refusal, match="not kept"):
        restore(release, "edition-2")
    assert [text.key for text in earlier.texts_of(Release.with_text(release.pk))][1] == "edition-1"


def test_the_page_shows_what_would_change_and_one_press_does_it(client, release):
    Release.objects.filter(pk=release.pk).update(headline="Rewritten", saves=3)
    client.force_login(newsdesk.jo())
    address = reverse("admin:releases_release_restore_as_draft", args=[release.pk, first(release)])
    page = client.get(address).content.decode()
    assert "<del>" in page
    assert 'name="seen_saves" value="3"' in page
    assert Release.objects.get(pk=release.pk).headline == "Rewritten"
    refused = client.post(address, {"seen_saves": 2, "reason": "Better."})
    assert refused.status_code == 409
    assert "changed after you opened this page" in refused.content.decode()
    response = client.post(address, {"seen_saves": 3, "reason": "Better."}, follow=True)
    assert "Restored as a draft. What stood here before is in the history." in response.content.decode()
    assert Release.objects.get(pk=release.pk).headline == release.headline


def test_whoever_may_look_and_not_change_may_not_restore(client, release):
    viewer = newsdesk.person("vera", "Vera", "releases.view_release")
    client.force_login(viewer)
    address = reverse("admin:releases_release_restore_as_draft", args=[release.pk, first(release)])
    assert client.get(address).status_code == 403
    assert "Restore as a draft" not in client.get(
        reverse("admin:releases_release_history", args=[release.pk])).content.decode()  # fmt: skip
