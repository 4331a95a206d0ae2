"""For the newsdesk's own pages."""

from django import template
from django.utils import timezone

from helpline.duties import Duty, duties

register = template.Library()


@register.simple_tag(takes_context=True)
def helpline_duties(context: template.Context) -> list[Duty]:
    """What of the helpline record waits for somebody, at the instant of the request."""
    request = context["request"]
    return duties(request.user, getattr(request, "at", None) or timezone.now())
