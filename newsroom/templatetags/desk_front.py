"""For the desk's front page."""

from datetime import datetime

from django import template
from django.utils import timezone

from newsroom import desk
from releases.duties import countdown

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_sections(context: template.Context) -> list[desk.Shown]:
    """The sections of the page for whoever looks, at the instant of the request."""
    return desk.sections(context["request"].user, _at(context))


@register.simple_tag(takes_context=True)
def time_left(context: template.Context, instant: datetime) -> str:
    """`in 2 h 14 min`, counted from the instant of the request."""
    return countdown(instant - _at(context))


@register.simple_tag(takes_context=True)
def is_soon(context: template.Context, instant: datetime | None) -> bool:
    """Whether it happens within the hour."""
    return instant is not None and instant - _at(context) <= desk.SOON


@register.simple_tag(takes_context=True)
def desk_now(context: template.Context) -> str:
    """The instant for which the page was made (ISO 8601), for the countdowns of a page that stays open."""
    return _at(context).isoformat(timespec="seconds")


def _at(context: template.Context) -> datetime:
    at: datetime = getattr(context["request"], "at", None) or timezone.now()
    return at
