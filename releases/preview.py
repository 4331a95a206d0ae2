"""The draft as the public would see it: the very functions that serve editions, given the working text frozen unsaved.

A preview stands at its own address under the newsdesk, is never kept by any cache, and is never indexed.
"""

from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from releases import document, feeds, views, wording
from releases.models import Change, Edition, PublicMode, Release

Response = TypeVar("Response", bound=HttpResponseBase)


def edition_of(release: Release, at: datetime) -> Edition:
    """The edition that signing the working text at the aware instant `at` would make. It is never saved."""
    text = document.canonical(document.freeze(release))
    as_signed = release.public_mode == PublicMode.AS_SIGNED or release.wanted_at is None
    public_at = at if as_signed or release.wanted_at is None else release.wanted_at
    return Edition(
        release=release, number=0, slug=release.slug, kind=release.kind, headline=release.headline,
        summary=release.summary, document=text, sha256=document.fingerprint(text),
        change=release.change or Change.FIRST, note=release.change_note, desk=release.desk,
        public_mode=release.public_mode, at_once=as_signed, public_at=public_at, first_public_at=public_at,
        year=wording.local(public_at).year,
    )  # fmt: skip


def embargo_line(release: Release) -> str:
    """The banner, first and last, where the text is to go out under embargo."""
    if release.public_mode == PublicMode.EMBARGO and release.wanted_at:
        return wording.embargo_line(release.wanted_at)
    return ""


def door_to_files(release: Release) -> str:
    """What stands before /files/... in a preview, so that a draft's pictures come through the desk's own door."""
    return reverse("admin:releases_release_preview", args=[release.pk]).rstrip("/")


def page(request: HttpRequest, release: Release) -> HttpResponse:
    """The release's page."""
    edition = edition_of(release, timezone.now())
    context = views.release_context(edition, [])
    return unkept(
        render(
            request,
            "releases/release.html",
            {**context, "preview": True, "embargo_line": embargo_line(release), "site_url": door_to_files(release)},
        )
    )


def text(request: HttpRequest, release: Release) -> HttpResponse:
    """The text that a journalist would paste."""
    edition = edition_of(release, timezone.now())
    return unkept(views.text_response(request, edition, [], embargo_line=embargo_line(release)))


def feed_item(request: HttpRequest, release: Release) -> HttpResponse:
    """The feed with this one item, as XML to read."""
    response = feeds.preview(request, edition_of(release, timezone.now()))
    response["Content-Type"] = "text/plain; charset=utf-8"  # a browser would style or save a feed
    return unkept(response)


def unkept(response: Response) -> Response:
    """The response, for no cache and no index."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
