"""What has a time, a weight or a number of questions for its budget: `python -m bench.times` prints a JSON list.

The desk's pages by a person who may do everything, the public's search and sitemap, and what a page weighs. Asked in
this process, one after another, several times each: of a page the best is taken, of searches the slowest twentieth.
"""

import gzip
import json
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

import django

ROUNDS = 5
DESK = "/admin/releases/release/"
STANDINGS = ("draft", "review", "embargoed", "timed", "held", "public", "withdrawn", "look")
FILTERS = [
    *(f"stands={how}" for how in STANDINGS), "kind=press_release", "kind=blog_post", "topic=1", "topic=12", "desk=1",
    "edited=me", "edited=others", "year=2026", "stands=public&q=forces", "q=announcement+505", "q=forces", "q=zebra",
    "p=3",
]  # fmt: skip
SEARCHES = [f"/releases/?q={word}+{n}" for n in range(1, 21) for word in ("announcement", "spring")]


def asked(client: Any, path: str, times: int = ROUNDS) -> tuple[list[float], int, bytes]:
    """Milliseconds of each time, the questions put to the database, and the page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    taken = []
    for _ in range(times):
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            answer = client.get(path)
            taken.append((time.perf_counter() - began) * 1000)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}")
    return taken, len(queries), answer.content


def of_the_desk() -> list[dict[str, Any]]:
    from django.contrib.auth.models import User
    from django.test import Client

    from releases.models import Release

    person, _ = User.objects.get_or_create(username="bench", defaults={"is_staff": True, "is_superuser": True})
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    key = Release.objects.filter(base__isnull=False).order_by("pk")[Release.objects.count() // 2].pk
    pages = {
        "list": [DESK], "list, narrowed or searched": [f"{DESK}?{query}" for query in FILTERS],
        "form": [f"{DESK}{key}/change/"], "sign-off": [f"{DESK}{key}/sign-off/"],
        "front page": ["/admin/"], "as at": [f"{DESK}as-at/20260101T000000Z/"], "promised and kept": [f"{DESK}lifts/"],
    }  # fmt: skip
    rows = []
    for name, paths in pages.items():
        found = [(min(taken), queries, path) for path in paths for taken, queries, _ in [asked(client, path)]]
        slowest = max(found)
        rows.append(
            {"what": f"desk: {name}", "value": slowest[0], "unit": "ms", "queries": max(q for _, q, _ in found)}
        )
        if len(paths) > 1:
            rows[-1]["what"] += f" ({slowest[2].partition('?')[2]})"
    return rows


def of_the_public() -> list[dict[str, Any]]:
    from django.test import Client

    from releases.models import Edition

    client = Client(headers={"host": "127.0.0.1"})
    asked(client, "/releases/?q=warm")
    searches = [taken for path in SEARCHES for taken in asked(client, path, 1)[0]]
    year = Edition.objects.values_list("year", flat=True).order_by("-year")[0] - 1
    rows = [{"what": "search, slowest twentieth", "value": quantiles(searches, n=20)[-1], "unit": "ms"}]
    for name, path in (("sitemap, index", "/sitemap.xml"), ("sitemap, a page", f"/sitemap.xml?year={year}&page=1")):
        rows.append({"what": name, "value": min(asked(client, path)[0]), "unit": "ms"})
    html = asked(client, "/releases/release-5/", 1)[2]
    assets = b"".join(
        path.read_bytes()
        for name in ("newsroom/static/newsroom/newsroom.css", "newsroom/static/newsroom/exit.js",
                     "helpline/static/helpline/copy.js")
        for path in [Path(name)]
        if path.exists()
    )  # fmt: skip
    rows.append({"what": "release, its HTML compressed", "value": len(gzip.compress(html)) / 1000, "unit": "kB"})
    whole = len(gzip.compress(html)) + len(gzip.compress(assets))
    rows.append({"what": "release, all but pictures, compressed", "value": whole / 1000, "unit": "kB"})
    return rows


if __name__ == "__main__":
    django.setup()
    print(json.dumps([*of_the_desk(), *of_the_public()]))  # noqa: T201
