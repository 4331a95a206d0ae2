"""A protected speaker's name stands in the passage, and nowhere else."""

import re

import pytest
import time_machine

from releases.models.searching import SearchEntry
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
NAME, ROLE = "Rowancanary", "survivorcanary"


@pytest.fixture
def edition():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed(
            statement__speaker_kind="protected", statement__speaker_name=NAME, statement__speaker_role=ROLE
        )


def passage_removed(html: str) -> str:
    return re.sub(r'<figure class="statement".*?</figure>', "", html, flags=re.DOTALL)


def test_the_name_stands_in_the_statement_on_the_page_in_the_text_and_in_feeds(client, edition):
    with time_machine.travel(NOW, tick=False):
        for address in (f"/releases/{edition.slug}/", f"/releases/{edition.slug}.txt", "/feeds/releases.rss"):
            assert client.get(address).content.decode().count(NAME) == 1, address


def test_it_stands_nowhere_else(client, edition):
    with time_machine.travel(NOW, tick=False):
        page = client.get(f"/releases/{edition.slug}/").content.decode()
        assert NAME not in passage_removed(page)
        for format in ("rss", "atom"):
            xml = client.get(f"/feeds/releases.{format}").content.decode()
            assert NAME not in re.sub(r"&lt;figure.*?&lt;/figure&gt;", "", xml, flags=re.DOTALL)
        for address in ("/", "/releases/", "/topics/policing/", "/spokespeople/", "/sitemap.xml?of=pages",
                        "/sitemap.xml?year=2026"):  # fmt: skip
            assert NAME not in client.get(address).content.decode(), address


def test_the_name_finds_nothing(client, edition):
    with time_machine.travel(NOW, tick=False):
        for word in (NAME, ROLE):
            html = client.get("/releases/", {"q": word}).content.decode()
            assert "Nothing was found" in html
            assert edition.headline not in html
    assert NAME.lower() not in SearchEntry.objects.get(pk=edition.pk).words


def test_there_is_no_page_and_no_feed_of_theirs(client, edition):
    for address in (f"/spokespeople/{NAME.lower()}/", f"/feeds/spokespeople/{NAME.lower()}.rss"):
        assert client.get(address).status_code == 404


def test_a_spokesperson_without_the_tick_has_no_page_feed_or_filter(client):
    with time_machine.travel(NOW, tick=False):
        quiet = newsdesk.SpokespersonFactory(name="Quiet Person", listed=False)
        edition = newsdesk.signed(statement__speaker_kind="spokesperson", statement__spokesperson=quiet)
        assert client.get("/spokespeople/quiet-person/").status_code == 404
        assert client.get("/feeds/spokespeople/quiet-person.atom").status_code == 404
        assert "Quiet Person" not in client.get("/spokespeople/").content.decode()
        archive = client.get("/releases/?spokesperson=quiet-person").content.decode()
    assert "Quiet Person" not in archive
    assert edition.headline not in archive
