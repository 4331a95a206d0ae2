"""Files through the gate, and the sitemap."""

import re
import uuid

import pytest
import time_machine
from django.core.files.base import ContentFile

from releases import sitemaps
from releases.models import Asset, Attachment, Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def attach():
    def make(content_type: str, title: str = "A table", **traits) -> tuple[str, Asset]:
        with time_machine.travel(NOW, tick=False):
            release = newsdesk.draft(**traits)
            asset = Asset(
                sha256="ab" * 32, content_type=content_type, size=5, uploaded_at=NOW, original_name="secret.x"
            )
            asset.file.save("a", ContentFile(b"bytes"))
            Attachment.objects.create(release=release, asset=asset, title=title, position=1)
            edition = newsdesk.signed(Release.with_text(release.pk))
        return f"/files/{asset.uuid}/{edition.asset_links.get().name}", asset

    return make


def get(client, address: str, **headers: str):
    with time_machine.travel(NOW, tick=False):
        response = client.get(address, headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content  # and close it
    return response


def test_a_file_is_served_as_what_it_is_and_may_not_act_as_a_page(client, attach):
    address, _ = attach("application/pdf")
    response = get(client, address)
    assert response.body == b"bytes"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="a-table.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, max-age=49, s-maxage=49, must-revalidate"
    assert "Last-Modified" not in response


@pytest.mark.parametrize(
    "content_type, disposition",
    [("image/png", "inline"), ("image/jpeg", "inline"), ("text/csv", "attachment"), ("text/html", "attachment"),
     ("image/svg+xml", "attachment")],
)  # fmt: skip
def test_only_pictures_and_pdf_open_in_the_browser(client, attach, content_type, disposition):
    assert get(client, attach(content_type)[0])["Content-Disposition"].startswith(disposition)


def test_the_tag_of_a_file_is_its_hash(client, attach):
    address, asset = attach("image/png")
    assert get(client, address)["ETag"] == f'"{asset.sha256}"'
    known = get(client, address, **{"if-none-match": f'W/"{asset.sha256}"'})
    assert known.status_code == 304
    assert known.body == b""
    assert "Content-Length" not in known


def test_under_another_name_the_way_to_the_public_one_is_shown(client, attach):
    address, asset = attach("image/png")
    response = get(client, f"/files/{asset.uuid}/old-name.png")
    assert (response.status_code, response["Location"]) == (301, address)


def test_the_name_as_uploaded_is_never_public(client, attach):
    address, _ = attach("image/png")
    assert "secret" not in address + str(get(client, address).headers)


def test_a_file_of_a_hidden_edition_is_as_one_never_stored(client, attach):
    address, asset = attach("image/png", embargoed=True)
    hidden, never = get(client, address), get(client, f"/files/{uuid.uuid4()}/a-table.png")
    assert (hidden.status_code, hidden.content, dict(hidden.items())) == (404, never.content, dict(never.items()))
    assert get(client, f"/files/{asset.uuid}/old-name.png").status_code == 404
    with time_machine.travel(LIFT, tick=False):
        assert b"".join(client.get(address).streaming_content) == b"bytes"


def test_a_file_that_two_editions_name_differently_has_only_visible_names(client, attach):
    _, asset = attach("image/png", title="Visible name")
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(embargoed=True)
        Attachment.objects.create(release=release, asset=asset, title="Canary name", position=1)
        newsdesk.signed(Release.with_text(release.pk))
    response = get(client, f"/files/{asset.uuid}/canary-name.png")
    assert response["Location"] == f"/files/{asset.uuid}/visible-name.png"


def test_nothing_under_media_root_is_served_by_path(client, attach, settings):
    _, asset = attach("image/png")
    for address in (settings.MEDIA_URL, "/media/", "/"):
        assert get(client, f"{address}{asset.file.name}").status_code == 404


def test_a_file_that_is_lost_is_not_found(client, attach):
    address, asset = attach("image/png")
    asset.file.storage.delete(asset.file.name)
    assert get(client, address).status_code == 404


def test_the_sitemap_leads_to_every_public_page(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PAGE", 2)
    with time_machine.travel(NOW, tick=False):
        slugs = {newsdesk.signed().slug for _ in range(3)}
        index = client.get("/sitemap.xml").content.decode()
        found = []
        for address in re.findall(r"<loc>http://testserver(.*?)</loc>", index):
            page = client.get(address.replace("&amp;", "&"))
            assert page.status_code == 200
            found += re.findall(r"<loc>http://testserver(.*?)</loc>", page.content.decode())
        assert {f"/releases/{slug}/" for slug in slugs} <= set(found)
        assert {"/", "/releases/", "/topics/policing/", "/spokespeople/priya-nair/", "/privacy/"} <= set(found)
        for address in found:
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("query", ["year=1999", "year=x", "year=2026&page=0", "year=2026&page=99", "year=2026&page=x"])
def test_a_page_of_the_sitemap_that_is_not_there_is_not_found(client, query):
    assert get(client, f"/sitemap.xml?{query}").status_code == 404
