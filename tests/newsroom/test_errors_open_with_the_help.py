"""Whatever goes wrong, the help is sent first, and nothing of the request is sent back."""

import re

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseBadRequest
from django.template import loader
from django.test import Client, RequestFactory
from django.urls import path

from newsroom import context_processors, errors
from newsroom import urls as newsroom_urls
from tests import newsdesk

pytestmark = pytest.mark.django_db
NUMBER = "0808 2000 247"


def fails(error: Exception):
    def view(request):
        raise error

    return view


urlpatterns = [
    *newsroom_urls.urlpatterns,
    path("broken/", fails(RuntimeError("canary from inside"))),
    path("away/", fails(OperationalError("canary from inside"))),
    path("closed/", fails(PermissionDenied("canary from inside"))),
    path("strange/", fails(SuspiciousOperation("canary from inside"))),
    path("bare/", lambda request: HttpResponseBadRequest("canary from inside")),
    path("bare-410/", lambda request: HttpResponse(status=410)),
]
handler400, handler403 = newsroom_urls.handler400, newsroom_urls.handler403
handler404, handler500 = newsroom_urls.handler404, newsroom_urls.handler500

CASES = {"/broken/": 500, "/away/": 503, "/closed/": 403, "/strange/": 400, "/bare/": 400, "/bare-410/": 410,
         "/canary/": 404}  # fmt: skip


@pytest.fixture
def reader(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def is_helpful(html: str) -> None:
    assert NUMBER in html
    assert html.index(NUMBER) < html.index("<h1>")
    assert len(re.findall("<h1", html)) == 1
    assert "canary" not in html


@pytest.mark.parametrize("address, status", CASES.items())
def test_every_error_has_the_help_before_what_is_wrong(reader, address, status):
    response = reader.get(address, {"q": "canary"})
    assert response.status_code == status
    assert response["Cache-Control"] == "no-store"
    is_helpful(response.content.decode())


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_a_method_that_is_not_allowed_gets_the_page(reader, method):
    response = getattr(reader, method)("/releases/")
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    is_helpful(response.content.decode())


def test_a_host_that_is_not_ours_gets_the_help(reader):
    response = reader.get("/", headers={"host": "canary.example"})
    assert response.status_code == 400
    is_helpful(response.content.decode())


def test_a_form_refused_for_its_token_gets_the_help(settings):
    response = Client(enforce_csrf_checks=True).post(f"/{settings.ADMIN_PATH}login/", {"username": "canary"})
    assert response.status_code == 403
    is_helpful(response.content.decode())


def test_not_found_is_the_same_bytes_for_every_address_search_and_reader(client):
    staff = Client()
    staff.force_login(newsdesk.amira())
    answers = {
        reader.get(address).content
        for reader in (client, staff)
        for address in ("/a/", "/releases/b/", "/topics/c/?q=d", "/feeds/topics/e.rss", "/releases/?page=99")
    }
    assert len(answers) == 1


def test_the_page_for_500_asks_no_context_processor(monkeypatch):
    def broken(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr(context_processors, "frame", broken)
    monkeypatch.setattr("releases.models.Organisation.current", broken)
    monkeypatch.setattr("helpline.record._from_database", broken)
    is_helpful(errors.server_error(RequestFactory().get("/canary/")).content.decode())


def test_not_found_is_answered_while_the_database_is_away(monkeypatch):
    def broken(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr("releases.models.Organisation.current", broken)
    monkeypatch.setattr("helpline.record._from_database", broken)
    is_helpful(errors.page(RequestFactory().get("/canary/"), 404).content.decode())


def test_the_number_is_sent_even_when_the_frame_cannot_be_rendered(monkeypatch):
    whole = loader.render_to_string

    def without_static_files(name: str, *args: object, **kwargs: object) -> str:
        if name == "_error.html":
            raise ValueError("Missing staticfiles manifest entry")
        return whole(name, *args, **kwargs)

    monkeypatch.setattr(loader, "render_to_string", without_static_files)
    is_helpful(errors.words(None, 500))


def test_503_says_when_to_come_back(reader):
    assert reader.get("/away/")["Retry-After"] == "120"
