"""Rich text that is clean at rest (DESIGN.md, rule 6; OWASP ASVS 1.3.1).

`RichText` is the one model field for it: what reaches the database by any path (form, import, shell, bulk_create) has
passed the allow-list below. The editor widget hangs on this class alone, so that changing it is one line.
"""

import re
from typing import Any

import nh3
from ckeditor.fields import RichTextFormField
from django.db import models

TAGS = {"p", "br", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote"}
INLINE = {"strong", "em", "a", "br"}
_CLEANER_ARGUMENTS: dict[str, Any] = {
    "attributes": {"a": {"href"}},
    "url_schemes": {"http", "https", "mailto", "tel"},
    "link_rel": "noopener noreferrer",
    "clean_content_tags": {"script", "style", "title", "xml", "o:p"},
}
# Word and old editors say b and i; nh3 would drop the tag and the emphasis with it.
_SAME = [
    (re.compile(rf"<(/?){old}(?=[\s>])[^>]*>", re.I), rf"<\1{new}>") for old, new in (("b", "strong"), ("i", "em"))
]
_HEADING_ONE = re.compile(r"<(/?)h1\b[^>]*>", re.I)
_SPACES = re.compile(r"(?:&nbsp;|\u00a0)")
_EMPTY = re.compile(r"<(p|h2|h3|li|strong|em|blockquote|ul|ol)>(?:\s|<br>)*</\1>")
_BLOCK = re.compile(r"</?(?:p|h2|h3|ul|ol|li|blockquote)\b[^>]*>")


def cleaned(html: str) -> str:
    """The HTML with nothing but what a release may carry. Cleaning what is clean changes nothing."""
    if not html:
        return ""
    html = _HEADING_ONE.sub(r"<\1h2>", html)
    for pattern, same in _SAME:
        html = pattern.sub(same, html)
    html = nh3.clean(html, tags=TAGS, **_CLEANER_ARGUMENTS)
    html = _SPACES.sub(" ", html)
    before = None
    while before != html:
        before, html = html, _EMPTY.sub("", html)
    return html.strip()


def paragraphs(html: str) -> list[str]:
    """The inline HTML of each paragraph of a statement, whatever blocks the editor put around them."""
    html = nh3.clean(_BLOCK.sub("\n\n", cleaned(html)), tags=INLINE, **_CLEANER_ARGUMENTS)
    return [" ".join(piece.split()) for piece in re.split(r"\n\s*\n", html) if piece.strip()]


def from_paragraphs(pieces: list[str]) -> str:
    """Paragraphs of inline HTML as blocks again."""
    return "\n".join(f"<p>{piece}</p>" for piece in pieces)


def alike(one: str, other: str) -> bool:
    """Whether two pieces of HTML are one once cleaned: an editor breaks lines between paragraphs as it likes."""
    return _one_line(one) == _one_line(other)


def _one_line(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?(?:p|h2|h3|ul|ol|li|blockquote)>)\s*", r"\1", cleaned(html)))


class RichTextFormed(RichTextFormField):
    """The editor's field. Opened and sent back untouched it has not changed, however the editor writes it down."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not alike(str(initial or ""), str(data or ""))


class RichText(models.TextField):
    """A text field whose HTML is clean whenever it is stored, with the editor as its widget."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return cleaned(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = cleaned(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": RichTextFormed, **kwargs})
