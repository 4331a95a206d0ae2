"""The second factor: a code from a phone (TOTP, RFC 6238), or one of ten recovery codes, each good once.

django-otp compares, refuses a code that was used already (`last_t`), and makes guessing slower with each wrong code. A
wrong code is counted in a transaction of its own, so that no refusal takes the count back.
"""

import re
from base64 import b32encode
from binascii import unhexlify
from io import BytesIO
from typing import Any, NamedTuple

import django_otp
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django_otp.models import Device
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from newsroom.door import accounts, sessions
from newsroom.door.accounts import Step
from releases import wording
from releases.refusal import Refusal
from releases.step import stated

CODES = 10
WAITS = "waits_for_a_code"  # in the session, from the password on until the code
SIX_DIGITS = re.compile(r"[0-9]{6}")
WRONG = (
    "That code is not right. A code of the phone is good for half a minute and only once: wait for the next one. "
    "If it is refused again, look at the phone’s clock."
)


class Setup(NamedTuple):
    """A key that is being set up: for the phone's camera, for whoever types, and for the session."""

    key: str
    picture: SafeString
    typed: str


def setup(account: User, key: str) -> Setup:
    """The picture to photograph, as SVG with nothing to load, and the key in groups of four to type."""
    base32 = b32encode(unhexlify(key)).decode().rstrip("=")
    device = TOTPDevice(user=account, key=key)
    out = BytesIO()
    # Only here, because it brings two libraries along that a reader's pages have no use for: 7 MB of each worker.
    import qrcode
    from qrcode.image.svg import SvgPathImage

    qrcode.make(device.config_url, image_factory=SvgPathImage, box_size=12, border=4).save(out)
    svg = out.getvalue().decode()
    drawn = svg[svg.index("<svg") :].replace("<svg", '<svg role="img" aria-label="The key as a QR code"', 1)
    return Setup(key, mark_safe(drawn), " ".join(re.findall(".{1,4}", base32)))  # noqa: S308  # drawn just now


def new_key() -> str:
    """Twenty random bytes, as hexadecimal (RFC 4226, section 4, asks for at least sixteen)."""
    return random_hex(20)


def phone_of(account: Any) -> TOTPDevice | None:
    """What makes the account's codes; None when no phone has been set up."""
    return TOTPDevice.objects.filter(user=account, confirmed=True).first()


def codes_left(account: Any) -> int:
    """How many recovery codes have not been spent."""
    return StaticToken.objects.filter(device__user=account).count()


def is_required() -> bool:
    """Everywhere but in the demo."""
    return settings.SECOND_FACTOR_REQUIRED


def passed(request: HttpRequest) -> bool:
    """Whether whoever is signed in has gone through the whole door. One query, and none when no code is needed."""
    user: Any = request.user
    if hasattr(user, "is_verified") and user.is_verified():
        return True
    return not is_required() and WAITS not in request.session


def verified(*, account: Any, code: str) -> Device:
    """The device that the code is of; a recovery code is spent. Raises Refusal, after the wrong code was counted."""
    typed = re.sub(r"[\s-]", "", code).lower()
    kind: Any = TOTPDevice if SIX_DIGITS.fullmatch(typed) else StaticDevice
    if not typed:
        raise Refusal("Type the six digits that your phone shows, or a recovery code.")
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=account, confirmed=True).first()
        allowed, why = device.verify_is_allowed() if device else (True, None)
        right = bool(device and allowed and device.verify_token(typed))
        if right and kind is StaticDevice:
            left = f"{codes_left(account)} of {CODES} are left."
            accounts.log(account=account, step=Step.CODE_SPENT, actor=account, words=left)
    if not allowed:
        until = wording.local((why or {})["locked_until"])
        raise Refusal(f"Too many wrong codes. The next can be tried from {until:%H:%M:%S}.")
    if not right:
        raise Refusal(WRONG)
    return device


def let_in(request: HttpRequest, device: Device) -> None:
    """This session has gone through the whole door."""
    request.session.pop(WAITS, None)
    request.session.cycle_key()
    django_otp.login(request, device)


def enrol(*, account: User, key: str, code: str, present_code: str = "") -> tuple[TOTPDevice, list[str]]:
    """Set up a phone, in place of the one before; answers with it and ten new recovery codes, shown once.

    Whoever has a phone already shows a code of it, or a recovery code, too: nobody exchanges it for a person who has
    gone to make tea. Raises Refusal.
    """
    totp = TOTP(unhexlify(key))
    typed = re.sub(r"[\s-]", "", code)
    if not SIX_DIGITS.fullmatch(typed) or not totp.verify(int(typed), 1):
        raise Refusal(WRONG)
    if phone_of(account):
        verified(account=account, code=present_code)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        before = TOTPDevice.objects.filter(user=account)
        if before and not present_code:
            raise Refusal("A phone was set up for this account at this very moment. Sign in with a code of it.")
        before.delete()
        phone = TOTPDevice.objects.create(
            user=account, name="phone", key=key, confirmed=True, last_t=totp.t(), drift=totp.drift
        )
        accounts.log(account=account, step=Step.ENROLLED, actor=account)
        codes = _new_codes(account)
        sessions.end(account.pk)
    return phone, codes


def new_codes(*, account: User, code: str) -> list[str]:
    """Ten new recovery codes in place of those before, for a code. Raises Refusal."""
    verified(account=account, code=code)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=account.pk)
        accounts.log(account=account, step=Step.CODES, actor=account)
        return _new_codes(account)


@transaction.atomic
def reset(*, account: User, actor: User | None, reason: str) -> None:
    """Take the second factor off: the phone is gone and so are the codes. `actor` None: the server's operator.

    The account is signed out, sets up a phone at its next sign-in, and is told who did this. Raises Refusal.
    """
    words = stated(reason)
    User.objects.select_for_update().get(pk=account.pk)
    if actor is not None:
        if actor.pk == account.pk:
            raise Refusal("Nobody takes off their own second factor. Set up a new phone with a code, or ask another.")
        if not actor.has_perm("auth.change_user") or (account.is_superuser and not actor.is_superuser):
            raise Refusal("Your account may not do this. Ask an administrator of the newsroom.")
    phones, _ = TOTPDevice.objects.filter(user=account).delete()
    codes, _ = StaticDevice.objects.filter(user=account).delete()
    if not phones and not codes:
        raise Refusal("No phone is set up for this account: there is nothing to take off.")
    accounts.log(account=account, step=Step.RESET, actor=actor, words=words, at=timezone.now())
    sessions.end(account.pk)


def _new_codes(account: User) -> list[str]:
    """The row of the device stays: sessions that a recovery code opened hang on it."""
    device = StaticDevice.objects.filter(user=account).first() or StaticDevice.objects.create(
        user=account, name="recovery codes", confirmed=True
    )
    device.token_set.all().delete()
    codes: list[str] = []
    while len(codes) < CODES:
        code = StaticToken.random_token()
        if code not in codes:
            codes.append(code)
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]
