"""The press that says: this is right today."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.urls import reverse

from helpline import panel
from helpline.models import Channel
from tests.helpline.makers import TUESDAY_8PM, channel, kim, robin

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(robin())
    return client


def address(of: Channel) -> str:
    return reverse("admin:helpline_channel_confirm", args=[of.pk])


def shown(page) -> str:
    return re.search(r'name="shown" value="(\w+)"', page.content.decode())[1]


def test_the_page_shows_what_readers_are_told_and_changes_nothing(desk):
    chat = channel("live_chat")
    html = desk.get(address(chat)).content.decode()
    assert "3pm to 10pm, Monday to Friday" in html
    assert "https://www.nationaldahelpline.org.uk/" in html
    assert Channel.objects.get(pk=chat.pk).confirmed_at is None


def test_the_press_stores_who_and_when_and_readers_are_told_the_state(desk):
    chat = channel("live_chat")
    answer = desk.post(address(chat), {"shown": shown(desk.get(address(chat)))})
    assert answer.status_code == 302
    stored = Channel.objects.get(pk=chat.pk)
    assert stored.confirmed_at is not None
    assert stored.confirmed_by == User.objects.get(username="robin")
    assert "Confirmed" in LogEntry.objects.get(object_id=str(chat.pk)).get_change_message()
    assert panel.at(TUESDAY_8PM).chat.state == "open until 10pm today, Tuesday 24 November"
    assert "by robin" in desk.get(reverse("admin:helpline_channel_change", args=[chat.pk])).content.decode()


def test_what_was_changed_after_the_page_was_opened_is_not_confirmed(desk):
    chat = channel("live_chat")
    read = shown(desk.get(address(chat)))
    chat.opening_hours.first().delete()
    answer = desk.post(address(chat), {"shown": read})
    assert any("changed after this page was opened" in str(message) for message in get_messages(answer.wsgi_request))
    assert Channel.objects.get(pk=chat.pk).confirmed_at is None


def test_a_press_without_having_seen_the_page_confirms_nothing(desk):
    chat = channel("live_chat")
    desk.post(address(chat))
    assert Channel.objects.get(pk=chat.pk).confirmed_at is None


def test_who_may_change_a_channel_may_not_therefore_confirm_it(client):
    chat = channel("live_chat")
    client.force_login(kim())
    assert client.get(address(chat)).status_code == 403
    assert client.post(address(chat), {"shown": "x"}).status_code == 403
    page = client.get(reverse("admin:helpline_channel_change", args=[chat.pk]))
    assert address(chat) not in page.content.decode()
    assert Channel.objects.get(pk=chat.pk).confirmed_at is None


def test_a_stranger_is_asked_who_they_are(client):
    answer = client.post(address(channel("live_chat")))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_a_channel_that_is_not_there_is_said_to_be_missing(desk):
    answer = desk.get(reverse("admin:helpline_channel_confirm", args=[999_999]))
    assert answer.status_code == 302


def test_a_corrupt_channel_is_described_and_cannot_be_confirmed(desk):
    phone = channel("phone")
    Channel.objects.filter(pk=phone.pk).update(printed="0808 2000 248")
    assert desk.get(address(phone)).status_code == 302
    html = desk.get(reverse("admin:helpline_channel_change", args=[phone.pk])).content.decode()
    assert "are not the same number" in html
    assert desk.get(reverse("admin:helpline_channel_changelist")).status_code == 200
