"""Signs what is to lift, in the database of a running newsroom: `python -m tests.gate.lifting INSTANT INSTANT ...`.

For each instant (ISO 8601) a new release with a file, and another edition of one that is public already. All that
becomes public at the n-th instant holds the word canary-n, counted from 0.
"""

import sys
import uuid
from datetime import UTC, datetime

import django


def file_of(number: int) -> str:
    """The uuid of the n-th file."""
    return f"00000000-0000-4000-8000-{number:012d}"


def main(instants: list[datetime]) -> None:
    """Write and sign everything."""
    from django.core.files.base import ContentFile

    from releases.models import Asset, Attachment, Release
    from tests import newsdesk

    newsdesk.organisation()
    newsdesk.signed(slug="standing", headline="Standing")
    for number, instant in enumerate(instants):
        word = f"canary-{number}"
        release = newsdesk.draft(slug=word, headline=word, public_mode="embargo", wanted_at=instant)
        asset = Asset(
            uuid=uuid.UUID(file_of(number)), sha256=f"{number:064d}", content_type="application/pdf", size=len(word),
            original_name=word, uploaded_at=datetime.now(UTC),
        )  # fmt: skip
        asset.file.save("a", ContentFile(word.encode()))
        Attachment.objects.create(release=release, asset=asset, title=word, position=1)
        newsdesk.signed(Release.with_text(release.pk))
        standing = Release.objects.get(slug="standing")
        standing.passages.filter(type="narrative").update(body=f"<p>{word}</p>")
        standing.public_mode, standing.wanted_at, standing.change = "embargo", instant, "minor"
        standing.last_editor = newsdesk.jo()
        standing.save()
        newsdesk.signed(Release.with_text(standing.pk))


if __name__ == "__main__":
    django.setup()
    main([datetime.fromisoformat(each) for each in sys.argv[1:]])
