"""A document holds everything public of a release, and gives the working text back."""

import json

import pytest
from django.core.files.base import ContentFile

from releases import document
from releases.models import About, Asset, Attachment, Release
from tests import newsdesk

pytestmark = pytest.mark.django_db


def full() -> Release:
    release = newsdesk.draft()
    About.objects.create(release=release, heading="About Harbourlight", body="<p>Harbourlight keeps a light on.</p>")
    for shown, kind in (("picture", "image/png"), ("file", "application/pdf")):
        asset = Asset.objects.create(
            file=ContentFile(b"bytes", "x"), sha256="0" * 64, content_type=kind, size=5, width=4, height=3,
            original_name="IMG_0001 Jane at home.png", uploaded_at=newsdesk.NOW,
        )  # fmt: skip
        Attachment.objects.create(
            release=release,
            asset=asset,
            shown=shown,
            title=f"The {shown}",
            alternative_text="A harbour",
            caption="At dawn",
        )
    release.passages.create(
        position=3,
        type="statement",
        speaker_kind="protected",
        speaker_name="Kim",
        body="<p>I rang.</p>",
        lead_in="Kim*:",
    )
    return Release.with_text(release.pk)


def test_thawing_gives_back_what_was_frozen():
    release = full()
    frozen = document.freeze(release)
    release.passages.all().delete()
    release.notes.all().delete()
    document.thaw(release, frozen)
    assert document.freeze(Release.with_text(release.pk)) == frozen


def test_it_is_canonical_json_with_a_format_number():
    text = document.canonical(document.freeze(full()))
    assert json.loads(text)["format"] == 1
    assert document.canonical(json.loads(text)) == text


def test_public_names_of_files_come_from_titles_and_never_from_uploads():
    text = document.canonical(document.freeze(full()))
    assert "the-picture.png" in text
    assert "the-file.pdf" in text
    assert "Jane" not in text


def test_statements_are_numbered_and_carry_the_words_for_their_speaker():
    frozen = document.freeze(full())
    said = [p for p in frozen["passages"] if p["type"] == "statement"]
    assert [p["number"] for p in said] == [1, 2]
    assert said[0]["speaker"] == {
        "kind": "spokesperson", "name": "Priya Nair", "role": "Director of Services", "spokesperson": "priya-nair",
    }  # fmt: skip
    assert said[0]["paragraphs"] == ["This is a first step.", "It cannot be the last."]
    assert said[1]["speaker"]["spokesperson"] is None


def test_the_old_release_keeps_the_old_title_when_the_role_changes():
    edition = newsdesk.signed()
    person = newsdesk.SpokespersonFactory()
    person.roles.update(title="Chief executive")
    person.name = "Priya Nair-Jones"
    person.save()
    edition.refresh_from_db()
    assert edition.body["passages"][1]["speaker"]["name"] == "Priya Nair"
    assert edition.body["passages"][1]["speaker"]["role"] == "Director of Services"
