import re
from html import unescape

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from releases import search

# As 0003 makes them for editions: the FTS5 table reads its words from releases_workingwords, and triggers tell it of
# every change. A migration that rebuilds that table on SQLite must make them again.
SQLITE = [
    "CREATE VIRTUAL TABLE releases_workingsearch USING fts5(words, content='releases_workingwords', "
    "content_rowid='release_id', tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER releases_workingwords_added AFTER INSERT ON releases_workingwords BEGIN "
    "INSERT INTO releases_workingsearch(rowid, words) VALUES (NEW.release_id, NEW.words); END",
    "CREATE TRIGGER releases_workingwords_removed AFTER DELETE ON releases_workingwords BEGIN "
    "INSERT INTO releases_workingsearch(releases_workingsearch, rowid, words) "
    "VALUES ('delete', OLD.release_id, OLD.words); END",
    "CREATE TRIGGER releases_workingwords_changed AFTER UPDATE ON releases_workingwords BEGIN "
    "INSERT INTO releases_workingsearch(releases_workingsearch, rowid, words) "
    "VALUES ('delete', OLD.release_id, OLD.words); "
    "INSERT INTO releases_workingsearch(rowid, words) VALUES (NEW.release_id, NEW.words); END",
]
# The expression is the one that releases.desk_search asks with, letter for letter.
POSTGRESQL = [
    "CREATE INDEX releases_workingwords_words ON releases_workingwords USING gin (to_tsvector('english', words))",
]
BACK = {
    "sqlite": [
        "DROP TRIGGER releases_workingwords_added",
        "DROP TRIGGER releases_workingwords_removed",
        "DROP TRIGGER releases_workingwords_changed",
        "DROP TABLE releases_workingsearch",
    ],
    "postgresql": ["DROP INDEX releases_workingwords_words"],
}
AT_A_TIME = 500


def make(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def unmake(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The words of the texts that there are, without the name, role and lead-in of protected speakers."""
    release_model, words_model = apps.get_model("releases", "Release"), apps.get_model("releases", "WorkingWords")
    rows = []
    for release in release_model.objects.prefetch_related("passages", "notes", "abouts").iterator(AT_A_TIME):
        pieces = [release.headline, release.summary]
        for passage in release.passages.all():
            if passage.speaker_kind != "protected":
                pieces += [passage.lead_in, passage.speaker_name, passage.speaker_role]
            pieces.append(passage.body)
        pieces += [note.body for note in release.notes.all()]
        pieces += [piece for about in release.abouts.all() for piece in (about.heading, about.body)]
        text = " ".join(unescape(re.sub(r"<[^>]*>", " ", piece)) for piece in [*pieces, release.slug])
        rows.append(words_model(release=release, words=" ".join(search.words_of(text))[: search.LONGEST_ENTRY]))
        if len(rows) >= AT_A_TIME:
            words_model.objects.bulk_create(rows)
            rows.clear()
    words_model.objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("releases", "0008_spokesperson_sheets")]
    operations = [
        migrations.CreateModel(
            name="WorkingWords",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="releases.release",
                    ),
                ),
                ("words", models.TextField()),
            ],
        ),
        migrations.RunPython(make, unmake),
        migrations.RunPython(fill, migrations.RunPython.noop),
        # Adding an index rebuilds no table, so the trigger of 0002 stays.
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                fields=["last_saved_at"], name="waiting_for_sign_off", condition=models.Q(state="in_review")
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(
                fields=["wanted_at"], name="meant_for_a_time", condition=models.Q(wanted_at__isnull=False)
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index("last_editor", models.F("last_saved_at").desc(), models.F("id").desc(), name="my_texts"),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(models.F("last_saved_at").desc(), models.F("id").desc(), name="last_saved_first"),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["public_at"], name="held_editions", condition=models.Q(state="held")),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["public_at"], name="promised_lifts", condition=models.Q(state="signed", at_once=False)
            ),
        ),
    ]
