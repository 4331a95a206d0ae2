"""The newsroom as at any instant: the public pages, for signed-in staff, as a stranger saw or will see them then.

The public's own view functions answer, given another `request.at`; nothing is worked out a second time. Past instants
show what stood then, texts since superseded included, and those are for staff alone; instants to come show what will
stand if nobody does anything more. No answer is kept or indexed.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, get_resolver, path, resolve, reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from releases import preview, wording
from releases.admin.instants import LondonInstantField
from releases.models import Edition, State
from releases.requests import pretended

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

EARLIEST = 1900  # before the first press office
WRITTEN = "%Y%m%dT%H%M%SZ"  # the instant in an address: UTC, so that no night of a clock change is meant twice
OURS = ("releases", "helpline")  # whose public pages are shown; the newsdesk itself, health and the like are not
NEXT = 8  # lifts to choose from
_LOCAL_LINK = re.compile(r'((?:href|src|action)="|srcset="|, )/(?!/|static/)')  # the last: within a srcset
_BODY = re.compile(r"(<body[^>]*>)")


class InstantForm(forms.Form):
    """A day and a time on the newsroom's clock; any will do here, midnight and seconds included."""

    instant = LondonInstantField(label="As at", help_text="London time.", any_second=True)

    def clean_instant(self) -> datetime:
        instant: datetime = self.cleaned_data["instant"]
        if instant.year < EARLIEST:
            raise forms.ValidationError(f"The newsroom has nothing from before {EARLIEST}. Check the year.")
        return instant


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The page that asks for the instant, and the newsroom behind it."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        return path(route, desk.admin_site.admin_view(never_cache(partial(view, desk=desk))), name=name)

    return [
        at("as-at/", choose, "releases_release_as_at"),
        at("as-at/<str:instant>/<path:where>", show, "releases_release_as_at_page"),
        at("as-at/<str:instant>/", partial(show, where=""), "releases_release_as_at_front"),
    ]


@require_safe
def choose(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """Which instant?"""
    _only_for_the_desk(request, desk)
    form = InstantForm(request.GET if "instant_0" in request.GET else None)
    if form.is_valid():
        instant = form.cleaned_data["instant"].astimezone(UTC)
        return redirect("admin:releases_release_as_at_front", f"{instant:{WRITTEN}}")
    waiting = Edition.objects.filter(state=State.SIGNED, public_at__gt=timezone.now()).defer("document")
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": "As at any instant",
        "form": form,
        "lifts": [
            (edition, f"{edition.public_at - timedelta(seconds=1):{WRITTEN}}", f"{edition.public_at:{WRITTEN}}")
            for edition in waiting.order_by("public_at")[:NEXT]
        ],
    }
    return TemplateResponse(request, "releases/newsdesk/as_at.html", context)


@require_safe
def show(request: HttpRequest, desk: "ReleaseAdmin", instant: str, where: str) -> HttpResponseBase:
    """A public page of ours, answered for the instant."""
    _only_for_the_desk(request, desk)
    try:
        at = datetime.strptime(instant, WRITTEN).replace(tzinfo=UTC)
        wording.local(at)
    except (ValueError, OverflowError) as nothing:
        raise Http404 from nothing
    asked = pretended(request, at, f"/{where}")
    try:
        found = resolve(asked.path)
        if not set(found.app_names) & set(OURS):
            raise Http404
        response = found.func(asked, *found.args, **found.kwargs)
    except Http404 as nothing:  # Resolver404 is one
        response = get_resolver().resolve_error_handler(404)(asked, exception=nothing)  # type: ignore[call-arg]  # the stubs know handler500
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        response.content = _led_on(response.content.decode(), instant, at)
    elif "Location" in response:
        response["Location"] = reverse("admin:releases_release_as_at_front", args=[instant]) + response["Location"][1:]
    return preview.unkept(response)


def _only_for_the_desk(request: HttpRequest, desk: "ReleaseAdmin") -> None:
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied


def _led_on(html: str, instant: str, at: datetime) -> str:
    """The page with its links leading on within the instant, and a line at its top that says which."""
    here = reverse("admin:releases_release_as_at_front", args=[instant])
    choose_another = reverse("admin:releases_release_as_at")
    past = at <= timezone.now()
    tense, proviso = ("was", "") if past else ("will be", ", if nothing more is done")
    line = (
        f'<p class="embargo"><strong>As it {tense} at {escape(wording.instant_in_words(at))}{proviso}.</strong> '
        f'For the desk only. <a href="{choose_another}">Another instant</a></p>'
    )
    html = _LOCAL_LINK.sub(lambda found: f"{found[1]}{here}", html)
    return _BODY.sub(lambda found: f"{found[1]}{line}", html, count=1)
