"""Search at the desk: which releases hold these words, in the working text, drafts and what is not public included.

Beside releases/search.py, which finds editions for the public: the same folding of words and the same engines (FTS5 on
SQLite, full text on PostgreSQL), on a table of its own with one row for each release. Whatever writes a working text
ends with `index`; an erasure writes the rows anew from what is left.
"""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from releases import document, search
from releases.models import Release, WorkingWords

# As releases.search asks; `parsed` is a column that PostgreSQL keeps by itself (migration 0015).
_SQLITE = "SELECT rowid FROM releases_workingsearch WHERE releases_workingsearch MATCH %s"
_POSTGRESQL = "SELECT release_id FROM releases_workingwords WHERE parsed @@ plainto_tsquery('english', %s)"
AT_A_TIME = 500


def matching(releases: QuerySet[Release], words: str) -> QuerySet[Release]:
    """The releases whose working text, or whose text as it was last signed, holds every one of the words."""
    asked = search.words_asked(words)
    if not asked:
        return releases.none()
    if connection.vendor == "sqlite":
        return releases.filter(pk__in=RawSQL(_SQLITE, (search.as_words_of_fts5(asked),)))  # noqa: S611  # a parameter
    return releases.filter(pk__in=RawSQL(_POSTGRESQL, (" ".join(asked),)))  # noqa: S611  # a parameter


def index(release_id: int) -> None:
    """Write the release's row, in the transaction that changed its text."""
    index_all([release_id])


def index_all(release_ids: Iterable[int]) -> None:
    """The same for many, at a few statements for each five hundred."""
    keys = list(release_ids)
    for start in range(0, len(keys), AT_A_TIME):
        releases = Release.objects.filter(pk__in=keys[start : start + AT_A_TIME]).select_related("base")
        rows = [
            WorkingWords(release=release, words=_words(release))
            for release in releases.prefetch_related(
                "passages__spokesperson", "notes", "abouts", "attachments__asset", "topics"
            )
        ]
        WorkingWords.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["release"], update_fields=["words"]
        )


def holding(phrases: Iterable[str]) -> set[int]:
    """The keys of the rows that may hold one of the phrases: for an erasure, which writes those rows anew."""
    found: set[int] = set()
    for phrase in phrases:
        found |= set(matching(Release.objects.all(), phrase).values_list("pk", flat=True))
    return found


def _words(release: Release) -> str:
    body = document.freeze(release)
    entry = search.entry_of(body)
    base = release.base
    # Of what is being corrected, the words that the public reads find it too.
    if base is not None and not base.withdrawn and base.sha256 != document.fingerprint(document.canonical(body)):
        entry = f"{entry} {search.entry_of(base.body)}"
    return f"{entry} {' '.join(search.words_of(release.slug))}"[: search.LONGEST_ENTRY]
