"""Promised and kept: the first served second is noted once, and what is due and not out turns the check red."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import lateness
from releases.models import Edition, EditionTopic, Release, SearchEntry
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.FIRST_SERVED_DIR = str(tmp_path / "first-served")
    lateness._SEEN.clear()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def edition():
    newsdesk.organisation()
    return newsdesk.signed(embargoed=True)


def test_the_desk_sees_the_second_at_which_a_reader_first_had_it(client, clock, edition):
    where = f"/releases/{edition.slug}/"
    clock.move_to(LIFT - timedelta(seconds=1))
    assert client.get(where).status_code == 404
    assert lateness.first_served(edition) is None
    clock.move_to(LIFT + timedelta(milliseconds=400))
    assert client.get(where).status_code == 200
    clock.shift(90)
    client.get(where)
    assert lateness.first_served(edition) == LIFT + timedelta(milliseconds=400)
    client.force_login(newsdesk.jo())
    page = client.get(reverse("admin:releases_release_change", args=[edition.release_id])).content.decode()
    assert "First given to a reader at 00:01:00, 0.4 seconds after its time." in page


def test_a_folder_that_cannot_be_written_costs_the_reader_nothing(client, clock, edition, settings, tmp_path):
    (tmp_path / "a-file").write_text("in the way")
    settings.FIRST_SERVED_DIR = str(tmp_path / "a-file" / "below")
    clock.move_to(LIFT)
    assert client.get(f"/releases/{edition.slug}/").status_code == 200


def test_what_was_public_at_once_was_promised_for_no_second(client, clock):
    edition = newsdesk.signed()
    clock.shift(1)
    client.get(f"/releases/{edition.slug}/")
    assert lateness.first_served(edition) is None


def ready(client):
    response = client.get("/healthz/ready")
    return response.status_code, response.content.decode()


def test_the_check_is_green_before_and_after_a_lift(client, clock, edition):
    assert ready(client)[0] == 200
    clock.move_to(LIFT)
    assert ready(client) == (200, "ready\n")


@pytest.mark.parametrize(
    "spoil, door",
    [
        (lambda e: SearchEntry.objects.filter(pk=e.pk).delete(), "search"),
        (
            lambda e: EditionTopic.objects.filter(edition=e).update(public_at=LIFT + timedelta(days=1)),
            "lists and files",
        ),
    ],
)
def test_what_is_due_and_not_out_turns_it_red_and_names_no_release(client, clock, edition, spoil, door):
    spoil(edition)
    assert ready(client)[0] == 200
    clock.move_to(LIFT)
    assert ready(client) == (503, f"releases: 1 due and not out ({door})\n")


def test_what_was_taken_down_is_not_due(client, clock, edition):
    clock.move_to(LIFT)
    Edition.objects.filter(pk=edition.pk).update(state="void")
    assert ready(client)[0] == 200


@pytest.mark.parametrize(
    "door, made", [("page", "releases.views.release_context"), ("front page", "releases.paging.newest"),
                   ("feed", "releases.feeds._feed")]
)  # fmt: skip
def test_a_door_that_fails_when_it_is_opened_turns_it_red(client, clock, edition, monkeypatch, door, made):
    def fail(*args, **kwargs):
        raise ValueError("canary")

    monkeypatch.setattr(made, fail)
    assert ready(client)[0] == 200
    clock.move_to(LIFT)
    assert ready(client) == (503, f"releases: 1 due and not out ({door})\n")


def test_a_front_page_that_leaves_it_out_turns_it_red(client, clock, edition, monkeypatch):
    monkeypatch.setattr("releases.paging.newest", lambda at, count: [])
    clock.move_to(LIFT)
    assert ready(client) == (503, "releases: 1 due and not out (front page)\n")


def test_what_has_gone_by_its_own_row_and_not_from_lists_turns_it_red(client, clock, edition):
    clock.move_to(LIFT)
    mended = {"headline": "Mended", "change": "minor", "public_mode": "as_signed", "wanted_at": None}
    Release.objects.filter(pk=edition.release_id).update(**mended)
    clock.shift(60)
    newsdesk.signed(Release.with_text(edition.release_id))
    assert ready(client)[0] == 200
    EditionTopic.objects.filter(edition=edition).update(superseded_at=None)
    assert ready(client) == (503, "releases: 1 due and not out (lists and files)\n")


def test_the_check_is_no_reader(client, clock, edition):
    clock.move_to(LIFT)
    ready(client)
    assert lateness.first_served(edition) is None
