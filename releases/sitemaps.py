"""The sitemap: an index at /sitemap.xml, and behind it pages of releases by year, each cheap to make."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlencode
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases import in_use
from releases.models import STANDING_PAGES, Edition
from releases.requests import DatedRequest

PER_PAGE = 2000  # addresses; the protocol allows 50,000, but no page may take 100 ms
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@require_safe
def sitemap(request: DatedRequest) -> HttpResponse:
    """The index; with `?year=2026&page=1` the releases of a year, with `?of=pages` everything else."""
    at, asked = request.at, request.GET
    if asked.get("of") == "pages":
        return _answer("urlset", "url", ((path, None) for path in _pages(at)))
    if "year" not in asked:
        return _answer("sitemapindex", "sitemap", ((path, None) for path in _index(at)))
    year, page = asked["year"], asked.get("page", "1")
    if not (year.isdecimal() and page.isdecimal() and len(year) == 4 and 0 < len(page) < 5):
        raise Http404
    start = (int(page) - 1) * PER_PAGE
    editions = (
        Edition.objects.visible(at).filter(year=int(year)).newest_first() if start >= 0 else Edition.objects.none()
    )
    columns = ("slug", "first_public_at", "updated_at", "day_only")
    rows = list(editions.values_list(*columns)[max(start, 0) : start + PER_PAGE])
    if not rows:
        raise Http404
    # One reverse() for the page, not one for each of thousands.
    pattern = reverse("releases:release", args=["SLUG"])
    return _answer(
        "urlset",
        "url",
        (
            (pattern.replace("SLUG", slug), f"{first:%Y-%m-%d}" if day_only and not updated else _w3c(updated or first))
            for slug, first, updated, day_only in rows
        ),
    )


def _index(at: datetime) -> Iterable[str]:
    here = reverse("releases:sitemap")
    yield f"{here}?of=pages"
    counts = Edition.objects.visible(at).values_list("year").annotate(Count("pk")).order_by("-year")
    for year, count in counts:
        for page in range(1, -(-count // PER_PAGE) + 1):
            yield f"{here}?{urlencode({'year': year, 'page': page})}"


def _pages(at: datetime) -> Iterable[str]:
    yield reverse("releases:front")
    yield reverse("releases:archive")
    yield reverse("releases:spokespeople")
    yield from (reverse(name) for name in settings.SITEMAP_PAGES)
    yield from (reverse("releases:standing-page", args=[slug]) for slug in STANDING_PAGES)
    for slug in in_use.topics(at).values_list("slug", flat=True):
        yield reverse("releases:topic", args=[slug])
    for slug in in_use.people(at).values_list("slug", flat=True):
        yield reverse("releases:spokesperson", args=[slug])


def _w3c(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _answer(root: str, element: str, entries: Iterable[tuple[str, str | None]]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{NAMESPACE}">']
    for path, changed in entries:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<{element}><loc>{escape(settings.SITE_URL + path)}</loc>{lastmod}</{element}>")
    lines.append(f"</{root}>\n")
    return HttpResponse("\n".join(lines), content_type="application/xml; charset=utf-8")
