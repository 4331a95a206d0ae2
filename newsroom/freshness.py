"""Until when may a public response be kept? (DESIGN.md, rules 3 and 4.)

Everything that may change by itself (a lift, a chat that opens) changes on a whole minute, so every public response may
be kept until the end of the minute it was made for, whatever it shows: no copy straddles a lift, and the lifetime
betrays nothing. The validator is a hash of the finished bytes, because anything less would answer "not modified" when
only the helpline's state has changed.

This is the outermost middleware. It gives the request its one instant, `request.at`; views never import this module.
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_etags

from newsroom.log_lines import holds_a_token

KEEP_FOR = 1.0  # seconds that one worker may serve a finished page again, counted from the instant it was made for
LARGEST_KEPT = 512 * 1024  # bytes; a larger answer is rendered each time
NOT_FOUND = 404
IN_TRANSIT = 1  # whole seconds allowed for the way to a cache that counts from receipt
KEPT_STATUSES = {200, 404}
FRESH_STATUSES = {200, 206, 301, 304, 308, 410}

log = logging.getLogger(__name__)


class _Pages(LocMemCache):
    """A memory of this process alone: a shared cache would cost more than the rendering that it saves."""

    def validate_key(self, key: str) -> None:
        """Any address is a good key here; the rules that the base class checks are memcached's."""


PAGES = _Pages("newsroom.freshness", {"timeout": KEEP_FOR, "OPTIONS": {"MAX_ENTRIES": 400}})
_minute = 0  # in which the pages were kept


class Kept(NamedTuple):
    """A finished answer, ready to be served again."""

    status: int
    body: bytes
    headers: dict[str, str]  # all but Cache-Control, which is measured at each serving


class FreshnessMiddleware:
    """Dates the request, keeps finished pages for a second, and writes Cache-Control, ETag and 304."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        request.at = at  # type: ignore[attr-defined]  # what releases.requests.DatedRequest declares
        if holds_a_token(request.path_info):
            return _private(self.get_response(request))
        if request.method not in ("GET", "HEAD") or not is_public(request.path_info):
            return self.get_response(request)
        key = key_of(request, at)
        kept: Kept | None = PAGES.get(key)
        if kept is None:
            response = self.get_response(request)
            if response.streaming or not _may_be_shared(response):
                return _unkept(request, response, at)
            assert isinstance(response, HttpResponse)  # noqa: S101  # not streaming
            kept = _finish(response)
            _keep(key, kept, at)
        return _serve(request, kept, at)


def is_public(path: str) -> bool:
    """Whether the address belongs to the public newsroom: not to the newsdesk (previews included), health or static."""
    return not path.startswith((f"/{settings.ADMIN_PATH}", "/healthz/", settings.STATIC_URL))


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Whatever a private link answers, the way to its right address included, which names the token: kept by nobody,
    and its address sent to nobody. Where nothing is found it is a name never used, header for header."""
    response.headers["Cache-Control"] = "no-store"
    if response.status_code != NOT_FOUND:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


def key_of(request: HttpRequest, at: datetime) -> str:
    """What must agree for two requests to get the same bytes: scheme, Host as sent, address, and the minute of `at`."""
    minute = int(at.timestamp() // 60)
    return f"{request.scheme} {request.META.get('HTTP_HOST', '')} {minute} {request.get_full_path()}"


def lifetime(at: datetime, now: datetime) -> int:
    """Whole seconds for which a response made for `at` may be kept when its headers are written at `now`.

    RFC 9111 section 4.2: the end of the lifetime, counted from `now`, never passes the end of the minute of `at`.
    """
    end = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return max(0, int((end - now).total_seconds() // 1) - IN_TRANSIT)


def _cache_control(at: datetime) -> str:
    seconds = lifetime(at, timezone.now())
    return f"public, max-age={seconds}, s-maxage={seconds}, must-revalidate"


def _may_be_shared(response: HttpResponseBase) -> bool:
    """Whether anyone may be given these bytes: an answer that knows its reader never is."""
    directives = {part.strip().lower() for part in response.get("Cache-Control", "").split(",")}
    personal = bool(response.cookies) or "cookie" in response.get("Vary", "").lower() or "private" in directives
    return not personal and (response.status_code == 404 or "no-store" not in directives)


def _finish(response: HttpResponse) -> Kept:
    headers = {
        name: value for name, value in response.items() if name.lower() not in ("cache-control", "last-modified")
    }
    if response.status_code == 200 and "ETag" not in response:
        headers["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    if response.status_code not in FRESH_STATUSES:
        headers["Cache-Control"] = "no-store"
    return Kept(response.status_code, response.content, headers)


def _keep(key: str, kept: Kept, at: datetime) -> None:
    """Keep what may be served again, counted from the instant it was true at, not from when it was finished.

    What was kept in another minute can never be asked for again. It is let go, so that no text stands in this process's
    memory longer than it may be served, and the next minute.
    """
    global _minute
    if (minute := int(at.timestamp() // 60)) != _minute:
        _minute = minute
        PAGES.clear()
    left = KEEP_FOR - (timezone.now() - at).total_seconds()
    if kept.status in KEPT_STATUSES and left > 0 and len(kept.body) <= LARGEST_KEPT:
        PAGES.set(key, kept, timeout=left)


def _serve(request: HttpRequest, kept: Kept, at: datetime) -> HttpResponse:
    unchanged = kept.status == 200 and _is_known(request, kept.headers["ETag"])
    body = b"" if unchanged or request.method == "HEAD" else kept.body
    response = HttpResponse(body, status=304 if unchanged else kept.status, headers=kept.headers)
    if unchanged:
        _without_body(response)
    if kept.status in FRESH_STATUSES:
        response.headers["Cache-Control"] = _cache_control(at)
    return response


def _unkept(request: HttpRequest, response: HttpResponseBase, at: datetime) -> HttpResponseBase:
    """A file, which is streamed and names its own ETag (the SHA-256 of its bytes), or an answer for one reader."""
    if not _may_be_shared(response):
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
    if response.status_code in FRESH_STATUSES:
        del response.headers["Last-Modified"]
        if "ETag" in response and _is_known(request, response["ETag"]):
            # Changed in place, so that the open file is closed with the response.
            response.status_code = 304
            response.streaming_content = ()  # type: ignore[attr-defined]
            _without_body(response)
        elif request.method == "HEAD":
            response.streaming_content = ()  # type: ignore[attr-defined]
        response.headers["Cache-Control"] = _cache_control(at)
    return response


def _is_known(request: HttpRequest, etag: str) -> bool:
    """RFC 9110 section 13.1.2: weak comparison, because a proxy that compresses weakens our tag."""
    sent = request.META.get("HTTP_IF_NONE_MATCH")
    if not sent:
        return False
    return any(tag in ("*", etag) for tag in (known.removeprefix("W/") for known in parse_etags(sent)))


def _without_body(response: HttpResponseBase) -> None:
    """RFC 9110 section 15.4.5: a 304 carries what identifies the copy, and nothing that describes or fetches a body."""
    for name in (
        "Content-Length", "Content-Type", "Content-Disposition", "Content-Range", "X-Accel-Redirect", "X-Sendfile",
    ):  # fmt: skip
        response.headers.pop(name, None)
