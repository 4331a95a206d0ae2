"""The database itself refuses to change a signed text, and to change or delete an event (DESIGN.md, rule 9).

SQLite drops a table's triggers without a word when a migration rebuilds the table, so every migration that alters
Edition ends with `freeze_text()`, and one that alters Event with `only_add_events()`; a test on a fully migrated
database fails if one was forgotten. An erasure is the one change of words allowed: it counts itself in `erasures`. An
event is deleted only after it was marked with `pruned_at`, which only `manage.py prune` does.
"""

from collections.abc import Callable, Iterable

from django.db import migrations, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "releases_edition"
MESSAGE = "a signed text never changes"
# As the first migration made the table. A migration that adds a column of text names it in `freeze_text(also=...)`; on
# PostgreSQL the function compares whole rows and covers what comes later by itself.
TEXT_COLUMNS = (
    "id", "release_id", "number", "based_on_id", "slug", "kind", "headline", "summary", "document", "sha256", "change",
    "note", "withdrawn", "day_only", "desk_id", "signed_by_id", "signed_at",
)  # fmt: skip
TIMING_COLUMNS = (
    "state", "public_at", "at_once", "superseded_at", "first_public_at", "year", "updated_at", "public_mode",
    "emergency", "looked_by_id", "looked_at", "parts_taken_down", "parts_end",
)  # fmt: skip
ERASABLE = ("slug", "headline", "summary", "document", "note", "erasures")

EVENTS, ONLY_ADDED = "releases_event", "an event is added and never changed"
# What identifies an event, and what an erasure may overwrite. `pruned_at` is set as the last thing before it goes.
EVENT_COLUMNS = ("id", "release_id", "edition_id", "step", "actor_id", "at")
EVENT_WORDS = ("reason", "details")


def _differ(columns: Iterable[str]) -> str:
    return " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in columns)


def _sqlite(also: tuple[str, ...]) -> list[str]:
    kept = tuple(c for c in TEXT_COLUMNS + also if c not in ERASABLE)
    erasable = tuple(c for c in ERASABLE if c != "erasures")
    return [
        f"DROP TRIGGER IF EXISTS {TABLE}_text",
        _on_sqlite(f"{TABLE}_text BEFORE UPDATE ON {TABLE}", _refused_on_sqlite(kept, erasable), MESSAGE),
    ]


def _on_sqlite(trigger: str, when: str, message: str) -> str:
    return f"CREATE TRIGGER {trigger} FOR EACH ROW WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _refused_on_sqlite(kept: Iterable[str], erasable: Iterable[str]) -> str:
    return (
        f"({_differ(kept)}) OR NEW.erasures < OLD.erasures OR (NEW.erasures = OLD.erasures AND ({_differ(erasable)}))"
    )


def _postgresql() -> list[str]:
    def without(columns: tuple[str, ...]) -> str:
        return "".join(f" - '{c}'" for c in columns)

    always, erasing = without(TIMING_COLUMNS + ("erasures",)), without(TIMING_COLUMNS + ERASABLE)
    return [
        f"""CREATE OR REPLACE FUNCTION {TABLE}_text() RETURNS trigger AS $$
        BEGIN
          IF TG_OP = 'DELETE' OR NEW.erasures < OLD.erasures
             OR (NEW.erasures = OLD.erasures AND (to_jsonb(NEW){always}) IS DISTINCT FROM (to_jsonb(OLD){always}))
             OR (NEW.erasures > OLD.erasures AND (to_jsonb(NEW){erasing}) IS DISTINCT FROM (to_jsonb(OLD){erasing}))
          THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
          END IF;
          RETURN NEW;
        END $$ LANGUAGE plpgsql""",
        f"DROP TRIGGER IF EXISTS {TABLE}_text ON {TABLE}",
        # No DELETE trigger on SQLite: its flush deletes rows one by one. On PostgreSQL flush truncates.
        f"CREATE TRIGGER {TABLE}_text BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_text()",
    ]


def freeze_text(also: tuple[str, ...] = ()) -> migrations.RunPython:
    """The migration operation that puts the trigger on Edition, or puts it back; `also` names columns added since."""

    def freeze(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        for statement in _postgresql() if schema_editor.connection.vendor == "postgresql" else _sqlite(also):
            schema_editor.execute(statement, params=None)

    def thaw(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        on_table = f" ON {TABLE}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_text{on_table}")

    return migrations.RunPython(freeze, thaw)


def event_triggers(vendor: str) -> list[str]:
    """SQL that puts the triggers on Event: on a table that has none."""
    if vendor == "postgresql":
        same = " AND ".join(f"NEW.{c} IS NOT DISTINCT FROM OLD.{c}" for c in EVENT_COLUMNS)
        words = " AND ".join(f"NEW.{c} IS NOT DISTINCT FROM OLD.{c}" for c in EVENT_WORDS)
        return [
            f"""CREATE OR REPLACE FUNCTION {EVENTS}_kept() RETURNS trigger AS $$
            BEGIN
              IF TG_OP = 'DELETE' THEN
                IF OLD.pruned_at IS NOT NULL THEN RETURN OLD; END IF;
              ELSIF {same} AND NEW.erasures >= OLD.erasures AND (NEW.erasures > OLD.erasures OR ({words})) THEN
                RETURN NEW;
              END IF;
              RAISE EXCEPTION '{ONLY_ADDED}' USING ERRCODE = 'integrity_constraint_violation';
            END $$ LANGUAGE plpgsql""",
            f"CREATE TRIGGER {EVENTS}_kept BEFORE UPDATE OR DELETE ON {EVENTS} "
            f"FOR EACH ROW EXECUTE FUNCTION {EVENTS}_kept()",
        ]
    return [
        _on_sqlite(f"{EVENTS}_kept BEFORE UPDATE ON {EVENTS}", _refused_on_sqlite(EVENT_COLUMNS, EVENT_WORDS),
                   ONLY_ADDED),
        _on_sqlite(f"{EVENTS}_stays BEFORE DELETE ON {EVENTS}", "OLD.pruned_at IS NULL", ONLY_ADDED),
    ]  # fmt: skip


def no_event_triggers(vendor: str) -> list[str]:
    """SQL that takes the triggers off Event, for a migration that goes back and for `flush` on SQLite."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {EVENTS}_kept ON {EVENTS}"]
    return [f"DROP TRIGGER IF EXISTS {EVENTS}_kept", f"DROP TRIGGER IF EXISTS {EVENTS}_stays"]


def only_add_events() -> migrations.RunPython:
    """The migration operation that puts the triggers on Event, or puts them back."""

    def put_on(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, no_event_triggers, event_triggers)

    def take_off(apps: object, schema_editor: BaseDatabaseSchemaEditor) -> None:
        _run(schema_editor, no_event_triggers)

    return migrations.RunPython(put_on, take_off)


def _run(schema_editor: BaseDatabaseSchemaEditor, *sql: Callable[[str], list[str]]) -> None:
    for statement in (s for each in sql for s in each(schema_editor.connection.vendor)):
        schema_editor.execute(statement, params=None)


def without_event_triggers(connection: BaseDatabaseWrapper, act: Callable[[], None]) -> None:
    """Do what deletes every row of every table, and put the triggers back. For `flush`, on SQLite alone: PostgreSQL
    truncates, which fires none."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in no_event_triggers(connection.vendor):
            cursor.execute(statement)
        act()
        for statement in event_triggers(connection.vendor):
            cursor.execute(statement)
