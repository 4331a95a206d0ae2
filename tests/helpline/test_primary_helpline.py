"""Exactly one helpline stands on every response. Which one is a number on every page: changing it takes two people."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from helpline import panel
from helpline.models import Change, Channel, Helpline
from tests.helpline.makers import TUESDAY_8PM, inline_forms, keeper, robin

pytestmark = pytest.mark.django_db


def another(**fields) -> Helpline:
    return Helpline.objects.create(name="Another", **fields)


def with_phone(helpline: Helpline) -> Helpline:
    Channel.objects.create(helpline=helpline, kind="phone", label="Phone", printed="020 7946 0000")
    return helpline


def propose(client, helpline: Helpline, what: str):
    client.force_login(robin())
    return client.post(reverse(f"admin:helpline_helpline_propose_{what}", args=[helpline.pk]))


def test_a_helpline_is_added_by_one_person_and_shows_nothing_until_it_has_a_channel(client):
    client.force_login(robin())
    posted = {"name": "Another", "order": 0, "active": "on", "is_primary": "on"} | inline_forms("signposting")
    assert client.post(reverse("admin:helpline_helpline_add"), posted).status_code == 302
    assert not Helpline.objects.get(name="Another").is_primary
    assert "Another" not in [line.name for line in panel.at(TUESDAY_8PM).helplines]


def test_it_becomes_primary_only_once_it_has_a_number(client):
    propose(client, another(), "primary")
    assert not Change.objects.exists()


def test_when_another_takes_over_the_first_gives_way(client):
    taking_over = with_phone(another())
    assert propose(client, taking_over, "primary").status_code == 302
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"
    change = Change.objects.get()
    page = reverse("admin:helpline_change_change", args=[change.pk])
    assert client.post(page, {"approve": "x", "typed": "020 7946 0000"}).status_code == 409  # robin proposed it
    client.force_login(keeper("lee", "change_channel", "confirm_channel"))
    assert client.post(page, {"approve": "x", "typed": "020 7946 0001"}).status_code == 409
    assert panel.at(TUESDAY_8PM).phone.printed == "0808 2000 247"
    assert client.post(page, {"approve": "x", "typed": "02079460000"}).status_code == 302
    assert Helpline.objects.get(is_primary=True) == taking_over
    assert panel.at(TUESDAY_8PM).phone.printed == "020 7946 0000"
    assert panel.at(TUESDAY_8PM).signposting_text == "Another: 020 7946 0000."  # it has no words and no address yet


@pytest.mark.parametrize("field", ["name", "about", "when_you_call"])
def test_its_words_hold_no_second_number(field):
    line = another()
    setattr(line, field, "Call 0808 2000 248.")
    with pytest.raises(ValidationError, match="nowhere else"):
        line.full_clean()


@pytest.mark.parametrize("field, sentence", [("is_primary", "takes over"), ("active", "Make another one primary")])
def test_the_primary_one_does_not_simply_go(field, sentence):
    first = Helpline.objects.get(is_primary=True)
    setattr(first, field, False)
    with pytest.raises(ValidationError, match=sentence):
        first.full_clean()


def test_an_inactive_helpline_is_shown_nowhere_until_two_people_show_it_again(client):
    hidden = with_phone(another(active=False))
    assert "Another" not in [line.name for line in panel.at(TUESDAY_8PM).helplines]
    propose(client, hidden, "active")
    client.force_login(keeper("lee", "change_channel", "confirm_channel"))
    page = reverse("admin:helpline_change_change", args=[Change.objects.get().pk])
    client.post(page, {"approve": "x", "typed": "020 7946 0000"})
    assert "Another" in [line.name for line in panel.at(TUESDAY_8PM).helplines]
