"""A newsroom of COUNT releases, with the words of one real one: `python -m bench.building COUNT`, as DATABASE_URL says.

One release goes through the steps; the others are copies of its edition, written in bulk with a headline, an address,
an instant, a topic and a speaker of their own. One in ten has been corrected, one in a hundred waits for its embargo,
one in a hundred is a draft, and a few wait for sign-off. Each has a working text: the desk has as much to search.
"""

import itertools
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django

TOPICS = 12
SPEAKERS = 8
HOURS_APART = 9  # so 10,000 releases reach ten years back
AT_A_TIME = 1000
DRAFT = 98  # of each hundred
PARAGRAPHS = [
    "<p>Forces were told to look again at every open case, and to say by the spring what they found.</p>",
    "<p>More than one in three who asked for a place last year were turned away because there was none.</p>",
    "<p>The announcement does not say where the money is to come from, nor who is to be asked first.</p>",
]


def build(count: int) -> None:
    """Fill an empty, migrated database."""
    from django.db import connection

    from releases.models import Edition
    from tests import newsdesk

    newsdesk.organisation()
    topics = [newsdesk.TopicFactory(name=f"Topic {n}") for n in range(TOPICS)]
    people = [newsdesk.SpokespersonFactory(name=f"Person Number {n}") for n in range(SPEAKERS)]
    like = newsdesk.signed(narrative="".join(PARAGRAPHS * 4), topic=topics[0])
    for first in range(0, count - 1, AT_A_TIME):
        _copies(like, first, min(AT_A_TIME, count - 1 - first), topics, people)
    with connection.cursor() as cursor:
        # PostgreSQL does this by itself within a minute; a benchmark does not wait for it.
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
    print(f"{Edition.objects.count()} editions")  # noqa: T201


def _copies(like: Any, first: int, count: int, topics: list[Any], people: list[Any]) -> None:
    from django.db import transaction

    from releases import desk_search, search
    from releases.models import Edition, EditionSpeaker, EditionTopic, Release

    now = datetime.now(UTC)
    releases = Release.objects.bulk_create(
        Release(
            slug=f"release-{n}", feed_id=f"bench-{n}", headline=f"Announcement {n}", desk=like.desk, saves=1,
            last_editor=like.release.last_editor, last_saved_at=now - timedelta(hours=HOURS_APART * n),
            state="in_review" if n % 5000 == 98 else "draft",
        )
        for n in range(first, first + count)
    )  # fmt: skip
    signed = [release for release in releases if int(release.slug.rpartition("-")[2]) % 100 != DRAFT]
    rows = [_edition(like, release, **columns) for release in signed for columns in _editions(release)]
    with transaction.atomic():
        _working_texts(like, releases, topics)
        editions = Edition.objects.bulk_create(rows, batch_size=AT_A_TIME)
        for edition in editions:
            search.index(edition)
        # A few topics are common and most are rare, as in life.
        EditionTopic.objects.bulk_create(
            EditionTopic(edition=e, topic=topics[_rank(e.release_id, TOPICS)], **_gate(e)) for e in editions
        )
        EditionSpeaker.objects.bulk_create(
            EditionSpeaker(edition=e, spokesperson=people[_rank(e.release_id // 7, SPEAKERS)], **_gate(e))
            for e in editions
        )
        for edition in editions:
            edition.release.base = edition
        Release.objects.bulk_update(signed, ["base"], batch_size=AT_A_TIME)
        desk_search.index_all(release.pk for release in releases)


def _working_texts(like: Any, releases: list[Any], topics: list[Any]) -> None:
    from releases.models import NoteToEditors, Passage, Release

    for model, rows in (
        (Passage, like.release.passages.all()),
        (NoteToEditors, like.release.notes.all()),
        (Release.topics.through, [Release.topics.through(topic=topics[0])]),
    ):
        columns = [field.attname for field in model._meta.concrete_fields if field.name not in ("id", "release")]
        copies = [
            model(release=release, **{name: getattr(row, name) for name in columns})
            for release in releases
            for row in rows
        ]
        if model is Release.topics.through:
            for copy in copies:
                copy.topic = topics[_rank(copy.release_id, TOPICS)]
        model.objects.bulk_create(copies, batch_size=AT_A_TIME)


def _rank(n: int, of: int) -> int:
    """0 for half of all n, 1 for a quarter, and so on."""
    return next((rank for rank in itertools.count() if (n >> rank) & 1 == 0), 0) % of


def _editions(release: Any) -> Iterator[dict[str, Any]]:
    """The gate columns of each edition of one release."""
    n = int(release.slug.rpartition("-")[2])
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    public_at = now - timedelta(hours=HOURS_APART * (n + 1))
    if n % 100 == 99:
        public_at = now + timedelta(days=2)
    corrected_at = public_at + timedelta(hours=3) if n % 10 == 5 else None
    first = {"number": 1, "public_at": public_at, "first_public_at": public_at, "year": public_at.year}
    yield first | {"superseded_at": corrected_at}
    if corrected_at:
        note = {"change": "correction", "note": "An earlier version gave a wrong figure.", "updated_at": corrected_at}
        yield first | {"number": 2, "public_at": corrected_at} | note


def _edition(like: Any, release: Any, **columns: Any) -> Any:
    from releases import document
    from releases.models import Edition

    text = document.canonical({**like.body, "headline": release.headline})
    same = {f.attname: getattr(like, f.attname) for f in Edition._meta.fields if f.name not in ("id", "release")}
    return Edition(
        **{
            **same, "release": release, "slug": release.slug, "headline": release.headline, "document": text,
            "sha256": document.fingerprint(text), **columns,
        }
    )  # fmt: skip


def _gate(edition: Any) -> dict[str, Any]:
    from releases.models import GATE_COLUMNS

    return {column: getattr(edition, column) for column in GATE_COLUMNS}


if __name__ == "__main__":
    django.setup()
    build(int(sys.argv[1]))
