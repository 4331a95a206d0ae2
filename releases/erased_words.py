"""Words overwritten in every table, of whatever app: the half of an erasure that the database holds.

Called by releases.erasure alone, in its transaction, with every release locked.
"""

import html
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models import F

from releases import desk_search, document, search
from releases.models import Edition, Event, Release, RetiredAddress, Spokesperson, Topic, UnsavedText
from releases.models.release import feed_id_of
from releases.models.searching import SearchEntry
from releases.overwriting import Eraser, eraser, in_json, in_text
from releases.refusal import Refusal

# Read and written in ways of their own, or derived from what is; or what Django names its own tables and rights by.
_OTHERWISE = {"releases.edition", "releases.searchentry", "releases.workingwords", "sessions.session",
              "contenttypes.contenttype", "auth.permission"}  # fmt: skip
# What identifies a row or a person who signs in, or says nothing.
_NOT_TEXT = {"sha256", "feed_id", "password", "username", "fingerprint", "content_type", "key", "token"}


def overwrite(words: list[str]) -> Iterator[str]:
    """Overwrite the words everywhere; sentences for the report. Raises Refusal when an address in use holds them."""
    erase = eraser(words)
    on_the_disk_too()
    # Found before they are overwritten: by their words, and below by every spelling that the eraser knows.
    texts = desk_search.holding(words)
    _addresses(erase)
    renamed = _slugs(erase)
    yield from _editions(erase, renamed, texts)
    _working_texts_count_a_save(erase, texts)
    for model in apps.get_models():
        if model._meta.label_lower not in _OTHERWISE and model._meta.managed and not model._meta.proxy:
            yield from _rows(model, erase)
    yield from _unsaved(erase)
    yield from _sessions(erase)
    desk_search.index_all(sorted(texts))
    _search_index()
    if names := [user.get_username() for user in get_user_model().objects.all() if erase(user.get_username()) !=
                 user.get_username()]:  # fmt: skip
        yield f"Not reached: {len(names)} accounts are called so, to sign in by; rename them under Users"
    yield from _kill_switch(erase)


def on_the_disk_too() -> None:
    """What is overwritten from here on is overwritten in SQLite's file as well."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def leave_no_trace() -> None:
    """After the commit: what SQLite's log of writes still holds goes into the database, over what stood there."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _addresses(erase: Eraser) -> None:
    """An address stands while its release does; removed releases give theirs up, remembered by fingerprint."""
    for release in Release.objects.only("slug", "feed_id", "headline", "removed_at", "uuid"):
        if erase(release.slug) == release.slug and erase(release.feed_id) == release.feed_id:
            continue
        if release.removed_at is None and release.editions.exists():
            raise Refusal(
                f"The address of “{release.headline}” holds these words. Remove that release for safety first: an "
                "address that people use cannot be overwritten."
            )
        RetiredAddress.retire(release.slug)
        slug = f"removed-{release.uuid.hex}"
        Edition.objects.filter(release=release).update(slug=slug, erasures=F("erasures") + 1)
        Release.objects.filter(pk=release.pk).update(slug=slug, feed_id=feed_id_of(release.uuid))


def _slugs(erase: Eraser) -> dict[str, str]:
    """The addresses of topics and people that hold the words, and what they have become. A person's page is closed."""
    renamed = {}
    for model in (Topic, Spokesperson):
        rows: models.QuerySet[Topic] | models.QuerySet[Spokesperson] = model.objects.all()
        for row in rows:
            if erase(row.slug) != row.slug:
                renamed[row.slug] = f"removed-{row.pk}"
                row.slug = renamed[row.slug]
                if isinstance(row, Spokesperson):
                    row.listed = False
                row.save()
    return renamed


def _editions(erase: Eraser, renamed: dict[str, str], texts: set[int]) -> Iterator[str]:
    """Signed texts change by an erasure alone, which counts itself; the trigger lets nothing else through. The keys of
    their releases are added to `texts`."""
    count = 0
    for edition in Edition.objects.all().iterator():
        text = document.read(edition.document)
        erased = in_json(text, erase, renamed)
        changed = {
            "headline": erase(edition.headline)[:300], "summary": erase(edition.summary), "note": erase(edition.note),
            "document": edition.document if erased == text else document.canonical(erased),
            "emergency": erase(edition.emergency),
            "parts_taken_down": in_json(edition.parts_taken_down, erase),
        }  # fmt: skip
        if all(getattr(edition, column) == value for column, value in changed.items()):
            continue
        count += 1
        texts.add(edition.release_id)
        Edition.objects.filter(pk=edition.pk).update(**changed, erasures=F("erasures") + 1)
        if SearchEntry.objects.filter(edition=edition).exists():
            search.index(Edition.objects.get(pk=edition.pk))
    if count:
        yield f"Editions: {count}, their search entries too"


def _working_texts_count_a_save(erase: Eraser, texts: set[int]) -> None:
    """A form that was opened before is refused as stale: saved, it would bring the words back. The keys are added to
    `texts`."""
    for release in Release.objects.iterator():
        text = [*_strings(release), *(each for name in ("passages", "notes", "abouts", "attachments")
                                      for row in getattr(release, name).all() for each in _strings(row))]  # fmt: skip
        if any(erase(each) != each for each in text):
            Release.objects.filter(pk=release.pk).update(saves=F("saves") + 1)
            texts.add(release.pk)


def _columns(model: type[models.Model]) -> list[models.Field]:
    kinds = (models.CharField, models.TextField, models.JSONField)
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not isinstance(field, models.SlugField)
        and not field.choices
        and field.name not in _NOT_TEXT
    ]


def _strings(row: models.Model) -> list[str]:
    return [value for field in _columns(type(row)) if isinstance(value := getattr(row, field.attname), str)]


def _rows(model: type[models.Model], erase: Eraser) -> Iterator[str]:
    columns = _columns(model)
    count = 0
    for row in model._default_manager.all().iterator() if columns else ():
        changed = {}
        for field in columns:
            before = getattr(row, field.attname)
            after = in_json(before, erase) if isinstance(field, models.JSONField) else before and in_text(before, erase)
            if after != before:
                changed[field.attname] = _fitting(field, after, row)
        if changed:
            count += 1
            if model is Event:  # the database lets a change of an event through that counts itself, and no other
                changed["erasures"] = F("erasures") + 1
            model._default_manager.filter(pk=row.pk).update(**changed)
    if count:
        yield f"{str(model._meta.verbose_name_plural).capitalize()}: {count}"


def _fitting(field: models.Field, value: object, row: models.Model) -> object:
    """What replaces the words may be longer than they were, and the same in two rows of a column that is unique."""
    if not isinstance(value, str):
        return value
    if field.unique:
        value = f"{value} {row.pk}"
    return value[: field.max_length] if field.max_length else value


def _unsaved(erase: Eraser) -> Iterator[str]:
    """Words that were typed and not saved stand there as the page sent them, `Zo&euml;` too: such a page goes whole."""
    held = [row.pk for row in UnsavedText.objects.iterator() if _says(row.fields, erase)]
    UnsavedText.objects.filter(pk__in=held).delete()
    if held:
        yield f"Pages that were not saved, thrown away: {len(held)}"


def _says(fields: list[list[str]], erase: Eraser) -> bool:
    """Whether a value holds the words as a reader would see it; escaped twice, it is read twice."""
    values = [value for _, value in fields]
    for _ in range(2):
        values = [html.unescape(value) for value in values]
        if any(erase(value) != value for value in values):
            return True
    return False


def _kill_switch(erase: Eraser) -> Iterator[str]:
    """The file in which an operator has listed addresses is theirs: it is not written to here, and not passed over."""
    try:
        lines = Path(settings.KILL_SWITCH_FILE).read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError:
        yield "Not reached: the file of the kill switch could not be read. Ask an operator whether it holds the words"
        return
    if held := sum(erase(line) != line for line in lines):
        yield f"Not reached: lines of the kill switch that hold the words: {held}. Ask an operator to take them out"


def _sessions(erase: Eraser) -> Iterator[str]:
    """Messages to people who are signed in wait in their session. Whoever's holds the words signs in again."""
    held = [s.pk for s in Session.objects.iterator() if in_json(data := s.get_decoded(), erase) != data]
    Session.objects.filter(pk__in=held).delete()
    if held:
        yield f"Sessions ended: {len(held)}"


def _search_index() -> None:
    """FTS5 keeps the words of what was deleted in its segments until it merges them: both are built anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table in ("releases_searchwords", "releases_workingsearch"):
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('rebuild')")  # noqa: S608  # tables of ours
