"""Search: which editions hold these words. FTS5 on SQLite, full text on PostgreSQL, one function for both.

It finds editions of every state; the gate is the caller's, as everywhere. Whatever a reader types is words: neither
database's query language reaches them, so no search is a syntax error.
"""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from releases.models import Edition, GatedQuerySet, SpeakerKind
from releases.models.searching import SearchEntry

LONGEST_SEARCH = 200  # characters of what was typed; the rest is left unread
MOST_WORDS = 16
LONGEST_ENTRY = 400_000  # characters; a tsvector holds one megabyte
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")

# Both stem as English does: a search for "vetting" finds "vetted".
_SQLITE = "SELECT rowid FROM releases_searchwords WHERE releases_searchwords MATCH %s"
_POSTGRESQL = (
    "SELECT edition_id FROM releases_searchentry WHERE to_tsvector('english', words) @@ plainto_tsquery('english', %s)"
)


def matching(rows: GatedQuerySet, words: str) -> GatedQuerySet:
    """The editions, or the dated link rows of editions, that hold every one of the words."""
    asked = words_asked(words)
    if not asked:
        return rows.none()
    if connection.vendor == "sqlite":
        found = RawSQL(_SQLITE, (as_words_of_fts5(asked),))  # noqa: S611  # the words are a parameter
    else:
        found = RawSQL(_POSTGRESQL, (" ".join(asked),))  # noqa: S611  # the words are a parameter
    return rows.filter(**{"pk__in" if rows.model is Edition else "edition__in": found})


def words_asked(typed: str) -> list[str]:
    """What was typed, as words to look for."""
    return words_of(typed[:LONGEST_SEARCH])[:MOST_WORDS]


def as_words_of_fts5(words: list[str]) -> str:
    """Each word as a quoted string, which FTS5 reads as words and never as its query language."""
    return " ".join(f'"{word}"' for word in words)


def index(edition: Edition) -> None:
    """Make the edition findable by its words from its `public_at` on. Called in the transaction that signs it, and
    again when words are erased from it."""
    SearchEntry.objects.update_or_create(edition=edition, defaults={"words": entry_of(edition.body)})


def index_all(editions: Iterable[Edition]) -> None:
    """The same for editions that were signed together and have no entry yet."""
    SearchEntry.objects.bulk_create(SearchEntry(edition=edition, words=entry_of(edition.body)) for edition in editions)


def entry_of(body: dict[str, Any]) -> str:
    """The words of a document, as both tables of words keep them."""
    pieces = [body["headline"], body["summary"]]
    for passage in body["passages"]:
        if passage["type"] != "statement":
            pieces.append(passage["html"])
            continue
        speaker = passage["speaker"]
        if speaker["kind"] != SpeakerKind.PROTECTED:
            # The name of a protected person must not link one release to another, by search no more than by a filter.
            pieces += [passage["lead_in"], speaker["name"], speaker["role"]]
        pieces += passage["paragraphs"]
    pieces += body["notes"]
    for about in body["about"]:
        pieces += [about["heading"], about["html"]]
    return " ".join(words_of(" ".join(unescape(_TAG.sub(" ", piece)) for piece in pieces)))[:LONGEST_ENTRY]


def words_of(text: str) -> list[str]:
    """The words of a text, folded alike on the way in and out: no accents, no case, "don\u2019t" as "dont"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(bare.replace("\u2019", "").replace("'", "").casefold())
