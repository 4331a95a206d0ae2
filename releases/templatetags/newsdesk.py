"""What the newsdesk's own templates need: people and instants in words."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from releases import richtext, wording

register = template.Library()
register.filter("instant", wording.instant_in_words)
register.filter("day_and_clock", wording.day_and_clock)
register.filter("day", wording.day)
register.filter("exact", wording.exact)


@register.filter
def second_of_day(instant: datetime, promised: datetime) -> str:
    """`00:01:00` on the newsroom's clock; with its day when that is not the promised one."""
    day = "" if wording.local_day(instant) == wording.local_day(promised) else f" on {wording.day(instant)}"
    return f"{wording.local(instant):%H:%M:%S}{day}"


@register.filter
def person(user: Any) -> str:
    """A colleague's name, or what acted when nobody did."""
    return (user.get_full_name() or user.get_username()) if user else "a command"


@register.filter
def already_clean(html: str) -> SafeString:
    """Rich text for the page; cleaned once more, so that what is marked safe is safe by this line alone."""
    return mark_safe(richtext.cleaned(html))  # noqa: S308  # cleaned in the same breath


@register.filter
def after_colon(words: str) -> str:
    """`public at once` out of `Sign off: public at once`, for the button that does it alone."""
    return words.partition(": ")[2] or words
