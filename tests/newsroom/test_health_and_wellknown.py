"""What machines ask every site for."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError

from tests.newsdesk import NOW


def test_alive_asks_no_database(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated(client):
    assert client.get("/healthz/ready").status_code == 200


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr("newsroom.health.MigrationExecutor.migration_plan", lambda *args: [("one", False)])
    response = client.get("/healthz/ready")
    assert (response.status_code, response.content) == (503, b"migrations: 1 not applied\n")


@pytest.mark.django_db
def test_not_ready_while_the_database_is_away(client, monkeypatch):
    def away(*args: object) -> None:
        raise OperationalError("password=canary")

    monkeypatch.setattr("newsroom.health.MigrationExecutor", away)
    response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert b"canary" not in response.content


def test_robots_txt_names_nothing_that_is_not_public(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert settings.ADMIN_PATH.strip("/") not in text


@pytest.mark.parametrize("later", range(0, 800, 23))
def test_security_txt_never_lapses_and_ends_within_a_year(client, later):
    now = NOW + timedelta(days=later)
    with time_machine.travel(now, tick=False):
        text = client.get("/.well-known/security.txt").content.decode()
    assert re.search(r"^Contact: (mailto|https):", text, re.MULTILINE)
    expires = datetime.fromisoformat(re.search(r"^Expires: (.+)$", text, re.MULTILINE)[1])
    assert timedelta(days=300) < expires - now < timedelta(days=366)
