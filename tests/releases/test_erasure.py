"""Erasure: words or a file overwritten everywhere the newsroom keeps them, by two people."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from releases import erasure, removal, uploads
from releases.models import Attachment, Edition, EditionAsset, Release, RetiredAddress
from releases.overwriting import eraser as eraser_of
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
CANARY = "Zarquon Beeblefield"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def eraser(username):
    return newsdesk.person(username, username.title(), *newsdesk.WRITER, "releases.erase")


def dump() -> str:
    """Everything in the database, as text, apostrophes and all."""
    out = io.StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


@pytest.fixture
def release(client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    release = newsdesk.draft(
        headline=f"What {CANARY} told us", slug="what-we-were-told", narrative=f"<p>{CANARY} waited.</p>",
        statement__speaker_kind="protected", statement__speaker_name=CANARY, source=f"Pasted: {CANARY} waited.",
    )  # fmt: skip
    release.notes.update(body="<p>Zarquon <strong>Beeblefield</strong> is not the real name.</p>")
    upload = SimpleUploadedFile("z.csv", f"name\n{CANARY}\n".encode())
    asset = uploads.received(upload, actor=None, at=NOW)
    asset.original_name = f"{CANARY}.csv"
    asset.save()
    Attachment.objects.create(release=release, asset=asset, title=f"Letter of {CANARY}", position=1)
    LogEntry.objects.create(
        user=newsdesk.jo(), content_type=ContentType.objects.get_for_model(Release), object_id=str(release.pk),
        object_repr=f"What {CANARY} told us", action_flag=CHANGE, change_message="Changed.",
    )  # fmt: skip
    client.force_login(newsdesk.jo())
    client.get(reverse("admin:releases_release_change", args=[release.pk]))
    newsdesk.signed(Release.with_text(release.pk))
    return Release.with_text(release.pk)


def test_words_are_gone_from_every_table_and_signed_hashes_stay(release):
    before = Edition.objects.get().sha256
    assert CANARY in dump()
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=[CANARY], reason=f"{CANARY} asked us.")
    done = erasure.carry_out(erasure_id=wish.pk, actor=eraser("tess"))
    text = dump()
    for word in ("Zarquon", "Beeblefield"):
        assert word not in text
    edition = Edition.objects.get()
    assert (edition.sha256, edition.erasures) == (before, 1)
    assert "[removed]" in edition.headline
    assert any("Backups" in line for line in done.report)
    assert done.done


def test_a_file_is_overwritten_where_it_lies(release, tmp_path):
    asset = release.attachments.get().asset
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=[], asset=asset, reason="Court order.")
    erasure.carry_out(erasure_id=wish.pk, actor=eraser("tess"))
    stored = b" ".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Zarquon" not in stored
    asset.refresh_from_db()
    assert asset.original_name == "[removed]"


def test_it_takes_two(release):
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=[CANARY], reason="Asked.")
    for nobody in (eraser("noor"), newsdesk.amira()):
        with pytest.raises(Refusal):
            erasure.carry_out(erasure_id=wish.pk, actor=nobody)
    assert CANARY in dump()


def test_a_refused_wish_keeps_the_text_and_forgets_the_words(release):
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=[CANARY], reason="Asked.")
    refused = erasure.refuse(erasure_id=wish.pk, actor=eraser("tess"))
    assert (refused.done, refused.words) == (False, "[removed]")
    assert CANARY in Edition.objects.get().headline


def test_an_address_that_holds_the_words_asks_for_removal_first_and_is_never_given_out_again(release):
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=["what we were told"], reason="Asked.")
    with pytest.raises(Refusal, match="Remove that release for safety first"):
        erasure.carry_out(erasure_id=wish.pk, actor=eraser("tess"))
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Safety.")
    erasure.carry_out(erasure_id=wish.pk, actor=eraser("tess"))
    assert "what-we-were-told" not in dump()
    assert RetiredAddress.is_retired("what-we-were-told")


@pytest.mark.parametrize("words", [[], ["  "], ["ab"]])
def test_nothing_and_too_little_are_refused_with_a_sentence(release, words):
    with pytest.raises(Refusal):
        erasure.propose(release_id=release.pk, actor=eraser("noor"), words=words, reason="Asked.")


@pytest.mark.parametrize(
    "stored", ["Zarquon  Beeblefield", "zarquon beeblefield", "Zarquon&nbsp;Beeblefield", "<b>Zarquon</b> Beeblefield"]
)
def test_the_words_are_found_however_they_are_written(stored):
    assert "eeblefield" not in eraser_of([CANARY])(f"Said {stored}, again.")


def test_an_erased_file_stays_away_from_pages_whatever_follows(client, release, clock):
    """A later step writes the dates of links anew; the link to what was erased stays void, and no draft shows it."""
    asset = release.attachments.get().asset
    again = uploads.received(SimpleUploadedFile("again.csv", f"name\n{CANARY}\n".encode()), actor=None, at=NOW)
    again.save()
    wish = erasure.propose(release_id=release.pk, actor=eraser("noor"), words=[], asset=asset, reason="Court order.")
    erasure.carry_out(erasure_id=wish.pk, actor=eraser("tess"))
    again.refresh_from_db()
    assert again.original_name == "[removed]"  # the same bytes, uploaded twice
    clock.shift(60)
    Release.objects.filter(pk=release.pk).update(change="minor", headline="Next", last_editor=newsdesk.jo())
    newsdesk.signed(Release.with_text(release.pk))
    assert not EditionAsset.objects.exclude(state="void").exists()
    assert not Edition.objects.visible(NOW + timedelta(hours=1)).get().body["files"]
    with pytest.raises(Refusal):
        removal.restore(release_id=release.pk, actor=newsdesk.amira(), remark="No.")
