"""HTML is clean at rest: whatever path it came by, nothing but the allow-list is stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.models import NoteToEditors
from releases.richtext import cleaned, paragraphs
from tests import newsdesk

FROM_WORD = (
    '<p class="MsoNormal" style="margin:0cm"><b style="mso-bidi">Bold</b>&nbsp;and <i>italic</i>'
    '<o:p></o:p></p><!--[if gte mso 9]><xml>junk</xml><![endif]--><p class="MsoNormal">&nbsp;</p>'
    '<h1>Heading</h1><span lang="EN-GB" style="color:red">Words</span>'
)


def test_word_leaves_bold_and_italic_and_nothing_else():
    assert cleaned(FROM_WORD) == "<p><strong>Bold</strong> and <em>italic</em></p><h2>Heading</h2>Words"


@pytest.mark.parametrize(
    "attack",
    [
        '<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>', '<p onclick="x()">x</p>', '<iframe src="//evil"></iframe>',
        '<svg onload=alert(1)>', '<style>*{display:none}</style>',
    ],
)  # fmt: skip
def test_nothing_that_runs_is_kept(attack):
    left = cleaned(attack)
    for word in ("script", "onerror", "javascript", "data:", "onclick", "iframe", "svg", "style"):
        assert word not in left


@given(st.text() | st.text(alphabet='<>/ab"=hrefpijstrong&;'))
def test_cleaning_what_is_clean_changes_nothing(html):
    assert cleaned(cleaned(html)) == cleaned(html)


def test_a_statement_is_its_paragraphs_whatever_the_blocks():
    assert paragraphs("<h2>One</h2><ul><li>two <em>too</em></li></ul><p>three<br>four</p>five") == [
        "One", "two <em>too</em>", "three<br>four", "five",
    ]  # fmt: skip


@pytest.mark.django_db
def test_every_path_into_the_database_cleans():
    release = newsdesk.draft()
    dirty = "<p onclick=x>Words<script>x</script></p>"
    NoteToEditors.objects.create(release=release, body=dirty)
    NoteToEditors.objects.bulk_create([NoteToEditors(release=release, body=dirty)])
    NoteToEditors.objects.filter(release=release).update(body=dirty)
    assert set(release.notes.values_list("body", flat=True)) == {"<p>Words</p>"}
