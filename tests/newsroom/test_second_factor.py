"""A password alone opens nothing: a code of a phone, or a recovery code that is good once."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django_otp.plugins.otp_static.models import StaticToken

from newsroom.door import second_factor
from newsroom.models import AccountEvent
from newsroom.roles import WRITER
from tests.newsdesk import NOW
from tests.newsroom.door import (
    CODE,
    DESK,
    ENROL,
    LOGIN,
    required,
    shown,
    signs_in,
    somebody,
    types_password,
    with_phone,
)

pytestmark = pytest.mark.django_db
RELEASES = "/admin/releases/release/"


@pytest.fixture(autouse=True)
def clock(settings):
    required(settings)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def recovery_codes(person) -> list[str]:
    return second_factor._new_codes(person)


def test_the_password_alone_leads_to_the_code_and_to_nothing_else(client):
    wen = with_phone("wen", WRITER)
    types_password(client, wen)
    for address in (DESK, RELEASES, "/admin/your-account/", "/admin/jsi18n/", ENROL):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(CODE), address
        assert "Releases" not in response.content.decode()


def test_the_password_again_inside_a_session_asks_for_the_code_again(client):
    """Else a password alone would move the end of the session to another shift."""
    wen = with_phone("wen", WRITER)
    signs_in(client, wen)
    assert client.get(DESK).status_code == 200
    types_password(client, wen)
    assert client.get(DESK, follow=True).redirect_chain[-1][0].startswith(CODE)


def test_the_code_opens_the_desk_and_leads_where_one_was_going(client):
    wen = with_phone("wen", WRITER)
    client.post(f"{LOGIN}?next={RELEASES}", {"username": "wen", "password": "a-password-of-the-test", "next": RELEASES})
    page = client.get(RELEASES, follow=True)
    assert f'value="{RELEASES}"' in page.content.decode()
    response = client.post(CODE, {"code": shown(wen), "next": RELEASES})
    assert response["Location"] == RELEASES
    assert client.get(RELEASES).status_code == 200


@pytest.mark.parametrize("wanted", ["https://elsewhere.example/", "//elsewhere.example", "/admin/login/code/"])
def test_the_code_leads_nowhere_else_and_not_in_a_circle(client, wanted):
    wen = with_phone("wen", WRITER)
    types_password(client, wen)
    assert client.post(CODE, {"code": shown(wen), "next": wanted})["Location"] == DESK


def test_a_wrong_code_is_a_sentence_and_the_next_takes_longer_each_time(client, clock):
    wen = with_phone("wen", WRITER)
    types_password(client, wen)
    wrong = f"{(int(shown(wen)) + 1) % 1_000_000:06d}"
    assert "That code is not right" in client.post(CODE, {"code": wrong}).content.decode()
    soon = client.post(CODE, {"code": shown(wen)})
    assert soon.status_code == 409
    assert "The next can be tried from 14:32:11." in soon.content.decode()
    clock.shift(1)
    client.post(CODE, {"code": wrong})
    assert "The next can be tried from 14:32:13." in client.post(CODE, {"code": shown(wen)}).content.decode()
    clock.shift(2)
    assert client.post(CODE, {"code": shown(wen)}).status_code == 302


@pytest.mark.parametrize("typed", ["", "   ", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\x00", "x" * 5000])
def test_nonsense_is_a_sentence_and_opens_nothing(client, typed):
    types_password(client, with_phone("wen", WRITER))
    response = client.post(CODE, {"code": typed})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert client.get(DESK).status_code == 302


def test_a_code_is_good_once(client):
    wen = with_phone("wen", WRITER)
    code = shown(wen)
    types_password(client, wen)
    assert client.post(CODE, {"code": code}).status_code == 302
    other = type(client)()
    types_password(other, wen)
    assert other.post(CODE, {"code": code}).status_code == 409


def test_a_code_of_somebody_elses_phone_opens_nothing(client):
    types_password(client, with_phone("wen", WRITER))
    assert client.post(CODE, {"code": shown(with_phone("kai", WRITER))}).status_code == 409


def test_a_recovery_code_opens_the_desk_once_however_it_is_typed(client):
    wen = with_phone("wen", WRITER)
    code = recovery_codes(wen)[0]
    types_password(client, wen)
    assert client.post(CODE, {"code": f" {code.upper()} "}).status_code == 302
    assert client.get(DESK).status_code == 200
    assert second_factor.codes_left(wen) == 9
    other = type(client)()
    types_password(other, wen)
    assert other.post(CODE, {"code": code}).status_code == 409


def test_a_recovery_code_that_was_spent_is_told_at_the_next_sign_in_not_to_whoever_spent_it(client, clock):
    wen = with_phone("wen", WRITER)
    types_password(client, wen)
    response = client.post(CODE, {"code": recovery_codes(wen)[0]})
    assert [str(m) for m in get_messages(response.wsgi_request)] == []
    clock.shift(60)
    other = type(client)()
    signs_in(other, wen)
    assert "A recovery code was used to sign in as you" in other.get(DESK).content.decode()
    assert AccountEvent.objects.filter(step="code_spent", told_at__isnull=False).count() == 1


def test_who_has_no_phone_is_led_to_set_one_up_and_can_do_nothing_else(client):
    wen = somebody("wen", WRITER)
    types_password(client, wen)
    for address in (DESK, RELEASES, CODE, "/admin/password_change/"):
        response = client.get(address, follow=True)
        assert response.redirect_chain[-1][0].startswith(ENROL), address
    assert client.post(f"{RELEASES}add/", {"headline": "Not yet"}).status_code == 302


def test_a_superuser_too(client):
    root = somebody("root")
    root.is_superuser = True
    root.save()
    types_password(client, root)
    assert client.get(DESK, follow=True).redirect_chain[-1][0].startswith(ENROL)


def test_in_the_demo_no_code_is_asked_of_whoever_has_no_phone_and_one_is_of_whoever_has(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    types_password(client, somebody("wen", WRITER))
    assert client.get(DESK).status_code == 200
    other = type(client)()
    types_password(other, with_phone("kai", WRITER))
    assert other.get(DESK, follow=True).redirect_chain[-1][0].startswith(CODE)


def test_every_code_typed_before_its_time_or_after_it_is_refused(client, clock):
    wen = with_phone("wen", WRITER)
    late = shown(wen)
    clock.shift(timedelta(minutes=3))
    types_password(client, wen)
    assert client.post(CODE, {"code": late}).status_code == 409


def test_from_half_way_in_one_can_start_again(client):
    types_password(client, with_phone("wen", WRITER))
    assert "Start again as somebody else" in client.get(CODE).content.decode()
    assert client.post("/admin/leave/")["Location"] == LOGIN
    assert client.get(CODE)["Location"].startswith(LOGIN)


def test_codes_and_keys_stand_at_no_page_of_the_desk(client):
    """The library's own pages would show them to whoever may see its tables."""
    assert client.get("/admin/otp_totp/totpdevice/").status_code in (302, 404)
    from django.contrib import admin

    labels = {model._meta.app_label for model in admin.site._registry}
    assert labels == {"auth", "newsroom", "releases", "helpline"}
    assert StaticToken not in admin.site._registry
