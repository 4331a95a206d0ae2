"""One lazy key: a page that shows no help reads nothing."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from helpline.panel import for_request


def helpline(request: HttpRequest | None) -> dict[str, Any]:
    return {"helpline": SimpleLazyObject(lambda: for_request(request))}
