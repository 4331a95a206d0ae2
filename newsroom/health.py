"""Is the newsroom alive, and is it ready? For an orchestrator; no page links here and nothing is kept."""

import logging
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases import feeds, lateness, views
from releases.requests import pretended

log = logging.getLogger(__name__)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers. Asks no database, so that a database that is away does not restart every worker."""
    return _plain("alive\n")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers, every migration has been applied, and what is due is out; else 503 and why, in one line.

    The line names no release: anyone may ask.
    """
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return _plain("database: does not answer\n", status=503)
    if waiting:
        return _plain(f"migrations: {len(waiting)} not applied\n", status=503)
    if late := not_out(timezone.now()):
        doors = ", ".join(sorted({door for _, door in late}))
        return _plain(f"releases: {len({key for key, _ in late})} due and not out ({doors})\n", status=503)
    return _plain("ready\n")


def not_out(at: datetime) -> set[tuple[int, str]]:
    """Editions that are due at the aware instant `at`, by key, and the doors at which they are not to be found. Each
    finding is noted (releases/lateness.py), so that a release that was late is known to have been."""
    late = {(row.edition_pk, row.door) for row in lateness.overdue(at)} | set(_behind_closed_doors(at))
    for key in {key for key, _ in late}:
        lateness.note_missing(key, at, sorted(door for found, door in late if found == key))
    return late


def _behind_closed_doors(at: datetime) -> Iterator[tuple[int, str]]:
    """What is due and not to be found by going where a reader goes: the newest release's own page, the front page, the
    feed, each made by the public's own view. A page that cannot be made is not out, whatever the database says."""
    asker = HttpRequest()
    asker.method, asker.META["HTTP_HOST"] = "GET", urlsplit(settings.SITE_URL).netloc
    for edition in lateness.due(at)[:1]:
        for door, view, path, arguments in (
            ("page", views.release, f"/releases/{edition.slug}/", {"slug": edition.slug}),
            ("front page", views.front, "/", {}),
            ("feed", feeds.everything, "/feeds/releases.rss", {"format": "rss"}),
        ):
            try:
                answer = view(pretended(asker, at, path), **arguments)
            except Exception:  # whatever it is, a reader gets an error page in the release's place
                log.exception("The %s cannot be made", door)
                yield edition.pk, door
                continue
            if answer.status_code != 200 or f"/releases/{edition.slug}/" not in answer.content.decode():
                yield edition.pk, door


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
