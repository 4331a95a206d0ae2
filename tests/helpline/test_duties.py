"""The newsdesk says what of the helpline record waits for somebody, to whoever may do something about it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from helpline import duties, stopping
from helpline.models import Channel, Closure
from tests.helpline.makers import TUESDAY_8PM, channel, keeper, kim, lee, london, robin

pytestmark = pytest.mark.django_db


def said(user, at=TUESDAY_8PM) -> str:
    kinds = (duties.outages, duties.changes, duties.checks)
    return " ".join(duty.sentence for kind in kinds for duty in kind(user, at))


def coming(user, at=TUESDAY_8PM) -> list[tuple[str, object]]:
    return [(duty.sentence, duty.at) for duty in duties.coming(user, at)]


def confirm_all() -> None:
    for row in Channel.objects.all():
        row.confirm(by=robin(), at=TUESDAY_8PM)


def test_what_has_never_been_checked_is_named():
    assert "Live chat, National Domestic Abuse Helpline has never been checked" in said(robin())
    assert said(keeper("guest")) == ""


def test_a_check_is_good_for_its_days_and_then_a_warning():
    confirm_all()
    Channel.objects.filter(kind="live_chat").update(check_every=7)
    assert said(robin(), TUESDAY_8PM + timedelta(days=7)) == ""
    assert said(robin(), TUESDAY_8PM + timedelta(days=7, seconds=1)) == (
        "Live chat, National Domestic Abuse Helpline was last checked on 24 November 2026, longer ago than its 7 days."
    )


def test_what_one_person_stopped_is_shown_to_the_others_until_one_has_looked():
    confirm_all()
    with time_machine.travel(TUESDAY_8PM, tick=False):
        outage = stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
        assert "was marked not available by kim. Please look." in said(lee())
        assert said(kim()) == ""
        stopping.look(outage_id=outage.pk, actor=lee())
    assert said(lee()) == ""


def test_the_front_page_of_the_newsdesk_lists_them(client):
    client.force_login(robin())
    html = client.get(reverse("admin:index")).content.decode()
    assert "has never been checked" in html
    assert reverse("admin:helpline_channel_confirm", args=[channel("phone").pk]) in html


def test_the_reader_sees_the_day_of_the_last_check(client):
    confirm_all()
    assert "Checked on 24 November 2026." in client.get("/helpline/").content.decode()


def test_openings_closures_and_new_hours_come_in_their_order_by_london_s_clock():
    chat = channel("live_chat")
    Closure.objects.create(channel=chat, first_day=date(2026, 12, 25), last_day=date(2026, 12, 26))
    chat.opening_hours.filter(weekday=5).delete()
    chat.opening_hours.create(weekday=5, opens="10:00", closes="12:00", since=date(2026, 12, 1))
    confirm_all()
    assert coming(robin()) == [
        (f"{chat}: closes.", london(2026, 11, 24, 22)),
        (f"{chat}: new opening hours.", london(2026, 12, 1)),
        (f"{chat}: closed from Friday 25 December to Saturday 26 December.", london(2026, 12, 25)),
    ]
    assert coming(robin(), london(2026, 12, 26, 9))[0] == (
        f"{chat}: the ordinary hours again, after days of closed.", london(2026, 12, 27)
    )  # fmt: skip
    assert coming(keeper("guest")) == []


def test_a_closure_in_summer_begins_at_londons_midnight():
    chat = channel("live_chat")
    Closure.objects.create(channel=chat, first_day=date(2027, 4, 1), last_day=date(2027, 4, 1))
    before = london(2027, 3, 20, 23)
    assert [at for words, at in coming(robin(), before) if "closed on" in words] == [
        datetime(2027, 3, 31, 23, tzinfo=UTC)
    ]


def test_what_is_not_available_is_said_until_it_is_and_when_it_comes_back_is_counted_down():
    confirm_all()
    chat = channel("live_chat")
    with time_machine.travel(TUESDAY_8PM, tick=False):
        stopping.mark(channel_id=chat.pk, actor=kim(), until=TUESDAY_8PM + timedelta(hours=1))
    [duty] = duties.unavailable(lee(), TUESDAY_8PM)
    assert "Live chat" in duty.sentence
    assert "not available until 9pm today" in duty.sentence
    assert (f"{chat}: available again.", TUESDAY_8PM + timedelta(hours=1)) in coming(lee())
    assert duties.unavailable(lee(), TUESDAY_8PM + timedelta(hours=1)) == []
