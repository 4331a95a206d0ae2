"""A release corrected: its working text signed again, with a note."""

from releases.models import Edition, Release
from tests import newsdesk


def corrected(edition: Edition, note: str = "The figure was 12; it is 21.") -> Edition:
    release = Release.objects.get(pk=edition.release_id)
    release.change, release.change_note, release.last_editor = "correction", note, newsdesk.jo()
    release.save()
    passage = release.passages.first()
    passage.body = f"<p>{note}</p>"
    passage.save()
    return newsdesk.signed(Release.with_text(release.pk))
