"""The desk's list of releases: what it is narrowed by, and how it stays fast with a hundred thousand of them.

Each filter is one indexed question, asked from its rare side: what is held or waits is looked up among editions first,
what is public is asked of each release as the list is walked, newest save first. Nothing counts further than a person
pages.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from releases import desk_search
from releases.models import Desk, Edition, GatedQuerySet, Kind, PublicMode, Release, State, Topic, WorkingState

COUNTED = 2000  # rows; beyond that the list says "more than", and one narrows it
ORDER = ("-last_saved_at", "-pk")
_ADDRESS = re.compile(r"/releases/([\w-]+)")

Releases = QuerySet[Release]


def found(releases: Releases, typed: str) -> Releases:
    """The releases that hold every word of what was typed; of an address that was pasted, the release that has it."""
    if address := _ADDRESS.search(typed):
        return releases.filter(slug=address[1])
    return desk_search.matching(releases, typed) if typed.strip() else releases


class ReleaseList(ChangeList):
    """The rows of a page without the text that they were read from, which may be long."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Releases:
        return super().get_queryset(request, exclude_parameters).defer("source", "change_note", "embargo_wording")

    @property
    def has_more(self) -> bool:
        """Whether more were found than are counted."""
        return bool(self.result_count >= COUNTED)


class Counted(Paginator):
    """Counts no further than COUNTED: nobody reads forty pages, and counting all costs more than showing fifty."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by().values("pk")[:COUNTED].count())


class _Filter(admin.SimpleListFilter):
    """One of few values; anything else that stands in the address narrows to nothing."""

    def narrowed(self, releases: Releases, value: str) -> Releases:
        raise NotImplementedError

    def has_output(self) -> bool:
        return self.value() is not None or super().has_output()

    def queryset(self, request: HttpRequest, queryset: Releases) -> Releases:
        value = self.value()
        if value is None:
            return queryset
        if value not in {str(key) for key, _ in self.lookup_choices}:
            return queryset.none()
        return self.narrowed(queryset, value)


class Stands(_Filter):
    """As it stands at this instant: derived, as everything that turns on an instant is."""

    title = "how it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        return [
            ("draft", "Draft, never signed off"), ("review", "Waiting for sign-off"), ("embargoed", "Under embargo"),
            ("timed", "Signed, for a set time"), ("held", "Held"), ("public", "Public"),
            ("withdrawn", "Withdrawn or taken down"),
            ("look", "Needs a second look"), ("removed", "Removed for safety or law"),
        ]  # fmt: skip

    def narrowed(self, releases: Releases, value: str) -> Releases:
        return standing_as(releases, value, timezone.now())


def standing_as(releases: Releases, how: str, at: datetime) -> Releases:
    """Those that stand so at the aware instant `at`; `how` is one of the values of Stands."""
    if how == "public":
        # Most are: asked of each in turn, the list is full after its first rows.
        return releases.filter(Exists(Edition.objects.visible(at).filter(release=OuterRef("pk"))))
    if how == "draft":
        return releases.filter(base__isnull=True, state=WorkingState.DRAFT, removed_at__isnull=True)
    if how == "review":
        return releases.filter(state=WorkingState.IN_REVIEW, removed_at__isnull=True)
    if how == "removed":
        return releases.filter(removed_at__isnull=False)
    # Read first: left inside the question, a database asks it of each release in turn.
    few = _rare(how, at).newest_first().values_list("release", flat=True)[:COUNTED]
    return releases.filter(pk__in=set(few))


def _rare(how: str, at: datetime) -> GatedQuerySet:
    to_come = Edition.objects.filter(state=State.SIGNED, public_at__gt=at)
    if how == "embargoed":
        return to_come.filter(public_mode=PublicMode.EMBARGO)
    if how == "timed":
        return to_come.exclude(public_mode=PublicMode.EMBARGO)
    if how == "withdrawn":
        return Edition.objects.in_force(at).filter(withdrawn=True)
    if how == "look":
        return Edition.objects.exclude(emergency="").filter(looked_at__isnull=True).exclude(state=State.VOID)
    newer = Edition.objects.filter(release=OuterRef("release"), number__gt=OuterRef("number"))
    return Edition.objects.filter(~Exists(newer), state=State.HELD)


class OfKind(_Filter):
    title, parameter_name = "kind", "kind"

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        return list(Kind.choices)

    def narrowed(self, releases: Releases, value: str) -> Releases:
        return releases.filter(kind=value)


class OnTopic(_Filter):
    title, parameter_name = "topic", "topic"

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        return _named(Topic.objects.values_list("pk", "name"))

    def narrowed(self, releases: Releases, value: str) -> Releases:
        return releases.filter(pk__in=Release.topics.through.objects.filter(topic=int(value)).values("release"))


class OfDesk(_Filter):
    title, parameter_name = "press desk", "desk"

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        return _named(Desk.objects.values_list("pk", "name"))

    def narrowed(self, releases: Releases, value: str) -> Releases:
        return releases.filter(desk=int(value))


class EditedLast(_Filter):
    title, parameter_name = "who edited it last", "edited"

    def __init__(self, request: HttpRequest, *arguments: Any) -> None:
        self.me = request.user.pk
        super().__init__(request, *arguments)

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        return [("me", "Me"), ("others", "Someone else")]

    def narrowed(self, releases: Releases, value: str) -> Releases:
        mine = Q(last_editor=self.me)
        return releases.filter(mine) if value == "me" else releases.exclude(mine)


class DatedIn(_Filter):
    """The year that the public reads on it; of what has never been signed, none."""

    title, parameter_name = "year", "year"

    def lookups(self, request: HttpRequest, desk: Any) -> list[tuple[str, str]]:
        years = Edition.objects.filter(state=State.SIGNED, withdrawn=False).order_by("-year").values_list("year")
        return [(str(year), str(year)) for (year,) in years.distinct()]

    def narrowed(self, releases: Releases, value: str) -> Releases:
        dated = Edition.objects.filter(state=State.SIGNED, withdrawn=False, year=value)
        return releases.filter(pk__in=dated.values("release"))


FILTERS = (Stands, OfKind, OnTopic, OfDesk, EditedLast, DatedIn)


def _named(rows: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in rows]
