"""`make bench`: one table of ratios, measured in one run on one machine (DESIGN.md, section 8).

    python -m bench [--sizes 1000 10000] [--databases sqlite postgresql] [--seconds 2] [--rounds 3]

Three servers run side by side, each gunicorn as deployed with two workers and DEBUG off, and one at a time is asked:

    warm      the newsroom, one address again and again: the page is kept for a second
    cold      the newsroom with nothing kept (bench/cold.py), many addresses in turn where there are many
    constant  Django's ordinary middleware and a view that returns the same page's bytes (bench/constant.py)

A ratio is the median of those of each round, in which the three take turns. No figure here has a time to meet.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

import tests.environment  # noqa: F401  # a secret key, and folders that are nobody's
from bench import budgets
from bench.load import Trouble, memory, requests_a_second
from tests.gate.nginx import nginx
from tests.gate.servers import ROOT, ask, environment, free_port, gunicorn, manage
from tests.postgresql import NoPostgresql, running


class Server(NamedTuple):
    """One of the three, listening."""

    port: int
    pid: int


def run(env: dict[str, str], *module: str) -> str:
    """What `python -m MODULE ...` prints."""
    done = subprocess.run(  # noqa: S603  # our own arguments
        [sys.executable, "-m", *module], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise Trouble(f"{' '.join(module)}\n{done.stdout}{done.stderr}")
    return done.stdout


def pages_of(size: int) -> dict[str, list[str]]:
    """What is measured: a name, and the addresses that are asked for in turn when nothing is kept."""
    releases = [f"/releases/release-{n}/" for n in range(0, size - 1, max(1, size // 500)) if n % 100 < 98]
    return {
        "release": releases,
        "front": ["/"],
        "archive": ["/releases/"],
        "archive, deep": [f"/releases/?page={n}" for n in range(size // 60, size // 60 + 8)],
        "search": [f"/releases/?q=announcement+{n}" for n in range(1, 40)],
        "feed": ["/feeds/releases.rss"],
    }


def database(kind: str, folder: Path, at_end: contextlib.ExitStack) -> str:
    return f"sqlite:///{folder / 'newsroom.sqlite3'}" if kind == "sqlite" else at_end.enter_context(running())


def servers(env: dict[str, str], folder: Path, at_end: contextlib.ExitStack) -> dict[str, Server]:
    """Start the three."""
    started = {}
    for name, settings in {"warm": "bench.settings", "cold": "bench.settings", "constant": "bench.constant"}.items():
        port = free_port()
        own = env | {"DJANGO_SETTINGS_MODULE": settings, "BENCH": name, "PORT": str(port), "WEB_CONCURRENCY": "2"}
        started[name] = Server(port, at_end.enter_context(gunicorn(own, folder / f"{name}.log")))
    return started


def against(base: list[float], measured: list[float]) -> tuple[float, float]:
    """The median rate, and the median of its ratios to what was measured beside it in the same round.

    In pairs, because a machine that is busy for a round is busy for both.
    """
    return median(measured), median(m / b for m, b in zip(measured, base, strict=True))


def measure(kind: str, size: int, seconds: int, rounds: int) -> Iterator[budgets.Row | budgets.Time]:
    """Every row of the tables for one database and one size."""
    with contextlib.ExitStack() as at_end:
        folder = Path(at_end.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-bench-")))
        env = environment(folder, free_port()) | {
            "DATABASE_URL": database(kind, folder, at_end), "BENCH_PAGES": str(folder / "pages"), "BENCH": "cold",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }  # fmt: skip
        began = time.monotonic()
        manage(env, "migrate", "--no-input")
        manage(env, "collectstatic", "--no-input")
        made = run(env, "bench.building", str(size)).strip()
        print(f"{kind}, {size} releases: {made}, built in {time.monotonic() - began:.0f} s", file=sys.stderr)
        pages = pages_of(size)
        queries = json.loads(run(env, "bench.counting", *(addresses[0] for addresses in pages.values())))
        # The demonstration's door: a password is enough there, and nobody types a code into a benchmark.
        timed = json.loads(run(env | {"DEMONSTRATION": "true"}, "bench.times"))
        yield from (budgets.Time(kind, size, **row) for row in timed)
        (folder / "pages").mkdir()
        started = _with_pages(env, folder, pages, at_end)
        for page, addresses in pages.items():
            name = page.replace(", ", "-")
            cold, kept, constant, unchanged = [], [], [], []
            tag = ask(started["warm"].port, addresses[0]).headers["ETag"]
            for _ in range(rounds):
                constant.append(requests_a_second(started["constant"].port, [f"/{name}"], seconds))
                cold.append(requests_a_second(started["cold"].port, addresses, seconds))
                kept.append(requests_a_second(started["warm"].port, addresses[:1], seconds))
                unchanged.append(
                    requests_a_second(started["warm"].port, addresses[:1], seconds, {"If-None-Match": tag})
                )
            yield budgets.Row(kind, size, page, "cold", *against(constant, cold), queries[addresses[0]])
            yield budgets.Row(kind, size, page, "warm", *against(constant, kept), None)
            yield budgets.Row(kind, size, page, "304", *against(constant, unchanged), None)
        yield from _through_nginx(kind, size, folder, started["warm"].port, pages["release"][0], seconds, rounds)
        yield budgets.Row(kind, size, "worker", "memory", memory(started["warm"].pid), None, None)


def _with_pages(
    env: dict[str, str], folder: Path, pages: dict[str, list[str]], at_end: contextlib.ExitStack
) -> dict[str, Server]:
    """The three servers; the constant one is given each page's bytes, which one of the others has to render first."""
    port = free_port()
    with gunicorn(env | {"PORT": str(port)}, folder / "first.log"):
        for page, addresses in pages.items():
            (folder / "pages" / page.replace(", ", "-")).write_bytes(ask(port, addresses[0]).body)
    return servers(env, folder, at_end)


def _through_nginx(
    kind: str, size: int, folder: Path, newsroom: int, path: str, seconds: int, rounds: int
) -> Iterator[budgets.Row]:
    """The release page out of the shared cache, and the same bytes as a file under the same nginx."""
    port, shared, files = free_port(), [], []
    here = folder / "nginx"
    here.mkdir()
    with nginx(here, port, newsroom, folder / "pages", files=folder / "pages"):
        for _ in range(rounds):
            # The last second or two of a minute are never kept, and would be measured as the newsroom's.
            if (second := time.time() % 60) > 56 - seconds:
                time.sleep(60.1 - second)
            shared.append(requests_a_second(port, [path], seconds))
            files.append(requests_a_second(port, ["/as-a-file/release"], seconds))
    yield budgets.Row(kind, size, "release", "nginx", *against(files, shared), None)


def main() -> int:
    """Measure, print the table, name what misses; 0 even then, 2 when not everything could be measured."""
    asked = argparse.ArgumentParser(prog="make bench", description="Ratios to a constant view, in one run.")
    asked.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    asked.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    asked.add_argument("--seconds", type=int, default=2)
    asked.add_argument("--rounds", type=int, default=3)
    given = asked.parse_args()
    rows: list[budgets.Row | budgets.Time] = []
    stopped = False
    try:
        for kind in given.databases:
            for size in given.sizes:
                rows.extend(measure(kind, size, given.seconds, given.rounds))
    except (Trouble, NoPostgresql) as trouble:
        print(f"Stopped: {trouble}", file=sys.stderr)
        stopped = True
    if rows:
        print(budgets.table([row for row in rows if isinstance(row, budgets.Row)], cores=os.cpu_count() or 1))
        print()
        print(budgets.times_table([row for row in rows if isinstance(row, budgets.Time)]))
    return 2 if stopped else 0


if __name__ == "__main__":
    sys.exit(main())
