import pytest
import time_machine
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from helpline import panel, record
from helpline.models import Channel, Closure, Helpline, OpeningHours
from tests.helpline.makers import TUESDAY_8PM, channel

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock of record.py, moved by hand."""

    class Clock:
        now = 1000.0

        def monotonic(self) -> float:
            return self.now

    hand = Clock()
    monkeypatch.setattr(record, "time", hand)
    return hand


def cold() -> int:
    """Four, and on PostgreSQL the savepoint that spares the transaction in which a test runs."""
    return 6 if connection.vendor == "postgresql" else 4


def number() -> str:
    return panel.at(TUESDAY_8PM).phone.printed


def test_a_cold_reading_is_four_queries_and_a_warm_one_none(django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(cold()):
        number()
    with django_assert_num_queries(0):
        number()
        _ = panel.at(TUESDAY_8PM).signposting_html, panel.at(TUESDAY_8PM).helplines


def test_ten_helplines_cost_no_more(django_assert_num_queries: DjangoAssertNumQueries):
    for n in range(10):
        other = Helpline.objects.create(name=f"Another {n}")
        Channel.objects.create(helpline=other, kind="phone", label="Phone", printed=f"020 7946 000{n}")
    record.start_afresh()
    with django_assert_num_queries(cold()):
        assert len(panel.at(TUESDAY_8PM).helplines) == 12


def test_what_another_process_changed_shows_within_a_second(clock, monkeypatch):
    assert number() == "0808 2000 247"
    # Another process: this one is not told, so nothing here forgets.
    monkeypatch.setattr(record, "forget", lambda: None)
    Channel.objects.filter(kind="phone").update(printed="020 7946 0000", number="+442079460000")
    clock.now += 0.9
    assert number() == "0808 2000 247"
    clock.now += 0.2
    assert number() == "020 7946 0000"


def test_setting_the_wall_clock_back_keeps_nothing_longer(clock, monkeypatch):
    number()
    monkeypatch.setattr(record, "forget", lambda: None)
    Channel.objects.filter(kind="phone").update(printed="020 7946 0000", number="+442079460000")
    clock.now += 1.1
    with time_machine.travel("2001-01-01", tick=False):
        assert number() == "020 7946 0000"


def changed_by_save():
    phone = channel("phone")
    phone.printed = "020 7946 0000"
    phone.save()


def changed_by_update():
    Channel.objects.filter(kind="phone").update(printed="020 7946 0000", number="+442079460000")


@pytest.mark.parametrize("change", [changed_by_save, changed_by_update])
def test_the_process_that_saves_forgets_at_once(change):
    assert number() == "0808 2000 247"
    change()
    assert number() == "020 7946 0000"


@pytest.mark.parametrize(
    "change",
    [
        lambda: OpeningHours.objects.first().delete(),
        lambda: OpeningHours.objects.all().delete(),
        lambda: OpeningHours.objects.update(closes="21:00"),
        lambda: Closure.objects.create(channel=channel("live_chat"), first_day="2026-12-25", last_day="2026-12-25"),
        lambda: Helpline.objects.first().save(),
        lambda: OpeningHours.objects.bulk_create(
            [OpeningHours(channel=channel("live_chat"), weekday=6, opens="10:00", closes="12:00")]
        ),
    ],
)
def test_any_write_forgets(change, django_assert_num_queries: DjangoAssertNumQueries):
    number()
    change()
    with django_assert_num_queries(cold()):
        number()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_reading_taken_while_a_change_is_not_committed_is_forgotten_at_commit():
    with transaction.atomic():
        changed_by_update()
        number()  # as another thread would, this keeps a reading
        kept_before_commit = record._kept.reading
    assert kept_before_commit is not None
    assert record._kept.reading is not kept_before_commit
