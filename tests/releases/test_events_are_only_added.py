"""The log is append-only: the database itself refuses to change or delete an event, by any path."""

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from releases import erasure
from releases.models import Event
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
refused = pytest.raises((IntegrityError, DatabaseError), match="added and never changed")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def event():
    return newsdesk.signed().release.events.first()


@pytest.mark.parametrize(
    "column, value",
    [("reason", "Other"), ("details", "{}"), ("step", "held"), ("at", "2020-01-01 00:00:00+00:00"), ("actor_id", None),
     ("edition_id", None), ("release_id", None)],
)  # fmt: skip
def test_an_event_never_changes_by_any_path(column, value):
    pk = event().pk
    with refused, transaction.atomic():
        Event.objects.filter(pk=pk).update(**{column: value})
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE releases_event SET {column} = %s WHERE id = %s", [value, pk])  # noqa: S608


def test_an_event_is_never_deleted():
    logged = event()
    with refused, transaction.atomic():
        logged.delete()
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_event WHERE id = %s", [logged.pk])
    assert Event.objects.filter(pk=logged.pk).exists()


def test_an_erasure_counts_itself_and_never_touches_who_did_what_and_when():
    logged = event()
    Event.objects.filter(pk=logged.pk).update(reason="[removed]", erasures=1)
    with refused, transaction.atomic():
        Event.objects.filter(pk=logged.pk).update(step="held", erasures=2)
    with refused, transaction.atomic():
        Event.objects.filter(pk=logged.pk).update(reason="Something else")
    with refused, transaction.atomic():
        Event.objects.filter(pk=logged.pk).update(erasures=0)


def test_an_erasure_reaches_reasons_and_details():
    from releases.step import log

    release = newsdesk.draft()
    log(release=release, step=Event.Step.RETURNED, actor=newsdesk.jo(), at=NOW, reason="Zarquon Beeblefield rang.",
        warnings=["Zarquon Beeblefield is named."])  # fmt: skip
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=["Zarquon Beeblefield"], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    logged = release.events.get(step="returned")
    assert (logged.reason, logged.details, logged.erasures) == ("[removed] rang.", {"warnings": [
        "[removed] is named."]}, 1)  # fmt: skip


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_whole_database_can_be_emptied_on_purpose_and_the_triggers_stand_afterwards():
    event()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    again = event()
    with refused, transaction.atomic():
        again.delete()
