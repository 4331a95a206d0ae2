"""Approvals, comments and legal clearance at the desk: asked for, recorded and settled beside the text, a press each.

Everything here is pressed on the release's form or on its sign-off page, and goes back there. The rules stand in
releases.approvals, releases.comments and releases.clearance; a refusal comes back as a sentence.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from releases import approvals, clearance, comments, statements, wording
from releases.admin.instants import FIRST, LondonInstantField
from releases.blocks import awaited
from releases.document import plain
from releases.models import Approval, Clearance, Comment, Edition, Release, State
from releases.models.approval import RECORDED
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import CHANGE

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from releases.admin.release import ReleaseAdmin

GIVEN_AT = LondonInstantField(required=False, any_second=True)
# What is typed in sentences here, and would be lost by a refusal that leads back.
TYPED = {"text": "Your comment", "said_by": "Who told us", "note": "Your note", "reason": "Your reason"}
SIGN_OFF = "sign-off"  # the page that a press goes back to; any other goes back to the form


def shown(release: Release, user: Any, *, with_links: bool = True) -> dict[str, Any]:
    """What the form and the sign-off page show of approvals and comments, under one key; the links on the latter."""
    told = list(
        release.comments.filter(~Q(sha256="") | Q(settled_at=None)).select_related("actor", "passage", "link__made_by")
    )
    comments_open = [comment for comment in told if comment.settled_at is None]
    said, marked = statements.of(release, comments=told, with_links=with_links), clearance.mark_of(release)
    return {
        "approving": {
            "statements": said,
            "awaited": awaited(release, said),
            "summary": _summary(
                said, len(comments_open), marked, bool(marked and clearance.is_cleared(release, marked))
            ),
            "made_the_link_of": statements.by_link_of(release, user.pk, said),
            "how": RECORDED,
            "may_change": user.has_perm(CHANGE),
            "comments": comments_open,
            "mark": marked,
            "is_cleared": bool(marked and clearance.is_cleared(release, marked)),
            "cleared_text": clearance.fingerprint(release),
            "may_clear": user.has_perm(clearance.CLEAR),
            "passages": [(p.pk, plain(p.body)[:60]) for p in release.passages.all()],
        }
    }


def _summary(said: list[statements.Said], comments_open: int, marked: Clearance | None, is_cleared: bool) -> str:
    """`Statements: 1 of 2 waits for a yes. Comments: none open.`: what the form says before it is unfolded."""
    waiting = sum(not each.is_settled for each in said)
    if not said:
        words = "No statements."
    elif waiting:
        words = f"Statements: {waiting} of {len(said)} {'wait' if waiting > 1 else 'waits'} for a yes."
    else:
        words = "Statements: nothing waits for a yes."
    law = "" if not marked else f" Marked for legal clearance{': cleared' if is_cleared else ''}."
    return f"{words} Comments: {comments_open or 'none'} open.{law}"


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The addresses under the release's admin, each behind sign-in and the right to see releases; they only take."""

    def at(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        inner = partial(_seen_by_desk, desk, require_POST(view))
        return path(
            f"<int:pk>/{route}", desk.admin_site.admin_view(never_cache(inner)), name=f"releases_release_{name}"
        )

    return [
        at("clearance/mark/", mark_for_clearance, "mark_for_clearance"),
        at("clearance/clear/", clear, "clear"),
        at("clearance/take-away/", take_mark_away, "take_mark_away"),
        at("approvals/record/", record, "record_approval"),
        at("approvals/ask/", ask, "ask_for_approval"),
        at("approvals/<int:approval>/take-back/", take_back, "take_approval_back"),
        at("comments/", comment, "comment"),
        at("comments/<int:comment_pk>/settle/", settle, "settle_comment"),
    ]


def _seen_by_desk(
    desk: "ReleaseAdmin", view: Callable[..., HttpResponseBase], request: HttpRequest, pk: int, **kwargs: Any
) -> HttpResponseBase:
    if not desk.has_view_or_change_permission(request):
        raise PermissionDenied
    release = get_object_or_404(Release, pk=pk)
    try:
        return view(request, desk=desk, release=release, **kwargs)
    except Refusal as refusal:
        if typed := [(label, words) for name, label in TYPED.items() if (words := request.POST.get(name, "").strip())]:
            return _with_the_words(request, desk, Release.with_text(release.pk), str(refusal), typed)
        messages.error(request, str(refusal))
        return _back(request, release)


def _with_the_words(
    request: HttpRequest, desk: "ReleaseAdmin", stored: Release, refused: str, typed: list[tuple[str, str]]
) -> HttpResponse:
    """What was refused, and every word that was typed, to be copied. Shown by this answer, and stored nowhere: it may
    be what should not have been written."""
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts, "title": "Nothing was recorded", "release": stored, "refused": refused, "typed": typed,
        "standing": standing(stored, stored.editions.all(), timezone.now()), "back": request.POST.get("back", ""),
    }  # fmt: skip
    return TemplateResponse(request, "releases/newsdesk/words_refused.html", context, status=409)


def _back(request: HttpRequest, release: Release) -> HttpResponse:
    page = "sign_off" if request.POST.get("back") == SIGN_OFF else "change"
    return redirect(reverse(f"admin:releases_release_{page}", args=[release.pk]) + "#statements")


def _actor(request: HttpRequest) -> "User":
    return request.user  # type: ignore[return-value]  # admin_view lets only users in


def record(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """Write down how a speaker approved their words: one choice and one press."""
    try:
        # Of an hour that the clocks show twice, the first: to the hour is exact enough for a yes that was given.
        given_at = GIVEN_AT.clean([request.POST.get("day", ""), request.POST.get("time", ""), FIRST])
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    approval = approvals.record(
        release_id=release.pk, actor=_actor(request), sha256=request.POST.get("sha256", ""),
        how=request.POST.get("how", ""), given_at=given_at, said_by=request.POST.get("said_by", ""),
        note=request.POST.get("note", ""),
    )  # fmt: skip
    when = wording.since(approval.given_at, timezone.now())
    messages.success(
        request, f"Recorded: approved {approval.get_how_display().lower()}, {when}. It holds for these words."
    )
    return _back(request, release)


def ask(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """Make a link and show it, this once, in a message that is ready to be sent."""
    token, link = approvals.ask(
        release_id=release.pk,
        actor=_actor(request),
        sha256=request.POST.get("sha256", ""),
    )
    stored = Release.with_text(release.pk)
    said = next(said for said in statements.of(stored) if said.sha256 == link.sha256)
    address = settings.SITE_URL + reverse("releases:approve", args=[token])
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts, "title": f"A link for {said.speaker}", "release": stored, "said": said, "link": link,
        "address": address, "standing": standing(stored, stored.editions.all(), timezone.now()),
        "back": request.POST.get("back", ""),
    }  # fmt: skip
    response = TemplateResponse(request, "releases/newsdesk/approval_link.html", context)
    response["Referrer-Policy"] = "same-origin"
    return response


def take_back(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release, approval: int) -> HttpResponse:
    """The speaker no longer stands by it."""
    get_object_or_404(Approval, pk=approval, release=release)
    approvals.take_back(approval_id=approval, actor=_actor(request), reason=request.POST.get("reason", ""))
    messages.success(request, "Taken back: the statement is not approved any more.")
    return _back(request, release)


def comment(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """Say something about the text, or about one passage of it."""
    comments.comment(
        release_id=release.pk, actor=_actor(request), text=request.POST.get("text", ""),
        passage_id=_passage_in(request.POST.get("passage", "")),
    )  # fmt: skip
    messages.success(request, "Your comment stands beside the text until somebody settles it.")
    return _back(request, release)


def _passage_in(typed: str) -> int | None:
    """The key of a passage; None for the whole text, and 0, which no passage has, for what is no key."""
    if not typed:
        return None
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


def settle(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release, comment_pk: int) -> HttpResponse:
    """It is dealt with."""
    get_object_or_404(Comment, pk=comment_pk, release=release)
    comments.settle(comment_id=comment_pk, actor=_actor(request))
    messages.success(request, "Settled. It stays in what has been done.")
    return _back(request, release)


def mark_for_clearance(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """A lawyer has to see it. What is signed already is not stopped by that, and it is said how."""
    clearance.mark(release_id=release.pk, actor=_actor(request), reason=request.POST.get("reason", ""))
    done = "Marked: nobody signs it before it is cleared."
    if Edition.objects.filter(release=release, state=State.SIGNED, public_at__gt=timezone.now()).exists():
        done += " An edition is signed already and waits for its time; this does not stop it: hold it."
    messages.success(request, done)
    return _back(request, release)


def clear(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """Clear the text that stood on the page."""
    clearance.clear(
        release_id=release.pk, actor=_actor(request), sha256=request.POST.get("sha256", ""),
        note=request.POST.get("note", ""),
    )  # fmt: skip
    messages.success(request, "Cleared, as it stands. A change asks for clearance again.")
    return _back(request, release)


def take_mark_away(request: HttpRequest, *, desk: "ReleaseAdmin", release: Release) -> HttpResponse:
    """It needs no clearance after all."""
    clearance.take_mark_away(release_id=release.pk, actor=_actor(request), reason=request.POST.get("reason", ""))
    messages.success(request, "The mark is taken away. The reason is in the log.")
    return _back(request, release)
