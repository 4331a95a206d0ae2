"""Whatever breaks, no response goes out without the number: each fault, on every kind of address, counted."""

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template import TemplateSyntaxError
from django.template.loaders.app_directories import Loader
from django.test import Client
from django.urls import path

from helpline import record
from helpline.models import Channel, Helpline
from newsroom import freshness, urls
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NUMBER = "0808 2000 247"
ADDRESSES = [
    "/", "/releases/", "/releases/?q=word", "/releases/one/", "/releases/one.txt", "/releases/never/",
    "/topics/policing/", "/spokespeople/", "/spokespeople/priya-nair/", "/feeds/releases.rss", "/feeds/releases.atom",
    "/privacy/", "/helpline/", "/helpline.json", "/staying-safe-online/",
]  # fmt: skip
STATUSES = (400, 403, 404, 405, 410, 413, 418, 429, 500, 503)


def answer(request: HttpRequest, status: int) -> HttpResponse:
    """As a view of ours, a library or the server would bring each about."""
    raised = {400: BadRequest("why"), 403: PermissionDenied("why"), 404: Http404("why"), 500: ZeroDivisionError("why"),
              503: OperationalError("the server closed the connection unexpectedly")}  # fmt: skip
    if status in raised:
        raise raised[status]
    return HttpResponseNotAllowed(["GET"]) if status == 405 else HttpResponse(status=status)


urlpatterns = [*urls.urlpatterns, path("status/<int:status>/", answer)]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def newsroom(settings, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    caplog.set_level(logging.CRITICAL)  # faults that a test brings about are not the log's business
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "last-known-good")
    record.start_afresh()
    with time_machine.travel(NOW, tick=False):
        newsdesk.organisation()
        newsdesk.signed(slug="one")
        yield


def without_the_number(client: Client, addresses: list[str] = ADDRESSES) -> list[str]:
    client.raise_request_exception = False
    found = []
    for address in addresses:
        freshness.PAGES.clear()
        response = client.get(address)
        if NUMBER not in response.content.decode():
            found.append(f"{response.status_code} {address}")
    return found


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("database", ["there", "away"])
def test_every_status_carries_it(client, settings, status: int, database: str):
    settings.ROOT_URLCONF = __name__
    fault = lost(after=0) if database == "away" else (lambda execute, *arguments: execute(*arguments))
    with connection.execute_wrapper(fault):
        assert without_the_number(client, [f"/status/{status}/"]) == []
        assert client.get(f"/status/{status}/").status_code == status


def lost(after: int) -> Callable:
    """A database that answers so many queries, and then no more."""
    answered = 0

    def execute_or_not(execute: Callable, *arguments: object) -> object:
        nonlocal answered
        answered += 1
        if answered > after:
            raise OperationalError("the server closed the connection unexpectedly")
        return execute(*arguments)

    return execute_or_not


@pytest.mark.parametrize("after", range(9))
@pytest.mark.parametrize("process", ["warm", "new", "new without a file"])
def test_a_database_lost_at_any_query(client, after: int, process: str):
    record.current()
    for address in ADDRESSES:
        if process != "warm":
            record.start_afresh()
        if process == "new without a file":
            record._path().unlink(missing_ok=True)
        with connection.execute_wrapper(lost(after)):
            assert without_the_number(client, [address]) == []


def test_empty_tables(client):
    Helpline.objects.all().delete()
    record.start_afresh()
    assert without_the_number(client) == []


@pytest.mark.parametrize("damage", [{"label": ""}, {"url": "https://"}, {"printed": "0808 2000 248"}, {"later": [[]]}])
def test_a_corrupt_row(client, damage):
    Channel.objects.filter(kind="phone").update(**damage)
    record.start_afresh()
    assert without_the_number(client) == []


def test_a_full_disk(client, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for place, name in ((record.os, "fsync"), (Path, "write_text"), (os, "mkdir")):
        monkeypatch.setattr(place, name, full)
    Channel.objects.filter(kind="website").update(note="Changed.")
    record.start_afresh()
    assert without_the_number(client) == []


def test_an_error_in_any_template(client, monkeypatch):
    sources = Loader.get_contents
    used: set[str] = set()

    def contents(self: Loader, origin) -> str:
        if not origin.template_name.startswith("admin/"):
            used.add(origin.template_name)
        if origin.template_name == broken:
            raise TemplateSyntaxError("a mistake of ours")
        return sources(self, origin)

    def cold() -> list[str]:
        from django.template import engines

        for loader in engines["django"].engine.template_loaders:
            loader.reset()
        return without_the_number(client)

    monkeypatch.setattr(Loader, "get_contents", contents)
    broken = ""
    assert cold() == []
    assert {"base.html", "helpline/_panel.html", "releases/release.html", "releases/release.txt"} <= used
    for broken in sorted(used):
        assert cold() == [], broken
    broken = ""
    cold()
