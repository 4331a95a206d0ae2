"""Exactly one helpline stands on every response; changing which is one step."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from helpline import panel
from helpline.models import Channel, Helpline
from tests.helpline.makers import TUESDAY_8PM, inline_forms, robin

pytestmark = pytest.mark.django_db

PHONE = {"kind": "phone", "label": "Phone", "printed": "020 7946 0000", "order": 0, "active": "on"}


def add(client, **fields):
    client.force_login(robin())
    posted = {"name": "Another", "order": 0, "active": "on"} | inline_forms("channels", PHONE)
    return client.post(reverse("admin:helpline_helpline_add"), posted | inline_forms("signposting") | fields)


def test_a_helpline_is_added_with_its_number_and_stands_after_the_primary_one(client):
    assert add(client).status_code == 302
    assert [line.name for line in panel.at(TUESDAY_8PM).helplines] == ["National Domestic Abuse Helpline", "Another"]
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"


def test_it_becomes_primary_only_once_it_has_a_number(client):
    assert "active phone channel first" in add(client, is_primary="on").content.decode()
    assert not Helpline.objects.filter(name="Another").exists()


def test_when_another_takes_over_the_first_gives_way(client):
    add(client)
    another = Helpline.objects.get(name="Another")
    channel = another.channels.get()
    posted = {"name": "Another", "order": 0, "active": "on", "is_primary": "on"} | inline_forms("signposting")
    posted |= inline_forms("channels", PHONE | {"id": channel.pk, "helpline": another.pk})
    assert client.post(reverse("admin:helpline_helpline_change", args=[another.pk]), posted).status_code == 302
    assert Helpline.objects.get(is_primary=True) == another
    assert panel.at(TUESDAY_8PM).phone.printed == "020 7946 0000"
    assert panel.at(TUESDAY_8PM).signposting_text == "Another: 020 7946 0000."  # it has no words and no address yet


@pytest.mark.parametrize("field, sentence", [("is_primary", "takes over"), ("active", "Make another one primary")])
def test_the_primary_one_does_not_simply_go(field, sentence):
    first = Helpline.objects.get(is_primary=True)
    setattr(first, field, False)
    with pytest.raises(ValidationError, match=sentence):
        first.full_clean()


def test_an_inactive_helpline_is_shown_nowhere():
    other = Helpline.objects.create(name="Another", active=False)
    Channel.objects.create(helpline=other, kind="phone", label="Phone", printed="020 7946 0000")
    assert [line.name for line in panel.at(TUESDAY_8PM).helplines] == ["National Domestic Abuse Helpline"]
