"""Narrower pictures: made on the way in, shown on the page, and behind the same gate as the whole."""

import re
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as configured
from django.urls import reverse

from releases import erasure, uploads
from releases.models import Asset, Attachment, Release, Rendition
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.uploading.makers import drawing, encoded, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    def make(width: int = 1200, **traits):
        with time_machine.travel(NOW, tick=False):
            release = newsdesk.draft(**traits)
            asset = uploads.store(asset=sent("photo.jpg", encoded(drawing(width, width // 2), "JPEG")))
            Attachment.objects.create(
                release=release, asset=asset, title="Two houses", shown="picture", alternative_text="Two", position=1
            )
            return newsdesk.signed(Release.with_text(release.pk))

    return make


def get(client, address, at=NOW):
    with time_machine.travel(at, tick=False):
        response = client.get(address)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def named_in(html: str) -> list[str]:
    """Every address of a file that the page names."""
    return sorted(set(re.findall(r"/files/[^\s\",]+", unescape(html))))


def test_every_picture_that_the_page_names_is_there_in_the_type_it_says(client, edition):
    edition()
    page = get(client, f"/releases/{Release.objects.get().slug}/").body.decode()
    addresses = named_in(page)
    assert [re.sub(r"/files/[^/]+", "", address) for address in addresses] == [
        "/480/two-houses.avif", "/480/two-houses.jpg", "/960/two-houses.avif", "/960/two-houses.jpg", "/two-houses.jpg"
    ]  # fmt: skip
    for address in addresses:
        response = get(client, address)
        assert response.status_code == 200
        assert response["Content-Type"] == ("image/avif" if address.endswith("avif") else "image/jpeg")
        assert response["Content-Disposition"].startswith("inline")
        assert "sandbox" in response["Content-Security-Policy"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["ETag"] != '""'
    assert 'width="1200" height="600"' in page


def test_a_narrow_picture_is_offered_as_it_is(client, edition):
    edition(width=400)
    page = get(client, f"/releases/{Release.objects.get().slug}/").body.decode()
    assert "srcset" not in page
    assert not Rendition.objects.exists()


def test_feeds_and_previews_keep_the_plain_picture(client, edition):
    edition()
    for feed in ("/feeds/releases.rss", "/feeds/releases.atom"):
        assert "srcset" not in get(client, feed).body.decode()
        assert f"/files/{Asset.objects.get().uuid}/two-houses.jpg" in get(client, feed).body.decode()
    with time_machine.travel(NOW, tick=False):
        client.force_login(newsdesk.jo())
    assert (
        "srcset"
        not in get(client, reverse("admin:releases_release_preview", args=[Release.objects.get().pk])).body.decode()
    )


def test_they_are_hidden_and_lifted_with_the_whole(client, edition):
    edition(embargoed=True)
    uuid = Asset.objects.get().uuid
    never = get(client, "/files/00000000-0000-4000-8000-000000000000/480/two-houses.avif")
    for name in ("two-houses.avif", "two-houses.jpg", "other.avif", "two-houses.pdf"):
        hidden = get(client, f"/files/{uuid}/480/{name}")
        assert (hidden.status_code, hidden.body, dict(hidden.items())) == (404, never.body, dict(never.items()))
    assert get(client, f"/files/{uuid}/480/two-houses.avif", LIFT).status_code == 200


def test_other_widths_types_and_names_are_not_made_up(client, edition):
    edition()
    uuid = Asset.objects.get().uuid
    for address in (
        f"/files/{uuid}/481/two-houses.avif",
        f"/files/{uuid}/480/two-houses.png",
        f"/files/{uuid}/480/two",
    ):
        assert get(client, address).status_code == 404
    moved = get(client, f"/files/{uuid}/480/older-title.avif")
    assert (moved.status_code, moved["Location"]) == (301, f"/files/{uuid}/480/two-houses.avif")


def test_where_none_was_made_the_whole_is_sent_as_what_it_is(client, edition):
    edition()
    Rendition.objects.all().delete()
    response = get(client, f"/files/{Asset.objects.get().uuid}/480/two-houses.avif")
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")


def test_no_stored_name_says_what_it_is_and_none_is_an_address(client, edition):
    edition()
    stored = [one.file.name for one in (*Asset.objects.all(), *Rendition.objects.all())]
    assert len(set(stored)) == 5
    for name in stored:
        assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", name)
        assert (Path(configured.MEDIA_ROOT) / name).stat().st_mode & 0o007 == 0
        for before in (
            "/",
            "/media/",
            configured.MEDIA_URL,
            "/files/",
            "/behind-the-gate/",
            "/static/",
            "/static/../media/",
        ):
            assert get(client, before + name).status_code == 404


def test_an_erased_picture_is_gone_in_every_width(client, edition):
    edition()
    stored = [Path(one.file.path) for one in (*Asset.objects.all(), *Rendition.objects.all())]
    noor, tess = (newsdesk.person(name, name.title(), *newsdesk.WRITER, "releases.erase") for name in ("noor", "tess"))
    wish = erasure.propose(
        release_id=Release.objects.get().pk, actor=noor, words=[], asset=Asset.objects.get(), reason="Court order."
    )
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    assert [path.read_bytes() for path in stored if path.exists()] == [b"[removed]"]  # in the place of the whole
    assert not Rendition.objects.exists()
