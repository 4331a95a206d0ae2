"""What is asked on a walk: every pattern of the URL configuration, and what else a curious person would try."""

import re
from collections.abc import Iterator

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from tests.leaks.verdicts import FILE, HIDDEN_PK, HIDDEN_UUID, PUBLIC
from tests.leaks.walk import Question, get

# The newsdesk: login only. What its parameters are filled with, the hidden release first; whatever is left over, say
# a regular expression that nobody thought of, fails the walk.
NEWSDESK = {
    r"<path:content_type_id>": "1", r"<path:object_id>|<int:pk>": str(HIDDEN_PK), r"<int:\w+>|<id>": "1",
    r"<path:where>": "releases/canary-release/", r"<uuid:\w+>": FILE, r"<(str|slug):\w+>": "canaryfile.pdf",
    r"\^\(\?P<app_label>[a-z|]+\)/\$": "releases/", re.escape("(?P<url>.*)$"): "releases/canary",
}  # fmt: skip
# Not public, and not behind the sign-in either: the sign-in itself, and words of Django's own scripts.
OPEN_AT_THE_DESK = ("login/", "logout/", "jsi18n/")

# Each view is asked with each of these, whether it knows them or not.
PARAMETERS = (
    "q=canaryheadline", "q=canaryspeaker", "topic=canarytopic", "kind=blog_post", "year=2026", "year=2026&page=1",
    "month=11", "spokesperson=canaryspeaker", "page=1", "page=2", "preview=1", "status=draft", "static=1&order=asc",
    f"p={HIDDEN_PK}", "state=signed", "ordering=public_at", "format=json", "of=pages", "at=2026-11-24T00:01", "q=raven",
    "edition__state=signed", "%00=%00&q=%00", "fields=document",
)  # fmt: skip
MANNERS = (
    ("HEAD", ()), ("OPTIONS", ()), ("POST", ()), ("PUT", ()), ("DELETE", ()),
    ("GET", (("range", "bytes=0-9"),)), ("HEAD", (("range", "bytes=0-9"),)), ("GET", (("if-none-match", "*"),)),
    ("GET", (("if-modified-since", "Tue, 24 Nov 2026 00:00:59 GMT"),)), ("GET", (("accept", "application/json"),)),
    ("GET", (("accept-encoding", "gzip"),)), ("GET", (("x-http-method-override", "GET"), ("x-preview", "1"))),
)  # fmt: skip
# Addresses that no pattern answers, or should not: guesses, and what other systems would have there.
GUESSES = (
    "/releases/canary-release", "/releases/Canary-Release/", "/releases/canary-release.json",
    "/releases/canary-release/feed/",
    "/releases/canary-release/history/", "/releases/canary-release/amp/", "/releases/canary%2Drelease/",
    "/releases/%2e%2e/releases/canary-release/", "/releases/canary-release%00/", "/releases/c\u0430nary-release/",
    "/releases/canary%252Drelease/", f"/releases/{HIDDEN_PK}/", "/releases/2026/11/", "/2026/11/canary-release/",
    f"/files/{FILE}", f"/files/{FILE}/", f"/files/{FILE}/..%2fcanaryfile.pdf", f"/files/{FILE}/%00",
    "/2026/11/24/canary-release/", "/?p=4711", "/category/canarytopic/", "/wp-content/uploads/canaryfile.pdf",
    "/2026/11/24/never-used/", "/category/never-used/", "/?p=4712", "/feed/atom/",
    "/releases/never-used/", "/topics/never-used/", "/spokespeople/never-used/", "/releases/never-used.txt",
    "/feeds/topics/never-used.rss", "/files/00000000-0000-4000-8000-00000000000f/never.pdf",
    f"/releases/{HIDDEN_UUID}/",
    f"/media/00/{FILE.replace('-', '')}", f"/no-such-door/00/{FILE.replace('-', '')}", "/static/canaryfile.pdf",
    f"/early/{FILE}/", "/news-sitemap.xml", "/feeds/releases.json", "/api/releases/",
    "/oembed?url=/releases/canary-release/", "/files/00000000-0000/x",
    "/canary-release", "/search/?q=canaryheadline", "/sitemap-2026.xml", "/humans.txt", "/favicon.ico", "/sw.js",
)  # fmt: skip


def routes() -> Iterator[tuple[str, bool]]:
    """Every pattern of the URL configuration as it is written there, and whether it is the newsdesk's."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLPattern):
            yield str(entry.pattern), False
        elif str(entry.pattern) == settings.ADMIN_PATH:
            yield from ((route, True) for route in _below(entry))
        else:
            yield from ((route, False) for route in _below(entry))


def _below(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(entry, route)
        else:
            yield route


def newsdesk_addresses() -> list[str]:
    """An address of every pattern of the newsdesk, filled with what would name the hidden release."""
    filled = []
    for route, of_newsdesk in routes():
        if of_newsdesk:
            for parameter, value in NEWSDESK.items():
                route = re.sub(parameter, value, route)
            filled.append(f"/{settings.ADMIN_PATH}{route}")
    return filled


def _every_manner() -> list[Question]:
    """One address of each pattern with every parameter and in every manner; and the guesses."""
    asked = []
    for verdict in PUBLIC.values():
        first = verdict.addresses[0]
        joined = "&" if "?" in first else "?"
        asked += [get(f"{first}{joined}{parameter}") for parameter in PARAMETERS]
        asked += [Question(method, first, headers) for method, headers in MANNERS]
    return list(dict.fromkeys(asked + [get(address) for address in GUESSES]))


QUESTIONS = {
    "plainly": [get(address) for verdict in PUBLIC.values() for address in verdict.addresses],
    "in every manner": _every_manner(),
    "at the newsdesk": [Question(method, address) for address in newsdesk_addresses() for method in ("GET", "POST")],
}
