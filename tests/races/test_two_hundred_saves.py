"""Two hundred people press save at one moment: nothing is lost, and whoever is refused reads both texts.

Saves that follow each other, each on the text before it, are in test_a_save_at_the_desk.py.
"""

import uuid
from html import unescape

import pytest
import time_machine
from django.urls import reverse
from reversion.models import Version

from releases.models import Event, Passage, Release, UnsavedText
from tests import newsdesk
from tests.races.desk import Editor, Page
from tests.races.together import all_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE = 200
PATIENCE = 600.0  # seconds: two hundred pages are drawn by one process of Python


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def nothing_is_remembered(monkeypatch):
    """Each test client would copy the context of every template that any of the two hundred draws."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)


@pytest.fixture
def release():
    release = newsdesk.draft(headline="Text", statement=False)
    Editor().saves(release.pk, Editor().opens(release.pk), summary="As everybody opened it.")
    return release


def presses_save(editor, release, form, words):
    """What the page says, and whether it was saved. Anything but a save or a refusal is an error."""
    typed = {"headline": words, "passages-0-body": f"<p>Written by {words}.</p>", "page": uuid.uuid4().hex}
    answer = editor.client.post(reverse("admin:releases_release_change", args=[release.pk]), form | typed)
    assert answer.status_code in (200, 302), answer.status_code
    return answer.status_code == 302, unescape(answer.content.decode())


def both_are_shown(page, mine, theirs):
    """The words of each side as the comparison shows them, and mine in the form as well."""
    shown = (
        page.split('id="both-texts"')[1].split('class="desk-choices"')[0].replace("<mark>", "").replace("</mark>", "")
    )
    assert f"Written by {mine}." in shown
    assert f"Written by {theirs}." in shown
    assert "Nothing of yours has been saved, and nothing is lost" in shown
    assert Page(page).data["headline"] == mine


def test_one_of_two_hundred_is_saved_and_the_others_lose_no_word(release):
    form = Editor().opens(release.pk)
    editors = [Editor(newsdesk.person(f"editor{n}", f"Editor{n}", *newsdesk.WRITER)) for n in range(PEOPLE)]
    acts = [lambda n=n: presses_save(editors[n], release, form, f"Text {n}") for n in range(PEOPLE)]
    outcomes = all_at_once(acts, PATIENCE)
    saved = [n for n, (was_saved, _) in enumerate(outcomes) if was_saved]
    assert len(saved) == 1
    stored = Release.objects.get(pk=release.pk)
    assert (stored.headline, stored.saves) == (f"Text {saved[0]}", 2)
    assert Passage.objects.get(release=release).body == f"<p>Written by Text {saved[0]}.</p>"
    assert Event.objects.filter(release=release, step="saved").count() == 2
    assert Version.objects.get_for_object(release).count() == 2
    for n, (was_saved, page) in enumerate(outcomes):
        if not was_saved:
            both_are_shown(page, f"Text {n}", f"Text {saved[0]}")
    kept = {row.user.username: dict(row.fields)["headline"] for row in UnsavedText.objects.select_related("user")}
    assert kept == {f"editor{n}": f"Text {n}" for n in range(PEOPLE) if n != saved[0]}
