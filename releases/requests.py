"""The request as public views see it."""

from datetime import datetime

from django.http import HttpRequest


class DatedRequest(HttpRequest):
    """A request with the one instant at which it is answered: an aware datetime that the outermost middleware sets."""

    at: datetime
