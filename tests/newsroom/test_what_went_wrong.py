"""The desk's front page says what went wrong, and on a good day has no such heading."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from helpline import record, stopping
from newsroom import away, health
from releases import lateness
from releases.models import Batch, ImportedItem, SearchEntry
from tests import newsdesk
from tests.helpline.makers import channel, keeper, kim
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.FIRST_SERVED_DIR = str(tmp_path / "first-served")
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "last-known-good")
    settings.KILL_SWITCH_FILE = str(tmp_path / "kill-switch.txt")
    lateness._SEEN.clear()
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False) as clock:
        away.write()
        yield clock


def wrong(client, who=None) -> str:
    """What stands under the heading, as words; empty where there is no such heading."""
    client.force_login(who or newsdesk.jo())
    html = client.get(reverse("admin:index")).content.decode()
    section = re.search(r"<section[^>]*duties-alarm.*?</section>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", "", section[0]).split()) if section else ""


def test_on_a_good_day_nothing_is_said(client, clock):
    edition = newsdesk.signed(embargoed=True)
    assert wrong(client) == ""
    clock.move_to(LIFT)
    client.get(f"/releases/{edition.slug}/")
    assert wrong(client) == ""


def test_what_is_due_and_not_out_is_named_with_its_door_and_afterwards_how_late_it_was(client, clock):
    edition = newsdesk.signed(embargoed=True)
    entry = SearchEntry.objects.get(pk=edition.pk)
    SearchEntry.objects.filter(pk=edition.pk).delete()
    clock.move_to(LIFT + timedelta(seconds=20))
    assert f"“{edition.headline}” is due and is not to be found: search." in wrong(client)
    clock.shift(70)
    health.not_out(LIFT + timedelta(seconds=90))
    entry.save(force_insert=True)
    clock.shift(60)
    page = wrong(client)
    assert "is not to be found" not in page
    assert f"“{edition.headline}” was late: promised for 00:01 GMT, Tuesday 24 November 2026" in page
    assert "it was missing (search) for 90 seconds at least." in page
    clock.shift(15 * 24 * 3600)
    assert "was late" not in wrong(client)


def test_a_check_that_finds_it_notes_nothing(clock):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(LIFT)
    assert health.not_out(LIFT) == set()
    assert lateness.missing(edition) is None


def test_the_kill_switch_is_named_with_each_address_and_leads_to_the_release(client, settings):
    edition = newsdesk.signed()
    Path(settings.KILL_SWITCH_FILE).write_text(f"/releases/{edition.slug}/\n/files/0000/\n")
    page = wrong(client)
    assert f"The kill switch is on for /releases/{edition.slug}: readers get 410." in page
    assert "The kill switch is on for /files/0000" in page
    html = client.get(reverse("admin:index")).content.decode()
    assert f'href="{reverse("admin:releases_release_change", args=[edition.release_id])}"' in html


def test_pages_for_a_bad_hour_that_are_missing_or_old_are_named(client, settings):
    folder = Path(settings.LAST_KNOWN_GOOD_DIR)
    (folder / "away.html").unlink()
    (folder / "refused.html").write_text("old")
    page = wrong(client)
    assert "The file away.html, which readers get when the newsroom is away, has not been written." in page
    assert "The file refused.html, which readers get when the newsroom is away, is not what it would be now." in page


def test_a_record_that_cannot_be_read_is_said(client, monkeypatch):
    monkeypatch.setattr(record, "_from_database", lambda: 1 / 0)
    record.start_afresh()
    assert "The helpline record cannot be read" in wrong(client)


def test_a_folder_for_first_seconds_that_cannot_be_written_is_said(client, settings, tmp_path):
    (tmp_path / "a-file").write_text("in the way")
    settings.FIRST_SERVED_DIR = str(tmp_path / "a-file" / "below")
    assert "cannot be noted" in wrong(client)


def test_a_channel_that_is_not_available_is_said_to_who_keeps_the_record(client, clock):
    stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
    assert "Readers are told that Live chat, National Domestic Abuse Helpline is not available" in wrong(client, kim())
    assert "Live chat" not in wrong(client, newsdesk.jo())


def test_a_batch_that_was_confirmed_in_part_is_said_until_its_drafts_are_signed(client):
    ada = newsdesk.person("ada", "Ada", *newsdesk.WRITER, "releases.bring_in")
    ben = newsdesk.person("ben", "Ben", *newsdesk.WRITER, "releases.bring_in")
    batch = Batch.objects.create(
        file_name="old.xml", site="https://old.example", sha256="0" * 64, state="confirmed", proposed_by=ada,
        proposed_at=NOW, decided_by=ben, decided_at=NOW, report=["One stays a draft."],
    )  # fmt: skip
    release = newsdesk.draft()
    ImportedItem.objects.create(batch=batch, release=release, fingerprint="1", to_be_public=True)
    assert "Of the batch old.xml, 1 release could not be signed off" in wrong(client, ada)
    assert wrong(client, newsdesk.jo()) == ""
    newsdesk.signed(release)
    assert wrong(client, ada) == ""


def test_a_stranger_to_the_desk_is_told_of_nothing(client, settings):
    (Path(settings.LAST_KNOWN_GOOD_DIR) / "away.html").unlink()
    assert wrong(client, newsdesk.sam()) == ""
    assert wrong(client, keeper("guest")) == ""
