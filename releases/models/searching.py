"""The words of an edition as search knows them. releases.search writes and asks; nothing else reads this table."""

from django.db import models

from releases.models.edition import Edition


class SearchEntry(models.Model):
    """One edition's words, without accents, and without the name, role or lead-in of a protected speaker.

    On PostgreSQL an expression index stands on `words`. On SQLite an FTS5 table reads its content from this one and
    triggers keep it in step (migration 0003): a migration that rebuilds this table there must make them again.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = models.TextField()

    def __str__(self) -> str:
        return f"The words of edition {self.pk}"
