"""The newsroom with delays planted where they hurt: before, in and after the rendering, 20 to 400 ms at random.

A delay in the rendering makes a page that is old when its headers are written; one after it stands for the way to a
cache, which counts from receipt.
"""

import random
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

SHORTEST, LONGEST = 0.02, 0.4  # seconds
BEFORE, IN, AFTER = "before", "in", "after"


def _wait() -> None:
    time.sleep(random.uniform(SHORTEST, LONGEST))


class SlowRendering:
    """Middleware under the freshness middleware: the request has its instant, the response not yet its headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.environ.get("planted") != IN:  # type: ignore[attr-defined]  # a WSGI request has one
            return self.get_response(request)
        first = random.random() < 0.5  # before the queries, or after them
        if first:
            _wait()
        response = self.get_response(request)
        if not first:
            _wait()
        return response


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The newsroom's own application, with one delay in each request."""
    environ["planted"] = place = random.choice((BEFORE, IN, AFTER))
    if place == BEFORE:
        _wait()
    answer: Iterable[bytes] = _newsroom(environ, start_response)
    if place == AFTER:
        _wait()
    return answer


from newsroom.wsgi import application as _newsroom  # noqa: E402  # last, because it loads the middleware above
