"""The newsdesk says what of the helpline record waits for somebody, to whoever may do something about it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from helpline import stopping
from helpline.duties import duties
from helpline.models import Channel
from tests.helpline.makers import TUESDAY_8PM, channel, keeper, kim, lee, robin

pytestmark = pytest.mark.django_db


def said(user, at=TUESDAY_8PM) -> str:
    return " ".join(duty.sentence for duty in duties(user, at))


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
