"""The database itself refuses to change a signed text (DESIGN.md, rule 9).

SQLite drops a table's triggers without a word when a migration rebuilds the table, so every migration that alters
Edition ends with `freeze_text()`; a test on a fully migrated database fails if one was forgotten. An erasure is the one
change allowed: it counts itself in `erasures`.
"""

from django.db import migrations
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


def _sqlite(also: tuple[str, ...]) -> list[str]:
    def differ(columns: tuple[str, ...]) -> str:
        return " OR ".join(f"NEW.{c} IS NOT OLD.{c}" for c in columns)

    kept = tuple(c for c in TEXT_COLUMNS + also if c not in ERASABLE)
    erasable = tuple(c for c in ERASABLE if c != "erasures")
    return [
        f"DROP TRIGGER IF EXISTS {TABLE}_text",
        f"CREATE TRIGGER {TABLE}_text BEFORE UPDATE ON {TABLE} FOR EACH ROW "
        f"WHEN ({differ(kept)}) OR NEW.erasures < OLD.erasures "
        f"OR (NEW.erasures = OLD.erasures AND ({differ(erasable)})) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ]


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
