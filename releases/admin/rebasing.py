"""A form that was opened before somebody else saved, laid upon the rows as they are stored now.

Afterwards it can be shown whole and saved as it stands: each row that is still stored is in it once. Rows that were
taken away meanwhile, and that the editor kept, come as new ones, with all their words. Rows that came meanwhile are in
it as rows to take away, because the editor's text has not got them; unticked, they stay.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import QueryDict

from releases.formats.text import paragraphs
from releases.models import Release

ROWS = ("passages", "notes", "abouts", "attachments")
MOST = 1000  # rows of one kind; Django reads no more from a form
_ALIKE = 0.5  # from here on a row that came is one that went, stored anew (as a restored draft stores all of them)

Row = dict[str, list[str]]


def rebased(data: QueryDict, release: Release) -> QueryDict:
    """A copy of what was sent, its rows in the order and number in which the stored ones are. `release` is locked."""
    laid = data.copy()
    for prefix in ROWS:
        sent = _sent(data, prefix)
        if sent is None:
            continue  # no such rows in the form, or a form that nobody's browser made
        stored = list(getattr(release, prefix).all())
        _write(laid, prefix, _laid(sent, stored), initial=len(stored))
    return laid


def stored_first(data: QueryDict) -> QueryDict:
    """A copy of what was sent, in which no new row comes before a stored one.

    When a row is taken away, Django's script numbers the others anew by where they stand; and rows are moved here. A
    formset takes the first ones for the stored, whatever they say.
    """
    laid = data.copy()
    for prefix in ROWS:
        rows = _sent(data, prefix) or []
        known = [row for row in rows if _pk(row)]
        if rows[: len(known)] != known or data.get(f"{prefix}-INITIAL_FORMS") != str(len(known)):
            _write(laid, prefix, [*known, *(row for row in rows if not _pk(row))], initial=len(known))
    return laid


def _write(data: QueryDict, prefix: str, rows: list[Row], *, initial: int) -> None:
    for key in [key for key in data if key.startswith(f"{prefix}-") and key.split("-")[1].isdigit()]:
        del data[key]
    data[f"{prefix}-INITIAL_FORMS"], data[f"{prefix}-TOTAL_FORMS"] = str(initial), str(len(rows))
    for index, row in enumerate(rows):
        for field, values in row.items():
            data.setlist(f"{prefix}-{index}-{field}", values)


def _sent(data: QueryDict, prefix: str) -> list[Row] | None:
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    if not (total and total.isascii() and total.isdigit() and int(total) <= MOST):
        return None
    rows: list[Row] = [{} for _ in range(int(total))]
    for key in data:
        name, _, rest = key.partition("-")
        index, _, field = rest.partition("-")
        if name == prefix and field and index.isascii() and index.isdigit() and int(index) < len(rows):
            rows[int(index)][field] = data.getlist(key)
    return rows


def _laid(sent: list[Row], stored: list[Model]) -> list[Row]:
    """The stored rows first, each as the editor has it; then the editor's that are not stored."""
    by_pk = {str(row.pk): row for row in stored}
    seen = {_pk(row): row for row in sent if _pk(row) in by_pk}
    gone = [row for row in sent if _pk(row) and _pk(row) not in by_pk]
    came = [row for row in stored if str(row.pk) not in seen]
    again = _stored_anew(gone, came)
    first = [seen.get(str(row.pk)) or again.get(row.pk) or _to_be_taken_away(row) for row in stored]
    kept = [row for row in gone if "DELETE" not in row and not any(row is other for other in again.values())]
    return [*first, *(row | {"id": [""]} for row in kept), *(row for row in sent if not _pk(row))]


def _pk(row: Row) -> str:
    return (row.get("id") or [""])[0]


def _stored_anew(gone: list[Row], came: Iterable[Model]) -> dict[Any, Row]:
    """The rows that are the editor's under another key, by that key."""
    left, found = list(gone), {}
    for row in came:
        words = [word for value in _values(row).values() for word in _words_of(str(value))]
        nearest = max(left, key=lambda other: _likeness(other, words), default=None)
        if nearest is not None and _likeness(nearest, words) >= _ALIKE:
            found[row.pk] = nearest | {"id": [str(row.pk)]}
            left = [other for other in left if other is not nearest]
            gone[:] = [other if other is not nearest else found[row.pk] for other in gone]
    return found


def _likeness(row: Row, words: list[str]) -> float:
    """From 0, no word in common, to 1, the same words in the same order."""
    ours = [word for name, values in row.items() for value in values if name not in _KEYS for word in _words_of(value)]
    return SequenceMatcher(None, ours, words, autojunk=False).ratio()


def _words_of(html: str) -> list[str]:
    return " ".join(paragraphs(html)).split()


_KEYS = ("id", "release", "position", "DELETE")


def _values(row: Model) -> dict[str, Any]:
    return {name: value for name, value in model_to_dict(row).items() if name not in _KEYS and value is not None}


def _to_be_taken_away(row: Model) -> Row:
    """A row that came meanwhile, as the form would hold it."""
    fields = {name: ["on"] if value is True else [str(value)] for name, value in _values(row).items()
              if value is not False}  # fmt: skip
    own = {"id": [str(row.pk)], "release": [str(getattr(row, "release_id", ""))], "DELETE": ["on"]}
    return fields | own | {"position": [str(getattr(row, "position", ""))]}
