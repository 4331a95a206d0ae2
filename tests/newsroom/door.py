"""At the door of the newsdesk: passwords typed, and a phone that makes codes at the clock of the test."""

from binascii import unhexlify
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.door import second_factor
from tests import newsdesk

PASSWORD = "a-password-of-the-test"
LOGIN, CODE, ENROL, DESK = "/admin/login/", "/admin/login/code/", "/admin/second-factor/", "/admin/"


def somebody(username: str, *roles: str) -> User:
    """A person at the desk with these roles, and the password of the tests."""
    person = newsdesk.with_roles(username, *roles)
    person.set_password(PASSWORD)
    person.save()
    return person


def with_phone(username: str, *roles: str) -> User:
    """The same, with a phone set up."""
    person = somebody(username, *roles)
    TOTPDevice.objects.create(user=person, name="phone", key=second_factor.new_key(), confirmed=True)
    return person


def shown(person: User) -> str:
    """The six digits that the person's phone shows now."""
    device = TOTPDevice.objects.get(user=person)
    return f"{totp(unhexlify(device.key)):06d}"


def types_password(client: Client, person: User, password: str = PASSWORD, **more: Any) -> HttpResponse:
    return client.post(LOGIN, {"username": person.username, "password": password, "next": ""}, **more)


def signs_in(client: Client, person: User) -> Client:
    """The whole way: password, then a code of the phone."""
    types_password(client, person)
    response = client.post(CODE, {"code": shown(person)})
    assert response.status_code == 302, response.content
    return client


def required(settings: Any) -> None:
    """A second factor, as everywhere but in the demo; and passwords hashed in no time."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
