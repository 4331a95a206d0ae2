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

from releases import feeds, signoff, views, wording
from releases.corrections import corrections
from releases.models import Change, Edition, PublicMode, Release

Response = TypeVar("Response", bound=HttpResponseBase)


def edition_of(release: Release, at: datetime) -> Edition:
    """The edition that signing the working text at the aware instant `at` would make. It is never saved."""
    newest = signoff.newest_signed(release)
    edition = signoff.edition_of(release, newest, None, at)
    if edition.change in {Change.CORRECTION, Change.PROTECTIVE}:
        edition.updated_at = edition.public_at
    elif newest:
        edition.updated_at = newest.updated_at
    return edition.as_read_at(at)


def notes_of(edition: Edition, at: datetime) -> list[Edition]:
    """The correction notes that would stand at its top, its own first."""
    newest = signoff.newest_signed(edition.release)
    before = corrections([newest], at).get(edition.release_id, []) if newest else []
    return [edition, *before] if edition.change == Change.CORRECTION else before


def embargo_line(release: Release, at: datetime) -> str:
    """The banner, first and last, where the text is under embargo at the aware instant `at`."""
    if release.public_mode == PublicMode.EMBARGO and release.wanted_at and release.wanted_at > at:
        return wording.embargo_line(release.wanted_at)
    return ""


def door_to_files(release: Release) -> str:
    """What stands before /files/... in a preview, so that a draft's pictures come through the desk's own door."""
    return reverse("admin:releases_release_preview", args=[release.pk]).rstrip("/")


def page(request: HttpRequest, release: Release) -> HttpResponse:
    """The release's page."""
    at = timezone.now()
    edition = edition_of(release, at)
    context = {
        **views.release_context(edition, notes_of(edition, at)),
        "preview": True, "embargo_line": embargo_line(release, at), "site_url": door_to_files(release),
    }  # fmt: skip
    template = "releases/withdrawn.html" if edition.withdrawn else "releases/release.html"
    return unkept(render(request, template, context))


def text(request: HttpRequest, release: Release) -> HttpResponse:
    """The text that a journalist would paste."""
    at = timezone.now()
    edition = edition_of(release, at)
    shown = views.text_response(request, edition, notes_of(edition, at), embargo_line=embargo_line(release, at))
    shown.status_code = 200
    return unkept(shown)


def feed_item(request: HttpRequest, release: Release) -> HttpResponse:
    """The feed with this one item, as XML to read."""
    at = timezone.now()
    edition = edition_of(release, at)
    response = feeds.preview(request, edition, notes_of(edition, at))
    response["Content-Type"] = "text/plain; charset=utf-8"  # a browser would style or save a feed
    return unkept(response)


def unkept(response: Response) -> Response:
    """The response, for no cache and no index."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
