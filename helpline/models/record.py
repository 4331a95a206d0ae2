"""What the parts of the record have in common: writing any of them forgets the reading that this process keeps."""

from typing import Any

from django.db import models

from helpline import record


class RecordQuerySet(models.QuerySet[Any]):
    """Queries that write forget the kept record, as saving does."""

    def update(self, **values: Any) -> int:
        changed = super().update(**values)
        record.forget()
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        deleted = super().delete()
        record.forget()
        return deleted

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[Any]:
        created = super().bulk_create(*args, **kwargs)
        record.forget()
        return created


class RecordModel(models.Model):
    """A part of the record."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        record.forget()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        record.forget()
        return deleted
