"""The record in the newsdesk, over HTTP."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.urls import reverse

from helpline import panel
from helpline.models import Change, Channel, Closure, Helpline
from tests.helpline.makers import TUESDAY_8PM, channel, form, robin

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(robin())
    return client


def address(of: Channel, step: str = "change") -> str:
    return reverse(f"admin:helpline_channel_{step}", args=[of.pk])


def test_every_page_of_the_record_opens(desk):
    for model in ("helpline", "channel"):
        row = (Helpline if model == "helpline" else Channel).objects.first()
        for name, args in (("changelist", []), ("add", []), ("change", [row.pk]), ("history", [row.pk])):
            assert desk.get(reverse(f"admin:helpline_{model}_{name}", args=args)).status_code == 200


def test_the_state_is_shown_in_words_and_the_rule_in_the_help(desk):
    html = desk.get(address(channel("live_chat"))).content.decode()
    assert "3pm to 10pm, Monday to Friday (check on the site)" in html
    assert "Nobody has confirmed it" in html
    assert "London time, whole minutes." in html
    assert 'value="15:00"' in html


def test_words_are_mended_by_one_person_at_once(desk):
    phone = channel("phone")
    assert desk.post(address(phone), form(phone, note="A woman answers.", languages="en cy")).status_code == 302
    assert panel.at(TUESDAY_8PM).phone.note == "A woman answers."
    assert not Change.objects.exists()


@pytest.mark.parametrize("words", ["Or call 0808 2000 248.", "See www.example.org"])
def test_words_hold_no_second_number_or_address(desk, words):
    phone = channel("phone")
    assert "nowhere else" in desk.post(address(phone), form(phone, note=words)).content.decode()


@pytest.mark.parametrize(
    "kind, changed, sentence",
    [
        ("phone", {"printed": "0808 2000 24x"}, "is not a telephone number"),
        ("phone", {"printed": ""}, "Write the number"),
        ("phone", {"active": ""}, "Every page prints this number"),
        ("live_chat", {"url": "www.example.org"}, "beginning with https://"),
        ("live_chat", {"languages": "Welsh!"}, "Write codes such as"),
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(desk, kind, changed, sentence):
    row = channel(kind)
    answer = desk.post(address(row), form(row, **changed))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


@pytest.mark.parametrize(
    "window, sentence",
    [
        ({"opens": "15:00:30", "closes": "22:00"}, "Write hours and minutes of London time"),
        ({"opens": "3pm", "closes": "22:00"}, "Write hours and minutes of London time"),
        ({"opens": "15:00", "closes": "15:00"}, "cannot close when it opens"),
        ({"opens": "15:00", "closes": "22:00", "since": "2026-12-02", "until": "2026-12-01"}, "last day is before"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_a_sentence(desk, window, sentence):
    chat = channel("live_chat")
    answer = desk.post(address(chat), form(chat, hours=[{"channel": chat.pk, "weekday": 6, **window}]))
    assert sentence in answer.content.decode()
    assert chat.opening_hours.count() == 5


def test_a_closure_added_leaves_the_channel_confirmed(desk):
    chat = channel("live_chat")
    chat.confirm(by=User.objects.get(username="robin"), at=TUESDAY_8PM)
    closed = {"channel": chat.pk, "first_day": "2026-12-25", "last_day": "2026-12-28", "note": "The phone answers."}
    assert desk.post(address(chat), form(chat, closures=[closed])).status_code == 302
    assert Closure.objects.get().note == "The phone answers."
    assert Channel.objects.get(pk=chat.pk).confirmed_at == TUESDAY_8PM


def test_saving_what_nobody_has_confirmed_says_so(desk):
    chat = channel("live_chat")
    answer = desk.post(address(chat), form(chat, note="Ask for a safe time."))
    assert any("Nobody has confirmed it" in str(message) for message in get_messages(answer.wsgi_request))


def test_the_primary_helpline_and_its_last_number_cannot_be_deleted(desk):
    phone = channel("phone")
    assert desk.post(address(phone, "delete"), {"post": "yes"}).status_code == 403
    assert (
        desk.post(reverse("admin:helpline_helpline_delete", args=[phone.helpline_id]), {"post": "yes"}).status_code
        == 403
    )
    assert desk.post(address(channel("web_form"), "delete"), {"post": "yes"}).status_code == 302
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"
