"""What the public templates print: dates as the desk writes them, statements with their marks, names and roles."""

import re
from datetime import datetime
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from releases import files, pictures, quotation, wording
from releases.formats import jsonld, text
from releases.models import Edition, Organisation

register = template.Library()
register.filter("clock", wording.clock)
register.filter("day", wording.day)
register.filter("day_and_clock", wording.day_and_clock)


@register.filter
def machine_time(instant: datetime) -> str:
    """For `<time datetime>`: the newsroom's wall clock with its offset, to the second (HTML, valid global date)."""
    return wording.local(instant).isoformat(timespec="seconds")


@register.simple_tag
def dated(edition: Edition, *, with_clock: bool = True) -> SafeString:
    """The release's date as `<time>`. Of some imports only the day is known: no hour is shown or coded then."""
    instant = edition.first_public_at
    if edition.day_only:
        machine = wording.local_day(instant).isoformat()
        return format_html('<time datetime="{}">{}</time>', machine, wording.day(instant))
    words = wording.day_and_clock(instant) if with_clock else wording.day(instant)
    return format_html('<time datetime="{}">{}</time>', machine_time(instant), words)


@register.filter
def marked(paragraphs: list[str]) -> list[SafeString]:
    """The paragraphs of a statement with their quotation marks as characters. They are clean HTML at rest (rule 6)."""
    return [mark_safe(paragraph) for paragraph in quotation.marked(paragraphs)]  # noqa: S308  # cleaned by RichText


@register.filter
def attribution(passage: dict[str, Any]) -> SafeString:
    """Who says it, once, the name bold in it."""
    words, name = text.attribution(passage), passage["speaker"]["name"]
    if not name or name not in words:
        return escape(words)
    before, _, after = words.partition(name)
    return format_html("{}<b>{}</b>{}", before, name, after)


@register.simple_tag
def news_article(edition: Edition, corrections: list[Edition], organisation: Organisation) -> SafeString:
    """The JSON of a data block; it cannot end the script element that it stands in."""
    return mark_safe(jsonld.news_article(edition, corrections, organisation))  # noqa: S308  # escaped there


@register.filter
def dial(phone: str) -> str:
    """A press number as printed, for a `tel:` link (RFC 3966: visual separators dropped)."""
    return re.sub(r"[^0-9+]", "", phone.replace("(0)", ""))


@register.filter
def file_size(size: int) -> str:
    """`1.4 MB`, `23 kB`; a kilobyte is 1,000 bytes, as operating systems that readers use print it."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


@register.filter
def file_kind(content_type: str) -> str:
    """`PDF`, `JPEG`: the type in a word, for the text of a link."""
    known = {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheet",
    }
    return known.get(content_type) or content_type.rpartition("/")[2].upper()


@register.filter
def small_widths(picture: dict[str, Any]) -> list[int]:
    """The widths in pixels in which this picture of a document is offered beside the whole one."""
    return pictures.widths(picture.get("width")) if picture["type"] in files.ENDINGS else []


@register.simple_tag
def srcset(picture: dict[str, Any], kind: str) -> str:
    """The narrower versions of a picture of type `kind`; in its own type the whole one too (HTML, `srcset`)."""
    stem, ending = picture["name"].rpartition(".")[0] or picture["name"], files.ENDINGS[kind]
    offered = [
        f"{reverse('releases:rendition', args=[picture['asset'], width, stem + ending])} {width}w"
        for width in pictures.widths(picture["width"])
    ]
    if kind == picture["type"]:
        whole = reverse("releases:file", args=[picture["asset"], picture["name"]])
        offered.append(f"{whole} {picture['width']}w")
    return ", ".join(offered)
