"""The evidence file of a release: a page that asks from when to when, and the file."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from releases import evidence
from releases.admin.instants import LondonInstantField
from releases.models import Release
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import EVIDENCE

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin


class EvidenceForm(forms.Form):
    """Left empty: since ever, until now."""

    since = LondonInstantField(
        required=False, label="From", help_text="London time. Empty: from the first.", any_second=True
    )
    until = LondonInstantField(required=False, label="To", help_text="London time. Empty: until now.", any_second=True)


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The page's address."""
    view = never_cache(partial(page, desk=desk))
    return [path("<int:pk>/evidence/", desk.admin_site.admin_view(view), name="releases_release_evidence")]


@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """A GET asks; a POST takes the file out, and logs it."""
    if not (desk.has_view_or_change_permission(request) and request.user.has_perm(EVIDENCE)):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=pk)
    form, refused = EvidenceForm(request.POST if request.method == "POST" else None), ""
    if form.is_bound and form.is_valid():
        try:
            made = evidence.take_out(release_id=pk, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]  # admin_view lets only users in
        except Refusal as refusal:
            refused = str(refusal)
        else:
            response = HttpResponse(made, content_type="application/zip")
            response["Content-Disposition"] = f'attachment; filename="evidence-{release.slug}.zip"'
            return response
    context: dict[str, Any] = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": "Evidence", "release": release,
        "standing": standing(release, release.editions.all(), timezone.now()), "form": form, "refused": refused,
    }  # fmt: skip
    return TemplateResponse(request, "releases/newsdesk/evidence.html", context, status=409 if refused else 200)
