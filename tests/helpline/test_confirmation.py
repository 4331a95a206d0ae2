"""A person confirms a channel; whatever changes number, address or hours takes that back."""

from datetime import date, time

import pytest

from helpline.models import Channel, Closure, OpeningHours
from tests.helpline.makers import TUESDAY_8PM, channel, robin

pytestmark = pytest.mark.django_db

CHRISTMAS = {"first_day": date(2026, 12, 25), "last_day": date(2026, 12, 28)}
SPECIAL = {**CHRISTMAS, "opens": time(10), "closes": time(14)}


@pytest.fixture
def chat() -> Channel:
    chat = channel("live_chat")
    Closure.objects.create(channel=chat, note="Over", first_day=date(2026, 1, 1), last_day=date(2026, 1, 1))
    chat.confirm(by=robin(), at=TUESDAY_8PM)
    return Channel.objects.get(pk=chat.pk)


def confirmed(chat: Channel) -> bool:
    stored = Channel.objects.get(pk=chat.pk)
    assert (stored.confirmed_at is None) == (stored.confirmed_by is None)
    return stored.confirmed_at is not None


def set_to(**fields):
    def change(chat: Channel) -> None:
        for name, value in fields.items():
            setattr(chat, name, value)
        chat.save()

    return change


@pytest.mark.parametrize(
    "change",
    [
        set_to(url="https://example.org/chat"),
        set_to(printed="020 7946 0000"),
        set_to(always_open=True),
        set_to(free=True),
        lambda chat: Channel.objects.filter(pk=chat.pk).update(url="https://example.org/"),
        lambda chat: Channel.objects.bulk_update([Channel(pk=chat.pk, url="https://example.org/")], ["url"]),
        lambda chat: chat.opening_hours.create(weekday=6, opens="10:00", closes="12:00"),
        lambda chat: chat.opening_hours.first().delete(),
        lambda chat: chat.opening_hours.all().delete(),
        lambda chat: chat.opening_hours.update(closes="21:00"),
        lambda chat: OpeningHours.objects.bulk_create(
            [OpeningHours(channel=chat, weekday=6, opens="10:00", closes="11:00")]
        ),
        lambda chat: chat.closures.create(**SPECIAL),
        lambda chat: chat.closures.first().delete(),
        lambda chat: Closure.objects.filter(channel=chat).delete(),
    ],
)
def test_what_changes_number_address_or_hours_takes_the_confirmation_back(chat, change):
    change(chat)
    assert not confirmed(chat)


@pytest.mark.parametrize(
    "change",
    [
        set_to(note="Other words.", label="Chat", order=3, nation="wales", languages="en cy"),
        lambda chat: chat.save(update_fields=["note"]),
        lambda chat: chat.closures.create(**CHRISTMAS),
        lambda chat: chat.opening_hours.first().save(),
        lambda chat: Channel.objects.filter(pk=chat.pk).update(note="Other words."),
    ],
    ids=["words", "a note", "a day closed", "hours saved as they were", "words of many"],
)
def test_what_changes_none_of_them_leaves_it(chat, change):
    change(chat)
    assert confirmed(chat)


def test_a_copy_read_before_a_change_does_not_bring_the_confirmation_back(chat):
    stale = Channel.objects.get(pk=chat.pk)
    chat.opening_hours.first().delete()
    stale.note = "Saved late."
    stale.save()
    assert not confirmed(chat)


def test_the_confirmation_outlives_the_person_who_gave_it(chat):
    chat.confirmed_by.delete()
    stored = Channel.objects.get(pk=chat.pk)
    assert stored.confirmed_at == TUESDAY_8PM
    assert stored.confirmed_by is None


def test_hours_moved_to_another_channel_take_back_both(chat):
    phone = channel("phone")
    phone.confirm(by=chat.confirmed_by, at=TUESDAY_8PM)
    window = chat.opening_hours.first()
    window.channel = phone
    window.save()
    assert not confirmed(chat)
    assert not confirmed(phone)
