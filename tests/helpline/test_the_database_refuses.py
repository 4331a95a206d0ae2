"""Past every form and every save: what the tables themselves do not take."""

import pytest
from django.db import IntegrityError, connection, transaction

from helpline.models import Channel, Closure, Helpline, OpeningHours
from tests.helpline.makers import channel

pytestmark = pytest.mark.django_db


def insert(table: str, **values: object) -> None:
    columns = ", ".join(values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values()))  # noqa: S608


@pytest.mark.parametrize(
    "kind, fields",
    [
        ("phone", {"number": "08082000247"}),
        ("phone", {"number": "+0808"}),
        ("phone", {"number": "+44808200024x"}),
        ("phone", {"number": "+448082000247\n"}),
        ("phone", {"number": ""}),
        ("phone", {"printed": ""}),
        ("live_chat", {"url": "http://example.org/"}),
        ("live_chat", {"url": "javascript:alert(1)"}),
        ("live_chat", {"url": ""}),
    ],
)
def test_a_channel_that_cannot_be_reached(kind, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.filter(kind=kind).update(**fields)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 7},
        {"closes": "15:00:00"},
        {"opens": "15:00:30"},
        {"closes": "22:00:59"},
        {"since": "2026-12-02", "until": "2026-12-01"},
    ],
)
def test_hours_that_make_no_sense(wrong):
    row = {"channel_id": channel("live_chat").pk, "weekday": 0, "opens": "15:00:00", "closes": "22:00:00"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        insert("helpline_openinghours", **row)
    assert OpeningHours.objects.count() == 5


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": "2026-12-24"},
        {"opens": "10:00:00"},
        {"closes": "10:00:00"},
        {"opens": "10:00:00", "closes": "10:00:00"},
        {"opens": "10:00:01", "closes": "14:00:00"},
        {"announced_from": "2026-12-26"},
    ],
)
def test_a_closure_that_makes_no_sense(wrong):
    row = {
        "channel_id": channel("live_chat").pk,
        "first_day": "2026-12-25",
        "last_day": "2026-12-28",
        "note": "",
    } | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        insert("helpline_closure", **row)
    assert not Closure.objects.exists()


def test_two_primary_helplines():
    other = Helpline.objects.create(name="Another")
    with pytest.raises(IntegrityError), transaction.atomic():
        Helpline.objects.filter(pk=other.pk).update(is_primary=True)


def test_a_primary_helpline_that_is_not_active():
    with pytest.raises(IntegrityError), transaction.atomic():
        Helpline.objects.filter(is_primary=True).update(active=False)
