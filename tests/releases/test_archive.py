"""The archive: pages, filters and search."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from releases import paging, search
from releases.models import Edition
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


def titles(client, address: str) -> list[str]:
    with time_machine.travel(NOW, tick=False):
        response = client.get(address)
    assert response.status_code == 200
    return re.findall(r'<h[23]><a href="/releases/[^"]+">(.*?)</a>', response.content.decode())


@pytest.fixture
def three():
    day = timedelta(days=1)
    housing = newsdesk.TopicFactory(name="Housing")
    made = [
        (NOW - 400 * day, {"headline": "Oldest", "narrative": "<p>Officers were vetted at a café.</p>"}),
        (NOW - 30 * day, {"headline": "Middle", "topic": housing, "kind": "statement"}),
        (NOW, {"headline": "Newest", "note": "<p>Don’t ring the <em>wrong</em> number.</p>"}),
    ]
    for instant, traits in made:
        with time_machine.travel(instant, tick=False):
            newsdesk.signed(**traits)


def test_the_newest_stand_first(client, three):
    assert titles(client, "/releases/") == ["Newest", "Middle", "Oldest"]
    assert titles(client, "/") == ["Newest", "Middle", "Oldest"]


@pytest.mark.parametrize(
    "asked, found",
    [
        ("topic=housing", ["Middle"]),
        ("kind=statement", ["Middle"]),
        ("year=2025", ["Oldest"]),
        ("spokesperson=priya-nair", ["Newest", "Middle", "Oldest"]),
        ("spokesperson=priya-nair&topic=housing", ["Middle"]),
        ("topic=policing&kind=press_release&year=2026", ["Newest"]),
        ("topic=never", []),
        ("kind=poem", []),
        ("kind=%00", []),
        ("year=1999", []),
        ("q=vetting", ["Oldest"]),
        ("q=CAFE", ["Oldest"]),
        ("q=caf%C3%A9+officer", ["Oldest"]),
        ("q=don%27t", ["Newest"]),
        ("q=wrong&topic=policing", ["Newest"]),
        ("q=wrong&topic=housing", []),
        ("q=nair", ["Newest", "Middle", "Oldest"]),
        ("q=zebra", []),
        ("q=%20", ["Newest", "Middle", "Oldest"]),
        ("unknown=1", ["Newest", "Middle", "Oldest"]),
    ],
)
def test_it_is_narrowed_by_what_is_asked(client, three, asked, found):
    assert titles(client, f"/releases/?{asked}") == found


@pytest.mark.parametrize(
    "words",
    ['"', '"unclosed', "a AND", "NEAR(", "headline:x", "*", "-", "(((", "\\", "'; --", "\x00", "%", "🙂", "a" * 100_000,
     "x" + "[" * 5000, "NOT NOT", "^a", "{a b}: c", "“”", "\u0301"],
)  # fmt: skip
def test_whatever_is_typed_is_words_and_never_a_query(client, three, words):
    with time_machine.travel(NOW, tick=False):
        response = client.get("/releases/", {"q": words})
    assert response.status_code == 200


def test_what_was_typed_stands_in_its_box_alone_and_escaped(client, three):
    with time_machine.travel(NOW, tick=False):
        html = client.get("/releases/", {"q": '"><script>canary'}).content.decode()
    assert html.count("canary") == 1
    assert "<script>canary" not in html
    assert '<meta name="robots" content="noindex">' in html
    assert html.count('autocomplete="off"') == 2


def test_an_empty_newsroom_says_so(client):
    assert "No releases have been published yet." in client.get("/").content.decode()
    assert "No releases have been published yet." in client.get("/releases/").content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "1e3", "²", "9" * 50, ""])
def test_a_page_that_is_not_there_is_not_found(client, three, page):
    assert client.get("/releases/", {"page": page}).status_code == 404


def rows(count: int, *, days_apart: int) -> list[str]:
    """`count` editions, newest first, over many years."""
    desk, kept = newsdesk.DeskFactory(), []
    for n in range(count):
        instant = datetime(2026, 11, 1, 9, tzinfo=UTC) - timedelta(days=days_apart * n)
        newsdesk.edition_row(desk=desk, public_at=instant, headline=f"No {n}.")
        kept.append(f"No {n}.")
    return kept


def test_pages_run_on_across_years_without_a_gap_or_a_repeat(client):
    expected = rows(47, days_apart=41)
    assert Edition.objects.values("year").distinct().count() > 5
    found = [title for page in (1, 2, 3) for title in titles(client, f"/releases/?page={page}")]
    assert found == expected


def test_a_long_list_links_its_ends_and_its_neighbours():
    page = paging.Page(editions=[], number=10, pages=30, total=600, years={})
    assert page.numbers == [1, 2, None, 9, 10, 11, None, 30]


def test_links_to_other_pages_keep_what_was_asked(client):
    rows(25, days_apart=1)
    with time_machine.travel(NOW, tick=False):
        html = client.get("/releases/?kind=press_release&unknown=canary").content.decode()
    assert 'href="?kind=press_release&amp;page=2"' in html
    assert "canary" not in html


def test_the_words_of_an_erased_text_are_forgotten(three):
    edition = Edition.objects.visible(NOW).get(headline="Oldest")
    edition.body["passages"] = []
    search.index(edition)
    assert search.matching(Edition.objects.visible(NOW), "vetting").count() == 0
    assert search.matching(Edition.objects.visible(NOW), "oldest").count() == 1
