import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The FTS5 table keeps no second copy of the words: it reads them from releases_searchentry, and the triggers tell it of
# every change, cascades included.
SQLITE = [
    "CREATE VIRTUAL TABLE releases_searchwords USING fts5(words, content='releases_searchentry', "
    "content_rowid='edition_id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER releases_searchentry_added AFTER INSERT ON releases_searchentry BEGIN "
    "INSERT INTO releases_searchwords(rowid, words) VALUES (NEW.edition_id, NEW.words); END",
    "CREATE TRIGGER releases_searchentry_removed AFTER DELETE ON releases_searchentry BEGIN "
    "INSERT INTO releases_searchwords(releases_searchwords, rowid, words) "
    "VALUES ('delete', OLD.edition_id, OLD.words); END",
    "CREATE TRIGGER releases_searchentry_changed AFTER UPDATE ON releases_searchentry BEGIN "
    "INSERT INTO releases_searchwords(releases_searchwords, rowid, words) "
    "VALUES ('delete', OLD.edition_id, OLD.words); "
    "INSERT INTO releases_searchwords(rowid, words) VALUES (NEW.edition_id, NEW.words); END",
]
# The expression is the one that releases.search asks with, letter for letter, or PostgreSQL does not use the index.
POSTGRESQL = [
    "CREATE INDEX releases_searchentry_words ON releases_searchentry USING gin (to_tsvector('english', words))",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER releases_searchentry_added",
        "DROP TRIGGER releases_searchentry_removed",
        "DROP TRIGGER releases_searchentry_changed",
        "DROP TABLE releases_searchwords",
    ],
    "postgresql": ["DROP INDEX releases_searchentry_words"],
}


def forward(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_signed_text_never_changes")]
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "edition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="releases.edition",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.RunPython(forward, back),
        # For the feeds, which mark what was withdrawn. Adding an index rebuilds no table, so the trigger of 0002 stays.
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                models.OrderBy(models.F("first_public_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                "public_at",
                "superseded_at",
                "state",
                "withdrawn",
                condition=models.Q(("state", "signed"), ("withdrawn", True)),
                name="withdrawals",
            ),
        ),
    ]
