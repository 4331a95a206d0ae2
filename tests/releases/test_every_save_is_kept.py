"""Every save of a working text is kept whole, by whatever way it came, and can be read as it was that day."""

import io

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from reversion.models import Revision, Version

from releases import batches, document, saves
from releases.models import Attachment, Event, Passage, Release, Spokesperson, Topic
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor
from tests.releases.importing.wxr_files import post
from tests.releases.test_batches import ada, proposed
from tests.releases.test_newsdesk_form import form, inline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    newsdesk.DeskFactory()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def kept(release):
    """The newest save, read back, is the working text as it stands."""
    save = saves.newest(release.pk)
    assert save is not None
    now = Release.with_text(release.pk)
    assert saves.text_of(save) == saves.text_now(now)
    return save


def rich():
    """A release with something of everything that a text can have."""
    release = newsdesk.draft(embargoed=True)
    Passage.objects.create(release=release, position=3, type="statement", speaker_kind="protected",
                           speaker_name="Anna", body="<p>I waited.</p>")  # fmt: skip
    release.abouts.create(position=1, heading="About us", body="<p>We are.</p>")
    return release


def test_a_save_read_back_is_the_text_that_was_saved():
    release = rich()
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW)
    assert kept(release).user == newsdesk.jo()
    assert "Anna" in document.canonical(saves.text_of(kept(release)).document)


def test_what_was_kept_is_read_from_what_was_kept_and_not_from_what_the_rows_say_now():
    release = rich()
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW)
    before = saves.text_of(kept(release)).sha256
    release.passages.all().delete()
    Release.objects.filter(pk=release.pk).update(headline="Another")
    release.notes.update(body="<p>Another.</p>")
    Spokesperson.objects.update(name="Somebody Else")
    assert saves.text_of(saves.newest(release.pk)).sha256 == before


def test_a_person_a_topic_and_a_file_that_are_no_more_break_no_save():
    release = rich()
    asset = release.attachments.model.asset.field.related_model.objects.create(
        file="00/0", sha256="0" * 64, content_type="image/png", size=1, original_name="a", uploaded_at=NOW
    )
    Attachment.objects.create(release=release, asset=asset, title="A letter", position=1)
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=None, at=NOW)
    release.passages.all().delete()
    release.attachments.all().delete()
    release.topics.clear()
    for rows in (Spokesperson.objects.all(), Topic.objects.all(), type(asset).objects.all()):
        rows.delete()
    text = saves.text_of(saves.newest(release.pk))
    assert text.gone == ("A letter",)
    assert text.document["passages"][1]["speaker"]["name"] == "Priya Nair"


def test_a_text_typed_or_pasted_in_the_newsdesk_is_kept(client):
    client.force_login(newsdesk.jo())
    client.post(reverse("admin:releases_release_add"), form())
    kept(Release.objects.get())
    page = reverse("admin:releases_release_new_from_text")
    client.post(page, {
        "source": "Two\n\nThree.", "headline": "Two", "kind": "press_release", "passages-0-type": "text",
        "passages-0-words": "Three.", **inline("passages"), "passages-TOTAL_FORMS": 1, **inline("notes"),
        **inline("abouts"),
    })  # fmt: skip
    release = Release.objects.get(headline="Two")
    kept(release)
    assert release.events.get().step == "imported"
    assert release.events.get().details["save"] == kept(release).pk


def test_a_file_brought_in_by_the_command_is_kept(tmp_path):
    (tmp_path / "a.txt").write_text("Two houses open\n\nBoth open on Tuesday.\n")
    call_command("import_release", str(tmp_path / "a.txt"), stdout=io.StringIO())
    kept(Release.objects.get())


def test_every_release_of_an_old_site_is_kept_and_goes_with_a_batch_that_is_turned_down(tmp_path):
    batch = proposed(tmp_path, post(1, "Two houses"), post(2, "Worked on"))
    for release in Release.objects.all():
        assert kept(release).user == ada()
    Release.objects.filter(headline="Worked on").update(saves=2)
    batches.turn_down(batch_id=batch.pk, actor=ada(), reason="The wrong export")
    assert Revision.objects.count() == 1
    assert "Two houses" not in "".join(Version.objects.values_list("serialized_data", flat=True))


def test_the_event_of_a_save_says_what_changed_before_and_after_and_no_word_of_it(client):
    client.force_login(newsdesk.jo())
    client.post(reverse("admin:releases_release_add"), form())
    release = Release.objects.get()
    first = release.events.get().details
    passage = release.passages.get()
    changes = form(
        seen_saves="1", headline="Canaryhead", slug=release.slug, public_mode="embargo",
        wanted_at_0="2026-11-24", wanted_at_1="00:01",
        **inline("passages", {"id": passage.pk, "release": release.pk, "position": 1, "type": "narrative",
                              "body": "<p>Both open on canaryday.</p>", "attribution": "before"}, initial=1),
    )  # fmt: skip
    response = client.post(reverse("admin:releases_release_change", args=[release.pk]), changes)
    assert response.status_code == 302
    details = release.events.first().details
    assert details["sha256_before"] == first["sha256"] != details["sha256"]
    assert details["changed"] == ["Headline", "Passage 1", "Public"]
    assert details["time"] == {"before": None, "after": "2026-11-24T00:01:00+00:00"}
    assert "canary" not in str(details).lower()


@pytest.mark.parametrize("emptied, is_kept", [({"speaker_role": ""}, True), ({}, False)])
def test_what_a_save_fills_in_is_a_change_though_nobody_typed_it(emptied, is_kept):
    release = newsdesk.draft(
        statement__speaker_kind="spokesperson", statement__spokesperson=newsdesk.SpokespersonFactory()
    )
    Passage.objects.filter(release=release, type="statement").update(
        **{"speaker_name": "Priya Nair", "speaker_role": "Director of Services"} | emptied
    )
    editor = Editor(newsdesk.amira())
    editor.saves(release.pk, editor.opens(release.pk))
    after = Release.objects.get(pk=release.pk)
    assert after.saves == release.saves + is_kept
    assert after.events.filter(step="saved").exists() == is_kept
    assert (after.last_editor == newsdesk.amira()) == is_kept
    assert release.passages.get(type="statement").speaker_role == "Director of Services"
    if is_kept:
        kept(release)
