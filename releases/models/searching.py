"""The words of editions and of working texts as search knows them. releases.search and releases.desk_search write and
ask; nothing else reads these tables."""

from django.db import models

from releases.models.edition import Edition
from releases.models.release import Release


class SearchEntry(models.Model):
    """One edition's words, without accents, and without the name, role or lead-in of a protected speaker.

    On PostgreSQL an expression index stands on `words`. On SQLite an FTS5 table reads its content from this one and
    triggers keep it in step (migration 0003): a migration that rebuilds this table there must make them again.
    """

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = models.TextField()

    def __str__(self) -> str:
        return f"The words of edition {self.pk}"


class WorkingWords(models.Model):
    """One release's words for the desk: of its working text, drafts included. Folded and indexed as SearchEntry's."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = models.TextField()

    def __str__(self) -> str:
        return f"The words of release {self.pk}"
