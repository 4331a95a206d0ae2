"""What is older than the newsroom keeps goes, when somebody runs prune; what was signed never does."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from reversion.models import Revision, Version

from releases import evidence, removal, retention, saves
from releases.models import Edition, Event, Release
from releases.retention import Pruned
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
KEPT = {"keep_saves": 730, "keep_events": 2557}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def save(release, at, headline="Another"):
    Release.objects.filter(pk=release.pk).update(headline=headline)
    return saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=at)


def kept(release):
    return [saves.text_of(s).document["headline"] for s in saves.saves_of(release.pk)]


@pytest.fixture
def release(clock):
    """Saved on day 0 and day 1, signed on day 2, saved again on day 3."""
    release = newsdesk.draft()
    save(release, NOW, "First")
    save(release, NOW + DAY, "Second")
    clock.shift(2 * DAY)
    newsdesk.signed(Release.with_text(release.pk))
    save(release, NOW + 3 * DAY, "Third")
    return release


def prune(days, **more):
    return retention.prune(at=NOW + days * DAY, **KEPT | more)


def test_a_save_goes_when_it_is_old_and_its_text_has_been_signed_since(release):
    assert prune(730) == Pruned()
    assert prune(730.5).saves == 1
    assert kept(release) == ["Third", "Second"]
    assert prune(3000, keep_events=0).saves == 1
    assert kept(release) == ["Third"]  # written after the sign-off, and by nobody signed over
    assert not Version.objects.exclude(revision__in=Revision.objects.all()).exists()


def test_a_draft_that_was_never_signed_keeps_its_saves():
    release = newsdesk.draft()
    save(release, NOW, "First")
    save(release, NOW + DAY, "Second")
    assert prune(3000, keep_events=0).saves == 0
    assert kept(release) == ["Second", "First"]


def test_the_newest_save_stays_however_old(clock):
    release = newsdesk.draft()
    save(release, NOW, "First")
    clock.shift(DAY)
    newsdesk.signed(Release.with_text(release.pk))
    assert prune(3000, keep_events=0).saves == 0
    assert kept(release) == ["First"]


def test_a_removed_release_loses_every_save_that_long_after_its_removal(release, clock):
    clock.shift(10 * DAY)
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Safety.")
    assert prune(741, keep_events=0).saves == 2  # as of any other release; removed for less than that long
    assert prune(743, keep_events=0).saves == 1
    assert kept(release) == []
    assert Edition.objects.filter(release=release).exists()


def test_saves_of_a_release_that_is_no_more_go_at_once(clock):
    release = newsdesk.draft()
    saves.store([Release.with_text(release.pk)], actor=None, at=NOW)
    release.delete()
    assert prune(0).saves_of_no_release == 1
    assert not Revision.objects.exists()


def test_an_edition_and_every_step_on_it_stay_for_ever(release, clock):
    edition = Edition.objects.get()
    before = evidence.evidence(release, since=None, until=None, at=NOW + 2 * DAY)
    on_edition = list(Event.objects.filter(edition=edition))
    assert prune(20_000).events == 4  # three saves and a submission
    assert [*Event.objects.exclude(edition=None)] == on_edition
    assert evidence.evidence(Release.objects.get(), since=None, until=None, at=NOW + 2 * DAY) == before
    edition.refresh_from_db()
    assert Edition.objects.filter(pk=edition.pk).exists()


def test_events_go_at_their_age_and_no_day_earlier(release):
    assert prune(2557, keep_saves=0).events == 0
    assert prune(2557.5, keep_saves=0).events == 1


def test_a_dry_run_counts_and_deletes_nothing(release):
    before = list(Event.objects.all()), Revision.objects.count()
    assert prune(3000, dry=True) == Pruned(saves=2, events=4)
    assert (list(Event.objects.all()), Revision.objects.count()) == before


def test_what_was_pruned_is_an_event_and_pruning_twice_changes_nothing(release):
    prune(3000)
    logged = Event.objects.get(step="pruned")
    assert (logged.release, logged.actor) == (None, None)
    assert (logged.details["saves"], logged.details["events"]) == (2, 4)
    assert prune(3000) == Pruned()
    assert Event.objects.filter(step="pruned").count() == 1


def test_nought_days_keep_for_ever(release):
    assert prune(20_000, keep_saves=0, keep_events=0) == Pruned()


def test_lines_of_the_admins_own_log_go_with_the_events(release):
    line = LogEntry.objects.create(
        user=newsdesk.jo(), content_type=ContentType.objects.get_for_model(Release), object_id="1",
        object_repr="Canary", action_flag=CHANGE, change_message="",
    )  # fmt: skip
    LogEntry.objects.filter(pk=line.pk).update(action_time=NOW)
    assert prune(2557.5, keep_saves=0).lines == 1
    assert not LogEntry.objects.exists()


def test_the_command_says_what_went_and_what_would_go(release, clock, settings):
    clock.shift(3000 * DAY)
    said = io.StringIO()
    call_command("prune", dry_run=True, stdout=said)
    assert "Saves older than 730 days, of texts signed since or removed: 2 would go" in said.getvalue()
    assert Revision.objects.count() == 3
    settings.KEEP_EVENTS_DAYS = 0
    said = io.StringIO()
    call_command("prune", stdout=said)
    assert "of texts signed since or removed: 2 gone" in said.getvalue()
    assert "for ever (0 days are set: all are kept): 0 gone" in said.getvalue()
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("days", ["-1", "7", "29", "many"])
def test_nonsense_for_a_number_of_days_is_refused_by_name(monkeypatch, days):
    from environs import EnvError

    from newsroom import settings as ours

    monkeypatch.setenv("KEEP_EVENTS_DAYS", days)
    with pytest.raises((ours.ImproperlyConfigured, EnvError), match="KEEP_EVENTS_DAYS"):
        ours._days_kept("KEEP_EVENTS_DAYS", 2557)
