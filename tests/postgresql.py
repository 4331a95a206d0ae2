"""A PostgreSQL of this run's own: a new cluster in a temporary folder, on a free port of 127.0.0.1, gone afterwards.

    python tests/postgresql.py COMMAND ARGUMENT...

runs the command with DATABASE_URL naming that server and ends with the command's exit status. The server is ended by
its own process id when the command ends, when this process is told to stop, and (on Linux, by the kernel) when this
process is killed outright. Needs Debian's package `postgresql`, no server that is already running, and nothing of ours.
"""

import contextlib
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

PR_SET_PDEATHSIG = 1  # linux/prctl.h
SECONDS_TO_START = 60
# Nothing here outlives the run, so nothing waits for the disk; and two hundred people save at once.
FOR_A_RUN = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "unix_socket_directories": "",
             "max_connections": "300"}  # fmt: skip


class NoPostgresql(RuntimeError):
    """PostgreSQL cannot be started here; the message is a sentence that says why."""


def programs() -> Path:
    """The folder of the newest PostgreSQL installed. Raises NoPostgresql when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise NoPostgresql("PostgreSQL is not installed; on Debian: apt-get install postgresql")


def owner() -> pwd.struct_passwd | None:
    """Whom the server runs as: None for ourselves, another user when we are root, as PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgresql("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as.")


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def _wait_until_ready(server: subprocess.Popen[bytes], pg_isready: Path, port: int, log: Path) -> None:
    give_up = time.monotonic() + SECONDS_TO_START
    question = [pg_isready, "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(question, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > give_up:
            raise NoPostgresql(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")
        time.sleep(0.05)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Run a server for the length of the block; gives its DATABASE_URL, with an empty database called newsroom."""
    bin_, user = programs(), owner()
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    with contextlib.ExitStack() as at_end:
        folder = Path(tempfile.mkdtemp(prefix="newsroom-postgresql-"))
        at_end.callback(shutil.rmtree, folder, ignore_errors=True)
        data, password_file, log = folder / "data", folder / "password", folder / "log"
        password = secrets.token_urlsafe(24)
        password_file.write_text(password)
        if user:
            for path in (folder, password_file):
                os.chown(path, user.pw_uid, user.pw_gid)
        # The port is open to every user of this machine, hence a password.
        initdb = [bin_ / "initdb", f"--pgdata={data}", "--username=newsroom", f"--pwfile={password_file}"]
        initdb += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        made = subprocess.run(initdb, cwd=folder, capture_output=True, text=True, check=False, **identity)
        if made.returncode != 0:
            raise NoPostgresql(f"PostgreSQL could not make a cluster:\n{made.stdout}{made.stderr}")
        port = free_port()
        options = FOR_A_RUN | {"listen_addresses": "127.0.0.1", "port": str(port)}
        command = [bin_ / "postgres", "-D", data, *(f"--{name}={value}" for name, value in options.items())]
        with log.open("wb") as output:
            server = subprocess.Popen(
                command, cwd=folder, stdout=output, stderr=output, preexec_fn=_die_with_parent, **identity
            )
        at_end.callback(_stop, server)
        _wait_until_ready(server, bin_ / "pg_isready", port, log)
        environment = os.environ | {"PGPASSWORD": password}
        where = ["--host=127.0.0.1", f"--port={port}", "--username=newsroom"]
        subprocess.run([bin_ / "createdb", *where, "newsroom"], check=True, env=environment, cwd=folder)
        yield f"postgresql://newsroom:{password}@127.0.0.1:{port}/newsroom"


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Fast shutdown (clients are cut off), then a hard one if that is not enough; the process we started, by its id."""
    for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10)):
        if server.poll() is not None:
            return
        server.send_signal(how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)


def _leave(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    """Run the command beside a server; its exit status, or 2 with a sentence when there can be no server."""
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    if not command:
        sys.stderr.write("Usage: python tests/postgresql.py COMMAND ARGUMENT...\n")
        return 2
    try:
        with running() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except NoPostgresql as reason:
        sys.stderr.write(f"{reason}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
