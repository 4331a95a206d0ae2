"""The desk finds a release by the words of its working text, whatever way they came in, drafts included."""

import pytest
import time_machine
from django.urls import reverse

from releases import desk_search, erasure, signoff
from releases.importing import saving
from releases.importing.text import read_text
from releases.models import Edition, Release, WorkingWords
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.test_newsdesk_form import ADD, errors, form, inline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def found(client, typed: str) -> list[str]:
    """The headlines that the list shows, in its order."""
    client.force_login(newsdesk.jo())
    page = client.get(reverse("admin:releases_release_changelist"), {"q": typed})
    return [release.headline for release in page.context["cl"].result_list]


def brought_in(words: str) -> Release:
    read = read_text(f"{words}\n\nForces were told to look again at every open case.\n\nENDS\n")
    return saving.save(read, actor=newsdesk.jo(), source=words, at=NOW)


def saved(client, release: Release | None = None, **changed: object) -> None:
    """Saved in the form by Jo, as a browser posts it."""
    client.force_login(newsdesk.jo())
    here = reverse("admin:releases_release_change", args=[release.pk]) if release else reverse(ADD)
    saves = {"seen_saves": str(Release.objects.get(pk=release.pk).saves)} if release else {}
    response = client.post(here, form(**saves | changed))
    assert response.status_code == 302, errors(response)


def test_a_draft_is_found_by_its_words_as_soon_as_it_is_brought_in(client):
    release = brought_in("Turnstiles are closed")
    assert found(client, "turnstile") == [release.headline]
    assert found(client, "turnstile forces") == [release.headline]
    assert found(client, "turnstile lighthouse") == []


def test_a_save_in_the_form_changes_what_it_is_found_by(client):
    saved(client, headline="Turnstiles are closed")
    release = Release.objects.get()
    assert found(client, "turnstile tuesday") == ["Turnstiles are closed"]
    kept = {"id": release.passages.get().pk, "release": release.pk, "type": "narrative", "body": "<p>All of it.</p>",
            "attribution": "before"}  # fmt: skip
    saved(client, release, headline="Lighthouses open", slug=release.slug, **inline("passages", kept, initial=1))
    assert found(client, "lighthouse") == ["Lighthouses open"]
    assert found(client, "turnstile") == ["Lighthouses open"]  # its address still says so
    assert found(client, "tuesday") == []


def test_while_it_is_being_corrected_the_words_that_the_public_reads_find_it_too(client):
    release = brought_in("Turnstiles are closed")
    newsdesk.DeskFactory()
    Release.objects.update(desk=newsdesk.DeskFactory(), last_editor=newsdesk.jo(), public_mode="as_signed")
    newsdesk.signed(Release.with_text(release.pk))
    release.passages.update(body="<p>A wholly other sentence.</p>")
    Release.objects.update(change="minor")
    desk_search.index(release.pk)
    assert found(client, "wholly") == found(client, "forces") == [release.headline]
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    text_now = Release.with_text(release.pk)
    signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(text_now))
    assert found(client, "wholly") == [release.headline]
    assert found(client, "forces") == []


def test_an_address_that_is_pasted_finds_its_release(client):
    release = brought_in("Turnstiles are closed")
    brought_in("Turnstiles are closed for good")
    assert found(client, f"https://newsroom.example.org/releases/{release.slug}/") == [release.headline]


def test_a_protected_persons_name_links_no_release_to_another_at_the_desk_either(client):
    release = newsdesk.draft(statement__speaker_kind="protected", statement__speaker_name="Zenobia")
    desk_search.index(release.pk)
    assert found(client, "zenobia") == []
    assert found(client, "step") == [release.headline]


def test_what_is_typed_is_words_and_never_a_query(client):
    release = brought_in("Turnstiles are closed")
    for typed in ('turnstiles" OR "x', "turnstiles*", "(turnstiles", "turnstiles & !x", "NEAR(", "'; --", "%", "__"):
        assert found(client, typed) in ([], [release.headline])


def test_erased_words_find_nothing_however_they_were_spelled(client):
    release = brought_in("O’Brien’s turnstiles are closed")
    release.passages.update(body="<p>Ann O’Brien spoke. <b>Zar</b>quon too.</p>")
    desk_search.index(release.pk)
    assert "obrien" in WorkingWords.objects.get(pk=release.pk).words
    Release.objects.update(slug="turnstiles")
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=["O'Brien", "Zarquon"], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    assert found(client, "obrien") == found(client, "zar") == []
    assert "removed" in WorkingWords.objects.get(pk=release.pk).words
    assert len(found(client, "spoke")) == 1


def test_what_the_public_searches_knows_no_draft(client):
    brought_in("Turnstiles are closed")
    assert "Turnstiles" not in client.get("/releases/?q=turnstiles").content.decode()
    assert not Edition.objects.exists()
