"""The frame is the same on every page, in the same order (WCAG 3.2.6), and asks nothing of anyone else."""

import re
from html.parser import HTMLParser

import pytest
import time_machine
from django.urls import reverse

from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db

ORDER = ['class="skip"', 'id="exit"', '<header class="top">', 'class="helpline-panel"', '<main id="main"',
         'class="journalists"', '<footer class="foot">']  # fmt: skip


@pytest.fixture
def pages() -> list[str]:
    with time_machine.travel(NOW, tick=False):
        newsdesk.organisation()
        edition = newsdesk.signed()
        gone = newsdesk.edition_row(withdrawn=True)
    return [
        "/", "/releases/", "/releases/?q=nothing-like-it", f"/releases/{edition.slug}/", f"/releases/{gone.slug}/",
        "/topics/policing/", "/spokespeople/", "/spokespeople/priya-nair/", "/privacy/", "/accessibility/",
        "/corrections/", "/helpline/", "/staying-safe-online/", "/no-such-page/",
    ]  # fmt: skip


@pytest.fixture
def html(client, pages: list[str]) -> dict[str, str]:
    with time_machine.travel(NOW, tick=False):
        return {page: client.get(page).content.decode() for page in pages}


def test_every_page_has_the_frame_in_its_order(html):
    for page, text in html.items():
        places = [text.find(part) for part in ORDER]
        assert -1 not in places, page
        assert places == sorted(places), page


def test_every_page_has_one_h1_a_title_and_a_language(html):
    for page, text in html.items():
        assert len(re.findall(r"<h1[ >]", text)) == 1, page
        assert re.search(r"<title>[^<]+ – Newsroom</title>", text), page
        assert '<html lang="en-GB">' in text


def test_every_page_has_the_number_in_ordinary_characters(html):
    for page, text in html.items():
        assert "0808 2000 247" in text, page


def test_the_press_line_says_that_it_gives_no_support(html):
    for page, text in html.items():
        aside = text[text.index('class="journalists"') : text.index("<footer")]
        assert "gives no support" in aside, page
        assert "Need help?" not in aside
        assert "For journalists" not in text[: text.index('class="journalists"') - 60]


class Fetched(HTMLParser):
    """What a browser would fetch, and what would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"] or "")
        wrong = [name for name in given if name.startswith("on") or name in ("style", "ping")]
        if (
            tag == "style"
            or wrong
            or (tag == "script" and "src" not in given and given.get("type") != "application/ld+json")
        ):
            self.found.append(f"inline {tag} {wrong}")
        fetches = tag != "a" and not (tag == "link" and given.get("rel") in ("canonical",)) and tag != "meta"
        if fetches and re.match(r"(https?:)?//", given.get("src") or given.get("href") or given.get("action") or ""):
            self.found.append(f"{tag} {given}")


def test_nothing_is_fetched_from_anyone_else_and_nothing_runs_inline(html):
    for page, text in html.items():
        assert Fetched(text).found == [], page


def test_every_id_is_used_once(html):
    for page, text in html.items():
        ids = Fetched(text).ids
        assert len(ids) == len(set(ids)), page


def test_no_public_page_sets_a_cookie_or_varies_by_one(client, pages):
    for page in pages:
        response = client.get(page)
        assert not response.cookies, page
        assert "Cookie" not in response.get("Vary", ""), page
        assert "'self'" in response["Content-Security-Policy"]


def test_the_exit_is_a_plain_link_that_tells_nobody_where_the_reader_was(html, settings):
    for text in html.values():
        assert f'href="{settings.EXIT_URL}" rel="nofollow noreferrer">Leave this site</a>' in text
        assert (
            f'<a class="strip-note" href="{reverse("helpline:staying-safe-online")}">What this does not hide</a>'
            in text
        )


def test_a_demonstration_says_so_on_every_page(client, pages, settings):
    settings.DEMONSTRATION = True
    for page in pages:
        assert "Demonstration." in client.get(page).content.decode(), page


def test_the_footer_names_the_organisation_as_registered(html):
    foot = html["/"][html["/"].index("<footer") :]
    for words in ("Harbourlight Women&#x27;s Aid", "0000000", "00000000", "1 Example Quay"):
        assert words in foot
