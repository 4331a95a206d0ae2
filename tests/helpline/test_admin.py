"""The record in the newsdesk, over HTTP."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.urls import reverse

from helpline import panel
from helpline.models import Channel, Closure, Helpline
from tests.helpline.makers import TUESDAY_8PM, channel, inline_forms, robin

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    client.force_login(robin())
    return client


def address(of: Channel, step: str = "change") -> str:
    return reverse(f"admin:helpline_channel_{step}", args=[of.pk])


def form(chat: Channel, hours: list[dict] | None = None, closures: list[dict] | None = None, **changed) -> dict:
    """What the change form of a channel posts, as it stands, with what an editor changed."""
    names = ("kind", "label", "printed", "url", "nation", "languages", "note", "order")
    fields = {name: getattr(chat, name) for name in names}
    fields |= {name: "on" for name in ("free", "always_open", "active") if getattr(chat, name)}
    stored = [
        {
            "id": row.pk,
            "channel": chat.pk,
            "weekday": row.weekday,
            "opens": f"{row.opens:%H:%M}",
            "closes": f"{row.closes:%H:%M}",
        }
        for row in chat.opening_hours.all()
    ]
    inlines = inline_forms("opening_hours", *(stored if hours is None else hours))
    return fields | {"helpline": chat.helpline_id} | inlines | inline_forms("closures", *(closures or [])) | changed


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


def test_a_number_is_typed_once_and_saving_shows_it_at_once(desk):
    phone = channel("phone")
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"
    assert desk.post(address(phone), form(phone, printed="020\u00a07946 0000")).status_code == 302
    shown = panel.at(TUESDAY_8PM).phone
    assert (shown.printed, shown.number) == ("020 7946 0000", "+442079460000")


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


def test_saving_what_changes_the_hours_says_that_nobody_has_confirmed_them(desk):
    chat = channel("live_chat")
    chat.confirm(by=User.objects.get(username="robin"), at=TUESDAY_8PM)
    answer = desk.post(address(chat), form(chat, always_open="on"))
    assert any("Nobody has confirmed it" in str(message) for message in get_messages(answer.wsgi_request))
    assert Channel.objects.get(pk=chat.pk).confirmed_at is None


def test_the_primary_helpline_and_its_last_number_cannot_be_deleted(desk):
    phone = channel("phone")
    assert desk.post(address(phone, "delete"), {"post": "yes"}).status_code == 403
    assert (
        desk.post(reverse("admin:helpline_helpline_delete", args=[phone.helpline_id]), {"post": "yes"}).status_code
        == 403
    )
    assert desk.post(address(channel("web_form"), "delete"), {"post": "yes"}).status_code == 302
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"
