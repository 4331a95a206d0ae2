"""What one person takes down is gone from every public address at the next rendering: whole, and in part."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile

from releases import removal
from releases.models import Asset, Attachment, Release
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(minutes=2)


@pytest.fixture
def edition():
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(
            slug="one",
            statement="<p>Canaryword one.</p><p>And two.</p>",
            statement__speaker_kind="spokesperson",
            statement__spokesperson=newsdesk.SpokespersonFactory(),
        )
        asset = Asset(sha256="c" * 64, content_type="text/csv", size=6, uploaded_at=NOW, original_name="a.csv")
        asset.file.save("a", ContentFile(b"bytes"))
        Attachment.objects.create(release=release, asset=asset, title="Canarytable", position=1)
        return newsdesk.signed(Release.with_text(release.pk))


def everything(client, edition, at) -> str:
    """All that is public of the release, as one text."""
    link = edition.asset_links.get()
    addresses = [
        "/", "/releases/", "/releases/?q=canaryword", "/releases/one/", "/releases/one.txt", "/topics/policing/",
        "/feeds/releases.rss", "/feeds/releases.atom", "/feeds/topics/policing.rss", "/sitemap.xml?year=2026",
        f"/files/{link.asset.uuid}/{link.name}",
    ]  # fmt: skip
    with time_machine.travel(at, tick=False):
        answers = [client.get(address) for address in addresses]
    return " ".join(
        (b"".join(r.streaming_content) if r.streaming else r.content).decode() for r in answers if r.status_code != 404
    )


def take_down(edition, which: str) -> None:
    part = next(part.key for part in removal.parts_of(edition) if part.list == which and "anary" in str(part))
    removal.take_down_part(release_id=edition.release_id, actor=newsdesk.jo(), part=part, reason=Reason.SAFETY)


def test_a_statement_leaves_page_text_feeds_and_search(client, edition):
    assert "Canaryword" in everything(client, edition, NOW)
    with time_machine.travel(SOON, tick=False):
        take_down(edition, "passages")
    after = everything(client, edition, SOON + timedelta(seconds=1))
    assert "Canaryword" not in after
    assert "Nothing was found" in after
    assert "Forces were told to look again" in after


def test_a_file_leaves_with_its_bytes(client, edition):
    assert "bytes" in everything(client, edition, NOW)
    with time_machine.travel(SOON, tick=False):
        take_down(edition, "files")
    after = everything(client, edition, SOON + timedelta(seconds=1))
    assert "bytes" not in after
    assert "anarytable" not in after


def test_a_whole_release_leaves_no_word_and_its_address_says_so(client, edition):
    with time_machine.travel(SOON, tick=False):
        removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=Reason.SAFETY)
    after = everything(client, edition, SOON + timedelta(seconds=1))
    assert "anary" not in after.replace('value="canaryword"', "")
    assert edition.headline not in after
    assert "This press release has been withdrawn" in after
    assert "WITHDRAWN: press release of 23 November 2026" in after
