"""Files whose bytes nginx sends, once the newsroom has let them through: deploy/nginx.conf as it stands."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.gate.nginx import nginx
from tests.gate.servers import ask, environment, free_port, gunicorn, manage

pytestmark = pytest.mark.gate
FILE = re.compile(r'(?:href|srcset|src)="(/files/[^" ]+)')


class Running(NamedTuple):
    """The demo newsroom behind nginx, and the addresses of its public files."""

    port: int
    newsroom_port: int
    media: Path
    files: list[str]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder, before, port, behind = (
        tmp_path_factory.mktemp("newsroom"),
        tmp_path_factory.mktemp("nginx"),
        free_port(),
        free_port(),
    )
    env = environment(folder, behind) | {"FILES_SENT_BY": "x-accel-redirect", "DEMONSTRATION": "true"}
    for command in ("migrate", "collectstatic"):
        manage(env, command, "--no-input")
    manage(env, "demo")
    with gunicorn(env, folder / "log"), nginx(before, port, behind, folder / "last-known-good", media=folder / "media"):
        slugs = re.findall(r'href="(/releases/[^"/]+/)"', ask(port, "/releases/").body.decode())
        pages = "".join(ask(port, slug).body.decode() for slug in slugs)
        yield Running(port, behind, folder / "media", sorted(set(FILE.findall(pages))))


def test_every_file_is_sent_whole_with_all_that_the_newsroom_says_of_it(running: Running) -> None:
    assert len(running.files) > 2
    for address in running.files:
        answer = ask(running.port, address)
        assert (answer.status, len(answer.body)) == (200, int(answer.headers["Content-Length"]))
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Content-Disposition"]
        assert answer.headers["Content-Type"].partition(";")[0] != "text/html"
        assert re.fullmatch(r'"[0-9a-f]{64}"', answer.headers["ETag"])
        assert "must-revalidate" in answer.headers["Cache-Control"]
        for name in ("Cache-Control", "ETag", "Content-Type", "Content-Disposition"):
            assert len(answer.headers.get_all(name, [])) == 1, name
        assert "Last-Modified" not in answer.headers
        assert not [name for name in answer.headers if name.lower().startswith("x-accel")]


def test_parts_heads_and_known_tags_are_nginxs_to_answer(running: Running) -> None:
    address = running.files[0]
    whole = ask(running.port, address)
    part = ask(running.port, address, Range="bytes=2-5")
    assert (part.status, part.body) == (206, whole.body[2:6])
    assert part.headers["Content-Range"] == f"bytes 2-5/{len(whole.body)}"
    assert ask(running.port, address, Range=f"bytes={len(whole.body)}-").status == 416
    assert ask(running.port, address, Range="bytes=2-5", If_Range='"another"').status == 200
    assert (ask(running.port, address, "HEAD").status, ask(running.port, address, "HEAD").body) == (200, b"")
    known = ask(running.port, address, If_None_Match=whole.headers["ETag"])
    assert (known.status, known.body) == (304, b"")


def test_no_stored_file_has_an_address(running: Running) -> None:
    stored = [path.relative_to(running.media) for path in running.media.rglob("*") if path.is_file()]
    assert stored
    for name in stored:
        for before in (
            "/behind-the-gate/",
            "/media/",
            "/",
            "/files/../behind-the-gate/",
            "//behind-the-gate/",
            "/static/../media/",
        ):
            assert ask(running.port, f"{before}{name}").status in (400, 404)
