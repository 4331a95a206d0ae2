"""The page behind a link to a statement is kept by nobody, found by nobody, and answered from nowhere else."""

import pytest
import time_machine

from releases import approvals, removal, statements
from releases.models import Approval, Release
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    return newsdesk.draft(statement__approved=False)


@pytest.fixture
def address(release):
    said = statements.of(Release.with_text(release.pk))[0]
    return f"/approve/{approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=said.sha256)[0]}/"


def test_no_cache_index_referrer_or_cookie(client, address):
    open_, answered = client.get(address), client.post(address, {"surname": "Nair", "answer": "approve"})
    for page in (open_, answered, client.get(address)):
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert page["Referrer-Policy"] == "no-referrer"
        assert not page.cookies
        assert "Cookie" not in page.get("Vary", "")
    assert "<title>Your words" in open_.content.decode()
    assert 'rel="canonical"' not in open_.content.decode()
    assert "approve" not in client.get("/robots.txt").content.decode()
    assert "approve" not in client.get("/sitemap.xml?of=pages").content.decode()


def test_each_opening_is_answered_anew_and_never_from_what_is_kept(client, release, address):
    assert client.get(address).status_code == 200
    release.passages.filter(type="statement").update(body="<p>Other words.</p>")
    assert client.get(address).status_code == 410


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_that_was_never_given_out_is_a_name_never_used(client, method):
    page, never = getattr(client, method)("/approve/never-given-out/"), client.get("/never/")
    assert (page.status_code, page.content, sorted(page.items())) == (404, never.content, sorted(never.items()))


def test_the_link_to_a_release_that_was_removed_is_a_name_never_used(client, release, address):
    newsdesk.signed(release)
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Someone was recognised.")
    assert client.get(address).status_code == 404
    assert client.post(address, {"surname": "Nair", "answer": "approve"}).status_code == 404


@pytest.mark.parametrize(
    "headers, taken",
    [
        ({}, True), ({"origin": "null"}, True), ({"origin": "http://testserver"}, True),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, True), ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "same-site"}, False), ({"sec-fetch-site": "none"}, False),
        ({"origin": "https://elsewhere.example"}, False), ({"origin": "http://testserver.elsewhere.example"}, False),
    ],
)  # fmt: skip
def test_an_answer_from_another_site_is_not_taken(client, address, headers, taken):
    page = client.post(address, {"surname": "Nair", "answer": "approve"}, headers=headers)
    assert page.status_code == (302 if taken else 409)
    assert Approval.objects.exists() is taken
    assert taken or "did not come from this page" in page.content.decode()


def test_it_needs_no_csrf_cookie_and_reads_none(address):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, {"surname": "Nair", "answer": "approve"}).status_code == 302


def test_staff_are_answered_there_as_anyone(client, address):
    stranger = client.get(address).content
    client.force_login(newsdesk.amira())
    assert client.get(address).content == stranger


def test_a_speakers_own_markup_is_words(client, address, release):
    client.post(address, {"surname": "Nair", "answer": "change", "wish": "<script>alert(1)</script> & more"})
    client.force_login(newsdesk.jo())
    page = client.get(f"/admin/releases/release/{release.pk}/sign-off/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in page
