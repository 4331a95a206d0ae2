"""Queries of each page, cold: `python -m bench.counting PATH...` prints a JSON object, path to number."""

import json
import sys

import django


def count(paths: list[str]) -> dict[str, int]:
    """Each path asked for once before, so that only what is asked for every time is counted; nothing kept."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    counts = {}
    for path in paths:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answers {answer.status_code}")
        counts[path] = len(queries)
    return counts


if __name__ == "__main__":
    django.setup()
    print(json.dumps(count(sys.argv[1:])))  # noqa: T201
