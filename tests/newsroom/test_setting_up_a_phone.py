"""Setting up a phone, its recovery codes, another phone in its place, and taking it off for who has lost everything."""

import re
from base64 import b32decode
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.door import second_factor
from newsroom.models import AccountEvent
from newsroom.roles import ADMINISTRATOR, WRITER
from tests.newsdesk import NOW
from tests.newsroom.door import (
    CODE,
    DESK,
    ENROL,
    required,
    shown,
    signs_in,
    somebody,
    types_password,
    with_phone,
)

pytestmark = pytest.mark.django_db
NEW_CODES = "/admin/your-account/codes/"


@pytest.fixture(autouse=True)
def clock(settings):
    required(settings)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def key_on(page: str) -> bytes:
    """The key as somebody types it who has no camera."""
    typed = re.search(r'class="door-key">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return b32decode(typed + "=" * (-len(typed) % 8))


def codes_on(page: str) -> list[str]:
    return re.findall(r"<li><code>([a-z2-7]{4}-[a-z2-7]{4})</code>", page)


def sets_up(client, **more: str):
    """Types the key of the page and the six digits that it makes now."""
    key = key_on(client.get(ENROL).content.decode())
    return client.post(ENROL, {"code": f"{totp(key):06d}", **more})


def test_a_phone_is_set_up_and_ten_codes_are_shown_this_once(client):
    wen = somebody("wen", WRITER)
    types_password(client, wen)
    page = sets_up(client)
    codes = codes_on(page.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in page["Cache-Control"]
    assert client.get(DESK).status_code == 200
    assert not any(code in client.get(NEW_CODES).content.decode() for code in codes)
    other = type(client)()
    types_password(other, wen)
    assert other.post(CODE, {"code": codes[3]}).status_code == 302


def test_the_picture_and_the_key_to_type_are_the_same_key_and_nothing_is_loaded(client):
    types_password(client, somebody("wen", WRITER))
    page = client.get(ENROL).content.decode()
    key = key_on(page)
    assert len(key) == 20
    assert "<svg" in page
    assert "style=" not in page[page.index("<svg") : page.index("</svg>")]
    assert key_on(client.get(ENROL).content.decode()) == key  # looking again is not starting again


def test_a_wrong_code_sets_up_nothing(client):
    wen = somebody("wen", WRITER)
    types_password(client, wen)
    client.get(ENROL)
    for typed in ("", "000000x", "123456"):
        assert client.post(ENROL, {"code": typed}).status_code == 409
    assert second_factor.phone_of(wen) is None


def test_the_code_that_set_up_the_phone_is_spent(client):
    wen = somebody("wen", WRITER)
    types_password(client, wen)
    sets_up(client)
    other = type(client)()
    types_password(other, wen)
    assert other.post(CODE, {"code": shown(wen)}).status_code == 409


def test_who_knows_the_password_alone_cannot_exchange_the_phone(client):
    wen = with_phone("wen", WRITER)
    types_password(client, wen)
    assert client.get(ENROL)["Location"].startswith(CODE)
    assert client.post(ENROL, {"code": "123456"})["Location"].startswith(CODE)


def test_another_phone_takes_a_code_of_the_one_before_and_ends_what_was_open_elsewhere(client, clock):
    wen = with_phone("wen", WRITER)
    elsewhere = signs_in(type(client)(), wen)
    clock.shift(60)
    signs_in(client, wen)
    before = TOTPDevice.objects.get(user=wen).key
    assert sets_up(client).status_code == 409
    clock.shift(60)
    assert sets_up(client, present_code="000000").status_code == 409
    clock.shift(60)
    assert len(codes_on(sets_up(client, present_code=shown(wen)).content.decode())) == 10
    assert TOTPDevice.objects.get(user=wen).key != before
    assert client.get(DESK).status_code == 200
    assert elsewhere.get(DESK).status_code == 302


def test_new_codes_take_a_code_and_the_old_ones_stop(client, clock):
    wen = with_phone("wen", WRITER)
    old = second_factor._new_codes(wen)
    signs_in(client, wen)
    assert client.post(NEW_CODES, {"code": "nothing"}).status_code == 409
    clock.shift(60)
    new = codes_on(client.post(NEW_CODES, {"code": shown(wen)}).content.decode())
    assert len(new) == 10
    assert not set(new) & set(old)
    assert second_factor.codes_left(wen) == 10
    other = type(client)()
    types_password(other, wen)
    assert other.post(CODE, {"code": old[0]}).status_code == 409


def test_an_administrator_takes_it_off_with_a_reason_and_the_person_is_told(client, clock):
    wen, ada = with_phone("wen", WRITER), with_phone("ada", ADMINISTRATOR)
    open_somewhere = signs_in(type(client)(), wen)
    signs_in(client, ada)
    page = f"/admin/auth/user/{wen.pk}/second-factor/"
    assert "Give a reason" in client.post(page, {"reason": " "}).content.decode()
    assert second_factor.phone_of(wen)
    assert client.post(page, {"reason": "She rang from home."}).status_code == 302
    assert open_somewhere.get(DESK).status_code == 302
    clock.shift(60)
    types_password(open_somewhere, wen)
    assert "Ada Test took your second factor off" in open_somewhere.get(ENROL).content.decode()
    assert "She rang from home." in sets_up(open_somewhere).content.decode()
    assert "She rang from home." not in open_somewhere.get(DESK).content.decode()  # told once
    assert AccountEvent.objects.get(step="reset").actor == ada


def test_nobody_takes_off_their_own_and_no_writer_anybodys(client, clock):
    wen, ada = with_phone("wen", WRITER), with_phone("ada", ADMINISTRATOR)
    signs_in(client, ada)
    own = client.post(f"/admin/auth/user/{ada.pk}/second-factor/", {"reason": "I would like to."})
    assert "Nobody takes off their own second factor" in own.content.decode()
    other = signs_in(type(client)(), wen)
    assert other.post(f"/admin/auth/user/{ada.pk}/second-factor/", {"reason": "x"}).status_code == 403
    assert second_factor.phone_of(ada)


def test_the_operators_command_takes_it_off_with_a_reason():
    wen, said = with_phone("wen", WRITER), StringIO()
    call_command("second_factor_reset", "wen", reason="Rang; known by voice.", stdout=said)
    assert "sets up a phone at the next sign-in" in said.getvalue()
    event = AccountEvent.objects.get(account=wen, step="reset")
    assert (event.actor, event.words) == (None, "Rang; known by voice.")
    for name, reason in (("nobody", "x"), ("wen", "x"), ("wen", "  ")):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("second_factor_reset", name, reason=reason)
