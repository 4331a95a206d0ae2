"""The feeds: all releases, and those of a topic, a person or a kind. Full text, permanent ids, the newest twenty.

A withdrawn release keeps its place and its id and says that it was withdrawn, so that a reader who has it is told. A
protected speaker's name stands in the statement and in no element of its own.
"""

import json
from datetime import date, datetime
from typing import Any, NamedTuple

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
from releases.formats.syndication import FORMATS, NEVER, Item, Picture
from releases.models import Edition, EditionSpeaker, EditionTopic, Kind, Organisation
from releases.remembering import remembered
from releases.requests import DatedRequest

LENGTH = 20
MOST_REMEMBERED = 128
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
        entries=[_entry(format, edition, notes.get(edition.release_id, []), signposting) for edition in editions],
        changed=max((_changed(edition) for edition in editions), default=NEVER),
    )
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _changed(edition: Edition) -> datetime:
    """When the feed last changed for it. What is known by its day alone came at the instant of its first edition."""
    if edition.withdrawn:
        return edition.public_at
    return edition.updated_at or (edition.public_at if edition.day_only else edition.first_public_at)


def _entry(format: str, edition: Edition, notes: list[Edition], signposting: str) -> str:
    """The XML of an edition in a feed: everything that it is made of is an argument of what makes it, the document
    itself among them, and hardly ever changes. So it is remembered, and a feed costs its queries and its frame."""
    day = wording.local_day(edition.first_public_at) if edition.day_only else None
    said = Said(
        site_url=settings.SITE_URL, slug=edition.slug, identity=edition.release.feed_id, kind=edition.kind,
        withdrawn=edition.withdrawn, note=edition.note, document=_document(edition), day=day,
        public_at=edition.public_at, published=edition.first_public_at, updated=edition.updated_at,
        changed=_changed(edition), corrections=tuple((note.public_at, note.note) for note in notes),
        signposting=signposting,
    )  # fmt: skip
    return _xml(format, said)


def _document(edition: Edition) -> str:
    """The document as it reads now, without parts that were taken down or have ended, as it is written down."""
    return canonical(edition.body) if edition.parts_taken_down or edition.parts_end else edition.document


class Said(NamedTuple):
    """All that a feed says of an edition is made of these values."""

    site_url: str
    slug: str
    identity: str
    kind: str
    withdrawn: bool
    note: str
    document: str
    day: date | None
    public_at: datetime
    published: datetime
    updated: datetime | None
    changed: datetime
    corrections: tuple[tuple[datetime, str], ...]
    signposting: str


@remembered(most=MOST_REMEMBERED)
def _xml(format: str, said: Said) -> str:
    return FORMATS[format].entry(_item(said))


def _item(said: Said) -> Item:
    url = said.site_url + reverse("releases:release", args=[said.slug])
    if said.withdrawn:
        kind = Kind(said.kind).label.lower()
        context = {"kind": kind, "public_at": said.public_at, "note": said.note, "signposting": said.signposting}
        return Item(
            identity=said.identity, url=url, day=said.day, published=said.published,
            title=f"WITHDRAWN: {kind} of {wording.day(said.published)}", summary=said.note,
            html=_text("releases/_feed_withdrawn.html", context),
            updated=said.public_at, changed=said.changed,
        )  # fmt: skip
    body = json.loads(said.document)
    return Item(
        identity=said.identity, url=url, day=said.day, published=said.published,
        title=f"CORRECTED: {body['headline']}" if said.corrections else body["headline"], summary=body["summary"],
        html=_full_text(said.document, said.corrections, said.signposting, said.site_url),
        updated=said.updated, changed=said.changed,
        topics=[each["name"] for each in body["topics"]],
        pictures=[_picture(picture) for picture in body["pictures"]],
    )  # fmt: skip


@remembered(most=MOST_REMEMBERED)
def _full_text(document: str, corrections: tuple[tuple[datetime, str], ...], signposting: str, site_url: str) -> str:
    """The HTML of an item, which is the same in every format."""
    context = {"body": json.loads(document), "corrections": corrections, "signposting": signposting}
    return _text("releases/_feed_item.html", {**context, "site_url": site_url})


def _picture(picture: dict[str, Any]) -> Picture:
    url = settings.SITE_URL + reverse("releases:file", args=[picture["asset"], picture["name"]])
    return Picture(
        url=url, type=picture["type"], size=picture["size"], width=picture["width"], height=picture["height"],
        alt=picture["alt"], credit=picture["credit"],
    )  # fmt: skip


def _text(template: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
    """Rendered on one line. The words of the helpline need the request: they come from its own context processor."""
    return mark_safe(" ".join(render_to_string(template, context, request).split()))  # noqa: S308  # a template's
