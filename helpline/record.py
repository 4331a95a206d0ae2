"""The record, read once and kept for a second; and what is said when it cannot be read.

First what the database says; when it does not answer, is empty or holds a row that makes no sense, the last record
that was good, from a file; without that, what this process last read; without that, what is built in. `current()`
never raises: every response that this software ever sends stands on it.
"""

import logging
import os
import tempfile
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.module_loading import import_string

from helpline import facts
from helpline.defaults import BUILT_IN, WORDS

logger = logging.getLogger(__name__)

KEPT_SECONDS = 1.0  # of the monotonic clock: a change made by another process shows within it
FILE = "helpline.json"


class _Kept:
    """What this process holds. A reading is replaced as one tuple, so that threads need no lock."""

    reading: tuple[float, facts.Record] | None = None
    good: facts.Record | None = None
    written: str | None = None
    to_be_read: bool = False
    trouble: str | None = None


_kept = _Kept()


def current() -> facts.Record:
    """The record now in force. No query while a reading is younger than a second; never raises."""
    reading = _kept.reading
    if reading and time.monotonic() - reading[0] < KEPT_SECONDS:
        return reading[1]
    changed, record = False, _read()
    if record:
        if record == _kept.good:
            record = _kept.good  # the very same, so that what was made of it is seen to be made of this
        _kept.good = record
        changed = _write(record)
    else:
        record = _last_known_good() or _kept.good or BUILT_IN
    _kept.reading = time.monotonic(), record
    if changed:
        _tell()
    return record


def is_in_trouble() -> bool:
    """Whether the record cannot be read from the database, or its copy for a bad hour cannot be written."""
    current()
    return _kept.trouble is not None


def forget() -> None:
    """Read the database at the next request. Called by everything that saves; again at commit, since until then
    another thread reads, and keeps, what stood before. At commit it is read at once, so that what lies on disk for a
    bad hour is what was saved, though nobody asks for a page."""
    _kept.reading = None
    _kept.to_be_read = True
    transaction.on_commit(_read_again)


def _read_again() -> None:
    if _kept.to_be_read:  # a save that writes many rows reads once
        _kept.to_be_read = False
        _kept.reading = None
        current()


def start_afresh() -> None:
    """As a new process: nothing kept, nothing known to be written. For tests, and after a restore."""
    _kept.reading = _kept.good = _kept.written = _kept.trouble = None
    _kept.to_be_read = False


def _read() -> facts.Record | None:
    """Four queries. None, and a line in the log, where there is no whole record."""
    try:
        with _savepoint():
            record = _from_database()
    except Exception as error:  # whatever it is, a page that is being written must still carry the number
        _report(f"The helpline record cannot be read: {type(error).__name__}: {error}")
        return None
    _kept.trouble = None
    return record


def _savepoint() -> AbstractContextManager[object]:
    """On PostgreSQL a failed query spoils the transaction around it; a savepoint keeps the caller's usable."""
    connection = connections[DEFAULT_DB_ALIAS]
    return transaction.atomic() if connection.in_atomic_block and connection.vendor == "postgresql" else nullcontext()


def _from_database() -> facts.Record:
    channels = (
        apps.get_model("helpline", "Channel")
        .objects.filter(active=True, helpline__active=True)
        .select_related("helpline__signposting")
        .prefetch_related("opening_hours", "closures", "outages")
        .order_by("-helpline__is_primary", "helpline__order", "helpline_id", "order", "pk")
    )
    rows: dict[int, list] = {}
    for channel in channels:
        rows.setdefault(channel.helpline_id, []).append(channel)
    helplines = [group[0].helpline for group in rows.values()]
    if not helplines:
        raise LookupError("no active channel is on record")
    signposting = getattr(helplines[0], "signposting", None)
    return facts.Record(
        words=signposting.words if signposting else WORDS,
        helplines=tuple(
            facts.Helpline(
                name=helpline.name,
                organisation=helpline.organisation,
                about=helpline.about,
                audience=helpline.audience,
                when_you_call=helpline.when_you_call,
                channels=tuple(channel.facts() for channel in rows[helpline.pk]),
            )
            for helpline in helplines
        ),
    )


def _path() -> Path:
    return Path(settings.LAST_KNOWN_GOOD_DIR) / FILE


def _last_known_good() -> facts.Record | None:
    try:
        return facts.from_json(_path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except Exception as error:  # a damaged file of any kind is as good as none
        logger.error("The last-known-good helpline record cannot be used: %s: %s", type(error).__name__, error)
        return None


def _write(record: facts.Record) -> bool:
    """Beside the file, then over it, so that a reader never sees half of one. A full disk costs a line in the log.

    Gives whether this process had not known of this record as written.
    """
    if connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return False  # what is not committed is not known to be good; the next request outside a transaction writes it
    text, path = facts.to_json(record), _path()
    try:
        if text == _kept.written and path.exists():
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8", errors="replace") != text:
            _replace(path, text)
        _kept.written = text
    except OSError as error:
        _report(f"The last-known-good helpline record cannot be written: {error}")
        return False
    return True


def _tell() -> None:
    """Whoever keeps pages made from the record (settings.HELPLINE_CHANGED) makes them anew; its failure is not ours."""
    try:
        import_string(settings.HELPLINE_CHANGED)()
    except Exception:
        logger.exception("%s failed", settings.HELPLINE_CHANGED)


def _replace(path: Path, text: str) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)  # noqa: S103  it holds what every page says; the web server may read it
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _report(trouble: str) -> None:
    """Once for each kind of trouble, not once a second."""
    if trouble != _kept.trouble:
        _kept.trouble = trouble
        logger.error(trouble)
