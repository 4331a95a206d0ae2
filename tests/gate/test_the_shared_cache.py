"""nginx with deploy/nginx.conf keeps what the newsroom allows, as long as it allows, and tells nobody who read it."""

import contextlib
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gate.nginx import check, configuration, nginx
from tests.gate.origin import Origin, answering
from tests.gate.servers import ROOT, ask, free_port

pytestmark = pytest.mark.gate


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """What the newsroom wrote for when it is away."""
    folder = tmp_path / "last-known-good"
    folder.mkdir()
    (folder / "away.html").write_text("<html>Away. 0808 2000 247</html>")
    (folder / "away.css").write_text("body { margin: 0 }")
    (folder / "helpline.json").write_text("{}")
    (folder / "refused.html").write_text("<html>Refused. 0808 2000 247</html>")
    return folder


@pytest.fixture
def origin() -> Iterator[Origin]:
    with answering(free_port()) as origin:
        yield origin


@pytest.fixture
def cache(tmp_path: Path, pages: Path, origin: Origin) -> Iterator[int]:
    """The port of nginx in front of the origin."""
    port = free_port()
    with nginx(tmp_path, port, origin.port, pages):
        origin.asked.clear()
        yield port


def fresh_for(seconds: int) -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={seconds}, s-maxage={seconds}, must-revalidate"}


def early_in_a_minute() -> None:
    """Wait, if the minute is about to end, until the next has begun: these tests ask twice within one."""
    second = time.time() % 60
    if second > 45:
        time.sleep(61 - second)


def lines_about_us(log: Path, number: int) -> list[str]:
    """The lines of this test: nginx writes each after the answer has gone."""
    for _ in range(200):
        lines = [line for line in log.read_text().splitlines() if "/robots.txt" not in line]
        if len(lines) >= number:
            break
        time.sleep(0.02)
    return lines


def test_nginx_accepts_the_configuration(tmp_path: Path, pages: Path) -> None:
    said = check(configuration(tmp_path, free_port(), free_port(), pages))
    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr


@pytest.mark.parametrize(
    "word", ["proxy_ignore_headers", "proxy_cache_valid", "$remote_addr", "$args", "$http_referer"]
)
def test_the_configuration_never_overrules_the_newsroom_or_names_a_reader(word: str) -> None:
    settings = re.sub(r"#.*", "", (ROOT / "deploy/nginx.conf").read_text())
    assert word not in settings


def test_what_may_be_kept_is_asked_for_once(cache: int, origin: Origin) -> None:
    early_in_a_minute()
    origin.headers |= fresh_for(10)
    assert {ask(cache, "/releases/a/").body for _ in range(5)} == {b"<p>one</p>"}
    assert len(origin.asked) == 1


def test_what_may_be_kept_for_a_second_is_not_kept_for_two(cache: int, origin: Origin) -> None:
    origin.headers |= fresh_for(1)
    ask(cache, "/")
    origin.body = b"<p>two</p>"
    time.sleep(2.1)
    assert ask(cache, "/").body == b"<p>two</p>"


@pytest.mark.parametrize(
    "status, headers",
    [
        (404, {"Cache-Control": "no-store"}),
        (200, {"Cache-Control": "private, no-store"}),
        (200, fresh_for(0)),
        (200, {}),
        (200, fresh_for(30) | {"Set-Cookie": "desk=1"}),
    ],
)
def test_what_may_not_be_kept_is_asked_for_each_time(
    cache: int, origin: Origin, status: int, headers: dict[str, str]
) -> None:
    origin.status = status
    origin.headers |= headers
    answers = [ask(cache, "/releases/embargoed/") for _ in range(3)]
    assert len(origin.asked) == 3
    assert {answer.headers["Cache-Control"] for answer in answers} == {headers.get("Cache-Control")}


def test_a_kept_page_is_never_promised_for_longer_than_it_has_left(cache: int, origin: Origin) -> None:
    """Served at second 30 with the lifetime that it had at second 1, it would stand in a browser past a lift."""
    early_in_a_minute()
    origin.headers |= fresh_for(58) | {"ETag": '"a"'}
    assert ask(cache, "/").headers["Cache-Control"] == fresh_for(58)["Cache-Control"]
    for sent in ({}, {"If_None_Match": '"a"'}, {"Accept_Encoding": "gzip", "If_None_Match": 'W/"a"'}):
        answer = ask(cache, "/", **sent)
        assert answer.headers["Cache-Control"] == fresh_for(0)["Cache-Control"]
        assert answer.status == (304 if "If_None_Match" in sent else 200)
    assert len(origin.asked) == 1


def test_a_file_named_by_its_hash_keeps_its_long_life(cache: int, origin: Origin) -> None:
    forever = "max-age=315360000, public, immutable"
    origin.headers |= {"Cache-Control": forever}
    assert [ask(cache, "/static/x.1234.css").headers["Cache-Control"] for _ in range(2)] == [forever, forever]
    assert len(origin.asked) == 1


def test_when_the_newsroom_is_away_the_help_is_served_and_nothing_stale(tmp_path: Path, pages: Path) -> None:
    port, origin_port = free_port(), free_port()
    with contextlib.ExitStack() as newsroom:
        origin = newsroom.enter_context(answering(origin_port))
        origin.headers |= fresh_for(1)
        with nginx(tmp_path, port, origin_port, pages):
            assert ask(port, "/").body == b"<p>one</p>"
            newsroom.close()
            time.sleep(2.1)
            answer = ask(port, "/")
            style = ask(port, "/away.css")
            others = [ask(port, path).status for path in ("/helpline.json", "/away.html", "/away.js", "/away.cssx")]
    assert (answer.status, answer.headers["Cache-Control"]) == (503, "no-store")
    assert b"0808 2000 247" in answer.body
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css")
    assert style.body == b"body { margin: 0 }"
    assert others == [503, 404, 404, 503]  # through the newsroom, hidden, not there, and through the newsroom again


def test_a_request_that_nginx_cannot_read_gets_the_help_too(cache: int) -> None:
    answer = ask(cache, "/" + "a" * 40_000)
    assert answer.status == 414
    assert b"0808 2000 247" in answer.body


def test_the_log_says_what_was_read_and_not_by_whom(cache: int, origin: Origin, tmp_path: Path) -> None:
    ask(cache, "/releases/?q=refuge", User_Agent="Her phone", Referer="https://example.org/", Cookie="who=her")
    ask(cache, "/early/3fYx-secret/photo.jpg")
    first, second = lines_about_us(tmp_path / "nginx-access.log", 2)
    assert re.fullmatch(r"\[[0-9T:+-]+\] GET /releases/ 200 \d+ [\d.]+", first)
    assert re.fullmatch(r"\[[0-9T:+-]+\] GET /early/-/ 200 \d+ [\d.]+", second)


def test_the_newsroom_is_never_told_the_readers_address(cache: int, origin: Origin) -> None:
    ask(cache, "/", X_Forwarded_For="203.0.113.77", X_Forwarded_Proto="https", Host="newsroom.example.org")
    (_, sent), *_ = origin.asked
    assert "203.0.113.77" not in str(sent)
    assert "X-Forwarded-For" not in sent
    assert sent["X-Forwarded-Proto"] == "http"
