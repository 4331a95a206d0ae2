"""The pages of the door: the code after the password, setting up a phone, recovery codes, and one's own account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_otp import DEVICE_ID_SESSION_KEY

from newsroom.door import accounts, lockout, second_factor, sessions
from newsroom.models import AccountEvent
from releases.refusal import Refusal

View = Callable[[HttpRequest], HttpResponse]
KEY = "second_factor_key"  # in the session, while a phone is being set up
SHOWN = 20  # events of one's own account


class CodeForm(forms.Form):
    """One code. Paste and password managers work (WCAG 2.2, criterion 3.3.8)."""

    code = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "text",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )


class EnrolForm(CodeForm):
    """The first code of the new phone; and a code of the one before, where there is one."""

    present_code = forms.CharField(max_length=40, required=False, widget=CodeForm.base_fields["code"].widget)


def half_way_in(view: View) -> View:
    """For whoever has given a password: anybody else is told to sign in, and nothing else."""

    @wraps(view)
    def only(request: HttpRequest) -> HttpResponse:
        if not admin.site.half_way_in(request):  # type: ignore[attr-defined]  # newsroom.door.site.Newsdesk
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return only


def password_was_right(request: HttpRequest, response: HttpResponse) -> None:
    """After the password: the session ends with the shift, and waits for a code where there is a phone to make one."""
    sessions.ends_after_a_shift(request)
    # In a session that had its code already, Django keeps what is in it: a password alone would make it last longer.
    request.session.pop(DEVICE_ID_SESSION_KEY, None)
    if second_factor.phone_of(request.user):
        request.session[second_factor.WAITS] = True
    elif not second_factor.is_required():
        accounts.tell(request, before=timezone.now())
        _known(request, response)


def next_step(request: HttpRequest) -> HttpResponse:
    """Where whoever is half way in goes on: to the code, or to set up a phone."""
    name = "admin:door_code" if second_factor.phone_of(request.user) else "admin:door_enrol"
    wanted = _wanted(request)
    return redirect(f"{reverse(name)}?{urlencode({REDIRECT_FIELD_NAME: wanted})}" if wanted else reverse(name))


def code(request: HttpRequest) -> HttpResponse:
    """The code after the password."""
    at = timezone.now()
    if second_factor.passed(request):
        return _onward(request)
    if not second_factor.phone_of(request.user):
        return next_step(request)
    form, refused = CodeForm(request.POST or None), ""
    if request.method == "POST":
        try:
            device = second_factor.verified(account=request.user, code=request.POST.get("code", ""))
        except Refusal as refusal:
            refused = str(refusal)
        else:
            second_factor.let_in(request, device)
            accounts.tell(request, before=at)
            if (left := second_factor.codes_left(request.user)) < 4:
                messages.warning(request, f"{left} recovery codes are left. Make new ones under “Your account”.")
            return _known(request, _onward(request))
    return _page(request, "code.html", "The code from your phone", refused, form=form)


def enrol(request: HttpRequest) -> HttpResponse:
    """Set up a phone: the first, or another in place of the one before."""
    at = timezone.now()
    phone = second_factor.phone_of(request.user)
    if phone and not second_factor.passed(request):
        return next_step(request)
    key = request.session.setdefault(KEY, second_factor.new_key())
    account: Any = request.user
    form, refused = EnrolForm(request.POST or None), ""
    if request.method == "POST":
        typed, present = request.POST.get("code", ""), request.POST.get("present_code", "")
        try:
            device, fresh = second_factor.enrol(account=account, key=key, code=typed, present_code=present)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            del request.session[KEY]
            second_factor.let_in(request, device)
            accounts.tell(request, before=at)
            return _known(request, _codes(request, fresh, "Your phone is set up"))
    return _page(
        request, "enrol.html", "Set up your phone" if not phone else "Set up another phone", refused, form=form,
        setup=second_factor.setup(account, key), has_one=bool(phone), required=second_factor.is_required(),
        told=[accounts.sentence(event) for event in accounts.untold(account)],
    )  # fmt: skip


def codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, for a code."""
    account: Any = request.user
    if not second_factor.phone_of(account):
        return redirect("admin:door_enrol")
    form, refused = CodeForm(request.POST or None), ""
    if request.method == "POST":
        try:
            fresh = second_factor.new_codes(account=account, code=request.POST.get("code", ""))
        except Refusal as refusal:
            refused = str(refusal)
        else:
            return _codes(request, fresh, "New recovery codes")
    left = second_factor.codes_left(account)
    return _page(request, "new_codes.html", "New recovery codes", refused, form=form, left=left)


def account(request: HttpRequest) -> HttpResponse:
    """One's own account: roles, second factor, what was done to it, and the way out everywhere."""
    person: Any = request.user
    events = AccountEvent.objects.filter(account=person).select_related("actor")[:SHOWN]
    return _page(
        request, "account.html", "Your account", "", roles=accounts.roles_of(person), events=events,
        phone=second_factor.phone_of(person), left=second_factor.codes_left(person),
        required=second_factor.is_required(), is_superuser=person.is_superuser,
    )  # fmt: skip


def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Here too."""
    person: Any = request.user
    ended = accounts.sign_out_everywhere(account=person)
    logout(request)
    said = f"Signed out in {ended} places." if ended > 1 else "Signed out."
    messages.success(request, f"{said} Sign in again where you work.")
    return redirect("admin:login")


def leave(request: HttpRequest) -> HttpResponse:
    """Out again, from half way in."""
    logout(request)
    return redirect("admin:login")


def _codes(request: HttpRequest, fresh: list[str], title: str) -> HttpResponse:
    """The codes, this once: they are kept in no message and at no address."""
    return _page(request, "codes.html", title, "", codes=fresh, onward=_wanted(request) or reverse("admin:index"))


def _page(request: HttpRequest, template: str, title: str, refused: str, **more: Any) -> TemplateResponse:
    context = {
        **admin.site.each_context(request), "title": title, "refused": refused, "next": _wanted(request),
        "next_field": REDIRECT_FIELD_NAME, **more,
    }  # fmt: skip
    return TemplateResponse(request, f"newsdesk/{template}", context, status=409 if refused else 200)


def _wanted(request: HttpRequest) -> str:
    """The address that was asked for before the door, if it is one of ours and not the door itself."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    here, secure = {request.get_host()}, request.is_secure()
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=here, require_https=secure)
    door = tuple(reverse(f"admin:{name}") for name in ("login", "door_code", "door_enrol", "door_leave", "logout"))
    return wanted if ours and not wanted.startswith(door) else ""


def _known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    person: Any = request.user
    lockout.remember(response, person)
    return response


def _onward(request: HttpRequest) -> HttpResponse:
    return redirect(_wanted(request) or reverse("admin:index"))
