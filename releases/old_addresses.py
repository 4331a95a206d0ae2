"""Addresses of the site that was here before, answered with 301 only while what they lead to is visible.

An old address of something hidden is the same 404, after the same queries, as an address never used (DESIGN.md, rule
2). Asked only when nothing else answers, and for WordPress's short form `/?p=123`.
"""

from datetime import datetime

from django.db import InterfaceError, OperationalError
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from releases.models import Edition, EditionAsset, EditionTopic, OldAddress

# What every WordPress answers besides /feed/, which is an address of ours.
FEEDS = {"/feed/rss/": "rss", "/feed/rss2/": "rss", "/feed/rdf/": "rss", "/feed/atom/": "atom"}
LONGEST = 500  # characters


def answer(request: HttpRequest) -> HttpResponsePermanentRedirect | None:
    """The way to where it stands now, or None: nobody may know of it, or it never was."""
    if request.method not in ("GET", "HEAD"):
        return None
    address = request.path_info if request.path_info.endswith("/") else f"{request.path_info}/"
    if format := FEEDS.get(address):
        return HttpResponsePermanentRedirect(reverse("releases:feed", args=[format]))
    candidates = [request.path_info, address]
    post = request.GET.get("p", "")
    if post.isascii() and post.isdigit():
        candidates.append(f"{address}?p={post}")
    if len(address) > LONGEST - 24 or "\0" in address:
        return None
    at: datetime = getattr(request, "at", None) or timezone.now()
    try:
        found = _visible(candidates, at)
    except (OperationalError, InterfaceError):
        return None  # the database is away: the page that follows does without it
    return HttpResponsePermanentRedirect(found) if found else None


def _visible(candidates: list[str], at: datetime) -> str | None:
    """One query, whatever is found: what is hidden costs what is absent costs."""
    editions = Edition.objects.visible(at).filter(release=OuterRef("release"))
    topics = EditionTopic.objects.visible(at).filter(topic=OuterRef("topic"))
    links = EditionAsset.objects.visible(at).filter(asset=OuterRef("asset"))
    rows = OldAddress.objects.filter(Q(Exists(editions)) | Q(Exists(topics)) | Q(Exists(links)))
    row = (
        rows.filter(address__in=candidates)
        .annotate(slug=editions.values("slug")[:1], name=links.values("name")[:1])
        .select_related("topic", "asset")
        .first()
    )
    if row is None:
        return None
    if row.asset:
        return reverse("releases:file", args=[row.asset.uuid, row.name])
    if row.topic and row.is_feed:
        return reverse("releases:topic-feed", args=[row.topic.slug, "rss"])
    return (
        reverse("releases:topic", args=[row.topic.slug]) if row.topic else reverse("releases:release", args=[row.slug])
    )
