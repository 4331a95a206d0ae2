"""Real servers on 127.0.0.1 for the length of a block, each ended by its own process id."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.postgresql import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


class Answer(NamedTuple):
    """One HTTP answer, whole."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes


def ask(port: int, path: str, method: str = "GET", host: str = "127.0.0.1", **headers: str) -> Answer:
    """One request on a connection of its own; header names with _ for -."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(connection):
        sent = {"Host": f"{host}:{port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def environment(folder: Path, port: int) -> dict[str, str]:
    """What the newsroom is told when it is deployed, with everything that it writes under `folder`."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "DEBUG": "false",
        "DATABASE_URL": f"sqlite:///{folder / 'newsroom.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "LAST_KNOWN_GOOD_DIR": str(folder / "last-known-good"),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PORT": str(port),
    }


def manage(env: dict[str, str], *arguments: str) -> str:
    """What `manage.py` with these arguments prints; fails the test with that if it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}\n{done.stdout}{done.stderr}"
    return done.stdout


@contextlib.contextmanager
def process(command: list[str], log: Path, ready: Callable[[], object], env: dict[str, str]) -> Iterator[int]:
    """Run a command until the block ends; gives its process id once `ready` no longer raises OSError."""
    with log.open("ab") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
    try:
        give_up = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                ready()
                break
            except (OSError, http.client.HTTPException):
                if server.poll() is not None or time.monotonic() > give_up:
                    raise AssertionError(f"{command[0]} did not start:\n{log.read_text()}") from None
                time.sleep(0.05)
        yield server.pid
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextlib.contextmanager
def gunicorn(env: dict[str, str], log: Path) -> Iterator[int]:
    """The newsroom as deployed, on env["PORT"], its logs in `log`; gives the process id."""
    port = int(env["PORT"])
    command = [sys.executable, "-m", "gunicorn", "--config", "python:newsroom.gunicorn", "newsroom.wsgi"]
    with process(command, log, lambda: ask(port, "/healthz/live"), env) as pid:
        yield pid


__all__ = ["Answer", "ask", "environment", "free_port", "gunicorn", "manage", "process"]
