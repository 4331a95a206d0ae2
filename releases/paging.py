"""Pages of a list of releases, newest first, at a cost that does not grow with what lies before the page.

Counts by year (an indexed column, never ExtractYear) give the total, the pages and the years to choose from; the page
is then found inside the years that hold it (reference/time-model.md, section E).
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from django.db.models import Count, Q

from releases.models import Edition, GatedQuerySet

PER_PAGE = 20
# What a list shows of a release; its document stays where it is.
LISTED = ("slug", "kind", "headline", "summary", "first_public_at", "day_only", "updated_at")


KEPT_SECONDS = 1.0
MOST_KEPT = 500  # searches are counted too, and readers think of many words
_KEPT: dict[tuple[Hashable, int], tuple[float, dict[int, int]]] = {}


class NoSuchPage(Exception):
    """The list is shorter than the page asked for."""


@dataclass(frozen=True)
class Page:
    """One page of a list: its editions, and where it lies."""

    editions: list[Edition]
    number: int
    pages: int
    total: int
    years: dict[int, int]  # year (of the newsroom's zone) to number of releases, newest first

    @property
    def numbers(self) -> list[int | None]:
        """The pages worth a link: the ends and the neighbours, None for a gap."""
        near = {1, 2, self.pages, *range(self.number - 1, self.number + 2)}
        shown: list[int | None] = []
        for number in sorted(n for n in near if 1 <= n <= self.pages):
            if shown and shown[-1] is not None and number - shown[-1] > 1:
                shown.append(None)
            shown.append(number)
        return shown


def page_of(rows: GatedQuerySet, number: int, *, at: datetime, counted_as: Hashable, year: int | None = None) -> Page:
    """Page `number` (from 1) of visible editions or visible link rows. Two queries, or one. Raises NoSuchPage.

    `rows` are those visible at the aware instant `at`; `counted_as` names what they were narrowed by, so that their
    counts can be kept. The years count everything in `rows`; `year` narrows the page and its total.
    """
    years = _counts(rows, at, counted_as)
    counted = {y: n for y, n in years.items() if year is None or y == year}
    total = sum(counted.values())
    pages = max(1, -(-total // PER_PAGE))
    if not 1 <= number <= pages:
        raise NoSuchPage
    editions = _editions(rows, counted, (number - 1) * PER_PAGE) if total else []
    return Page(editions=editions, number=number, pages=pages, total=total, years=years)


def _counts(rows: GatedQuerySet, at: datetime, counted_as: Hashable) -> dict[int, int]:
    """How many rows each year has, newest first: counted at most once a second, and never kept past the minute of `at`.

    Counting is the one thing here that grows with what there is (reference/time-model.md, E). An act of now changes a
    total within that second, as it changes a page.
    """
    key = (counted_as, int(at.timestamp() // 60))
    kept = _KEPT.get(key)
    if kept is None or monotonic() - kept[0] > KEPT_SECONDS:
        if len(_KEPT) >= MOST_KEPT:
            _KEPT.clear()
        kept = monotonic(), dict(rows.values_list("year").annotate(Count("pk")).order_by("-year"))
        _KEPT[key] = kept
    return kept[1]


def forget() -> None:
    """Count anew: for tests, which hold the clock still."""
    _KEPT.clear()


def _editions(rows: GatedQuerySet, years: dict[int, int], start: int) -> list[Edition]:
    """The editions from place `start` (from 0) on, found by offset within each year that the page touches."""
    identity = "pk" if rows.model is Edition else "edition"
    places, wanted = Q(), PER_PAGE
    for year, count in years.items():
        if start >= count:
            start -= count
            continue
        in_year = rows.filter(year=year).order_by("-first_public_at", f"-{identity}")
        places |= Q(pk__in=in_year.values(identity)[start : start + wanted])
        wanted, start = wanted - min(wanted, count - start), 0
        if not wanted:
            break
    return list(Edition.objects.filter(places).only(*LISTED).newest_first())


def newest(at: datetime, count: int) -> list[Edition]:
    """The newest releases that everyone may read at the aware instant `at`, for lists. One query."""
    editions: Any = Edition.objects.visible(at).only(*LISTED).newest_first()[:count]
    return list(editions)
