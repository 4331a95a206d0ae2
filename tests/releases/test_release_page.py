"""A release's page: each thing in the element that says what it is."""

import json
import re
from datetime import timedelta

import pytest
import time_machine

from releases import signoff
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.correcting import corrected

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client):
    def at(edition, now=NOW) -> str:
        with time_machine.travel(now, tick=False):
            response = client.get(f"/releases/{edition.slug}/")
        assert response.status_code == 200
        return response.content.decode()

    return at


@pytest.fixture
def edition():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed(headline="A <first> step & more")


def test_the_date_has_its_hour(page_of, edition):
    html = page_of(edition)
    assert '<time datetime="2026-11-23T14:32:10+00:00">23 November 2026, 2.32pm</time>' in html
    assert "Updated" not in html


def test_of_an_import_that_knows_only_its_day_no_hour_is_shown(client, page_of):
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed(issued_on=(NOW - timedelta(days=900)).date())
        html = page_of(edition) + client.get(f"/releases/{edition.slug}.txt").content.decode()
        html += client.get("/").content.decode()
    assert '<time datetime="2024-06-06">6 June 2024</time>' in html
    assert '"datePublished":"2024-06-06"' in html
    assert "noon" not in html
    assert "12:00" not in html


def test_a_statement_is_a_figure_with_its_speaker_once_and_its_marks_as_characters(page_of, edition):
    html = page_of(edition)
    figure = html[html.index("<figure") : html.index("</figure>")]
    assert figure.startswith('<figure class="statement" id="statement-1">')
    assert "<figcaption><p><b>Priya Nair</b>, Director of Services, said:</p></figcaption>" in figure
    assert figure.index("<figcaption>") < figure.index("<blockquote>")
    assert "<p>“This is a first step.</p>" in figure
    assert "<p>“It cannot be the last.”</p>" in figure
    assert html.count("Priya Nair") == 1 + html[: html.index("<main")].count("Priya Nair")


def test_attribution_below_the_words_stands_below(page_of):
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed(
            statement__speaker_kind="other", statement__speaker_name="Owen Pritchard", statement__attribution="after",
            statement__lead_in="", statement__speaker_role="a researcher",
        )  # fmt: skip
    figure = page_of(edition).split("<figure")[1]
    below = "<figcaption><p><b>Owen Pritchard</b>, a researcher</p></figcaption>"
    assert figure.index("</blockquote>") < figure.index(below)


def test_the_editors_own_lead_in_is_printed_with_the_name_bold(page_of):
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed(
            statement__speaker_kind="other", statement__speaker_name="Jo <b>", statement__lead_in="Today Jo <b> said:"
        )
    assert "<figcaption><p>Today <b>Jo &lt;b&gt;</b> said:</p></figcaption>" in page_of(edition)


def test_ends_notes_and_support_information_stand_in_this_order(page_of, edition):
    html = page_of(edition)
    parts = ['<p class="ends">ENDS</p>', "<h2>Notes to editors</h2>", "<ol><li><p>The figures", "Support information",
             "0808 2000 247"]  # fmt: skip
    main = html[html.index("<main") :]
    assert [main.index(part) for part in parts] == sorted(main.index(part) for part in parts)


def test_every_word_of_an_editor_is_escaped(page_of, edition):
    html = page_of(edition)
    assert "<first>" not in html
    assert "<h1>A &lt;first&gt; step &amp; more</h1>" in html


def test_structured_data_cannot_end_its_own_element(page_of):
    with time_machine.travel(NOW, tick=False):
        newsdesk.organisation()
        edition = newsdesk.signed(headline="</script><script>alert(1)</script>")
    html = page_of(edition)
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)[1]
    assert json.loads(data)["headline"] == "</script><script>alert(1)</script>"
    assert json.loads(data)["datePublished"] == "2026-11-23T14:32:10+00:00"


def test_the_head_says_what_the_page_is(page_of, edition):
    html = page_of(edition)
    address = f"http://testserver/releases/{edition.slug}/"
    for words in (
        f'<link rel="canonical" href="{address}">', f'<meta property="og:url" content="{address}">',
        '<meta property="og:type" content="article">', 'type="application/rss+xml"', 'type="application/atom+xml"',
        f'href="/releases/{edition.slug}.txt"',
    ):  # fmt: skip
        assert words in html


def test_corrections_stand_at_the_top_newest_first_with_date_and_time(page_of, edition):
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        corrected(edition)
    later = NOW + timedelta(days=1)
    with time_machine.travel(later, tick=False):
        corrected(edition, "It is 22.")
    html = page_of(edition, later).split("<main")[1]
    assert "Updated <time" in html
    assert "24 November 2026, 2.32pm</time>:</strong> It is 22." in html
    assert "23 November 2026, 3.32pm</time>:</strong> The figure was 12; it is 21." in html
    assert html.index("It is 22.") < html.index("The figure was 12") < html.index("statement-1")
    assert html.index('<time datetime="2026-11-23T14:32:10+00:00">') < html.index("It is 22.")


def test_a_withdrawn_release_says_so_at_its_address(client):
    with time_machine.travel(NOW, tick=False):
        gone = newsdesk.edition_row(withdrawn=True, headline="Canary headline", note="It was issued in error.")
        shown, text = client.get(f"/releases/{gone.slug}/"), client.get(f"/releases/{gone.slug}.txt")
        listed = client.get("/").content + client.get("/releases/").content
    for response in (shown, text):
        assert response.status_code == 410
        assert "max-age=49" in response["Cache-Control"]
        assert "It was issued in error." in response.content.decode()
        assert "Canary" not in response.content.decode()
        assert "0808 2000 247" in response.content.decode()
    assert gone.slug.encode() not in listed


def test_signing_at_once_shows_within_a_second(client):
    with time_machine.travel(NOW, tick=False) as clock:
        release = newsdesk.draft()
        assert client.get(f"/releases/{release.slug}/").status_code == 404
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
        signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)))
        clock.shift(1)
        assert client.get(f"/releases/{release.slug}/").status_code == 200
