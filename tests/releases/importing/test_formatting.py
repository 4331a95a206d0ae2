"""Words keep what they carried: whole paragraphs, parts of them, and what an editor has corrected."""

import pytest

from releases.importing.formatting import PLAIN, Formatting
from releases.importing.html import blocks_of
from releases.richtext import cleaned


def dressed(html, *paragraphs, links=()):
    return Formatting(blocks_of(html)).html(paragraphs, links)


@pytest.mark.parametrize(
    "words, expected",
    [
        ("We kept a light on.", "<p>We kept a <strong>light</strong> on.</p>"),
        ("kept a li", "<p>kept a <strong>li</strong></p>"),
        ("We always kept a light on!", "<p>We always kept a <strong>light</strong> on!</p>"),
        ("We kept a lamp on.", "<p>We kept a lamp on.</p>"),
        ("Nothing of the sort", "<p>Nothing of the sort</p>"),
    ],
)
def test_a_span_stays_with_its_words(words, expected):
    assert dressed("<p>“We kept a <b>light</b> on.”</p>", words) == expected


def test_spans_within_spans_are_nested_and_clean():
    html = '<p>See <a href="https://a.example/x?y=1&amp;z=2">the <b>whole <i>report</i></b></a> <i>now</i></p>'
    found = dressed(html, "See the whole report now")
    linked = '<a href="https://a.example/x?y=1&amp;z=2">the <strong>whole <em>report</em></strong></a>'
    assert found == f"<p>See {linked} <em>now</em></p>"
    assert cleaned(found).replace(' rel="noopener noreferrer"', "") == found


def test_an_item_that_stands_alone_is_a_list_and_a_broken_one_is_none():
    html = "<ul><li>a key</li><li>a lamp<p>of brass</p></li></ul>"
    assert dressed(html, "• a key", "• a lamp", "of brass") == ("<ul><li>a key</li><li>a lamp<br>of brass</li></ul>")
    assert dressed(html, "a key") == "<p>a key</p>"


def test_plain_text_gets_links_for_the_addresses_it_prints_and_no_other_tag():
    assert PLAIN.html(["See www.lantern.example & <b>"]) == (
        '<p>See <a href="https://www.lantern.example">www.lantern.example</a> &amp; &lt;b&gt;</p>'
    )


def test_a_carried_address_whose_words_are_gone_stands_below():
    assert dressed("<p>x</p>", "y", links=["https://a.example"]).endswith(
        '<p><a href="https://a.example">https://a.example</a></p>'
    )
