"""Rich text that was opened and sent back untouched has not changed, however the editor breaks its lines."""

import pytest

from releases import richtext


@pytest.mark.parametrize(
    "stored, sent",
    [
        ("<p>One.</p><p>Two.</p>", "<p>One.</p>\r\n\r\n<p>Two.</p>\r\n"),
        ("<ul><li>One</li></ul>", "<ul>\n\t<li>One</li>\n</ul>"),
        (None, ""),
    ],
)
def test_line_breaks_of_an_editor_are_no_change(stored: str | None, sent: str) -> None:
    assert not richtext.RichTextFormed().has_changed(stored, sent)


@pytest.mark.parametrize("sent", ["<p>One <strong>two</strong>.</p>", "<p>One.</p><p>two.</p>", "<p>Onetwo.</p>", ""])
def test_words_bold_and_paragraphs_are(sent: str) -> None:
    assert richtext.RichTextFormed().has_changed("<p>One two.</p>", sent)
