"""Until when a public response may be kept, and how it is recognised."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.http import HttpRequest, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from newsroom import freshness
from newsroom.freshness import FreshnessMiddleware, lifetime
from releases.models import Organisation
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(at=INSTANTS, taken=st.floats(0, 200))
def test_no_lifetime_crosses_the_minute_it_was_made_for(at: datetime, taken: float):
    end = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    now = at + timedelta(seconds=taken)
    seconds = lifetime(at, now)
    assert seconds >= 0
    assert seconds == 0 or now + timedelta(seconds=seconds + freshness.IN_TRANSIT) <= end


@pytest.mark.parametrize(
    "path", ["/", "/releases/", "/feeds/releases.rss", "/sitemap.xml", "/robots.txt", "/helpline/"]
)
def test_every_public_address_says_until_when(client, path):
    with time_machine.travel(NOW, tick=False):  # 14:32:10
        response = client.get(path)
    assert response["Cache-Control"] == "public, max-age=49, s-maxage=49, must-revalidate"
    assert not response.cookies
    assert "Last-Modified" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_a_redirect_is_kept_no_longer_than_a_page(client):
    with time_machine.travel(NOW, tick=False):
        for path in ("/feed/", "/releases"):
            response = client.get(path)
            assert response.status_code == 301
            assert "max-age=49" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/approve/3fYx_secret", "/approve/3fYx_secret/", "/APPROVE/3fYx_secret/"])
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_an_address_with_a_private_token_is_kept_by_nobody_and_sent_to_nobody(client, settings, path, method):
    """Without the slash at its end the answer is a redirect, which names the token. What is not found is as any name
    never used, whose address is sent to no other site."""
    settings.DEBUG = False
    response = getattr(client, method)(path)
    assert response.status_code == (301 if path.endswith("t") else 404)
    assert response["Cache-Control"] == "no-store"
    never_used = getattr(client, method)("/no-such-name/")
    elsewhere = never_used["Referrer-Policy"] if response.status_code == 404 else "no-referrer"
    assert response["Referrer-Policy"] == elsewhere
    assert elsewhere in ("no-referrer", "same-origin")
    assert path not in str(freshness.PAGES._cache)


def test_the_lifetime_is_measured_again_at_each_serving(client):
    with time_machine.travel(NOW, tick=False) as clock:
        client.get("/")
        clock.shift(0.5)
        assert "max-age=48" in client.get("/")["Cache-Control"]


def test_rendering_that_outlasts_its_minute_is_not_kept_by_anyone():
    with time_machine.travel(LIFT - timedelta(seconds=1), tick=False) as clock:

        def slow(request: HttpRequest) -> HttpResponse:
            clock.shift(2)
            return HttpResponse("as before the lift")

        request = HttpRequest()
        request.method, request.path_info = "GET", "/"
        response = FreshnessMiddleware(slow)(request)
    assert "max-age=0," in response["Cache-Control"]


def test_the_validator_is_made_of_the_bytes(client):
    with time_machine.travel(NOW, tick=False) as clock:
        first = client.get("/privacy/")
        clock.shift(120)
        assert client.get("/privacy/")["ETag"] == first["ETag"]
        Organisation(name="Another name").save()
        clock.shift(5)
        assert client.get("/privacy/", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("sent", ["{}", "W/{}", '"other", {}', "*"])
def test_what_is_known_is_answered_304_with_what_identifies_it(client, sent):
    with time_machine.travel(NOW, tick=False):
        known = client.get("/")
        response = client.get("/", headers={"if-none-match": sent.format(known["ETag"])})
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == known["ETag"]
    assert response["Cache-Control"] == known["Cache-Control"]
    assert "Content-Length" not in response


def test_if_modified_since_alone_is_never_answered_304(client):
    with time_machine.travel(NOW, tick=False):
        response = client.get("/", headers={"if-modified-since": "Wed, 01 Jan 2031 00:00:00 GMT"})
    assert response.status_code == 200


def test_head_says_what_get_says_without_the_body(client):
    with time_machine.travel(NOW, tick=False):
        head, get = client.head("/"), client.get("/")
    assert head.content == b""
    assert dict(head.items()) == dict(get.items())


def test_a_finished_page_is_served_again_within_the_second_and_no_longer(client, django_assert_num_queries):
    with time_machine.travel(NOW, tick=False) as clock:
        first = client.get("/").content
        newsdesk.organisation()
        clock.shift(0.9)
        with django_assert_num_queries(0):
            assert client.get("/").content == first
        clock.shift(0.2)
        assert client.get("/").content != first


def test_a_kept_page_never_outlives_its_minute(client):
    with time_machine.travel(LIFT - timedelta(seconds=0.2), tick=False) as clock:
        first = client.get("/").content
        newsdesk.organisation()
        clock.shift(0.3)
        assert client.get("/").content != first


def test_a_kept_page_is_for_its_scheme_host_and_whole_address_alone(client):
    with time_machine.travel(NOW, tick=False):
        client.get("/releases/?q=one")
        assert b'value="two"' in client.get("/releases/?q=two").content
        assert client.get("/releases/?q=two", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_hidden_address_is_stored_nowhere_outside(client):
    response = client.get("/releases/no-such-release/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


def test_an_answer_that_knows_its_reader_is_never_shared():
    def personal(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("for you")
        response.set_cookie("a", "b")
        return response

    request = HttpRequest()
    request.method, request.path_info = "GET", "/"
    for _ in range(2):
        assert FreshnessMiddleware(personal)(request)["Cache-Control"] == "private, no-store"


def test_the_newsdesk_health_and_static_files_are_left_alone(client, settings):
    for path in (f"/{settings.ADMIN_PATH}login/", "/healthz/live"):
        response = client.get(path)
        assert "s-maxage" not in response["Cache-Control"]
        assert "ETag" not in response
