"""The newsroom as it is deployed: gunicorn, DEBUG off, collected static files; alone, and behind the shared cache."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.gate.nginx import nginx
from tests.gate.servers import ask, environment, free_port, gunicorn, manage

pytestmark = pytest.mark.gate
HELPLINE = b"0808 2000 247"


class Running(NamedTuple):
    """A newsroom that answers."""

    port: int
    folder: Path
    log: Path


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder, port = tmp_path_factory.mktemp("newsroom"), free_port()
    env = environment(folder, port)
    manage(env, "migrate", "--no-input")
    manage(env, "collectstatic", "--no-input")
    with gunicorn(env, folder / "log"):
        yield Running(port, folder, folder / "log")


@pytest.fixture(scope="module")
def cache(newsroom: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx in front of it."""
    port = free_port()
    with nginx(tmp_path_factory.mktemp("nginx"), port, newsroom.port, newsroom.folder / "last-known-good"):
        yield port


def in_plain_words(port: int, text: bytes) -> bytes:
    """Send bytes that no HTTP library would; gives everything that comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.sendall(text)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("path", ["/", "/releases/", "/feeds/releases.rss", "/helpline/", "/nothing-here/"])
def test_the_helpline_is_on_every_answer_alone_and_behind_the_cache(newsroom: Running, cache: int, path: str) -> None:
    for port in (newsroom.port, cache, cache):
        assert HELPLINE in ask(port, path).body


def test_every_static_file_of_the_front_page_is_there_under_its_hashed_name(newsroom: Running) -> None:
    page = ask(newsroom.port, "/").body.decode()
    paths = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    assert paths
    for path in paths:
        answer = ask(newsroom.port, path)
        assert answer.status == 200
        assert "immutable" in answer.headers["Cache-Control"]


def test_uploads_are_not_served_by_path(newsroom: Running, cache: int) -> None:
    upload = newsroom.folder / "media/ab/cdef"
    upload.parent.mkdir(parents=True, exist_ok=True)
    upload.write_bytes(b"embargoed")
    for address in (
        "/media/ab/cdef",
        "/ab/cdef",
        "/no-such-door/ab/cdef",
        "/static/../media/ab/cdef",
        "/files/ab/cdef",
    ):
        for port in (newsroom.port, cache):
            answer = ask(port, address)
            assert answer.status in (400, 404)
            assert b"embargoed" not in answer.body


@pytest.mark.parametrize(
    "text",
    [
        b"GET /?q=refuge HTTP/9\r\n\r\n",
        b"refuge\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\nHost: re fuge!\r\n\r\n",
        b"GET /" + b"refuge" * 2000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: " + b"refuge" * 20000 + b"\r\n\r\n",
    ],
)
def test_a_request_that_cannot_be_read_gets_the_help_and_is_not_repeated(
    newsroom: Running, cache: int, text: bytes
) -> None:
    for port in (newsroom.port, cache):
        answer = in_plain_words(port, text)
        assert re.match(rb"HTTP/1\.1 (4\d\d|505) ", answer)
        assert HELPLINE in answer
        assert b"refuge" not in answer.lower().replace(b"refuge.org.uk", b"")


def test_the_logs_of_all_this_hold_no_reader_and_no_search(newsroom: Running) -> None:
    ask(newsroom.port, "/releases/?q=shelter+leeds", User_Agent="Her phone", Referer="https://example.org/")
    in_plain_words(newsroom.port, b"GET /?q=shelter HTTP/9\r\n\r\n")
    log = newsroom.log.read_text()
    assert "GET /releases/ 200" in log
    assert not re.search(r"shelter|leeds|phone|example\.org|\?q", log, re.IGNORECASE)
    asked = [line for line in log.splitlines() if re.search(r"\] GET /", line)]
    assert not [line for line in asked if "127.0.0.1" in line]


def test_a_spike_on_one_page_costs_the_newsroom_next_to_nothing(newsroom: Running, cache: int) -> None:
    before = newsroom.log.read_text().count("GET /staying-safe-online/ 200")
    assert {ask(cache, "/staying-safe-online/").status for _ in range(50)} == {200}
    # Two in the last seconds of a minute are not kept, so a run over the turn of one asks a few times more.
    assert newsroom.log.read_text().count("GET /staying-safe-online/ 200") - before < 50
