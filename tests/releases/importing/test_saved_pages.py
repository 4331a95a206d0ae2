"""A saved page or a pasted piece of HTML: the release is read, the page around it set aside and shown."""

import pytest

from releases.importing import incoming
from releases.importing.html import looks_like_html

STORY = """
<h1>Lantern opens two houses in the north</h1>
<p><time>24 November 2026</time></p>
<p>Both houses open on Tuesday, and both have a <b>garden</b> and a <a href="https://lantern.example.org/doors">door</a>.</p>
<h2>What comes with a room</h2>
<ol><li>a key</li><li>a <i>lamp</i></li></ol>
<p>Priya Nair, Director of Services, said:</p>
<blockquote><p>“We kept a light on.</p><p>“We always will.”</p></blockquote>
<p>ENDS</p>
<p>Notes to editors</p>
<p>1. The figures are <a href="https://lantern.example.org/f">here</a>.</p>
"""
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>News</title><style>p{{}}</style></head><body>
<header><p>Lantern</p><nav><ul><li><a href="/">Home</a></li><li><a href="/help">Get help</a></li></ul></nav></header>
{story}
<footer><p>We use cookies.</p></footer><script>track()</script></body></html>"""


def read(html):
    return incoming.read(incoming.opened(html.encode()))


def bodies(html):
    came = incoming.opened(html.encode())
    return [came.formatting.html(passage.paragraphs) for passage in incoming.read(came).passages]


@pytest.mark.parametrize("story", [f"<main><article>{STORY}</article></main>", f"<article>{STORY}</article>", STORY])
def test_the_release_is_read_and_the_page_around_it_set_aside(story):
    found = read(PAGE.format(story=story))
    assert found.headline == "Lantern opens two houses in the north"
    assert found.date == "2026-11-24"
    assert found.passages[1].speaker == "Priya Nair"
    assert found.notes[0].links == ("https://lantern.example.org/f",)
    assert {"Lantern", "• Home", "• Get help", "We use cookies."} <= set(found.set_aside)
    assert "cookies" not in str(found.passages)
    assert any("around the release" in warning for warning in found.warnings)


def test_bold_links_headings_and_lists_of_the_story_are_kept():
    narrative, _ = bodies(PAGE.format(story=STORY))
    assert "a <strong>garden</strong>" in narrative
    assert '<a href="https://lantern.example.org/doors">door</a>' in narrative
    assert "<h2>What comes with a room</h2>\n<ol><li>a key</li><li>a <em>lamp</em></li></ol>" in narrative


def test_an_article_is_not_cut_out_where_the_embargo_stands_outside_it():
    page = PAGE.format(story=f"<p>Embargoed until 00:01 GMT, Tuesday 24 November 2026</p><article>{STORY}</article>")
    assert read(page).embargo.datetime == "2026-11-24T00:01:00+00:00"


def test_notes_outside_the_article_are_not_lost():
    page = PAGE.format(story=f"<article>{STORY}</article><section><p>Notes to editors</p><p>Two more.</p></section>")
    assert "Two more." in [note.text for note in read(page).notes]


def test_of_several_articles_none_is_chosen_by_guesswork():
    page = PAGE.format(story=f"<article>{STORY[:400]}</article><article>{STORY[400:]}</article>")
    assert read(page).ends_marker == "ENDS"


def test_line_breaks_and_blank_lines_part_as_they_do_in_mail():
    mail = "".join(f"<div>{line or '<br>'}</div>" for line in [
        "PRESS RELEASE", "", "Lantern opens two houses in the north", "", "Both houses open on Tuesday, and more will.",
        "", "ENDS", "", "Press contact:", "Jo Marsh", "020 7946 0123"])  # fmt: skip
    assert read(mail).contacts[0].name == "Jo Marsh"


def test_a_link_within_the_site_is_told_of():
    found = read(PAGE.format(story=STORY.replace("https://lantern.example.org/doors", "/doors")))
    assert any("/doors" in warning for warning in found.warnings)


def test_what_would_run_is_gone():
    evil = (
        STORY
        + '<p onclick="x()">See <a href="javascript:x()">it</a><img src=x onerror=x()><iframe src="//y"></iframe></p>'
    )
    came = incoming.opened(PAGE.format(story=evil).encode())
    assert not {"javascript", "onclick", "onerror", "iframe", "<img", "track()"} & set(came.source.split('"'))
    assert "javascript" not in came.source + "".join(bodies(PAGE.format(story=evil)))


@pytest.mark.parametrize("charset", ["windows-1252", "iso-8859-1", "utf-8", "utf-16"])
def test_the_page_says_how_it_is_written(charset):
    page = f'<html><head><meta charset="{charset}"></head><body><p>Café’s house</p></body></html>'
    encoding = "cp1252" if charset == "iso-8859-1" else charset
    assert "Café’s house" in incoming.opened(page.encode(encoding)).source


@pytest.mark.parametrize("text", ["a < b and c > d", "<3 from Lantern", "Lantern <press@lantern.example>", "<Ends>"])
def test_a_text_with_an_angle_in_it_is_a_text(text):
    assert not looks_like_html(text)
