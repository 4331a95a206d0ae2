"""One person, from a phone, marks a channel not available; a second looks later."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from helpline import panel, record, stopping
from helpline.models import Channel, Helpline, Outage
from helpline.refusal import Refusal
from newsroom import freshness
from tests import newsdesk
from tests.helpline.makers import TUESDAY_8PM, channel, kim, lee, london, robin

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY_8PM + timedelta(seconds=30), tick=False) as clock:
        yield clock


def address(of: Channel) -> str:
    return reverse("admin:helpline_channel_unavailable", args=[of.pk])


def chat(at) -> panel.Way:
    record.start_afresh()
    return panel.at(at).chat


def test_one_press_and_every_page_says_so(client, clock):
    client.force_login(kim())
    posted = {"lasts": "hour", "sentence": "The chat software is down.", "instead": channel("phone").pk}
    assert client.post(address(channel("live_chat")), posted).status_code == 302
    now = chat(TUESDAY_8PM)
    assert (now.is_open, now.state) == (False, "not available until 9.01pm today, Tuesday 24 November")
    assert now.outage == ("The chat software is down.", "Use instead: Phone, 0808 2000 247.")
    assert chat(london(2026, 11, 24, 21, 1)).is_open is None  # nobody has confirmed its hours
    assert "not available until 9.01pm" in client.get("/").content.decode()


def test_a_confirmed_channel_says_when_it_opens_again(clock):
    row = channel("live_chat")
    row.confirm(by=robin(), at=TUESDAY_8PM)
    stopping.mark(channel_id=row.pk, actor=kim(), until=london(2026, 11, 25, 9))
    assert chat(TUESDAY_8PM).state == "not available until 3pm tomorrow, Wednesday 25 November"
    assert chat(london(2026, 11, 25, 9)).state == "closed until 3pm today, Wednesday 25 November"
    assert chat(london(2026, 11, 25, 15)).is_open


def test_until_further_notice_ends_when_somebody_puts_it_back(client, clock):
    outage = stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
    assert chat(TUESDAY_8PM + timedelta(days=300)).state == "not available until further notice"
    clock.shift(timedelta(hours=1))
    with pytest.raises(Refusal, match="someone else"):
        stopping.put_back(outage_id=outage.pk, actor=outage.marked_by)
    client.force_login(lee())
    assert client.post(address(channel("live_chat")), {"act": "back", "outage": outage.pk}).status_code == 302
    assert chat(london(2026, 11, 24, 20, 59)).out
    assert not chat(london(2026, 11, 24, 21)).out


def test_what_is_kept_is_the_same_to_the_byte_before_and_while_it_is_not_available(client, clock):
    newsdesk.organisation()
    newsdesk.signed(slug="one")
    kept = ["/feeds/releases.rss", "/feeds/releases.atom", "/releases/one.txt"]
    before = [client.get(address).content for address in kept]
    stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
    stopping.mark(channel_id=channel("phone").pk, actor=kim(), instead_id=channel("web_form").pk)
    freshness.PAGES.clear()
    assert [client.get(address).content for address in kept] == before
    assert "not available" in client.get("/").content.decode()


def test_a_slip_is_taken_back_by_whoever_made_it(clock):
    outage = stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
    stopping.put_back(outage_id=outage.pk, actor=outage.marked_by)
    assert not chat(TUESDAY_8PM).out
    assert Outage.objects.count() == 1  # the history keeps it


def test_the_last_number_of_every_page_only_by_naming_another(client, clock):
    client.force_login(kim())
    phone = channel("phone")
    assert "last one that works" in client.post(address(phone), {"lasts": "hour"}).content.decode()
    assert not Outage.objects.exists()
    assert client.post(address(phone), {"lasts": "hour", "instead": channel("live_chat").pk}).status_code == 302
    html = client.get("/").content.decode()
    assert "not available until 9.01pm today" in html
    assert re.search(
        r'Use instead: <a [^>]*href="https://www.nationaldahelpline.org.uk/"[^>]*>Live chat, www.nationaldahelpline',
        html,
    )
    whole = record.current()
    assert record.facts.from_json(record.facts.to_json(whole)) == whole


def test_what_is_named_must_work_itself(clock):
    phone, other = channel("phone"), channel("live_chat")
    stopping.mark(channel_id=other.pk, actor=kim())
    with pytest.raises(Refusal, match="does not work itself"):
        stopping.mark(channel_id=phone.pk, actor=kim(), instead_id=other.pk)
    with pytest.raises(Refusal, match="does not work itself"):
        stopping.mark(channel_id=phone.pk, actor=kim(), instead_id=phone.pk)


def test_the_only_channel_of_a_helpline_needs_another_named(clock):
    line = Helpline.objects.create(name="Another")
    only = Channel.objects.create(helpline=line, kind="phone", label="Phone", printed="020 7946 0000", order=99)
    with pytest.raises(Refusal, match="last one that works"):
        stopping.mark(channel_id=only.pk, actor=kim())
    stopping.mark(channel_id=only.pk, actor=kim(), instead_id=channel("phone").pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": london(2026, 11, 24, 19)},
        {"until": london(2026, 11, 24, 21, 0, 5)},
        {"sentence": "Call 0808 2000 248."},
    ],
)
def test_what_makes_no_sense_is_refused(clock, wrong):
    with pytest.raises(Refusal):
        stopping.mark(channel_id=channel("live_chat").pk, actor=kim(), **wrong)
    assert not Outage.objects.exists()


def test_a_second_person_looks_and_the_first_cannot(clock):
    outage = stopping.mark(channel_id=channel("live_chat").pk, actor=kim())
    with pytest.raises(Refusal, match="someone else"):
        stopping.look(outage_id=outage.pk, actor=outage.marked_by)
    assert stopping.look(outage_id=outage.pk, actor=lee()).looked_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.update(looked_by=outage.marked_by)


def test_whoever_may_not_change_channels_marks_nothing(client, clock):
    client.force_login(type(kim())._default_manager.create(username="guest", is_staff=True))
    client.post(address(channel("live_chat")), {"lasts": "hour"})
    assert not Outage.objects.exists()


def test_the_panel_says_what_to_use_and_the_page_of_ways_to_get_help_says_why_as_well(client):
    why = "The lines are down in the whole country and engineers are at work on them."
    with time_machine.travel(TUESDAY_8PM, tick=False):
        stopping.mark(channel_id=channel("phone").pk, actor=kim(), instead_id=channel("web_form").pk, sentence=why)
        front, ways = (client.get(address).content.decode() for address in ("/", "/helpline/"))
    assert "Use instead" in front
    assert why not in front
    assert why in ways
    assert 'More<span class="helpline-rest"> ways to get help</span>' in front
