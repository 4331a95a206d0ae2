"""The form of a release: saved whole, kept whole, and refused with a sentence."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from reversion.models import Version

from releases.models import Event, Release
from tests import newsdesk
from tests.releases.uploading.makers import word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client):
    client.force_login(newsdesk.jo())
    newsdesk.DeskFactory()
    return client


def inline(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for index, row in enumerate(rows):
        data |= {f"{prefix}-{index}-{name}": value for name, value in row.items()}
    return data


def form(**changes):
    return {
        "headline": "Harbourlight opens two houses", "summary": "", "kind": "press_release", "language": "en-GB",
        "slug": "", "public_mode": "as_signed", "wanted_at_0": "", "wanted_at_1": "", "issued_on": "",
        "desk": newsdesk.DeskFactory().pk, "seen_saves": "0",
        **inline("passages", {"position": "", "type": "narrative", "body": "<p>Both open on Tuesday.</p>",
                              "attribution": "before"}),
        **inline("notes"), **inline("abouts"), **inline("attachments"),
    } | changes  # fmt: skip


def errors(response):
    return " ".join(str(e) for f in [response.context["adminform"].form] for e in f.errors.values()) + " ".join(
        str(fs.formset.errors) for fs in response.context["inline_admin_formsets"]
    )


ADD = "admin:releases_release_add"


def test_a_save_is_kept_with_its_editor_and_an_address_made_of_the_headline(desk):
    response = desk.post(reverse(ADD), form())
    assert response.status_code == 302, errors(response)
    release = Release.objects.get()
    assert release.slug == "harbourlight-opens-two-houses"
    assert release.last_editor == newsdesk.jo()
    assert release.saves == 1
    assert Event.objects.get(step="saved").actor == newsdesk.jo()
    assert Version.objects.get_for_object(release).count() == 1
    assert Version.objects.get_for_object(release.passages.get()).count() == 1


def test_a_stale_save_is_refused_and_both_texts_are_shown(desk):
    release = newsdesk.draft(narrative="<p>Theirs, as stored.</p>", statement=False)
    Release.objects.filter(pk=release.pk).update(saves=5, last_editor=newsdesk.amira(), last_saved_at=newsdesk.NOW)
    passage = release.passages.get()
    mine = {"id": passage.pk, "release": release.pk, "position": 1, "type": "narrative", "body": "<p>Mine, typed.</p>",
            "attribution": "before"}  # fmt: skip
    note = release.notes.get()
    data = form(
        slug=release.slug, seen_saves="4", **inline("passages", mine, initial=1),
        **inline("notes", {"id": note.pk, "release": release.pk, "position": 1, "body": note.body}, initial=1),
    )  # fmt: skip
    page = desk.post(reverse("admin:releases_release_change", args=[release.pk]), data).content.decode()
    assert "Amira Test saved this release" in page
    assert "Theirs, as stored." in page
    assert "Mine, typed." in page
    assert release.passages.get().body == "<p>Theirs, as stored.</p>"


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"public_mode": "embargo", "wanted_at_0": "2026-11-24", "wanted_at_1": "00:00"}, "Enter 00:01"),
        ({"public_mode": "embargo", "wanted_at_0": "2026-11-24", "wanted_at_1": "09:00:30"}, "whole minutes"),
        ({"public_mode": "embargo"}, "Enter the day and the time"),
        ({"wanted_at_0": "2026-11-24", "wanted_at_1": "09:00"}, "as soon as it is signed off"),
        ({"public_mode": "at_set_time", "wanted_at_0": "2027-03-28", "wanted_at_1": "01:30"}, "01:30"),
        ({"public_mode": "at_set_time", "wanted_at_0": "2027-10-31", "wanted_at_1": "01:30"}, "01:30"),
    ],
)
def test_a_time_that_cannot_be_meant_is_refused_with_a_sentence(desk, changes, sentence):
    response = desk.post(reverse(ADD), form(**changes))
    assert response.status_code == 200
    assert sentence in errors(response)
    assert not Release.objects.exists()


def test_a_time_is_typed_and_shown_in_london_whatever_the_season(desk):
    for day, utc_hour in (("2027-06-01", 8), ("2026-12-01", 9)):
        data = form(public_mode="embargo", wanted_at_0=day, wanted_at_1="09:00", headline=f"For {day}")
        assert desk.post(reverse(ADD), data).status_code == 302
        assert Release.objects.get(headline=f"For {day}").wanted_at.hour == utc_hour


def test_passages_are_numbered_as_the_editor_ordered_them(desk):
    rows = [{"position": p, "type": "narrative", "body": f"<p>{w}</p>", "attribution": "before"}
            for p, w in (("2", "second"), ("1", "first"), ("", "third"))]  # fmt: skip
    assert desk.post(reverse(ADD), form(**inline("passages", *rows))).status_code == 302
    bodies = list(Release.objects.get().passages.values_list("position", "body"))
    assert bodies == [(1, "<p>first</p>"), (2, "<p>second</p>"), (3, "<p>third</p>")]


def test_a_spokespersons_name_and_role_are_copied_as_they_were_on_the_day(desk):
    person = newsdesk.SpokespersonFactory()
    row = {"type": "statement", "speaker_kind": "spokesperson", "spokesperson": person.pk, "body": "<p>Said.</p>",
           "attribution": "before"}  # fmt: skip
    assert desk.post(reverse(ADD), form(**inline("passages", row))).status_code == 302
    said = Release.objects.get().passages.get()
    assert (said.speaker_name, said.speaker_role) == ("Priya Nair", "Director of Services")


def test_a_release_is_never_deleted_at_the_desk(desk):
    release = newsdesk.draft()
    assert desk.post(reverse("admin:releases_release_delete", args=[release.pk]), {"post": "yes"}).status_code == 403
    assert Release.objects.filter(pk=release.pk).exists()


def test_a_reader_of_the_desk_without_rights_is_refused(client):
    client.force_login(newsdesk.sam())
    release = newsdesk.draft()
    for name in ("change", "preview", "preview_text", "preview_feed", "sign_off"):
        assert client.get(reverse(f"admin:releases_release_{name}", args=[release.pk])).status_code == 403


def test_the_change_form_says_how_it_stands(desk, clock):
    edition = newsdesk.signed(embargoed=True)
    address = reverse("admin:releases_release_change", args=[edition.release_id])
    assert "Embargoed until 00:01 GMT, Tuesday 24 November 2026." in desk.get(address).content.decode()
    clock.move_to(newsdesk.LIFT + timedelta(minutes=2))
    client_page = desk.get(address).content.decode()
    assert "Public since 12.01am." in client_page


def test_the_editor_is_told_what_was_taken_out_of_a_file(desk):
    row = {"shown": "file", "title": "Figures", "upload": SimpleUploadedFile("figures.docx", word())}
    response = desk.post(reverse(ADD), form(**inline("attachments", row)), follow=True)
    assert "Taken out of the file “Figures”" in response.content.decode()
    assert "author “Jane Doe”; last editor “John Roe”." in response.content.decode()
