"""The feeds: full text, permanent ids, and bytes that change only when a release does."""

import re
from datetime import date, timedelta

import feedparser
import pytest
import time_machine

from helpline import record
from helpline.models import Closure
from releases.models import Release
from tests import newsdesk
from tests.helpline.makers import channel
from tests.newsdesk import NOW
from tests.releases.correcting import corrected

pytestmark = pytest.mark.django_db
FORMATS = ["rss", "atom"]


@pytest.fixture
def edition():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed(headline="A <first> step & more", slug="a-first-step")


def fetch(client, address: str, now=NOW) -> bytes:
    with time_machine.travel(now, tick=False):
        response = client.get(address)
    assert response.status_code == 200
    return response.content


def feeds(edition) -> list[str]:
    return [f"/feeds/{name}.{format}" for format in FORMATS
            for name in ("releases", "topics/policing", "spokespeople/priya-nair", "kinds/press_release")]  # fmt: skip


def test_every_feed_is_well_formed_and_says_what_it_is(client, edition):
    for address in feeds(edition):
        parsed = feedparser.parse(fetch(client, address))
        assert not parsed.bozo, parsed.get("bozo_exception")
        assert parsed.feed.title.startswith("Harbourlight newsroom: ")
        [entry] = parsed.entries
        assert entry.title == "A &lt;first&gt; step &amp; more" or entry.title == "A <first> step & more"
        assert entry.id == edition.release.feed_id
        assert entry.link == "http://testserver/releases/a-first-step/"
        assert entry.published_parsed[:6] == (2026, 11, 23, 14, 32, 10)
        assert [tag.term for tag in entry.tags] == ["Policing"]
        assert entry.summary.startswith("What the announcement means")


def test_an_item_carries_the_whole_text_with_its_marks_and_the_signposting_once(client, edition):
    for address in ("/feeds/releases.rss", "/feeds/releases.atom"):
        html = feedparser.parse(fetch(client, address), sanitize_html=False).entries[0].content[0].value
        for words in ("<b>Priya Nair</b>", "“It cannot be the last.”", "ENDS", "The figures are our own."):
            assert html.count(words) == 1, words
        assert html.count("0808 2000 247") == 1
        assert html.index("The figures are our own.") < html.index("0808 2000 247")
        assert 'class="anchor"' not in html


def test_bytes_change_neither_with_the_minute_nor_with_opening_hours(client, edition):
    for address in feeds(edition):
        first = fetch(client, address)
        for hours in (0.02, 1, 5, 26, 24 * 40):
            assert fetch(client, address, NOW + timedelta(hours=hours)) == first, address


def test_a_closure_of_the_chat_changes_the_pages_and_no_feed(client, edition):
    feed, page = fetch(client, "/feeds/releases.rss"), fetch(client, "/")
    Closure.objects.create(channel=channel("live_chat"), first_day="2026-11-20", last_day="2026-11-28", note="Rest.")
    record.start_afresh()
    later = NOW + timedelta(minutes=1)
    assert fetch(client, "/", later) != page
    assert fetch(client, "/feeds/releases.rss", later) == feed
    record.start_afresh()


def test_an_empty_feed_is_well_formed_and_the_same_for_ever(client):
    for format in FORMATS:
        first = fetch(client, f"/feeds/releases.{format}")
        assert not feedparser.parse(first).bozo
        assert fetch(client, f"/feeds/releases.{format}", NOW + timedelta(days=30)) == first


def test_a_feed_of_nothing_visible_is_not_found(client):
    newsdesk.TopicFactory()
    newsdesk.SpokespersonFactory()
    for address in ("/feeds/topics/policing.rss", "/feeds/spokespeople/priya-nair.atom", "/feeds/kinds/poem.rss",
                    "/feeds/topics/never.rss", "/feeds/releases.xml"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_correction_keeps_the_id_moves_updated_and_says_what_changed(client, edition):
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        corrected(edition)
    rss, atom = (feedparser.parse(fetch(client, f"/feeds/releases.{f}", later)).entries[0] for f in FORMATS)
    for entry in (rss, atom):
        assert entry.id == edition.release.feed_id
        assert entry.title.startswith("CORRECTED: A ")
        assert entry.published_parsed[:5] == (2026, 11, 23, 14, 32)
        assert entry.updated_parsed[:5] == (2026, 11, 23, 15, 32)
        assert "The figure was 12; it is 21." in entry.content[0].value


def test_of_a_day_only_import_feeds_show_the_day_and_no_hour(client):
    with time_machine.travel(NOW, tick=False):
        newsdesk.signed(issued_on=date(2023, 4, 6))
    rss, atom = (fetch(client, f"/feeds/releases.{f}").decode() for f in FORMATS)
    for xml in (rss, atom):
        assert "<dc:date>2023-04-06</dc:date>" in xml
        assert "T12:00" not in xml
        assert "11:00:00" not in xml
    assert "<pubDate>" not in rss
    assert "<published>" not in atom
    assert "<updated>2026-11-23T14:32:10+00:00</updated>" in atom


def test_a_withdrawn_release_keeps_its_id_and_says_so_without_its_words(client):
    with time_machine.travel(NOW, tick=False):
        gone = newsdesk.edition_row(withdrawn=True, headline="Canary headline", note="Issued in error.")
    for format in FORMATS:
        parsed = feedparser.parse(fetch(client, f"/feeds/releases.{format}"))
        [entry] = parsed.entries
        assert entry.id == gone.release.feed_id
        assert entry.title == "WITHDRAWN: press release of 23 November 2026"
        assert "Issued in error." in entry.content[0].value
        assert "Canary" not in str(parsed)


def test_an_imported_id_is_kept_as_it_was(client):
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft()
        release.feed_id = "https://harbourlight.example/?p=123"
        release.save()
        newsdesk.signed(Release.with_text(release.pk))
    xml = fetch(client, "/feeds/releases.rss").decode()
    assert '<guid isPermaLink="false">https://harbourlight.example/?p=123</guid>' in xml


def test_twenty_items_newest_first(client):
    for n in range(22):
        with time_machine.travel(NOW + timedelta(minutes=n), tick=False):
            newsdesk.signed(headline=f"Number {n}.")
    entries = feedparser.parse(fetch(client, "/feeds/releases.rss", NOW + timedelta(hours=1))).entries
    assert [e.title for e in entries] == [f"Number {n}." for n in range(21, 1, -1)]


def test_characters_that_xml_cannot_hold_are_left_out(client):
    with time_machine.travel(NOW, tick=False):
        newsdesk.signed(headline="Before\x0cafter\x02")
    assert re.search(r"<title>Beforeafter</title>", fetch(client, "/feeds/releases.rss").decode())


def test_where_other_systems_keep_their_feed_the_way_is_shown(client):
    for address in ("/feed/", "/rss.xml"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/feeds/releases.rss")
