"""The operator's last resort: one file makes addresses answer 410, without the database and without a restart.

For the hour in which a release must go and the desk cannot be reached, or the database cannot. Each line of the file is
the address of a release (`/releases/<slug>/`: its text version goes with it) or of a file (`/files/<uuid>/`: under any
name, renditions too), as a path or as it stands in a browser; a bare slug will do; lines that begin with # are remarks.
`manage.py kill SLUG` writes the lines of a release and of its files while the database does answer.

While it does, what is listed also leaves every list, feed, search and count (releases/killed.py). And while anything
is listed, every address of one release or file that is not public answers 410 as well, so that a listed name that was
never public cannot be told by its answer from a name never used.
"""

import logging
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom import errors
from newsroom.freshness import is_public
from releases import killed

Listed = frozenset[str]
_ONE = re.compile(r"(/releases/[^/]+|/files/[^/]+)(?:/.*)?", re.DOTALL)
_FORMATS = re.compile(r"^(/releases/.+)\.(?:txt|json)$", re.DOTALL)

log = logging.getLogger(__name__)


class _Read(NamedTuple):
    """What was last read, and of which state of which file."""

    state: tuple[object, ...]
    listed: Listed


_READ = _Read((), frozenset())


def listed_in(text: str) -> Listed:
    """The addresses that the file's text names, without a slash at their end."""
    addresses = set()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        line = line.strip().strip("\"'<>").strip()
        if not line or line.startswith("#"):
            continue
        if address := _address(line):
            addresses.add(address)
        else:
            log.error("Line %d of the kill switch names no release and no file, and kills nothing", number)
    return frozenset(addresses)


def _address(line: str) -> str | None:
    try:
        path = urlsplit(line).path
    except ValueError:
        return None
    one = _ONE.fullmatch(path if path.startswith("/") else f"/releases/{path}")
    return _FORMATS.sub(r"\1", one[1]) if one else None


def is_listed(path: str, listed: Listed) -> bool:
    """Whether a path is one of the addresses, or stands below one."""
    one = _ONE.fullmatch(path)
    return bool(one and (one[1] in listed or _FORMATS.sub(r"\1", one[1]) in listed))


def current() -> Listed:
    """What is listed now. Asks for the state of the file (one system call), and reads it when that has changed."""
    global _READ
    place = settings.KILL_SWITCH_FILE
    try:
        found = os.stat(place)
        state = (place, found.st_mtime_ns, found.st_size, found.st_ino)
        if state != _READ.state:
            _READ = _Read(state, listed_in(Path(place).read_text(errors="replace")))
    except FileNotFoundError:
        _READ = _Read((), frozenset())
    except OSError as error:  # what was listed stays listed while the disk does not answer
        log.error("The kill switch cannot be read: %s", error)
    return _READ.listed


class KillSwitchMiddleware:
    """Answers 410 for what is listed, before anything else is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        listed = current()
        if not listed or not is_public(request.path_info):
            return self.get_response(request)
        if is_listed(request.path_info, listed):
            return errors.page(None, 410)
        slugs = frozenset(address.removeprefix("/releases/") for address in listed if address.startswith("/releases/"))
        with killed.left_out(slugs):
            response = self.get_response(request)
        if response.status_code == 404 and _ONE.fullmatch(request.path_info):
            return errors.page(None, 410)
        return response
