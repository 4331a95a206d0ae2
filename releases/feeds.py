"""The feeds: all releases, and those of a topic, a person or a kind. Full text, permanent ids, the newest twenty.

A withdrawn release keeps its place and its id and says that it was withdrawn, so that a reader who has it is told. A
protected speaker's name stands in the statement and in no element of its own.
"""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from releases import in_use, wording
from releases.corrections import corrections
from releases.document import canonical
from releases.formats.syndication import FORMATS, Item, Picture
from releases.models import Edition, EditionSpeaker, EditionTopic, Kind, Organisation
from releases.requests import DatedRequest

LENGTH = 20
PLURALS = {Kind.PRESS_RELEASE: "press releases", Kind.STATEMENT: "statements", Kind.BLOG_POST: "blog posts"}


@require_safe
def everything(request: DatedRequest, format: str) -> HttpResponse:
    """Every release."""
    visible = Edition.objects.visible(request.at).newest_first().values("pk")
    withdrawn = Edition.objects.in_force(request.at).filter(withdrawn=True)
    return _answer(request, format, visible, withdrawn, "all releases", reverse("releases:archive"))


@require_safe
def topic(request: DatedRequest, slug: str, format: str) -> HttpResponse:
    """The releases of a topic that something in force carries, a withdrawal included."""
    of_topic = get_object_or_404(in_use.topics_with_feeds(request.at), slug=slug)
    links = EditionTopic.objects.visible(request.at).filter(topic=of_topic)
    tagged = EditionTopic.objects.filter(topic=of_topic, edition=OuterRef("pk"))
    withdrawn = Edition.objects.in_force(request.at).filter(Exists(tagged), withdrawn=True)
    page = reverse("releases:topic", args=[slug])
    return _answer(request, format, _of(links), withdrawn, f"releases on {of_topic.name}", page)


@require_safe
def spokesperson(request: DatedRequest, slug: str, format: str) -> HttpResponse:
    """The releases that quote a listed person."""
    person = get_object_or_404(in_use.people_with_feeds(request.at), slug=slug)
    links = EditionSpeaker.objects.visible(request.at).filter(spokesperson=person)
    quoted = EditionSpeaker.objects.filter(spokesperson=person, edition=OuterRef("pk"))
    withdrawn = Edition.objects.in_force(request.at).filter(Exists(quoted), withdrawn=True)
    page = reverse("releases:spokesperson", args=[slug])
    return _answer(request, format, _of(links), withdrawn, f"releases quoting {person.name}", page)


@require_safe
def kind(request: DatedRequest, kind: str, format: str) -> HttpResponse:
    """The releases of one kind."""
    visible = Edition.objects.visible(request.at).filter(kind=kind).newest_first().values("pk")
    withdrawn = Edition.objects.in_force(request.at).filter(kind=kind, withdrawn=True)
    page = f"{reverse('releases:archive')}?kind={kind}"
    return _answer(request, format, visible, withdrawn, PLURALS[Kind(kind)], page)


@require_safe
def moved(request: HttpRequest) -> HttpResponsePermanentRedirect:
    """Where other systems keep their feed."""
    return HttpResponsePermanentRedirect(reverse("releases:feed", args=["rss"]))


def _of(links: QuerySet[Any]) -> QuerySet[Any]:
    """The editions of dated link rows, newest first."""
    return links.order_by("-first_public_at", "-edition").values("edition")


def _answer(
    request: DatedRequest, format: str, visible: QuerySet[Any], withdrawn: QuerySet[Any], what: str, page: str
) -> HttpResponse:
    """The feed of the newest of `visible` and `withdrawn` editions. Two queries; three when one was corrected."""
    newest_withdrawn = withdrawn.order_by("-first_public_at", "-pk").values("pk")[:LENGTH]
    editions = list(
        Edition.objects.filter(Q(pk__in=visible[:LENGTH]) | Q(pk__in=newest_withdrawn))
        .select_related("release")
        .only(
            "slug", "kind", "headline", "summary", "document", "note", "withdrawn", "day_only", "public_at",
            "first_public_at", "updated_at", "parts_taken_down", "parts_end", "release__feed_id",
        )
        .order_by("-first_public_at", "-pk")[:LENGTH]
    )  # fmt: skip
    for edition in editions:
        edition.as_read_at(request.at)
    return _feed(request, format, editions, corrections(editions, request.at), what, page)


def preview(request: HttpRequest, edition: Edition, notes: list[Edition]) -> HttpResponse:
    """The RSS feed with one item, of an edition that is not stored: what signing a draft would send out."""
    return _feed(request, "rss", [edition], {edition.release_id: notes}, "all releases", reverse("releases:archive"))


def _feed(
    request: HttpRequest, format: str, editions: list[Edition], notes: dict[int, list[Edition]], what: str, page: str
) -> HttpResponse:
    organisation = Organisation.current()
    signposting = _text("helpline/_signposting.html", {}, request)
    about = {"organisation": organisation, "what": what}
    feed = FORMATS[format](
        title=f"{organisation.name} newsroom: {what}",
        url=settings.SITE_URL + page,
        description=_text("releases/_feed_description.txt", about, request),
        feed_url=settings.SITE_URL + request.path,
        author=organisation.name,
        items=[_item(edition, notes.get(edition.release_id, []), signposting) for edition in editions],
    )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _item(edition: Edition, notes: list[Edition], signposting: str) -> Item:
    url = settings.SITE_URL + reverse("releases:release", args=[edition.slug])
    day = wording.local_day(edition.first_public_at) if edition.day_only else None
    if edition.withdrawn:
        label = Kind(edition.kind).label.lower()
        return Item(
            identity=edition.release.feed_id, url=url, day=day, published=edition.first_public_at,
            title=f"WITHDRAWN: {label} of {wording.day(edition.first_public_at)}", summary=edition.note,
            html=_text("releases/_feed_withdrawn.html", {"edition": edition, "signposting": signposting}),
            updated=edition.public_at, changed=edition.public_at,
        )  # fmt: skip
    body = edition.body
    text = canonical(body) if edition.parts_taken_down or edition.parts_end else edition.document
    return Item(
        identity=edition.release.feed_id, url=url, day=day, published=edition.first_public_at,
        title=f"CORRECTED: {body['headline']}" if notes else body["headline"], summary=body["summary"],
        html=_full_text(text, tuple((note.public_at, note.note) for note in notes), signposting),
        updated=edition.updated_at,
        # What is known by its day alone came here at the instant of its first edition.
        changed=edition.updated_at or (edition.public_at if edition.day_only else edition.first_public_at),
        topics=[each["name"] for each in body["topics"]],
        pictures=[_picture(picture) for picture in body["pictures"]],
    )  # fmt: skip


@lru_cache(maxsize=128)
def _full_text(document: str, corrections: tuple[tuple[datetime, str], ...], signposting: str) -> str:
    """The HTML of an item. Everything it is made of is an argument (the document without the parts taken down), and
    documents hardly ever change: so it is remembered, and a feed costs its query and its XML, not twenty renderings."""
    context = {"body": json.loads(document), "corrections": corrections, "signposting": signposting}
    return _text("releases/_feed_item.html", {**context, "site_url": settings.SITE_URL})


def forget() -> None:
    """Let go of every remembered text: words that were erased are not kept in this process either."""
    _full_text.cache_clear()


def _picture(picture: dict[str, Any]) -> Picture:
    url = settings.SITE_URL + reverse("releases:file", args=[picture["asset"], picture["name"]])
    return Picture(
        url=url, type=picture["type"], size=picture["size"], width=picture["width"], height=picture["height"],
        alt=picture["alt"], credit=picture["credit"],
    )  # fmt: skip


def _text(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """Rendered on one line. The words of the helpline need the request: they come from its own context processor."""
    return mark_safe(" ".join(render_to_string(template, context, request).split()))  # noqa: S308  # a template's
