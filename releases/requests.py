"""The request as public views see it."""

from datetime import datetime

from django.http import HttpRequest

_COMES_ALONG = ("SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_RANGE")


class DatedRequest(HttpRequest):
    """A request with the one instant at which it is answered: an aware datetime that the outermost middleware sets."""

    at: datetime
    is_pretended = False


def is_of_a_reader(request: HttpRequest) -> bool:
    """Whether a person asked for what is public now: not the desk for another instant, nor a check for itself."""
    return not getattr(request, "is_pretended", False)


def pretended(request: HttpRequest, at: datetime, path: str) -> DatedRequest:
    """A stranger's request for a public path, to be answered for the aware instant `at`, made of a request of ours.

    Nothing that knows the asker comes along, and nothing is noted of what it is given.
    """
    asked = DatedRequest()
    asked.META = {name: request.META[name] for name in _COMES_ALONG if name in request.META}
    asked.method, asked.GET, asked.at = request.method, request.GET, at
    asked.path = asked.path_info = path
    asked.is_pretended = True
    return asked
