"""/releases/<slug>.txt: what a journalist pastes."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from releases import signoff
from releases.formats.text import paragraphs
from releases.importing import saving
from releases.importing.known import known_helplines
from releases.importing.text import read_text
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.correcting import corrected

EXAMPLE = Path(__file__).resolve().parents[3] / "shared" / "examples" / "2023-04-06-met-police-vetting.txt"


@pytest.mark.parametrize(
    "html, text",
    [
        ("<p>One.</p><p>Two <strong>bold</strong>.</p>", ["One.", "Two bold."]),
        ('<p>Read <a href="https://a.example/b?c=1&amp;d=2">it</a>.</p>', ["Read it (https://a.example/b?c=1&d=2)."]),
        ('<p><a href="https://a.example/">a.example</a></p>', ["a.example"]),
        ('<p><a href="mailto:a@b.example">a@b.example</a></p>', ["a@b.example"]),
        ('<p>Write to <a href="mailto:a@b.example">us</a></p>', ["Write to us (a@b.example)"]),
        ("<ul><li>One</li><li>Two</li></ul><ol><li>Three</li></ol>", ["- One", "- Two", "1. Three"]),
        ("<h2>Head</h2><blockquote><p>Said</p></blockquote>", ["Head", "Said"]),
        ("One<br>two &amp; three", ["One\ntwo & three"]),
        ("<p>a\n   b</p>", ["a b"]),
        ("", []),
    ],
)
def test_clean_html_becomes_paragraphs_of_one_line(html, text):
    assert paragraphs(html) == text


@pytest.fixture
def text_of(client):
    def fetch(slug: str, now=NOW) -> str:
        with time_machine.travel(now, tick=False):
            response = client.get(f"/releases/{slug}.txt")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        return response.content.decode()

    return fetch


@pytest.mark.django_db
def test_the_parts_stand_in_the_order_of_a_press_release(text_of):
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed(headline="A <first> step & more")
    assert text_of(edition.slug).startswith(
        "Press release\n\n"
        "23 November 2026, 2.32pm\n\n"
        "A <first> step & more\n\n"
        "What the announcement means for women who are waiting for a safe home.\n\n"
        "Forces were told to look again at every open case.\n\n"
        "Priya Nair, Director of Services, said:\n\n"
        "“This is a first step.\n\n"
        "“It cannot be the last.”\n\n"
        "ENDS\n\n"
        "Notes to editors\n\n"
        "1. The figures are our own.\n\n"
        "Press contact\nPress office\nTelephone: 020 7946 0123 (9am to 5.30pm, Monday to Friday)\n"
        "E-mail: press@harbourlight.example\nOut of hours: 07700 900123 (Urgent enquiries only)\n"
        "This is for the press. It gives no support to people in need of help.\n\n"
        "Support information for publication\n\n"
    )


@pytest.mark.django_db
def test_it_ends_with_the_signposting_and_one_line_end(text_of):
    with time_machine.travel(NOW, tick=False):
        text = text_of(newsdesk.signed().slug)
    last = text.splitlines()[-1]
    assert "0808 2000 247" in last
    assert text.endswith(last + "\n")
    assert "\r" not in text
    assert "\n\n\n" not in text


@pytest.mark.django_db
def test_a_correction_stands_under_the_headline(text_of):
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed(headline="A headline")
    later = NOW + timedelta(hours=1)
    with time_machine.travel(later, tick=False):
        corrected(edition)
    assert (
        "23 November 2026, 2.32pm. Updated 23 November 2026, 3.32pm\n\nA headline\n\n"
        "Correction, 23 November 2026, 3.32pm: The figure was 12; it is 21.\n\n"
    ) in text_of(edition.slug, later)


@pytest.mark.django_db
def test_its_bytes_do_not_change_with_the_hour(text_of):
    with time_machine.travel(NOW, tick=False):
        edition = newsdesk.signed()
    assert len({text_of(edition.slug, NOW + timedelta(hours=hours)) for hours in range(0, 60, 7)}) == 1


@pytest.mark.django_db
@pytest.mark.skipif(not EXAMPLE.exists(), reason="the shared examples are not beside this checkout")
def test_a_real_press_release_is_given_back_as_it_was_printed(text_of, client):
    source = EXAMPLE.read_text()
    newsdesk.DeskFactory()
    with time_machine.travel(NOW, tick=False):
        release = saving.save(read_text(source, known=known_helplines(NOW)), actor=newsdesk.jo(), source=source, at=NOW)
        Release.objects.filter(pk=release.pk).update(desk=newsdesk.DeskFactory())
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
        release = Release.with_text(release.pk)
        edition = signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(release))
    lines = source.splitlines()
    printed = [line for line in lines[lines.index("Abigail Ampofo, Director of Service Delivery, said:") :] if line]
    statement_to_ends = "\n\n".join(printed[: printed.index("ENDS") + 1])
    text = text_of(edition.slug)
    assert text.startswith(
        "Press release\n\n6 April 2023\n\n"
        "Refuge responds to Met Police announcement on officer vetting and misconduct\n\n"
    )
    assert text.split("misconduct\n\n")[1].startswith(statement_to_ends)
    assert "1. The Met’s full announcement can be found here.\n\nAbout Refuge\n\nRefuge supports thousands" in text
