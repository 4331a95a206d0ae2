"""No line of the server's log says who asked, or what for (newsroom/gunicorn.py)."""

import inspect
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.workers import base, gthread

from newsroom.gunicorn import Logger, access_log_format, loggable
from newsroom.log_lines import WithoutTokens

READER = "203.0.113.77"
EVERYTHING = " ".join(f"%({atom})s" for atom in ("h", "u", "r", "q", "f", "a", "{x-forwarded-for}i", "{raw_uri}e"))


def line_for(path: str, query: str, log_format: str = access_log_format) -> str:
    """The access line of one request by a reader who can be told apart in every way that HTTP offers."""
    config = Config()
    config.set("accesslog", "-")
    config.set("errorlog", "-")
    config.set("access_log_format", log_format)
    environ = {
        "REMOTE_ADDR": READER,
        "REQUEST_METHOD": "GET",
        "RAW_URI": f"{path}?{query}",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": "https://example.org/refuge-near-me",
        "HTTP_USER_AGENT": "Her phone",
    }
    headers = [("X-FORWARDED-FOR", READER), ("USER-AGENT", "Her phone"), ("COOKIE", "who=her")]
    response = SimpleNamespace(status="200 OK", sent=512, headers=[("Content-Type", "text/html")])
    lines: list[str] = []
    logger = Logger(config)
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger.access_log.handlers = [handler]
    logger.access(response, SimpleNamespace(headers=headers), environ, timedelta(milliseconds=7))
    return lines[0]


def test_the_line_is_time_method_path_status_bytes_and_seconds() -> None:
    line = line_for("/releases/", "q=refuge")
    time, _, rest = line.partition("] ")
    assert time.startswith("[")
    assert rest == "GET /releases/ 200 512 0.007000"


@pytest.mark.parametrize("log_format", [access_log_format, access_log_format + EVERYTHING])
def test_no_address_browser_referrer_cookie_or_search_word_is_printed_whatever_the_format(log_format: str) -> None:
    line = line_for("/releases/", "q=refuge+leeds", log_format)
    for secret in (READER, "refuge", "leeds", "phone", "example.org", "who=her"):
        assert secret not in line


@pytest.mark.parametrize(
    "path, printed",
    [
        ("/early/3fYx-secret/", "/early/-/"),
        ("/early/3fYx-secret/photo.jpg", "/early/-/photo.jpg"),
        ("/approve/3fYx_secret/", "/approve/-/"),
        ("/approve/3fYx_secret", "/approve/-"),
        ("/APPROVE/3fYx_secret/", "/APPROVE/-/"),
        ("/Approve//3fYx_secret/", "/Approve//-/"),
        ("/EARLY/3fYx-secret/", "/EARLY/-/"),
        ("/releases/?q=refuge", "/releases/"),
        ("/releases/x\n[fake] GET /", "/releases/x%0A%5Bfake%5D%20GET%20/"),
        ("/releases/caf\u00e9/", "/releases/caf%C3%A9/"),
    ],
)
def test_a_path_is_printed_without_tokens_queries_or_forged_lines(path: str, printed: str) -> None:
    assert loggable(path) == printed


@pytest.fixture
def error_lines() -> list[str]:
    """What gunicorn's error log prints, of the two messages in which gunicorn itself names a reader or a search."""
    config = Config()
    config.set("errorlog", "-")
    logger, lines = Logger(config), []
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(record.getMessage())
    logger.error_log.handlers = [handler]
    logger.warning(f"Invalid request from ip={READER}: Invalid HTTP request line: 'GET /?q=refuge HTTP'")
    logger.exception("Error handling request %s %s", "GET", "/releases/?q=refuge")
    logger.warning("Worker is %s", "tired")
    return lines


def test_the_error_log_names_no_reader_and_no_search_either(error_lines: list[str]) -> None:
    assert error_lines == [
        "A request that could not be read was refused.",
        "Error handling request GET /releases/",
        "Worker is tired",
    ]


def test_djangos_own_lines_hold_no_token_either() -> None:
    said = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Gone", "/approve/3fYx_secret/"), None)
    (console,) = [h for h in logging.getLogger().handlers if any(isinstance(f, WithoutTokens) for f in h.filters)]
    assert console.filter(said)
    assert said.getMessage() == "Gone: /approve/-/"


@pytest.mark.parametrize("written", ["approve", "APPROVE", "Approve"])
def test_djangos_own_line_of_a_link_in_the_wrong_case_holds_no_token(written: str) -> None:
    said = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", f"/{written}/3fYx_secret/"), None)
    assert WithoutTokens().filter(said)
    assert said.getMessage() == f"Not Found: /{written}/-/"


def test_gunicorn_still_says_it_in_the_words_that_we_replace() -> None:
    """Its next version may word it otherwise, and then the reader's address would be printed again."""
    source = inspect.getsource(base) + inspect.getsource(gthread)
    assert "Invalid request from ip={ip}" in inspect.getsource(base)
    assert all("Error handling request" in line for line in source.splitlines() if "req.uri" in line and "log" in line)
