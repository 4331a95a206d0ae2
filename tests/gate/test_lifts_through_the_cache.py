"""Through the shared cache, with slow renderings and slow ways planted: nothing before a lift, all within its second.

It takes three minutes and more of the real clock, because lifts come on whole minutes.
"""

import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import NamedTuple

import pytest

from tests.gate.lifting import file_of
from tests.gate.nginx import nginx
from tests.gate.polling import Reader, Sight
from tests.gate.servers import ROOT, ask, environment, free_port, manage, process

pytestmark = pytest.mark.gate
LIFTS = 3
TIME_TO_SIGN = 15.0  # seconds at least between the start and the first lift
# What is asked, n being the number of the next lift; three readers each, of whom one remembers what they have.
ADDRESSES = {
    "front": lambda n: "/",
    "archive": lambda n: "/releases/",
    "feed": lambda n: "/feeds/releases.rss",
    "sitemap": lambda n: "/sitemap.xml?" + f"year={datetime.now(UTC).year}",
    "corrected": lambda n: "/releases/standing/",
    "new": lambda n: f"/releases/canary-{n}/",
    "file": lambda n: f"/files/{file_of(n)}/canary-{n}.pdf",
}


class Run(NamedTuple):
    """Everything that was seen, and how often the newsroom itself was asked for it."""

    lifts: list[float]
    saw: list[Sight]
    failed: int
    fills: int


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder, port, front = tmp_path_factory.mktemp("newsroom"), free_port(), free_port()
    env = environment(folder, port) | {"DJANGO_SETTINGS_MODULE": "tests.gate.slow_settings"}
    manage(env, "migrate", "--no-input")
    manage(env, "collectstatic", "--no-input")
    first = (int(time.time() + TIME_TO_SIGN) // 60 + 1) * 60.0
    lifts = [first + 60 * n for n in range(LIFTS)]
    sign = [sys.executable, "-m", "tests.gate.lifting", *(datetime.fromtimestamp(x, UTC).isoformat() for x in lifts)]
    signed = subprocess.run(sign, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert signed.returncode == 0, signed.stderr
    assert time.time() < first - 5, "signing took too long: the first lift would come before the readers do"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:newsroom.gunicorn", "--threads", "16"]
    with (
        process([*command, "tests.gate.slow:application"], folder / "log", lambda: ask(port, "/healthz/live"), env),
        nginx(tmp_path_factory.mktemp("nginx"), front, port, folder / "last-known-good"),
    ):
        readers = [
            Reader(front, address, lifts, lifts[-1] + 3, remembers=number == 0)
            for address in ADDRESSES.values()
            for number in range(3)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(60 * LIFTS + 120)
    log = (folder / "log").read_text()
    return Run(lifts, [sight for r in readers for sight in r.saw], sum(r.failed for r in readers), log.count("] GET /"))


def seconds(run: Run, sight: Sight, number: int) -> str:
    """One answer in words, its times counted from the lift."""
    lift = run.lifts[number]
    return f"{sight.address} asked {sight.sent - lift:+.3f}, whole {sight.whole - lift:+.3f}, {sight.status}"


def of(run: Run, number: int, address: str) -> list[Sight]:
    """The answers from the address, in order, that belong to the lift: those until the next one."""
    end = run.lifts[number] + 60
    return sorted((s for s in run.saw if s.address == address and s.whole < end), key=lambda s: s.whole)


def test_enough_was_asked_to_prove_something(run: Run):
    near = [s for s in run.saw if any(-5 < s.whole - lift < 2.5 for lift in run.lifts)]
    statuses = {status: sum(s.status == status for s in run.saw) for status in (200, 304, 404)}
    print(f"{len(run.saw)} answers, {len(near)} near a lift, {statuses}, {run.fills} from the newsroom itself")
    assert len(near) > 1000
    assert min(statuses.values()) > 50
    assert sum(statuses.values()) == len(run.saw)
    assert run.failed == 0


@pytest.mark.parametrize("number", range(LIFTS))
def test_nothing_is_seen_before_its_lift(run: Run, number: int):
    early = [s for s in run.saw if number in s.shows and s.whole < run.lifts[number]]
    assert [seconds(run, sight, number) for sight in early] == []


@pytest.mark.parametrize("number", range(LIFTS))
@pytest.mark.parametrize("name", ADDRESSES)
def test_it_is_seen_within_the_second_of_its_lift(run: Run, name: str, number: int):
    answers = of(run, number, ADDRESSES[name](number))
    first = next(sight for sight in answers if number in sight.shows)
    print(seconds(run, first, number))
    assert first.whole - run.lifts[number] < 1.0


@pytest.mark.parametrize("number", range(LIFTS))
@pytest.mark.parametrize("name", ADDRESSES)
def test_whoever_asks_a_second_after_the_lift_sees_it(run: Run, name: str, number: int):
    answers = of(run, number, ADDRESSES[name](number))
    late = [s for s in answers if s.sent >= run.lifts[number] + 1 and number not in s.shows]
    assert [seconds(run, sight, number) for sight in late] == []
