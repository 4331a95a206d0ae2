"""Is the newsroom alive, and is it ready? For an orchestrator; no page links here and nothing is kept."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases import lateness


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
    if late := lateness.overdue(timezone.now()):
        doors = ", ".join(sorted({row.door for row in late}))
        return _plain(f"releases: {len({row.edition_pk for row in late})} due and not out ({doors})\n", status=503)
    return _plain("ready\n")


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
