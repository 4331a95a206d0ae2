"""A session ends when its account is disabled, its password or its roles change, and when the shift is over."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.management import call_command

from newsroom.door import sessions
from newsroom.roles import ADMINISTRATOR, APPROVER, WRITER
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.newsroom.door import DESK, required, signs_in, with_phone
from tests.newsroom.test_accounts import form, group

pytestmark = pytest.mark.django_db
RELEASES, ACCOUNT, EVERYWHERE = (
    "/admin/releases/release/",
    "/admin/your-account/",
    "/admin/your-account/sign-out-everywhere/",
)


@pytest.fixture(autouse=True)
def clock(settings):
    required(settings)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def wen(client):
    """Wen, signed in at `client`."""
    wen = with_phone("wen", WRITER)
    signs_in(client, wen)
    return wen


@pytest.fixture
def ada(client):
    """Ada's own browser."""
    return signs_in(type(client)(), with_phone("ada", ADMINISTRATOR))


def test_a_disabled_account_is_out_at_once_and_what_it_sends_is_not_kept(client, wen, ada):
    release = newsdesk.draft()
    ada.post(f"/admin/auth/user/{wen.pk}/change/", form(wen, is_active=None))
    assert client.get(DESK).status_code == 302
    for address in (f"{RELEASES}{release.pk}/change/", f"{RELEASES}{release.pk}/send/", f"{RELEASES}add/"):
        answer = client.post(address, {"headline": "Sent after the end"})
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={address}")
    assert (Release.objects.count(), Release.objects.get().state) == (1, "draft")


def test_one_disabled_by_a_command_is_out_too(client, wen):
    User.objects.filter(pk=wen.pk).update(is_active=False)
    assert client.get(DESK).status_code == 302
    assert client.post(f"{RELEASES}add/", {"headline": "No"}).status_code == 302


def test_one_taken_off_the_staff_is_out_too(client, wen):
    User.objects.filter(pk=wen.pk).update(is_staff=False)
    assert client.get(DESK)["Location"].startswith("/admin/login/")


def test_a_change_of_roles_ends_it(client, wen, ada):
    ada.post(f"/admin/auth/user/{wen.pk}/change/", form(wen, groups=[group(WRITER), group(APPROVER)]))
    assert client.get(DESK).status_code == 302


def test_a_change_of_the_name_does_not(client, wen, ada):
    ada.post(f"/admin/auth/user/{wen.pk}/change/", form(wen, last_name="Other"))
    assert client.get(DESK).status_code == 200


def test_a_password_changed_on_the_server_ends_it(client, wen):
    wen.set_password("another-password-9")
    wen.save()
    assert client.get(DESK).status_code == 302


def test_it_ends_with_the_shift_whatever_is_done_meanwhile(client, wen, clock):
    for _ in range(11):
        clock.shift(timedelta(hours=1))
        client.post("/admin/your-account/codes/", {"code": "wrong"})
        assert client.get("/admin/second-factor/").status_code == 200  # which changes the session
    clock.shift(timedelta(minutes=59))
    assert client.get(DESK).status_code == 200
    clock.shift(timedelta(minutes=2))
    assert client.get(DESK).status_code == 302


def test_one_signs_out_everywhere_by_a_press_and_not_by_a_look(client, wen, clock):
    clock.shift(60)
    elsewhere = signs_in(type(client)(), wen)
    assert elsewhere.get(EVERYWHERE).status_code == 405
    assert client.get(DESK).status_code == 200
    page = elsewhere.post(EVERYWHERE, follow=True)
    assert "Signed out in 2 places." in page.content.decode()
    assert client.get(DESK).status_code == elsewhere.get(DESK).status_code == 302


def test_nobody_elses_session_ends_with_it(client, wen, ada):
    client.post(EVERYWHERE)
    assert ada.get(DESK).status_code == 200


def test_a_session_that_is_over_is_cleared_away(client, wen, clock):
    clock.shift(timedelta(hours=13))
    call_command("clearsessions")
    assert sessions.end(wen.pk) == 0


def test_ones_own_account_shows_roles_and_what_was_done_to_it(client, wen):
    page = client.get(ACCOUNT).content.decode()
    assert "Writes releases, sends them for sign-off" in page
    assert "With your password and a code from the phone" in page
