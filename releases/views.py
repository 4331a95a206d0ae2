"""The public pages. Each reads the request's instant once, shows its queryset, and renders documents of editions."""

from collections.abc import Hashable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import CharField, Prefetch, Q, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from releases import in_use, lateness, old_addresses, paging, search, wording
from releases.corrections import corrections
from releases.formats import text as plain_text
from releases.models import (
    STANDING_PAGES,
    Edition,
    EditionSpeaker,
    EditionTopic,
    GatedQuerySet,
    Kind,
    Role,
    StandingPage,
)
from releases.requests import DatedRequest, is_of_a_reader

ON_THE_FRONT_PAGE = 10


@require_safe
def front(request: DatedRequest) -> HttpResponse:
    """The latest releases, the topics there are, and whom the press may ring."""
    at = request.at
    if "p" in request.GET and (moved := old_addresses.answer(request)):
        return moved
    return render(
        request,
        "releases/front.html",
        {
            "editions": paging.newest(at, ON_THE_FRONT_PAGE),
            "topics": in_use.topics(at),
        },
    )


@require_safe
def archive(request: DatedRequest) -> HttpResponse:
    """Every release, newest first, narrowed by what is asked for.

    A topic, person, kind or year that nothing visible carries finds nothing, whether it exists or not.
    """
    at, asked = request.at, request.GET
    choices = _choices(at)
    words, kind, year = asked.get("q", "").strip(), asked.get("kind", ""), asked.get("year", "")
    topic = choices["topic"].get(asked.get("topic", ""))
    person = choices["spokesperson"].get(asked.get("spokesperson", ""))
    rows: GatedQuerySet
    if topic:
        rows, of_edition = EditionTopic.objects.visible(at).filter(topic=topic["pk"]), "edition__"
    elif person:
        rows, of_edition = EditionSpeaker.objects.visible(at).filter(spokesperson=person["pk"]), "edition__"
    else:
        rows, of_edition = Edition.objects.visible(at), ""
    if topic and person:
        of_person = EditionSpeaker.objects.visible(at).filter(spokesperson=person["pk"])
        rows = rows.filter(Q(edition__in=of_person.values("edition")))
    if kind in Kind.values:
        rows = rows.filter(**{f"{of_edition}kind": kind})
    if words:
        rows = search.matching(rows, words)
    unknown = (asked.get("topic") and not topic) or (asked.get("spokesperson") and not person)
    if unknown or (kind and kind not in Kind.values):
        rows = rows.none()
    narrowed_by = (words, kind, topic and topic["pk"], person and person["pk"], bool(unknown))
    page = _page(request, rows, narrowed_by, year=int(year) if year.isdecimal() and len(year) == 4 else None)
    filters = {
        "q": words[: search.LONGEST_SEARCH],
        "topic": topic and topic["slug"],
        "kind": kind if kind in Kind.values else "",
        "year": year if year in map(str, page.years) else "",
        "spokesperson": person and person["slug"],
    }
    context = {
        "page": page,
        "choices": choices,
        "kinds": Kind.choices,
        "asked": filters,
        "is_narrowed": any(asked.get(name) for name in filters),
        "query": urlencode({name: value for name, value in filters.items() if value}),
    }
    return render(request, "releases/archive.html", context)


@require_safe
def release(request: DatedRequest, slug: str) -> HttpResponse:
    """One release; or, at the same address, that it was withdrawn, when and why (410)."""
    edition = _in_force(request, slug)
    if edition.withdrawn:
        return render(request, "releases/withdrawn.html", {"edition": edition, "desks": [edition.desk]}, status=410)
    if is_of_a_reader(request):
        lateness.note_first_served(edition, request.at)
    return render(request, "releases/release.html", release_context(edition, _notes(request, edition)))


@require_safe
def release_as_text(request: DatedRequest, slug: str) -> HttpResponse:
    """The release as plain text: one paragraph a line, for pasting."""
    edition = _in_force(request, slug)
    return text_response(request, edition, _notes(request, edition))


def release_context(edition: Edition, notes: list[Edition]) -> dict[str, Any]:
    """What releases/release.html needs: of an edition in force, or of a draft's that is previewed."""
    return {"edition": edition, "body": edition.body, "corrections": notes, "desks": [edition.desk]}


def text_response(
    request: HttpRequest, edition: Edition, notes: list[Edition], *, embargo_line: str = ""
) -> HttpResponse:
    """The plain text of an edition in force, or of a draft's; of a withdrawn one (410) what is left to say."""
    text = plain_text.withdrawal(edition) if edition.withdrawn else plain_text.as_text(edition, notes)
    # Rendered with the request, so that the words of the helpline come from its own context processor.
    whole = render_to_string(
        "releases/release.txt", {"edition": edition, "text": text, "embargo_line": embargo_line}, request
    )
    kind = "text/plain; charset=utf-8"
    return HttpResponse(f"{whole.strip()}\n", content_type=kind, status=410 if edition.withdrawn else 200)


@require_safe
def topic(request: DatedRequest, slug: str) -> HttpResponse:
    """The releases of one topic. Without a visible one there is no such page."""
    of_topic = get_object_or_404(in_use.topics(request.at), slug=slug)
    rows = EditionTopic.objects.visible(request.at).filter(topic=of_topic)
    page = _page(request, rows, ("topic", of_topic.pk))
    return render(request, "releases/topic.html", {"topic": of_topic, "page": page})


@require_safe
def spokespeople(request: DatedRequest) -> HttpResponse:
    """The people whom the press may ask for, by their own leave."""
    people = in_use.people(request.at).prefetch_related("roles")
    today = wording.local_day(request.at)
    return render(
        request, "releases/spokespeople.html", {"people": [(person, person.role_on(today)) for person in people]}
    )


@require_safe
def spokesperson(request: DatedRequest, slug: str) -> HttpResponse:
    """One listed person and the releases that quote them. Without a visible one there is no such page."""
    roles = Prefetch("roles", Role.objects.order_by("-held_from"))
    person = get_object_or_404(in_use.person(request.at, slug).prefetch_related(roles))
    topics = in_use.topics_of(person, request.at)
    rows = EditionSpeaker.objects.visible(request.at).filter(spokesperson=person)
    page = _page(request, rows, ("spokesperson", person.pk))
    role = person.role_on(wording.local_day(request.at))
    context = {"person": person, "role": role, "topics": topics, "page": page}
    return render(request, "releases/spokesperson.html", context)


@require_safe
def standing_page(request: DatedRequest, slug: str) -> HttpResponse:
    """Privacy, accessibility or corrections, as editors last wrote it."""
    page = StandingPage.objects.filter(slug=slug).first()
    return render(request, "releases/standing_page.html", {"page": page, "title": STANDING_PAGES[slug]})


def _choices(at: datetime) -> dict[str, dict[str, dict[str, Any]]]:
    """The topics and listed people that something visible carries, by slug: what the archive can be narrowed to. One
    query, because both are needed on every page of the archive."""
    topics = in_use.topics(at).annotate(what=Value("topic", output_field=CharField()))
    people = in_use.people(at).annotate(what=Value("spokesperson", output_field=CharField()))
    columns = ("what", "pk", "slug", "name")
    both = topics.order_by().values(*columns).union(people.order_by().values(*columns), all=True)
    choices: dict[str, dict[str, dict[str, Any]]] = {"topic": {}, "spokesperson": {}}
    for row in sorted(both, key=lambda row: row["name"].casefold()):
        choices[row["what"]][row["slug"]] = row
    return choices


def _in_force(request: DatedRequest, slug: str) -> Edition:
    """The edition at this address, withdrawn ones included; else 404, the same for hidden and for never used."""
    found: Any = Edition.objects.in_force(request.at).select_related("desk").filter(slug=slug)
    edition: Edition = get_object_or_404(found)
    return edition.as_read_at(request.at)


def _notes(request: DatedRequest, edition: Edition) -> list[Edition]:
    return corrections([edition], request.at).get(edition.release_id, [])


def _page(request: DatedRequest, rows: GatedQuerySet, counted_as: Hashable, *, year: int | None = None) -> paging.Page:
    """The page asked for; 404 when there is none."""
    number = request.GET.get("page", "1")
    if not (number.isdecimal() and len(number) < 7):
        raise Http404
    try:
        return paging.page_of(rows, int(number), at=request.at, counted_as=counted_as, year=year)
    except paging.NoSuchPage as none:
        raise Http404 from none
