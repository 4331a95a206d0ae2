"""Who is signed in, and the end of it."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone


def end(account_id: int, *, but: str | None = None) -> int:
    """End every session of an account, but one where its key is named; answers how many.

    Only the desk has sessions (public pages set no cookie), so there are few enough to look through.
    """
    ended = 0
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but or ""):
        if session.get_decoded().get(SESSION_KEY) == str(account_id):
            session.delete()
            ended += 1
    return ended


def ends_after_a_shift(request: HttpRequest) -> None:
    """The session ends SESSION_COOKIE_AGE seconds from now, whatever is done meanwhile: Django's own age would begin
    anew with every change of the session."""
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
