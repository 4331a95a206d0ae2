"""The history of a release at the desk: one list of saves, editions and steps; any two texts compared; one restored.

In the place of Django's own history page. The rules stand in releases.earlier and releases.comparing; a GET shows, a
POST acts, and a refusal comes back as a sentence.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from releases import earlier, saves
from releases.admin import evidence
from releases.comparing import Part, compare, folded
from releases.models import Event, Release
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import CHANGE
from releases.templatetags.newsdesk import person
from releases.wording import instant_in_words

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

ON_A_PAGE = 50


class RestoreForm(forms.Form):
    reason = forms.CharField(label="Reason (kept in the log)", max_length=600)
    seen_saves = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Row:
    """One line of the history. `key` names the text that came with it, where one did and is kept."""

    at: datetime
    who: str
    what: str
    reason: str = ""
    told: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class Group:
    """Parts that follow each other and changed, or did not: what did not change is folded."""

    same: bool
    parts: list[Part]

    @property
    def summary(self) -> str:
        first, last = self.parts[0].label, self.parts[-1].label
        return f"Unchanged: {first}" if first == last else f"Unchanged: {first} to {last} ({len(self.parts)} parts)"


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The addresses of the history, each behind sign-in and the right to see releases. The list is `history_view`."""

    def at(route: str, view: Any, name: str) -> URLPattern:
        return path(route, desk.admin_site.admin_view(never_cache(partial(view, desk=desk))), name=name)

    return [
        at("<int:pk>/history/compare/", compared, "releases_release_compare"),
        at("<int:pk>/history/restore/<str:key>/", restore, "releases_release_restore_as_draft"),
        *evidence.urls(desk),
    ]


@require_safe
def page(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """The list, newest first."""
    release = _seen(request, desk, pk)
    rows = Paginator(rows_of(release), ON_A_PAGE).get_page(request.GET.get("page"))
    may_change = _may_change(request, release)
    return _page(request, desk, release, "history.html", "History", rows=rows, may_change=may_change)


@require_safe
def compared(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> HttpResponse:
    """Two texts compared, the earlier with the later; or one text, to be read."""
    release = _seen(request, desk, pk)
    texts = earlier.texts_of(release)
    keys = list(dict.fromkeys(request.GET.getlist("text")))
    chosen = [text for text in reversed(texts) if text.key in keys]
    refused = ""
    if len(keys) not in (1, 2):
        refused = "Tick two texts, and then compare them." if len(keys) < 3 else "You ticked more than two. Keep two."
        chosen = []
    elif len(chosen) != len(keys):
        refused, chosen = earlier.NOT_KEPT, []
    groups: list[Group] = []
    if chosen:
        groups = groups_of(compare(chosen[0].read(), chosen[-1].read()))
    return _page(
        request, desk, release, "compare.html", "Read" if len(chosen) == 1 else "Compare", texts=texts, chosen=chosen,
        groups=groups, refused=refused, nothing_changed=all(group.same for group in groups),
        may_change=_may_change(request, release),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, desk: "ReleaseAdmin", pk: int, key: str) -> HttpResponse:
    """What restoring would change, and the button that does it."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    release = _seen(request, desk, pk)
    form = RestoreForm(request.POST or None, initial={"seen_saves": release.saves})
    refused = ""
    try:
        if form.is_valid():
            data = form.cleaned_data
            left_out = earlier.restore_as_draft(
                release_id=pk, actor=request.user, key=key, seen_saves=data["seen_saves"], reason=data["reason"]  # type: ignore[arg-type]  # admin_view lets only users in
            )  # fmt: skip
            return _restored(request, pk, left_out)
        chosen = earlier.named(release, key)
    except Refusal as refusal:
        refused = str(refusal)
        chosen = next((text for text in earlier.texts_of(release) if text.key == key), None)  # type: ignore[assignment]
    if refused:
        form = RestoreForm(initial={"seen_saves": release.saves, "reason": request.POST.get("reason", "")})
    # What does not come back (the time, the set, the kind of change) is no part of what would change.
    texts = [replace(text, beside={k: v for k, v in text.beside.items() if k == "Press desk"})
             for text in (saves.text_now(release), *([chosen.read()] if chosen else []))]  # fmt: skip
    groups = groups_of(compare(*texts)) if chosen else []
    return _page(
        request, desk, release, "restore_as_draft.html", "Restore as a draft", form=form, refused=refused,
        chosen=chosen, groups=groups,
    )  # fmt: skip


def _restored(request: HttpRequest, pk: int, left_out: list[str]) -> HttpResponse:
    messages.success(request, "Restored as a draft. What stood here before is in the history.")
    for sentence in left_out:
        messages.warning(request, sentence)
    return redirect("admin:releases_release_change", pk)


def rows_of(release: Release) -> list[Row]:
    """Everything that happened to a release, newest first: its events, and the saves and editions that have none."""
    kept = {save.pk: save for save in saves.saves_of(release.pk).select_related("user")}
    events = release.events.select_related("actor", "edition").defer("edition__document")
    rows = [_row(event, kept) for event in events]
    logged = {row.key for row in rows}
    alone = [save for pk, save in kept.items() if f"save-{pk}" not in logged]
    rows += [Row(s.date_created, person(s.user), "Saved", s.comment, (), f"save-{s.pk}") for s in alone]
    return sorted(rows, key=lambda row: row.at, reverse=True)


def _row(event: Event, kept: dict[int, Any]) -> Row:
    edition, key = event.edition, ""
    if event.details.get("save") in kept:
        key = f"save-{event.details['save']}"
    elif edition and edition.signed_at == event.at and not edition.withdrawn:
        key = f"edition-{edition.number}"
    what = str(event.get_step_display())
    if edition:
        what += f" (edition {edition.number})"
    return Row(event.at, event.who, what, event.reason, tuple(_told(event.details)), key)


def _told(details: dict[str, Any]) -> Iterable[str]:
    """Before and after, in words."""
    if names := details.get("changed"):
        yield f"Changed: {', '.join(names)}."
    before, after = details.get("before"), details.get("after")
    if isinstance(before, dict) and isinstance(after, dict) and "public_at" in before:
        yield f"Before: {_stood(before)}. After: {_stood(after)}."
    yield from details.get("warnings", [])


def _stood(how: dict[str, str]) -> str:
    return f"{how['state']}, for {instant_in_words(datetime.fromisoformat(how['public_at']))}"


def groups_of(parts: list[Part]) -> list[Group]:
    """The parts for the page: what did not change put together, and long unchanged words within a part folded."""
    shown = [folded(part) for part in parts]
    return [Group(same, list(group)) for same, group in groupby(shown, key=lambda part: part.same)]


def _seen(request: HttpRequest, desk: "ReleaseAdmin", pk: int) -> Release:
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    release = get_object_or_404(Release.objects.with_parts(), pk=pk)
    if not desk.has_view_or_change_permission(request, release):
        raise PermissionDenied
    return release


def _may_change(request: HttpRequest, release: Release) -> bool:
    return request.user.has_perm(CHANGE) and release.removed_at is None


def _page(
    request: HttpRequest, desk: "ReleaseAdmin", release: Release, template: str, title: str, **more: Any
) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": title, "release": release,
        "standing": standing(release, release.editions.all(), timezone.now()), **more,
    }  # fmt: skip
    status = 409 if more.get("refused") and request.method == "POST" else 200
    return TemplateResponse(request, f"releases/newsdesk/{template}", context, status=status)
