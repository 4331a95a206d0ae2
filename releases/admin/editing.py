"""While a page is being typed into: who else has it open, what is kept of it unsaved, and how that is put back.

The pages' script (releases/static/releases/editing.js) asks and tells at these addresses; without it the opening of a
form counts, and what a refused form held is kept all the same.
"""

import uuid
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from releases import open_forms, unsaved, waiting_files, wording
from releases.admin import both_texts
from releases.models import Release, UnsavedText
from releases.refusal import Refusal

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

PUT_IN = "put_in"  # the page whose words are to be put into the form that is opened
_SAVED_BY = ("last_saved_at", *(f"last_editor__{name}" for name in ("first_name", "last_name", "username")))
_OURS = ("csrfmiddlewaretoken", "place", "release", PUT_IN, "over")


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The addresses that a page's script asks, and the one that throws words away."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        return path(route, desk.admin_site.admin_view(never_cache(partial(view, desk=desk))), name=name)

    return [
        at("unsaved/", keep, "releases_release_unsaved"),
        at("unsaved/throw-away/", throw_away, "releases_release_throw_away"),
        at("files/", send_file, "releases_release_send_file"),
        at("<int:pk>/open/", open_now, "releases_release_open"),
    ]


# --- what the pages are given -----------------------------------------------------------------------------------------


def context(request: HttpRequest, place: str, release: Release | None = None) -> dict[str, Any]:
    """What the page needs, as `editing`. A page that is shown again, refused, stays the page it was.

    What a refused form held is kept, script or none.
    """
    if request.method == "POST":
        _keep_refused(request, place, release)
    at, actor = timezone.now(), request.user
    page = _page_of(request.POST) or uuid.uuid4().hex
    kept = unsaved.kept(actor=actor, place=place, release_id=release and release.pk, at=at)  # type: ignore[arg-type]  # staff only
    others: list[str] = []
    if release is not None:
        open_forms.tell(release_id=release.pk, actor=actor, at=at)  # type: ignore[arg-type]  # as above
        others = open_forms.others(release.pk, than=actor, at=at)  # type: ignore[arg-type]  # as above
    return {
        "page": page,
        "opened": (_opened(request.POST) or at).isoformat(),
        "place": place,
        "release": release,
        "others": others,
        "every": open_forms.TOLD_EVERY,
        "is_changed": request.method == "POST",
        "kept": [(row, wording.since(row.at, at)) for row in kept.defer("fields") if row.page != page],
    }


def _keep_refused(request: HttpRequest, place: str, release: Release | None) -> None:
    page, at = _page_of(request.POST), timezone.now()
    if page and PUT_IN not in request.POST:
        with suppress(Refusal):  # the page holds them all the same
            unsaved.keep(
                actor=request.user, place=place, release_id=release and release.pk, page=page,  # type: ignore[arg-type]  # as above
                fields=_fields(request.POST), opened=_opened(request.POST) or at, at=at,
            )  # fmt: skip


def saved(request: HttpRequest) -> None:
    """What was typed into the page is saved: what was kept of it goes."""
    if page := _page_of(request.POST):
        unsaved.forget(actor=request.user, page=page)  # type: ignore[arg-type]  # as above


def put_in(request: HttpRequest) -> bool:
    """Where words are asked back: the request becomes one that sends them. Nothing is saved by it (`PUT_IN` is in it).

    False when they are kept no more, and the person has been told.
    """
    if request.method != "POST" or PUT_IN not in request.POST:
        return True
    row = UnsavedText.objects.filter(user=request.user.pk, page=request.POST[PUT_IN]).first()
    if row is None:
        messages.warning(request, "Those words are kept no more: they have been saved, thrown away, or are too old.")
        return False
    data = QueryDict(mutable=True)
    for name, value in row.fields:
        data.appendlist(name, value)
    data["page"], data[PUT_IN] = row.page, row.page
    request.POST = data  # type: ignore[assignment]  # it has a setter
    return True


# --- what their script asks -------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """Asked: who is signed in, and the token of their forms, before a form is sent. Told: what stands in a page."""
    if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
        raise PermissionDenied
    if request.method == "GET":
        return JsonResponse({"user": request.user.pk, "token": get_token(request)})
    at, page = timezone.now(), _page_of(request.POST)
    place, release_id = request.POST.get("place", ""), request.POST.get("release", "")
    is_release, is_key = place == UnsavedText.Place.RELEASE, release_id.isdecimal() and len(release_id) < 19
    if not page or place not in UnsavedText.Place.values or is_release != is_key:
        return JsonResponse({"refused": "This page is too old. Copy your words and open it anew."}, status=400)
    if is_release:
        get_object_or_404(Release, pk=int(release_id))
    try:
        unsaved.keep(
            actor=request.user, place=place, release_id=int(release_id) if is_release else None, page=page,  # type: ignore[arg-type]  # as above
            fields=_fields(request.POST), opened=_opened(request.POST) or at, at=at,
        )  # fmt: skip
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    return JsonResponse({"kept": wording.clock(at)})


@require_POST
def throw_away(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """Words that were kept are not wanted."""
    page = request.POST.get(PUT_IN, "")
    row = get_object_or_404(UnsavedText, user=request.user.pk, page=page)
    unsaved.forget(actor=request.user, page=page)  # type: ignore[arg-type]  # as above
    messages.success(request, "Thrown away.")
    return redirect(address(row.place, row.release_id))


@require_POST
def open_now(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """The page is open still: who else has the release open, and whether somebody saved it meanwhile."""
    if not desk.has_change_permission(request):
        raise PermissionDenied
    at, actor = timezone.now(), request.user
    release = get_object_or_404(Release.objects.select_related("last_editor").only("saves", *_SAVED_BY), pk=pk)
    open_forms.tell(release_id=pk, actor=actor, at=at)  # type: ignore[arg-type]  # as above
    others = open_forms.others(pk, than=actor, at=at)  # type: ignore[arg-type]  # as above
    said = ""
    if str(release.saves) != request.POST.get("seen_saves"):
        when = f" at {wording.since(release.last_saved_at, at)}" if release.last_saved_at else ""
        who = both_texts.named(release.last_editor, me=actor)
        said = f"{who} saved this{when}. Your changes are not lost. Read what is stored before you save."
    return JsonResponse({"others": others, "saved": said})


@require_POST
def send_file(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """One file, sent as it is chosen. It waits for the save; a refusal is said beside it."""
    if not (desk.has_add_permission(request) or desk.has_change_permission(request)):
        raise PermissionDenied
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"refused": "No file came. Choose it again."}, status=400)
    try:
        asset = waiting_files.receive(upload=upload, actor=request.user, at=timezone.now())  # type: ignore[arg-type]  # as above
    except Refusal as refusal:
        return JsonResponse({"refused": str(refusal)}, status=409)
    out = f" Taken out of it, so that nobody reads it: {'; '.join(asset.taken_out)}." if asset.taken_out else ""
    told = f"“{asset.original_name}” is here ({filesizeformat(asset.size)}). Save the release to attach it.{out}"
    return JsonResponse({"waiting": str(asset.uuid), "is_picture": asset.is_picture, "told": told})


def address(place: str, release_id: int | None) -> str:
    """The page of a place."""
    if release_id is not None:
        return reverse("admin:releases_release_change", args=[release_id])
    return reverse(f"admin:releases_release_{'add' if place == UnsavedText.Place.NEW else 'new_from_text'}")


def _page_of(data: QueryDict) -> str:
    page = data.get("page", "")
    return page if len(page) == 32 and page.isalnum() and page.isascii() else ""


def _opened(data: QueryDict) -> datetime | None:
    try:
        opened = datetime.fromisoformat(data.get("opened", ""))
    except ValueError:
        return None
    return opened if opened.tzinfo else None


def _fields(data: QueryDict) -> unsaved.Fields:
    return [(name, value) for name, values in data.lists() if name not in _OURS for value in values]
