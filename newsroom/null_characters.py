"""No form sends a null character on: a database of PostgreSQL holds none, and nobody has ever typed one.

It comes with what is pasted from a damaged document, and it says nothing. It is taken out, and the words around it
stay.
"""

from collections.abc import Callable

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

NULL = "\x00"


class NullCharactersMiddleware:
    """Takes null characters out of what a form sends, names and values, before any view reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """After the check of Django's against forms of other sites, which has read the form by then."""
        if request.method != "POST":
            return
        sent = request.POST
        if any(NULL in text for name, values in sent.lists() for text in (name, *values)):
            request.POST = without_nulls(sent)  # type: ignore[assignment]  # it has a setter


def without_nulls(sent: QueryDict) -> QueryDict:
    """The same form without the characters."""
    kept = QueryDict(mutable=True)
    for name, values in sent.lists():
        for value in values:
            kept.appendlist(name.replace(NULL, ""), value.replace(NULL, ""))
    return kept
