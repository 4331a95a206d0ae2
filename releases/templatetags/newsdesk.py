"""What the newsdesk's own templates need: people and instants in words."""

from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from releases import duties, richtext, wording

register = template.Library()
register.filter("instant", wording.instant_in_words)
register.filter("day_and_clock", wording.day_and_clock)


@register.simple_tag(takes_context=True)
def desk_duties(context: template.Context) -> dict[str, list[duties.Duty]]:
    """The three lists of the desk's front page, for the person who looks, at this instant."""
    user, at = context["request"].user, timezone.now()
    if not user.has_perm("releases.view_release") and not user.has_perm("releases.change_release"):
        return {}
    return {
        "Waiting for me": duties.waiting_for(user),
        "What changes next": duties.changing_next(at),
        "Needs a second look": duties.needing_a_look(user),
    }


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
