"""What the frame around every page needs to know. One key, `frame`, and nothing is asked before a template asks."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest


class Frame:
    """The organisation, its press desks, and the few settings that pages show.

    With `database=False` (an error page while the database is away) it answers from settings alone.
    """

    def __init__(self, *, database: bool = True) -> None:
        self._database = database

    @cached_property
    def organisation(self) -> Any:
        """The one Organisation, or None where there is no asking."""
        from releases.models import Organisation

        return Organisation.current() if self._database else None

    @cached_property
    def desks(self) -> Sequence[Any]:
        """The desks that answer journalists, in the editor's order."""
        from releases.models import Desk

        return Desk.all_shown() if self._database else []

    @property
    def newsroom_name(self) -> str:
        """A neutral short name: it stands in the strip at the top and in titles, for anyone looking over a shoulder."""
        return settings.NEWSROOM_NAME

    @property
    def exit_url(self) -> str:
        return settings.EXIT_URL

    @property
    def site_url(self) -> str:
        """The address of the site, without a slash at its end."""
        return settings.SITE_URL

    @property
    def demonstration(self) -> bool:
        return settings.DEMONSTRATION


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context key `frame`."""
    return {"frame": Frame()}
