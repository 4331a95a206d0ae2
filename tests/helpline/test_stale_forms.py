"""A save over what somebody else has saved since is refused, inlines included, and both texts are shown."""

import pytest
from django.urls import reverse

from helpline.models import Change, Channel, Closure
from tests.helpline.makers import channel, form, robin

pytestmark = pytest.mark.django_db


def note(of: Channel) -> None:
    Channel.objects.filter(pk=of.pk).update(note="Somebody else wrote this.")


def closure(of: Channel) -> None:
    Closure.objects.create(channel=of, first_day="2099-12-25", last_day="2099-12-25")


def window(of: Channel) -> None:
    of.opening_hours.filter(weekday=4).update(closes="21:00")


@pytest.mark.parametrize(
    "meanwhile, stored", [(note, "Somebody else wrote this."), (closure, "25.12.2099"), (window, "3pm to 9pm, Friday")]
)
def test_it_is_refused_and_both_texts_are_shown(client, meanwhile, stored):
    client.force_login(robin())
    chat = channel("live_chat")
    typed = form(chat, note="What I typed.")
    meanwhile(chat)
    html = client.post(reverse("admin:helpline_channel_change", args=[chat.pk]), typed).content.decode()
    assert "changed after you opened this page" in html
    assert stored in html
    assert "What I typed." in html
    assert not Channel.objects.filter(note="What I typed.").exists()
    assert not Change.objects.exists()


def test_a_form_that_never_saw_the_channel_is_refused(client):
    client.force_login(robin())
    chat = channel("live_chat")
    answer = client.post(reverse("admin:helpline_channel_change", args=[chat.pk]), form(chat, note="X", seen=""))
    assert "changed after you opened this page" in answer.content.decode()
