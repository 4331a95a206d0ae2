"""Queries on every public page: few, and the same with 10 releases and with many (DESIGN.md, section 8)."""

from datetime import timedelta

import pytest
import time_machine

from releases.models import Edition, EditionSpeaker, EditionTopic, Release
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
MANY = 10_000
BUDGET = {
    "/": 4, "/releases/": 5, "/releases/?page=2": 5, "/releases/?q=reached": 5, "/releases/?topic=policing": 5,
    "/releases/{slug}/": 3, "/releases/{slug}.txt": 3, "/topics/policing/": 5, "/spokespeople/": 4,
    "/spokespeople/priya-nair/": 6, "/feeds/releases.rss": 3, "/feeds/releases.atom": 3,
    "/feeds/topics/policing.rss": 3, "/feeds/spokespeople/priya-nair.rss": 3, "/feeds/kinds/press_release.rss": 3,
    "/sitemap.xml": 1, "/sitemap.xml?year=2026": 1, "/privacy/": 3, "/no-such-page/": 3,
}  # fmt: skip


def add(count: int, like: Edition) -> None:
    """Copies of an edition and its links, written straight to the tables: what they say does not matter here."""
    start = Release.objects.count()
    releases = Release.objects.bulk_create(
        Release(slug=f"copy-{start + n}", feed_id=f"copy-{start + n}", headline="Copy", desk=like.desk)
        for n in range(count)
    )
    instants = [NOW - timedelta(hours=9 * n) for n in range(1, count + 1)]
    gates = [{"state": "signed", "public_at": i, "first_public_at": i, "year": i.year} for i in instants]
    columns = {
        f.name: getattr(like, f.name)
        for f in Edition._meta.fields
        if f.name not in {"id", "release", "slug", *gates[0]}
    }
    editions = Edition.objects.bulk_create(
        Edition(release=release, slug=release.slug, **gate, **columns)
        for release, gate in zip(releases, gates, strict=True)
    )
    topic, speaker = like.topic_links.get().topic, like.speaker_links.get().spokesperson
    pairs = list(zip(editions, gates, strict=True))
    EditionTopic.objects.bulk_create(EditionTopic(edition=e, topic=topic, **gate) for e, gate in pairs)
    EditionSpeaker.objects.bulk_create(EditionSpeaker(edition=e, spokesperson=speaker, **gate) for e, gate in pairs)


@pytest.fixture
def edition():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed()


def used(client, slug: str, captured) -> dict[str, int]:
    counts = {}
    for address in BUDGET:
        newsdesk.forget_what_is_kept()
        with captured() as queries:
            assert client.get(address.format(slug=slug)).status_code in (200, 404)
        counts[address] = len(queries)
    return counts


def test_pages_stay_within_their_budget_however_many_releases_there_are(
    client, edition, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("helpline.record.KEPT_SECONDS", 3600)  # warm, however slow the machine

    def captured():
        return django_assert_max_num_queries(9)

    with time_machine.travel(NOW, tick=False):
        client.get("/")  # the helpline's record is warm
        add(40, edition)
        few = used(client, edition.slug, captured)
        assert {a: n for a, n in few.items() if n > BUDGET[a]} == {}
        add(MANY, edition)
        assert used(client, edition.slug, captured) == few
