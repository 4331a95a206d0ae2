"""A WordPress export is one batch: nothing of it is public before a second administrator has confirmed it."""

from datetime import UTC, datetime

import feedparser
import pytest
import time_machine

from releases import batches
from releases.models import Asset, Batch, Edition, Event, ImportedItem, OldAddress, Release, Topic
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.bringing_in import ada, ben, confirmed, proposed
from tests.releases.importing.wxr_files import post

pytestmark = pytest.mark.django_db
COURTS = (
    ("category", "courts", "Courts &amp; law"),
    ("post_tag", "bail", "Bail"),
    ("category", "news", "Press releases"),
)
GUID = "https://old.lantern.example/?p=1"


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def seen(client, address="/"):
    newsdesk.forget_what_is_kept()
    return client.get(address)


def test_nothing_is_public_before_a_second_administrator_has_confirmed_it(tmp_path, client):
    batch = proposed(tmp_path, post(1, "Two houses"))
    assert "Two houses" not in seen(client, "/releases/").content.decode()
    with pytest.raises(Refusal, match="someone else"):
        batches.confirm(batch_id=batch.pk, actor=ada())
    with pytest.raises(Refusal, match="may not"):
        batches.confirm(batch_id=batch.pk, actor=newsdesk.amira())
    assert not Edition.objects.exists()
    batches.confirm(batch_id=batch.pk, actor=ben())
    assert "Two houses" in seen(client, "/releases/").content.decode()


def test_each_has_its_date_to_the_second_its_feed_id_its_address_and_its_topics(tmp_path, client):
    confirmed(tmp_path, post(1, "Two houses", terms=COURTS, slug="two-houses", excerpt="In short."))
    edition = Edition.objects.get()
    assert edition.first_public_at == datetime(2023, 4, 6, 9, 15, 27, tzinfo=UTC)
    assert (edition.public_at, edition.year, edition.signed_by) == (NOW, 2023, ben())
    assert (edition.slug, edition.summary, edition.kind) == ("two-houses", "In short.", "press_release")
    assert {link.topic.name for link in edition.topic_links.all()} == {"Courts & law", "Bail"}
    entry = feedparser.parse(seen(client, "/feeds/releases.atom").content).entries[0]
    assert (entry.id, entry.published[:10]) == (GUID, "2023-04-06")
    assert ImportedItem.objects.get().author == "Jo Marsh"
    assert "<strong>garden</strong>" in edition.document
    assert "two-houses" in seen(client, "/releases/?q=garden").content.decode()


def test_a_release_of_the_batch_is_corrected_like_any_other_and_keeps_its_date(tmp_path):
    confirmed(tmp_path, post(1, "Two houses"))
    release = Release.with_text(Release.objects.get().pk)
    release.change, release.change_note, release.last_editor = "correction", "Eleven, not ten.", newsdesk.jo()
    release.save()
    release.passages.update(body="<p>Both houses have eleven rooms.</p>")
    with time_machine.travel(NOW.replace(hour=15), tick=False):
        second = newsdesk.signed(Release.with_text(release.pk))
    assert second.first_public_at == datetime(2023, 4, 6, 9, 15, 27, tzinfo=UTC)


def test_running_it_twice_changes_nothing(tmp_path):
    items = post(1, "Two houses", terms=COURTS), post(2, "A draft", status="draft"), post(3, "Gone", status="trash")
    confirmed(tmp_path, *items)

    def rows():
        return [
            sorted(m.objects.values_list())
            for m in (Release, Edition, Topic, OldAddress, Event, Batch.items.rel.related_model)
        ]

    before = rows()
    assert proposed(tmp_path, *items) is None
    assert rows() == before
    assert Batch.objects.count() == 1


def test_what_an_editor_has_changed_survives_a_second_run_and_new_items_come(tmp_path):
    confirmed(tmp_path, post(1, "Two houses"))
    Release.objects.update(headline="Two safe houses")
    assert confirmed(tmp_path, post(1, "Two houses"), post(2, "A third")).items.count() == 1
    assert set(Release.objects.values_list("headline", flat=True)) == {"Two safe houses", "A third"}


def test_drafts_stay_drafts_and_what_is_left_out_is_said_item_by_item(tmp_path):
    batch = confirmed(
        tmp_path, post(1, "Public"), post(2, "Planned", status="future", date="2027-01-01 00:00:00"),
        post(3, "Private", status="private"), post(4, "A page", kind="page"), post(1, "Again"),
    )  # fmt: skip
    assert [e.headline for e in Edition.objects.all()] == ["Public"]
    assert Release.objects.get(headline="Planned").base is None
    said = "\n".join(batch.left_out)
    assert "“Private”: its status is “private”" in said
    assert "1 items of the type “page”" in said
    assert "“Again”: another release has its feed id" in said


def test_what_blocks_a_sign_off_leaves_that_release_a_draft_and_says_so(tmp_path):
    batch = proposed(tmp_path, post(1, "Whole"), post(2, "Emptied"), post(3, "Edited"), post(4, "Later"))
    Release.objects.get(headline="Emptied").passages.all().delete()
    Release.objects.filter(headline="Edited").update(last_editor=ben())
    Release.objects.filter(headline="Later").update(saves=2)
    batch = batches.confirm(batch_id=batch.pk, actor=ben())
    assert [e.headline for e in Edition.objects.all()] == ["Whole"]
    assert "“Emptied” stays a draft. There are no words yet." in batch.report[0]
    assert "“Edited” stays a draft. You have edited it" in batch.report[1]
    assert "“Later” stays a draft. It has been changed since" in batch.report[2]


def test_turned_down_its_drafts_go_and_it_can_come_again(tmp_path):
    batch = proposed(tmp_path, post(1, "Two houses"), post(2, "Worked on"))
    Release.objects.filter(headline="Worked on").update(saves=2)
    batches.turn_down(batch_id=batch.pk, actor=ada(), reason="The wrong export")
    assert [r.headline for r in Release.objects.all()] == ["Worked on"]
    assert proposed(tmp_path, post(1, "Two houses"), post(2, "Worked on")).items.count() == 1
    assert not Asset.objects.exists()


def test_a_broken_file_leaves_nothing_behind(tmp_path):
    from releases.importing.reading import CannotRead

    with pytest.raises(CannotRead, match="broken at line"):
        proposed(tmp_path, post(1, "Two houses"), "<item><title>Broken")
    assert not Batch.objects.exists()
    assert not Release.objects.exists()


def test_the_sign_off_of_each_is_in_its_log(tmp_path):
    batch = confirmed(tmp_path, post(1, "Two houses"))
    event = Event.objects.get()
    assert (event.step, event.actor, event.details["batch"]) == ("signed", ben(), batch.pk)
    assert event.details["proposed_by"] == ada().pk


def test_confirming_costs_the_same_queries_for_few_and_many(tmp_path, django_assert_max_num_queries):
    batch = proposed(tmp_path, *(post(n, f"Release {n}", terms=COURTS) for n in range(1, 31)))
    with django_assert_max_num_queries(50 + 30):  # thirty: whether an edition has been signed before, for each
        batches.confirm(batch_id=batch.pk, actor=ben())
    assert Edition.objects.count() == 30
