"""The newsroom as deployed, started while no database answers, and with one that breaks under it."""

from pathlib import Path

import pytest

from tests.gate.servers import ask, environment, free_port, gunicorn, manage

pytestmark = pytest.mark.gate
ADDRESSES = [
    "/", "/releases/", "/releases/?q=word", "/releases/one/", "/releases/one.txt", "/topics/policing/",
    "/spokespeople/", "/feeds/releases.rss", "/privacy/", "/helpline/", "/helpline.json", "/staying-safe-online/",
    "/no-such-page/",
]  # fmt: skip


def without(number: bytes, port: int) -> list[str]:
    """The addresses whose answer lacks the number, asked twice, as a page that is kept is another answer."""
    return [address for address in ADDRESSES * 2 if number not in ask(port, address).body]


def test_started_while_no_database_answers_it_says_what_it_last_knew(tmp_path: Path) -> None:
    port = free_port()
    env = environment(tmp_path, port)
    manage(env, "migrate", "--no-input")
    manage(env, "collectstatic", "--no-input")
    with gunicorn(env, tmp_path / "log"):
        assert without(b"0808 2000 247", port) == []
    known = tmp_path / "last-known-good/helpline.json"
    known.write_text(
        known.read_text().replace("0808 2000 247", "020 7946 0000").replace("+448082000247", "+442079460000")
    )
    away = env | {"DATABASE_URL": f"postgresql://nobody:nothing@127.0.0.1:{free_port()}/newsroom"}
    with gunicorn(away, tmp_path / "log"):
        assert without(b"020 7946 0000", port) == []
        assert ask(port, "/releases/").status == 503
        assert ask(port, "/healthz/live").status == 200
    assert b"020 7946 0000" in (tmp_path / "last-known-good/away.html").read_bytes()
    known.unlink()
    with gunicorn(away, tmp_path / "log"):
        assert without(b"0808 2000 247", port) == []


def test_a_database_that_breaks_under_a_running_newsroom(tmp_path: Path) -> None:
    port = free_port()
    env = environment(tmp_path, port)
    manage(env, "migrate", "--no-input")
    manage(env, "collectstatic", "--no-input")
    with gunicorn(env, tmp_path / "log"):
        assert without(b"0808 2000 247", port) == []
        for file in tmp_path.glob("newsroom.sqlite3*"):
            file.write_bytes(b"\0" * 8192)
        assert without(b"0808 2000 247", port) == []
