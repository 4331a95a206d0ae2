from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# On PostgreSQL the list of a common word was slow to count: each text that may hold it was parsed again. The
# column is the database's own and follows `words` by itself, after an erasure too; Django knows nothing of it.
FORWARD = [
    "DROP INDEX releases_workingwords_words",
    "ALTER TABLE releases_workingwords ADD COLUMN parsed tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX releases_workingwords_parsed ON releases_workingwords USING gin (parsed)",
]
BACK = [
    "DROP INDEX releases_workingwords_parsed",
    "ALTER TABLE releases_workingwords DROP COLUMN parsed",
    "CREATE INDEX releases_workingwords_words ON releases_workingwords USING gin (to_tsvector('english', words))",
]


def forward(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in FORWARD if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(statement)


def back(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in BACK if schema_editor.connection.vendor == "postgresql" else ():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("releases", "0014_who_was_sent_it")]
    operations = [migrations.RunPython(forward, back)]
