"""A WordPress export brought in by one administrator, and another who confirms it."""

from pathlib import Path

from releases import batches
from releases.importing import wordpress_saving
from releases.models import Batch
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.importing.wxr_files import export

RIGHTS = (*newsdesk.WRITER, "releases.bring_in", "releases.sign_release")


def ada():
    """Proposes."""
    return newsdesk.person("ada", "Ada", *RIGHTS)


def ben():
    """Confirms."""
    return newsdesk.person("ben", "Ben", *RIGHTS)


def proposed(folder: Path, *items: str, media: Path | None = None) -> Batch | None:
    newsdesk.DeskFactory()
    (folder / "export.xml").write_bytes(export(*items))
    return wordpress_saving.propose(folder / "export.xml", actor=ada(), at=NOW, media=media)


def confirmed(folder: Path, *items: str, media: Path | None = None) -> Batch:
    batch = proposed(folder, *items, media=media)
    assert batch
    return batches.confirm(batch_id=batch.pk, actor=ben())
