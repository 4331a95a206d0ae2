"""The operator's last resort: one file makes addresses answer 410, without the database and without a restart.

For the hour in which a release must go and the desk cannot be reached, or the database cannot. Each line of the file is
the address of a release (`/releases/<slug>/`: its text version goes with it) or of a file (`/files/<uuid>/`: under any
name, renditions too); a bare slug will do; lines that begin with # are remarks. `manage.py kill SLUG` writes the lines
of a release and of its files while the database does answer.

An address that was never public answers 410 too once it is listed, which says that it exists: list what is public.
"""

import os
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom import errors

Listed = frozenset[str]


def listed_in(text: str) -> Listed:
    """The addresses that the file's text names, without a slash at their end."""
    lines = (line.strip() for line in text.splitlines())
    return frozenset(
        (line if line.startswith("/") else f"/releases/{line}").rstrip("/")
        for line in lines
        if line and not line.startswith("#")
    )


def is_listed(path: str, listed: Listed) -> bool:
    """Whether a path is one of the addresses, or stands below one."""
    bare = path.rstrip("/").removesuffix(".txt").removesuffix(".json")
    return bare in listed or any(bare.startswith(f"{address}/") for address in listed)


class KillSwitchMiddleware:
    """Asks the file's time of change at each request (one system call), and reads it when that has changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._read: tuple[int, Listed] = (0, frozenset())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        listed = self._listed()
        if listed and is_listed(request.path_info, listed):
            return errors.page(None, 410)
        return self.get_response(request)

    def _listed(self) -> Listed:
        try:
            changed = os.stat(settings.KILL_SWITCH_FILE).st_mtime_ns
            if changed != self._read[0]:
                self._read = changed, listed_in(Path(settings.KILL_SWITCH_FILE).read_text(errors="replace"))
        except FileNotFoundError:
            self._read = 0, frozenset()
        except OSError:
            pass  # what was listed stays listed while the disk does not answer
        return self._read[1]
