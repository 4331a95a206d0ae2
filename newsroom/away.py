"""The pages that the server in front sends when the newsroom is away, or when a request never got here.

Written when a process starts and whenever the helpline record has changed (settings.HELPLINE_CHANGED), beside the
last-known-good record; deploy/nginx.conf serves them. They are kept, so they hold only what keeps: no live state. What
they name (style sheet, script, icon) lies beside them, because what serves that at other times is away as well.
"""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

log = logging.getLogger(__name__)

PAGES = {"away.html": 503, "refused.html": 400}
# What the pages name, and what it is called beside them: an address of the server in front (CSP: 'self').
NAMED = {"newsroom/newsroom.css": "away.css", "newsroom/exit.js": "away.js", "newsroom/icon.svg": "away.svg"}


def write() -> None:
    """Each page beside its place, then over it: nobody reads half of one. A full disk costs a line in the log."""
    folder = Path(settings.LAST_KNOWN_GOOD_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, page in (_named() | _pages()).items():
            if _stored(name) != page:
                unfinished = folder / f"{name}.{os.getpid()}"  # every worker writes
                try:
                    unfinished.write_text(page, encoding="utf-8")
                    unfinished.replace(folder / name)
                finally:
                    unfinished.unlink(missing_ok=True)
    except OSError as error:
        log.error("The pages for the server in front could not be written to %s: %s", folder, error)


def troubles() -> dict[str, str]:
    """What is wrong with the pages as they lie there, by name, in words that follow the name; empty when nothing is."""
    found = {}
    for name, page in (_named() | _pages()).items():
        try:
            stored = _stored(name)
        except OSError:
            found[name] = "cannot be read"
            continue
        if stored is None:
            found[name] = "has not been written"
        elif stored != page:
            found[name] = "is not what it would be now"
    return found


def by_itself(page: str) -> str:
    """The page with the names that its style sheet and script have beside it."""
    for source, name in NAMED.items():
        try:
            page = page.replace(static(source), f"/{name}")
        except ValueError:  # no such static file was collected: the page is the last resort, and names none
            log.warning("%s was not collected", source)
    return page


def _named() -> dict[str, str]:
    found = {name: finders.find(source) for source, name in NAMED.items()}
    return {name: Path(place).read_text(encoding="utf-8") for name, place in found.items() if place}


def _pages() -> dict[str, str]:
    from newsroom.errors import words  # which renders templates, and so waits until Django is ready

    return {name: words(None, status, kept=True) for name, status in PAGES.items()}


def _stored(name: str) -> str | None:
    place = Path(settings.LAST_KNOWN_GOOD_DIR) / name
    return place.read_text(encoding="utf-8", errors="replace") if place.exists() else None
