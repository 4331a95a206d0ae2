"""Guessing at passwords: after five wrong ones for a name from one place, neither works with the other for a while.

The two together, because a name alone would let anybody lock the press office out at midnight from anywhere, and a
place alone would lock a whole office for one person's slip. A place is a browser that has signed in by that name
before, told by a cookie of the desk's; any other is the address that asks, which behind our own nginx is nobody's in
particular. So whoever guesses from outside never locks the phone that an editor always uses. What is tried while it
is locked is not counted, so that nobody is kept out for good. django-axes counts; it is asked at a sign-in and at no
other time.
"""

import secrets
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsroom.door import accounts
from newsroom.door.accounts import Step
from releases import wording
from releases.refusal import Refusal

REMEMBERED = timedelta(days=365)


def place_of(request: HttpRequest) -> str | None:
    """Where a sign-in comes from, as an address: a known browser has one of its own, which leads to nobody (RFC 4193);
    any other has the address that it asks from. None where nothing readable is said."""
    name = request.POST.get("username", "")
    device = request.get_signed_cookie(_cookie(name), default=None, salt=_salt(name), max_age=REMEMBERED)
    return str(IPv6Address(bytes.fromhex(f"fd{device}"))) if device else _address_of(request)


def _address_of(request: HttpRequest) -> str | None:
    """Behind a proxy of ours (BEHIND_PROXY), the last one said: what stands before it was written by whoever asked."""
    said = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY and (forwarded := request.META.get("HTTP_X_FORWARDED_FOR", "").strip()):
        said = forwarded.rpartition(",")[2].strip()
    try:
        return str(ip_address(said))
    except ValueError:
        return None


def remember(response: HttpResponseBase, account: User) -> None:
    """This browser has signed in by that name: from now on nobody else's guesses lock it. It proves nothing more."""
    name = account.get_username()
    response.set_signed_cookie(
        _cookie(name), secrets.token_hex(15), salt=_salt(name), max_age=REMEMBERED, path=f"/{settings.ADMIN_PATH}",
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def _cookie(name: str) -> str:
    """One for each name, which it does not tell: two people may share a machine."""
    return f"known-{salted_hmac('a browser that is known', name).hexdigest()[:16]}"


def _salt(name: str) -> str:
    return f"known as {name}"


class Counter(AxesDatabaseHandler):
    """What is counted is a name and a place. The make of the browser, and what else was sent, is nobody's business."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = ""
        super().user_login_failed(sender, credentials, request, **kwargs)
        if request is not None:
            AccessAttempt.objects.filter(ip_address=request.axes_ip_address).update(get_data="", post_data="")


def page(request: HttpRequest, response: Any = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """429, with until when it is locked and with the helpline. The same for a name that is nobody's."""
    name = str((credentials or {}).get("username") or "")
    until = _until(name, place_of(request)) or timezone.now() + settings.AXES_COOLOFF_TIME
    if (getattr(request, "axes_failures_since_start", None) or 0) >= settings.AXES_FAILURE_LIMIT:
        _write_down(name)
    context = {
        **admin.site.each_context(request),
        "title": "Too many wrong passwords",
        "until": wording.clock(until + timedelta(seconds=59)),  # the whole minute after it
        "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
    }
    answer = render(request, "newsdesk/locked.html", context, status=429)
    answer["Retry-After"] = str(max(1, round((until - timezone.now()).total_seconds())))
    answer["Cache-Control"] = "no-store"
    return answer


def locked_until(account: User) -> datetime | None:
    """The latest instant until which the account is locked for some address; None when it is for none."""
    until = [_end(last) for last in _locks(username=account.get_username())]
    return max(until, default=None)


@transaction.atomic
def release(*, account: User, actor: User) -> None:
    """Let the account try again from everywhere. Raises Refusal."""
    if not actor.has_perm("auth.change_user") or actor.pk == account.pk:
        raise Refusal("Your account may not do this. Ask an administrator of the newsroom.")
    if locked_until(account) is None:
        raise Refusal("It is not locked. Nothing was done.")
    AccessAttempt.objects.filter(username=account.get_username()).delete()
    accounts.log(account=account, step=Step.UNLOCKED, actor=actor)


def _until(name: str, address: str | None) -> datetime | None:
    until = [_end(last) for last in _locks(username=name, ip_address=address)]
    return max(until, default=None)


def _locks(**of: Any) -> list[datetime]:
    """The last wrong password of each name and address that is locked now."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    rows = AccessAttempt.objects.filter(attempt_time__gt=since, **of).order_by().values("username", "ip_address")
    counted = rows.annotate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    return [row["last"] for row in counted if row["failures"] >= settings.AXES_FAILURE_LIMIT]


def _end(last: datetime) -> datetime:
    return last + settings.AXES_COOLOFF_TIME


def _write_down(name: str) -> None:
    """For the person, at the next sign-in, and for administrators; without an address."""
    account = User.objects.filter(username=name).first()
    if account is not None:
        accounts.log(account=account, step=Step.LOCKED, actor=None)
