"""deploy/nginx.conf as it stands, but for the few lines that name places: ports, folders and the newsroom's address."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.gate.servers import ROOT, ask, environment, process

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"


def configuration(folder: Path, port: int, newsroom_port: int, pages: Path, media: Path | None = None) -> Path:
    """The file with its places changed, each of them exactly once; gives where it is."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    places = {
        "pid /run/nginx.pid;": f"pid {folder}/nginx.pid; daemon off;",
        "error_log /dev/stderr emerg;": f"error_log {folder}/nginx-error.log emerg;",
        "access_log /dev/stdout without_readers;": f"access_log {folder}/nginx-access.log without_readers;"
        + "".join(
            f" {kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        ),
        "/var/cache/nginx/newsroom": f"{folder}/cache",
        "server web:8000;": f"server 127.0.0.1:{newsroom_port};",
        "listen 80 default_server;": f"listen 127.0.0.1:{port} default_server;",
        "/var/lib/newsroom/last-known-good": str(pages),
        "/var/lib/newsroom/media/": f"{media or folder / 'no-media'}/",
        "worker_processes auto;": "worker_processes 1;",
    }
    for written, here in places.items():
        assert text.count(written) == 1, f"deploy/nginx.conf no longer says {written!r} once"
        text = text.replace(written, here)
    file = folder / "nginx.conf"
    # Root's nginx hands its workers to another user, who may not enter the folder of this run.
    file.write_text(f"user root;\n{text}" if os.geteuid() == 0 else text)
    return file


def check(file: Path) -> subprocess.CompletedProcess[str]:
    """What `nginx -t` says of the file."""
    return subprocess.run([NGINX, "-t", "-c", str(file)], capture_output=True, text=True, check=False)


@contextlib.contextmanager
def nginx(
    folder: Path, port: int, newsroom_port: int, pages: Path, files: Path | None = None, media: Path | None = None
) -> Iterator[int]:
    """Run it in front of the newsroom; gives its process id. `files` is served as /as-a-file/, for comparison; `media`
    is where the newsroom's uploads lie, for a newsroom that leaves their sending to nginx."""
    file = configuration(folder, port, newsroom_port, pages, media)
    if files:
        location = f"location /as-a-file/ {{ alias {files}/; }}\n        location / {{"
        file.write_text(file.read_text().replace("location / {", location, 1))
    log = folder / "nginx-says.log"
    env = environment(folder, port)
    with process([NGINX, "-c", str(file)], log, lambda: ask(port, "/robots.txt"), env) as pid:
        yield pid
