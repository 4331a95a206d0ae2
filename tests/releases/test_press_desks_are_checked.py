"""A press desk's numbers stand on every release, old ones too: the desk says when nobody has tried them for long."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import duties
from releases.models import Desk
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
KEEPER = ("releases.change_desk", "releases.view_desk")


def keeper():
    return newsdesk.person("kit", "Kit", *KEEPER)


def said(at=NOW, who=None) -> list[str]:
    return [duty.sentence for duty in duties.desks(who or keeper(), at)]


def saved(client, desk: Desk, **changed: object) -> None:
    fields = ("name", "phone", "email", "hours", "out_of_hours_phone", "out_of_hours_note")
    client.force_login(keeper())
    posted = {name: getattr(desk, name) for name in fields} | {"is_default": "on"} | changed
    assert client.post(reverse("admin:releases_desk_change", args=[desk.pk]), posted).status_code == 302


def test_what_nobody_ever_checked_is_said_to_who_may_mend_it_with_its_page():
    desk = newsdesk.DeskFactory()
    [duty] = duties.desks(keeper(), NOW)
    assert duty.sentence == "Press office has never been checked: its numbers stand on every release."
    assert duty.address == reverse("admin:releases_desk_change", args=[desk.pk])
    assert said(who=newsdesk.jo()) == []


def test_saving_it_says_that_it_is_right_and_holds_for_ninety_days_of_the_newsroom_s(client):
    desk = newsdesk.DeskFactory()
    with time_machine.travel(NOW, tick=False):
        saved(client, desk)
    assert Desk.objects.get().checked_on == NOW.date()
    assert said(NOW + timedelta(days=90)) == []
    assert said(NOW + timedelta(days=91)) == [
        "Press office was last checked on 23 November 2026, longer ago than 90 days."
    ]  # fmt: skip


def test_the_front_page_has_it_under_its_heading_and_the_form_says_how(client):
    desk = newsdesk.DeskFactory()
    client.force_login(newsdesk.person("ann", "Ann", *newsdesk.WRITER, *KEEPER))
    page = client.get(reverse("admin:index")).content.decode()
    heading = page.index("Contacts past their check date")
    assert page.index("Press office has never been checked") > heading
    form = client.get(reverse("admin:releases_desk_change", args=[desk.pk])).content.decode()
    assert "saving says that they are right today" in form


def test_a_save_that_is_refused_checks_nothing(client):
    desk = newsdesk.DeskFactory()
    client.force_login(keeper())
    client.post(reverse("admin:releases_desk_change", args=[desk.pk]), {"name": "Press office"})
    assert Desk.objects.get().checked_on is None
