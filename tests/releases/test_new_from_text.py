"""New from text: paste, see what was read beside the source, correct it, save it as a draft."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from releases.models import Event, Passage, Release
from tests import newsdesk

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "examples"
PAGE = "admin:releases_release_new_from_text"
TEXT = """Press release

Embargo: 00.01hrs, Tuesday 24 November 2026

Harbourlight opens two houses

Both houses open on Tuesday.

Priya Nair, Director of Services, said:

“We kept a light on.”

ENDS

Notes to editors

1. Neither address is public.
"""


@pytest.fixture
def desk(client):
    client.force_login(newsdesk.jo())
    newsdesk.DeskFactory()
    newsdesk.SpokespersonFactory()
    return client


def fields(html: str) -> dict[str, str]:
    """The form of the second page as a browser would post it unchanged."""
    from html import unescape

    found = {}
    form = html[html.index('class="desk-read"') :]
    for tag in re.findall(r"<input\b[^>]*>", form):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea\b[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        found[name] = unescape(value)
    for name, options in re.findall(r'<select\b[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def read(desk, text):
    return desk.post(reverse(PAGE), {"source": text})


def test_what_was_read_stands_beside_the_source_and_nothing_is_stored_yet(desk):
    page = read(desk, TEXT)
    html = page.content.decode()
    assert "The text as it came" in html
    form = fields(html)
    assert form["headline"] == "Harbourlight opens two houses"
    assert form["embargo_until_0"], form["embargo_until_1"] == ("2026-11-24", "00:01")
    assert form["passages-1-speaker"] == "Priya Nair"
    assert form["passages-1-words"].strip() == "We kept a light on."
    assert form["notes-0-words"].strip() == "Neither address is public."
    assert not Release.objects.exists()


def test_it_is_corrected_and_saved_as_a_draft_with_its_source(desk):
    form = fields(read(desk, TEXT).content.decode())
    response = desk.post(
        reverse(PAGE), form | {"headline": "Harbourlight opens two safe houses", "embargo_confirmed": "on"}
    )
    release = Release.objects.get()
    assert response.url == reverse("admin:releases_release_change", args=[release.pk])
    assert release.headline == "Harbourlight opens two safe houses"
    assert (release.public_mode, release.wanted_at, release.embargo_confirmed) == ("embargo", newsdesk.LIFT, True)
    assert release.source.replace("\r", "") == TEXT
    said = release.passages.get(type="statement")
    assert (said.spokesperson.name, said.speaker_role) == ("Priya Nair", "Director of Services")
    assert release.desk.name == "Press office"
    assert release.last_editor == newsdesk.jo()
    assert Event.objects.get().step == "imported"


def test_an_embargo_line_stops_sign_off_until_a_person_has_confirmed_it(desk):
    desk.post(reverse(PAGE), fields(read(desk, TEXT).content.decode()))
    release = Release.objects.get()
    assert not release.embargo_confirmed
    page = desk.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()
    assert "Embargo: 00.01hrs, Tuesday 24 November 2026" in page
    assert "tick that you have compared the two" in page


def test_a_protected_person_is_said_to_be_one_by_the_editor(desk):
    form = fields(read(desk, TEXT.replace("Priya Nair, Director of Services,", "Kim*")).content.decode())
    desk.post(reverse(PAGE), form | {"passages-1-speaker_kind": "protected"})
    assert Passage.objects.get(type="statement").speaker_kind == "protected"


def test_a_spokesperson_who_is_not_on_the_list_is_refused_with_a_sentence(desk):
    form = fields(read(desk, TEXT.replace("Priya Nair", "Jane Doe")).content.decode())
    page = desk.post(reverse(PAGE), form | {"passages-1-speaker_kind": "spokesperson"})
    assert "There is no spokesperson called “Jane Doe”" in page.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize("text, sentence", [("", "empty"), ("   \n ", "empty"), ("PK\x00\x01\x02", "text")])
def test_what_is_no_text_is_refused_with_a_sentence(desk, text, sentence):
    page = read(desk, text).content.decode()
    assert "errorlist" in page
    assert sentence in page.lower()
    assert not Release.objects.exists()


def test_who_may_not_write_may_not_bring_in(client):
    client.force_login(newsdesk.sam())
    assert client.get(reverse(PAGE)).status_code == 403


@pytest.mark.skipif(not EXAMPLES.exists(), reason="the example release is not beside this checkout")
def test_the_real_release_is_found_already_in_its_fields(desk):
    form = fields(read(desk, (EXAMPLES / "2023-04-06-met-police-vetting.txt").read_text()).content.decode())
    desk.post(reverse(PAGE), form)
    release = Release.objects.get()
    assert str(release.issued_on) == "2023-04-06"
    assert release.kind == "press_release"
    said = release.passages.get()
    assert (said.speaker_name, said.speaker_role) == ("Abigail Ampofo", "Director of Service Delivery")
    assert said.body.count("<p>") == 5
    assert release.notes.count() == 1
    assert release.abouts.get().heading == "About Refuge"
    assert "0808" not in release.passages.get().body + release.abouts.get().body


def test_the_desk_that_was_found_is_shown_and_can_be_changed(desk):
    night = newsdesk.DeskFactory(name="Night desk", email="night@example.org", is_default=False)
    form = fields(read(desk, TEXT).content.decode())
    assert form["desk"] == str(Release._meta.get_field("desk").related_model.objects.get(name="Press office").pk)
    desk.post(reverse(PAGE), form | {"desk": str(night.pk)})
    assert Release.objects.get().desk == night


def test_an_embargo_that_was_not_read_can_be_set_before_anything_is_stored(desk):
    page = read(desk, TEXT.replace("Embargo: 00.01hrs, Tuesday 24 November 2026\n", "")).content.decode()
    assert "No embargo was read in the text" in page
    desk.post(
        reverse(PAGE),
        fields(page) | {"embargo_until_0": "2026-11-24", "embargo_until_1": "00:01", "embargo_confirmed": "on"},
    )
    release = Release.objects.get()
    assert (release.public_mode, release.wanted_at) == ("embargo", newsdesk.LIFT)


def test_a_statement_without_a_speaker_says_so_where_it_stands(desk):
    page = read(desk, TEXT.replace("Priya Nair, Director of Services, said:\n\n", "")).content.decode()
    assert "nobody is named as the speaker" in page
