"""One leak of each kind, as it might be written on a bad day: planted to see whether the walk finds it."""

import dataclasses
from collections.abc import Callable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

import newsroom.urls
from newsroom import errors, freshness
from releases import feeds, files, in_use, paging, search, sitemaps, views
from releases.models import Edition, EditionAsset, Release, Topic

Patch = pytest.MonkeyPatch


def _signed() -> QuerySet[Any]:
    return Edition.objects.filter(state="signed").newest_first()


def _newest(slug: str) -> Edition:
    if edition := _signed().filter(slug=slug).order_by("number").last():
        return edition
    raise Http404


def _forgets_the_gate(patch: Patch) -> None:
    patch.setattr(views, "_in_force", lambda request, slug: _newest(slug))


def _forgets_it_for_staff(patch: Patch) -> None:
    gated = views._in_force

    def shown(request: Any, slug: str) -> Edition:
        return _newest(slug) if request.user.is_staff else gated(request, slug)

    patch.setattr(views, "_in_force", shown)


def _in_the_feed(patch: Patch) -> None:
    gated = feeds._answer

    def answer(request: Any, format: str, visible: Any, *rest: Any) -> HttpResponse:  # noqa: A002
        return gated(request, format, _signed().values("pk"), *rest)

    patch.setattr(feeds, "_answer", answer)


def _in_the_sitemap(patch: Patch) -> None:
    gated = sitemaps._index

    def index(at: datetime) -> Iterator[str]:
        yield from gated(at)
        yield from (
            f"/sitemap.xml?year={year}" for year in _signed().order_by().values_list("year", flat=True).distinct()
        )

    patch.setattr(sitemaps, "_index", index)


def _in_a_count(patch: Patch) -> None:
    gated = paging.page_of

    def page_of(*arguments: Any, **more: Any) -> paging.Page:
        return dataclasses.replace(gated(*arguments, **more), total=_signed().count())

    patch.setattr(paging, "page_of", page_of)


def _in_a_file(patch: Patch) -> None:
    everything = SimpleNamespace(visible=lambda at: EditionAsset.objects.all())
    patch.setattr(files, "EditionAsset", SimpleNamespace(objects=everything))


def _in_a_header(patch: Patch) -> None:
    finish = freshness._finish

    def finished(response: HttpResponse) -> freshness.Kept:
        response["X-Editions"] = str(_signed().count())
        return finish(response)

    patch.setattr(freshness, "_finish", finished)


def _in_a_validator(patch: Patch) -> None:
    finish = freshness._finish

    def finished(response: HttpResponse) -> freshness.Kept:
        response["ETag"] = f'"{_signed().count()}"'
        return finish(response)

    patch.setattr(freshness, "_finish", finished)


def _in_a_lifetime(patch: Patch) -> None:
    """A page that is kept until the next lift says when that is."""
    patch.setattr(freshness, "lifetime", lambda at, now: 0 if _signed().filter(public_at__gt=at).exists() else 3600)


def _in_a_redirect(patch: Patch) -> None:
    def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
        slug = request.path.strip("/").rpartition("/")[2]
        known = Release.objects.filter(slug=slug).exists()
        return HttpResponseRedirect("/") if known else errors.page_not_found(request, exception)

    patch.setattr(newsroom.urls, "handler404", not_found)


def _in_the_search(patch: Patch) -> None:
    patch.setattr(search, "matching", lambda rows, words: _signed().filter(summary__icontains=words[:6]))


def _in_a_facet(patch: Patch) -> None:
    patch.setattr(in_use, "topics", lambda at: Topic.objects.all())


def _in_the_queries(patch: Patch) -> None:
    """The same bytes, a query later: what a topic cost before it was asked for and gated in one query."""
    gated = views._in_force

    def looked_up_first(request: Any, slug: str) -> Edition:
        if not Release.objects.filter(slug=slug).exists():
            raise Http404
        return gated(request, slug)

    patch.setattr(views, "_in_force", looked_up_first)


# What is planted, an address where the walk must find it, and what must differ there.
LEAKS: dict[str, tuple[Callable[[Patch], None], str, str]] = {
    "a view": (_forgets_the_gate, "/releases/canary-release/", "status"),
    "a view, for staff": (_forgets_it_for_staff, "/releases/canary-release/", "status"),
    "an embargoed correction": (_forgets_the_gate, "/releases/corrected.txt", "body"),
    "a feed": (_in_the_feed, "/feeds/releases.atom", "body"),
    "a sitemap": (_in_the_sitemap, "/sitemap.xml", "body"),
    "a count": (_in_a_count, "/releases/?page=1", "body"),
    "a file": (_in_a_file, "/files/00000000-0000-4000-8000-000000000001/canaryfile.pdf", "status"),
    "a header": (_in_a_header, "/privacy/", "headers"),
    "a validator": (_in_a_validator, "/", "headers"),
    "a lifetime": (_in_a_lifetime, "/helpline/", "headers"),
    "a redirect": (_in_a_redirect, "/releases/raven-draft/", "headers"),
    "a search": (_in_the_search, "/releases/?q=canarynarrative", "body"),
    "a facet": (_in_a_facet, "/releases/", "body"),
    "a number of queries": (_in_the_queries, "/releases/canary-release/", "queries"),
}
