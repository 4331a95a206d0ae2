"""The page behind a link to a statement: a speaker reads their words as they will be public, and answers.

It stands among the public addresses, because a speaker has no account, and is private: never kept, never indexed, its
address sent to nobody. A token that was never given out is a name never used.

The view is exempt from Django's CSRF check, which rests on a cookie: public pages set none (DESIGN.md, rule 8). What
gives the right to answer here is the token in the address, and not anything that a browser sends along by itself; a
page elsewhere that knew the token would not need the reader's browser. An answer sent from another site is refused all
the same, wherever the browser says so.
"""

from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from releases import approvals, preview, wording
from releases.approvals import Asked
from releases.models import Comment, PublicMode, Release
from releases.refusal import Refusal
from releases.requests import DatedRequest

APPROVE, CHANGE = "approve", "change"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: DatedRequest, token: str) -> HttpResponse:
    """The words and the form; a GET does nothing. A link that asks no longer says so without the words (410)."""
    asked = approvals.asked_by(token, request.at)
    refused = ""
    if asked and request.method == "POST":
        try:
            _take(request, token)
        except Refusal as refusal:
            refused = str(refusal)
            asked = approvals.asked_by(token, request.at)  # which may have ended meanwhile
        else:
            return _private(HttpResponseRedirect(request.path))
    if asked is None:
        raise Http404
    return _page(request, asked, refused)


def _take(request: HttpRequest, token: str) -> None:
    if _is_from_elsewhere(request):
        raise Refusal("This answer did not come from this page. Open the link again, and answer there.")
    surname, wish = request.POST.get("surname", ""), request.POST.get("wish", "")
    if request.POST.get("answer") == CHANGE:
        approvals.wish_for_a_change(token=token, surname=surname, text=wish)
    elif wish.strip():
        raise Refusal(
            "You wrote what should change, and pressed “Approve”. To ask for the change, press “Ask for a change”; to "
            "approve the words as they are, empty the box."
        )
    else:
        approvals.approve(token=token, surname=surname)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site sent this (Fetch Metadata; RFC 6454). Under our own referrer policy it
    says `Origin: null` of our own form, and one of before 2023 says nothing else: null and nothing are let through."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return True
    origin = request.headers.get("Origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.get_host()


def _page(request: DatedRequest, asked: Asked, refused: str) -> HttpResponse:
    release = Release.objects.get(pk=asked.link.release_id)
    answered = asked.link.ended in (asked.link.Ending.APPROVED, asked.link.Ending.CHANGE_ASKED)
    context: dict[str, Any] = {
        "asked": asked,
        "said": asked.said,
        "answered": answered,
        "refused": refused,
        "typed": {"surname": request.POST.get("surname", "")[:200], "wish": request.POST.get("wish", "")},
    }
    if refused and not asked.said:
        context["lost"] = _lost(request, asked)
    if asked.said:
        context |= {
            "release": release,
            "body": {"passages": [asked.said.statement]},
            "when": _when(release),
            "embargo_line": preview.embargo_line(release, request.at),
            "longest_wish": approvals.LONGEST_WISH,
        }
    status = 409 if refused and asked.said else 200 if asked.said or answered else 410
    return _private(render(request, "releases/approve.html", context, status=status))


def _lost(request: HttpRequest, asked: Asked) -> str:
    """The wish that no press of this page can send any more; empty when it was taken by a press before this one."""
    wish = request.POST.get("wish", "").strip()
    return "" if Comment.objects.filter(link=asked.link, text=wish).exists() else wish


def _when(release: Release) -> str:
    """When the words are to be public, as the working text has it."""
    if release.public_mode == PublicMode.AS_SIGNED or release.wanted_at is None:
        return "As soon as the press office has signed it off"
    until = "Under embargo until" if release.public_mode == PublicMode.EMBARGO else "At"
    return f"{until} {wording.instant_in_words(release.wanted_at)}, London time"


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
