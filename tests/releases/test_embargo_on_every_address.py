"""Not a second early, not a second late: what is public at the instant answers before it as if it did not exist."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile

from releases.models import Asset, Attachment, Release, Topic
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
CANARY = "Canary"


@pytest.fixture
def others():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        newsdesk.signed()


@pytest.fixture
def edition(others):
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(
            embargoed=True,
            headline="Canary headline",
            slug="canary-slug",
            summary="Canary summary.",
            topic=Topic.objects.create(name="Canary topic", slug="canary-topic"),
            statement__speaker_kind="spokesperson",
            statement__spokesperson=newsdesk.SpokespersonFactory(name="Canary Person"),
        )
        asset = Asset(sha256="c" * 64, content_type="application/pdf", size=6, uploaded_at=NOW, original_name="a.pdf")
        asset.file.save("canary", ContentFile(b"Canary"))
        Attachment.objects.create(release=release, asset=asset, title="Canary table", position=1)
        return newsdesk.signed(Release.with_text(release.pk))


def addresses(edition) -> list[str]:
    link = edition.asset_links.get()
    return [
        "/", "/releases/", "/releases/?q=canary", "/releases/?topic=canary-topic", "/releases/?year=2026",
        "/releases/?spokesperson=canary-person", "/releases/?kind=press_release", "/releases/canary-slug/",
        "/releases/canary-slug.txt", "/topics/canary-topic/", "/spokespeople/", "/spokespeople/canary-person/",
        "/feeds/releases.rss", "/feeds/releases.atom", "/feeds/topics/canary-topic.rss",
        "/feeds/topics/canary-topic.atom", "/feeds/spokespeople/canary-person.rss",
        "/feeds/spokespeople/canary-person.atom", "/feeds/kinds/press_release.rss", "/feeds/kinds/press_release.atom",
        f"/files/{link.asset.uuid}/{link.name}", "/sitemap.xml?of=pages", "/sitemap.xml?year=2026",
    ]  # fmt: skip


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def seen(client, places: list[str], at) -> dict[str, tuple[int, dict[str, str], bytes]]:
    with time_machine.travel(at, tick=False):
        return {place: ((r := client.get(place)).status_code, dict(r.items()), body(r)) for place in places}


def test_a_second_before_no_address_differs_from_one_never_used(client, edition):
    places = addresses(edition)
    before = seen(client, places, LIFT - timedelta(seconds=1))
    never = {place: place.replace("canary", "parrot") for place in places}
    as_unused = seen(client, list(never.values()), LIFT - timedelta(seconds=1))
    for place, answer in before.items():
        assert CANARY.encode() not in answer[2], place
        status, headers, text = as_unused[never[place]]
        same_search = text.replace(b"parrot", b"canary")
        if place != never[place]:
            assert (answer[0], answer[2]) == (status, same_search), place
            assert {k: v for k, v in answer[1].items() if k not in ("ETag", "Content-Length")} == {
                k: v for k, v in headers.items() if k not in ("ETag", "Content-Length")
            }, place


def test_at_the_instant_every_address_has_it(client, edition):
    for place, (status, _, text) in seen(client, addresses(edition), LIFT).items():
        assert status == 200, place
        assert b"anary" in text, place


def test_nothing_counts_it_before(client, edition):
    with time_machine.travel(LIFT - timedelta(seconds=1), tick=False):
        html = client.get("/releases/").content.decode()
    assert "1 release." in html
    assert "2026 (1)" in html
    with time_machine.travel(LIFT, tick=False):
        html = client.get("/releases/").content.decode()
    assert "2 releases." in html


def test_a_feed_reader_who_asked_a_second_before_gets_it_at_the_instant(client, edition):
    with time_machine.travel(LIFT - timedelta(seconds=1), tick=False):
        tag = client.get("/feeds/releases.rss")["ETag"]
    with time_machine.travel(LIFT, tick=False):
        response = client.get("/feeds/releases.rss", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert b"Canary headline" in response.content


def test_staff_see_at_public_addresses_what_everyone_sees(client, edition):
    client.force_login(newsdesk.amira())
    for place, (_, headers, text) in seen(client, addresses(edition), LIFT - timedelta(seconds=1)).items():
        assert CANARY.encode() not in text, place
        assert "Cookie" not in headers.get("Vary", "")


def test_a_hidden_address_costs_the_queries_of_one_never_used(
    client, edition, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("helpline.record.KEPT_SECONDS", 3600)
    client.get("/")
    for place in addresses(edition):
        counts = []
        for asked in (place, place.replace("canary", "parrot")):
            newsdesk.forget_what_is_kept()
            with (
                time_machine.travel(LIFT - timedelta(seconds=1), tick=False),
                django_assert_max_num_queries(9) as queries,
            ):
                client.get(asked)
            counts.append([re.sub(r"canary|parrot", "", query["sql"]) for query in queries])
        assert counts[0] == counts[1], place
