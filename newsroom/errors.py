"""The answer when something is wrong: the help first, then what is wrong, in the same frame as every page.

An error page never prints the address, the search words or a reason from inside back to the reader, and suggests
nothing: a watched person may have mistyped, and the next one at the keyboard reads what stands there. The 404 is the
same bytes for every address, reader and search, so it cannot tell a hidden release from a name never used.
"""

import logging
from collections.abc import Callable
from typing import NamedTuple

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.utils import timezone

from helpline import panel
from newsroom import away, freshness
from newsroom.context_processors import Frame
from releases import old_addresses

log = logging.getLogger(__name__)


class Wrong(NamedTuple):
    """What one kind of failure is called, and what the reader may do about it."""

    heading: str
    sentence: str


WRONG = {
    400: Wrong("This request could not be read", "Something in it was not in a form that we accept."),
    403: Wrong("This page is not open to you", "If you work here, go back, load the page again and try once more."),
    404: Wrong("Page not found", "There is no page at this address."),
    405: Wrong("This page cannot be used in that way", "It can be read, and nothing can be sent to it."),
    # Where an operator has killed a release (newsroom/kill_switch.py), and where there never was one meanwhile.
    410: Wrong("This page is not here", "It has been taken away, or there never was one at this address."),
    413: Wrong("This is too large", "Nothing of it was kept. Send less at once."),
    416: Wrong("This part of the file does not exist", "The file is shorter than that."),
    429: Wrong("Too many requests came at once", "Please wait for a minute, and try again."),
    500: Wrong("Something went wrong", "The fault is ours, and we have been told. Please try again in a few minutes."),
    503: Wrong("The newsroom is away for a moment", "Please try again in a few minutes."),
}
OTHERWISE = Wrong("This request could not be answered", "Nothing was changed by it.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`."""
    return page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler403`."""
    return page(request, 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler404`; an address of the site that was here before may lead to something that is visible now."""
    return old_addresses.answer(request) or page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`. Asks no database: its failure is the likeliest reason for being here."""
    return page(None, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """settings.CSRF_FAILURE_VIEW. The reason is for the log (Django writes it there), not for the reader.

    Nothing can be sent to the public pages, so there it is the method that is wrong, at every address alike.
    """
    if not freshness.is_public(request.path_info):
        return page(request, 403)
    response = page(request, 405)
    response["Allow"] = "GET, HEAD"  # RFC 9110, section 15.5.6
    return response


def page(request: HttpRequest | None, status: int) -> HttpResponse:
    """The error page for `status`: live when there is a request and a database, else from the last known good copy."""
    response = HttpResponse(words(request, status), status=status, headers={"Cache-Control": "no-store"})
    if status == 503:
        response["Retry-After"] = "120"  # seconds
    return response


def words(request: HttpRequest | None, status: int, *, kept: bool = False) -> str:
    """The page as HTML. Without a request no context processor runs, and only the helpline may ask the database: it
    falls back by itself, to the last record known to be good. `kept`: for a file that is served later
    (newsroom/away.py), and so without any state of this minute."""
    wrong = WRONG.get(status, OTHERWISE)
    context: dict[str, object] = {"status": status, "heading": wrong.heading, "sentence": wrong.sentence}
    if request is not None:
        try:
            return loader.render_to_string("_error.html", context, request)
        except Exception:  # whatever failed, the help must still be sent
            log.exception("The error page %s could not be rendered live", status)
    context |= {"frame": Frame(database=False), "helpline": panel.for_errors(timezone.now(), kept=kept)}
    try:
        page = loader.render_to_string("_error.html", context)
        return away.by_itself(page) if kept else page
    except Exception:  # an address or a static file that cannot be named
        log.exception("The error page %s could not be rendered in its frame", status)
        return loader.render_to_string("_last_resort.html", context)


class HelpOnErrorsMiddleware:
    """Gives the page to every error response that would go out bare: a 405, a bare 400, a database that is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not _is_bare(request, response):
            return response
        helpful = page(request if response.status_code < 500 else None, response.status_code)
        for name in ("Allow", "Content-Range", "Retry-After", "WWW-Authenticate"):
            if name in response:
                helpful[name] = response[name]
        return helpful

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A database that does not answer is away, not broken: 503, so that caches and monitors treat it so."""
        if isinstance(exception, OperationalError | InterfaceError):
            log.error("The database does not answer", exc_info=exception)
            return page(None, 503)
        return None


def _is_bare(request: HttpRequest, response: HttpResponseBase) -> bool:
    if response.streaming or request.path_info.startswith("/healthz/"):
        return False
    content: bytes = response.content  # type: ignore[attr-defined]  # not streaming, so it has some
    is_html = response.get("Content-Type", "text/html").startswith("text/html")
    return not content.strip() or (is_html and b"</html>" not in content)
