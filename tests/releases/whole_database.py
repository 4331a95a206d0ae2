"""All that the database holds, read past the ORM: every table, those of the search too, and of SQLite the file."""

from django.contrib.sessions.models import Session
from django.db import connection


def everything() -> str:
    """Every value of every table as text in lower case, with what sessions say when they are read."""
    said = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in sorted(_tables(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a table of ours
            said += [_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join([*said, _file()]).lower()


def _tables(cursor) -> list[str]:
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")  # the shadows of virtual tables as well
        return [name for (name,) in cursor.fetchall()]
    return connection.introspection.table_names(cursor)


def _text(value) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def _file() -> str:
    """The bytes of the pages of SQLite's file, free ones and what is left on used ones too."""
    if connection.vendor != "sqlite":
        return ""
    return connection.connection.serialize().decode("latin-1")
