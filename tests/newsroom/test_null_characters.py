"""A null character that a form sends is taken out, and the words around it are kept: no door falls over it."""

import pytest
import time_machine
from django.urls import reverse

from releases import approvals, clearance, statements
from releases.models import Approval, Comment, Release, UnsavedText
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
PAGE = "a" * 32


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    return newsdesk.draft(statement__approved=False)


@pytest.fixture
def desk(client):
    client.force_login(newsdesk.jo())
    return client


def at(name, *keys):
    return reverse(f"admin:releases_release_{name}", args=keys)


def sha256(release):
    return statements.of(Release.with_text(release.pk))[0].sha256


def test_a_speakers_wish(client, release):
    token, _ = approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=sha256(release))
    typed = {"surname": "Na\x00ir", "wish": "Say\x00 home.", "answer": "change"}
    assert client.post(f"/approve/{token}/", typed).status_code == 302
    assert Comment.objects.get().text == "Say home."


def test_words_at_the_desk(desk, release):
    desk.post(at("comment", release.pk), {"text": "Which\x00 forces?"})
    assert Comment.objects.get().text == "Which forces?"
    desk.post(at("record_approval", release.pk), {"sha256": sha256(release), "how": "phone", "note": "She\x00 rang."})
    assert Approval.objects.get().note == "She rang."
    desk.post(at("mark_for_clearance", release.pk), {"reason": "A\x00 name."})
    assert clearance.mark_of(Release.objects.get(pk=release.pk)).reason == "A name."


def test_words_that_are_not_saved(desk, release):
    typed = {"page": PAGE, "place": "release", "release": release.pk, "head\x00line": "Two\x00 houses"}
    assert desk.post(at("unsaved"), typed).status_code == 200
    assert ["headline", "Two houses"] in [list(field) for field in UnsavedText.objects.get().fields]
    assert desk.post(at("change", release.pk), {"put_in": "b\x00"}).status_code == 302


def test_a_key_of_thousands_of_digits_is_refused_in_a_sentence(desk, release):
    typed = {"text": "On it.", "passage": "9" * 5000}
    assert "gone from the text" in desk.post(at("comment", release.pk), typed, follow=True).content.decode()
    assert not Comment.objects.exists()
    assert desk.post(at("unsaved"), {"page": PAGE, "place": "release", "release": "9" * 5000}).status_code == 400
