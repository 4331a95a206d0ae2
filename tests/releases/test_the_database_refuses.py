"""What must never be in the tables is refused by the database itself, on a fully migrated one."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from releases.models import Edition, Passage
from tests import newsdesk

pytestmark = pytest.mark.django_db
refused = pytest.raises((IntegrityError, DatabaseError))


def test_an_instant_that_will_arrive_is_a_whole_minute():
    newsdesk.edition_row(public_at=newsdesk.LIFT, at_once=False)
    for off in (timedelta(seconds=1), timedelta(microseconds=1)):
        with refused, transaction.atomic():
            newsdesk.edition_row(public_at=newsdesk.LIFT + off, at_once=False)


def test_an_interval_runs_forward():
    with refused, transaction.atomic():
        newsdesk.edition_row(superseded_at=newsdesk.NOW)


def test_what_is_out_of_force_has_no_end():
    with refused, transaction.atomic():
        newsdesk.edition_row(state="held", superseded_at=newsdesk.LIFT)


def test_a_release_has_one_open_end():
    first = newsdesk.edition_row()
    with refused, transaction.atomic():
        newsdesk.edition_row(release=first.release, number=2, public_at=newsdesk.LIFT)


def test_a_statement_has_a_speaker_and_narrative_has_none():
    release = newsdesk.draft()
    with refused, transaction.atomic():
        Passage.objects.create(release=release, type="statement", body="<p>Who?</p>")
    with refused, transaction.atomic():
        Passage.objects.create(release=release, type="narrative", speaker_kind="other", body="<p>Nobody.</p>")


@pytest.mark.parametrize(
    "column, value",
    [("document", '{"other": 1}'), ("headline", "Other"), ("sha256", "1" * 64), ("slug", "other"), ("note", "Other")],
)
def test_a_signed_text_never_changes_by_any_path(column, value):
    edition = newsdesk.edition_row()
    with refused, transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: value})
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE releases_edition SET {column} = %s WHERE id = %s", [value, edition.pk])  # noqa: S608
    setattr(edition, column, value)
    with refused, transaction.atomic():
        Edition.objects.bulk_update([edition], [column])


def test_an_erasure_counts_itself_and_keeps_the_signed_hash():
    edition = newsdesk.edition_row()
    Edition.objects.filter(pk=edition.pk).update(document='{"headline":"[removed]"}', erasures=1)
    with refused, transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(sha256="1" * 64, erasures=2)
    with refused, transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(erasures=0)


def test_the_timing_columns_may_move():
    edition = newsdesk.edition_row(public_at=newsdesk.LIFT)
    Edition.objects.filter(pk=edition.pk).update(public_at=newsdesk.LIFT + timedelta(minutes=5), state="held")
