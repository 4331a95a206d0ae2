"""Promised and kept: the last releases that became public by themselves, and the second at which a reader had each."""

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from releases import lateness

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The one page."""
    view = desk.admin_site.admin_view(never_cache(partial(lifts, desk=desk)))
    return [path("lifts/", view, name="releases_release_lifts")]


@require_safe
def lifts(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """The last fifty, newest first: for the morning after, and for whoever asks whether an embargo was kept."""
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": "Promised and kept",
        "lifts": lateness.lifts(timezone.now()),
    }
    return TemplateResponse(request, "releases/newsdesk/lifts.html", context)
