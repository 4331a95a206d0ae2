"""What could tell of a release where releases are listed, counted, sought and fed; numbers as in channels.py."""

import re

import pytest

from releases.formats.syndication import FORMATS
from tests.leaks.channels import at_the_lift, before, text
from tests.leaks.conftest import Walked
from tests.leaks.verdicts import PUBLIC
from tests.leaks.walk import get
from tests.leaks.worlds import NONE, SIGNED
from tests.newsdesk import LIFT

pytestmark = pytest.mark.django_db
CHOICES = re.compile(r"<option[^>]*>[^<]*")
MACHINES = ["/robots.txt", "/.well-known/security.txt", "/humans.txt", "/sw.js", "/favicon.ico"]
STAMPED = ["/releases/corrected/", "/", "/releases/", "/feeds/releases.rss", "/sitemap.xml?year=2025"]


def unseen(walked: Walked, address: str) -> str:
    """The text before the lift, after seeing that it names no canary, save where the question is repeated."""
    answer = before(walked, address)
    assert answer.count("canary") == (answer.count('value="canary') if "q=" in address else 0)
    return text(answer)


@pytest.mark.parametrize("address", ["/", "/releases/"])
def test_05_the_latest_releases(walked: Walked, address: str):
    unseen(walked, address)
    assert "Canaryheadline" in text(at_the_lift(walked, address))


def test_06_totals_and_numbers_of_pages(walked: Walked):
    assert ">20 releases.<" in unseen(walked, "/releases/")
    assert before(walked, "/releases/?page=2").status == 404
    assert ">21 releases, page 1 of 2.<" in text(at_the_lift(walked, "/releases/"))
    assert at_the_lift(walked, "/releases/?page=2").status == 200


def test_07_a_year_that_it_alone_has(walked: Walked):
    assert "2026 (" not in unseen(walked, "/releases/")
    assert "Nothing was found" in unseen(walked, "/releases/?year=2026")
    assert before(walked, "/sitemap.xml?year=2026").status == 404
    assert before(walked, "/releases/2026/11/").status == 404
    assert "2026 (2)" in text(at_the_lift(walked, "/releases/"))


def test_08_a_topic_that_it_alone_has(walked: Walked):
    unseen(walked, "/")
    unseen(walked, "/releases/")
    assert before(walked, "/topics/canarytopic/").status == 404
    assert "/topics/canarytopic/" in text(at_the_lift(walked, "/"))


def test_09_a_person_whom_it_alone_quotes_and_the_count_of_another(walked: Walked):
    unseen(walked, "/spokespeople/")
    assert before(walked, "/spokespeople/canaryspeaker/").status == 404
    assert "Quoted in 20 releases" in unseen(walked, "/spokespeople/priya-nair/")
    assert "Quoted in 20 releases" in text(at_the_lift(walked, "/spokespeople/priya-nair/"))  # one came, one ended


@pytest.mark.parametrize("address", [a for a in PUBLIC["releases/"].shows if "q=" in a])
def test_11_the_search(walked: Walked, address: str):
    assert "Nothing was found" in unseen(walked, address)
    assert "Nothing was found" not in text(at_the_lift(walked, address))


def test_12_choices_counts_and_suggestions_of_the_search(walked: Walked):
    choices = "".join(CHOICES.findall(unseen(walked, "/releases/?q=canarynarrative")))
    assert "Policing" in choices
    assert "Canary" not in choices
    assert "Raven" not in choices
    assert "Canarytopic" in "".join(CHOICES.findall(text(at_the_lift(walked, "/releases/"))))


@pytest.mark.parametrize(
    "parameter", ["state=signed", "ordering=public_at", "edition__state=signed", "fields=document"]
)
def test_13_private_fields_cannot_be_asked_for(walked: Walked, parameter: str):
    assert before(walked, f"/releases/?{parameter}") == before(walked, "/releases/")


def test_13_private_words_find_nothing_even_afterwards(walked: Walked):
    assert "Nothing was found" in text(at_the_lift(walked, "/releases/?q=canaryprotected"))
    assert before(walked, "/releases/?q=raven").count("raven") == 1  # in the search field


@pytest.mark.parametrize("stem", ["releases", "topics/policing", "spokespeople/priya-nair", "kinds/blog_post"])
def test_14_rss(walked: Walked, stem: str):
    unseen(walked, f"/feeds/{stem}.rss")
    assert at_the_lift(walked, f"/feeds/{stem}.rss").count("canary")


@pytest.mark.parametrize("format", sorted(set(FORMATS) - {"rss"}))
@pytest.mark.parametrize("stem", ["releases", "topics/policing", "spokespeople/priya-nair", "kinds/blog_post"])
def test_15_atom_and_the_rest(walked: Walked, stem: str, format: str):  # noqa: A002
    unseen(walked, f"/feeds/{stem}.{format}")
    assert at_the_lift(walked, f"/feeds/{stem}.{format}").count("canary")


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_16_the_dates_and_the_validator_of_a_feed(walked: Walked, format: str):  # noqa: A002
    feed = before(walked, f"/feeds/releases.{format}")
    assert "2026" not in "".join(re.findall(r"<(?:lastBuildDate|updated|pubDate)>[^<]*", text(feed)))
    assert "Last-Modified" not in dict(feed.headers)
    afterwards = at_the_lift(walked, f"/feeds/releases.{format}")
    assert afterwards.header("ETag") not in ("", feed.header("ETag"))
    assert re.search(r"24 Nov 2026 00:01:00|2026-11-24T00:01:00", text(afterwards))


def test_17_the_sitemap_and_its_dates(walked: Walked):
    for address in ("/sitemap.xml", "/sitemap.xml?of=pages", "/sitemap.xml?year=2025"):
        assert "2026" not in unseen(walked, address)
    assert "<lastmod>2026-11-24T00:01:00Z</lastmod>" in text(at_the_lift(walked, "/sitemap.xml?year=2026"))


@pytest.mark.parametrize("address", MACHINES)
def test_48_what_machines_ask_every_site_for(walked: Walked, address: str):
    unseen(walked, address)
    if address == "/robots.txt":
        assert "Disallow: /" not in text(before(walked, address))


@pytest.mark.parametrize("address", STAMPED)
def test_50_stamps_headers_and_numbers_of_queries(walked: Walked, address: str):
    answer = before(walked, address)
    names = {name.lower() for name, _ in answer.headers}
    assert {n for n in names if n.startswith("x-")} <= {"x-content-type-options", "x-frame-options"}
    assert "server-timing" not in names
    assert "Updated <time" not in text(answer)
    with_it, without = (walked(name, LIFT)[get(address)] for name in (SIGNED, NONE))
    assert with_it != without
