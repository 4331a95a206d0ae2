"""A time as it is typed at the desk, asked about, repeated in words, shown again and stored."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from releases.models import Edition, Release
from tests import newsdesk
from tests.releases.test_newsdesk_form import ADD, errors, form, inline

pytestmark = pytest.mark.django_db


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


WINTER, SUMMER = newsdesk.NOW, datetime(2027, 6, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def at_the_desk(client):
    def enter(day: str, clock: str, now: datetime = WINTER, release: Release | None = None, **more: str):
        with time_machine.travel(now, tick=False):
            client.force_login(newsdesk.jo())
            data = form(public_mode="embargo", wanted_at_0=day, wanted_at_1=clock, **more)
            return client.post(reverse(ADD), data, follow=True)

    return enter


def stored() -> datetime:
    return Release.objects.get().wanted_at


@pytest.mark.parametrize(
    "day, clock, now, words, instant",
    [
        (
            "2026-11-24",
            "00:01",
            WINTER,
            "00:01 GMT, Tuesday 24 November 2026",
            datetime(2026, 11, 24, 0, 1, tzinfo=UTC),
        ),
        ("2027-06-01", "00:01", WINTER, "00:01 BST, Tuesday 1 June 2027", utc(2027, 5, 31, 23, 1)),
        (
            "2027-12-01",
            "00:01",
            SUMMER,
            "00:01 GMT, Wednesday 1 December 2027",
            datetime(2027, 12, 1, 0, 1, tzinfo=UTC),
        ),
        ("2027-03-28", "00:59", WINTER, "00:59 GMT, Sunday 28 March 2027", utc(2027, 3, 28, 0, 59)),
        ("2027-03-28", "02:00", WINTER, "02:00 BST, Sunday 28 March 2027", utc(2027, 3, 28, 1, 0)),
        (
            "2027-10-31",
            "00:59",
            SUMMER,
            "00:59 BST, Sunday 31 October 2027",
            datetime(2027, 10, 30, 23, 59, tzinfo=UTC),
        ),
        ("2027-10-31", "02:00", SUMMER, "02:00 GMT, Sunday 31 October 2027", utc(2027, 10, 31, 2, 0)),
    ],
)
def test_the_label_is_made_the_instant_is_said_again_and_the_season_of_today_does_not_matter(
    at_the_desk, day, clock, now, words, instant
):
    page = at_the_desk(day, clock, now).content.decode()
    assert f"Under embargo until {words}, London time, once it is signed off." in page
    assert f'<span class="desk-instant-words" role="status">{words}</span>' in page  # beside the field, from the store
    assert f'<span class="desk-zone">{words.split()[1].rstrip(",")}</span>' in page
    assert stored() == instant


def test_a_time_that_does_not_exist_is_refused_with_why_and_what_to_type(at_the_desk):
    response = at_the_desk("2027-03-28", "01:30")
    assert (
        "There is no 01:30 on Sunday 28 March 2027: the clocks go forward, and 00:59 GMT is followed by 02:00 BST. "
        "Enter 00:59, or 02:00 or later."
    ) in errors(response)
    assert 'value="01:30"' in response.content.decode()  # what was typed is still there
    assert not Release.objects.exists()


def test_a_time_that_comes_twice_is_asked_about(at_the_desk):
    response = at_the_desk("2027-10-31", "01:30")
    assert "01:30 comes twice on Sunday 31 October 2027: the clocks go back to 01:00 GMT." in errors(response)
    page = response.content.decode()
    assert '<option value="0">01:30 BST (the first)</option>' in page
    assert '<option value="1">01:30 GMT (the second)</option>' in page
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    "which, words, hour", [("0", "01:30 BST, Sunday 31 October 2027", 0), ("1", "01:30 GMT, Sunday 31 October 2027", 1)]
)
def test_the_answer_is_kept_shown_and_kept_again(at_the_desk, client, which, words, hour):
    page = at_the_desk("2027-10-31", "01:30", wanted_at_2=which).content.decode()
    assert stored() == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)
    assert page.count(words) >= 2
    assert f'<option value="{which}" selected>' in page
    release = Release.objects.get()
    passage = release.passages.get()
    row = {"id": passage.pk, "release": release.pk, "position": 1, "type": "narrative", "body": passage.body,
           "attribution": "before"}  # fmt: skip
    with time_machine.travel(WINTER, tick=False):
        data = form(
            slug=release.slug, seen_saves="1", public_mode="embargo", wanted_at_0="2027-10-31", wanted_at_1="01:30",
            wanted_at_2=which, summary="Another", **inline("passages", row, initial=1),
        )  # fmt: skip
        again = client.post(reverse("admin:releases_release_change", args=[release.pk]), data, follow=True)
    assert "Under embargo until" not in again.content.decode().partition("desk-head")[0]  # the time was not changed
    assert stored() == datetime(2027, 10, 31, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("which", ["2", "-1", "x", "٠"])
def test_an_answer_that_was_not_offered_is_asked_for_again(at_the_desk, which):
    assert "comes twice" in errors(at_the_desk("2027-10-31", "01:30", wanted_at_2=which))


@pytest.mark.parametrize(
    "day, clock, sentence",
    [
        ("2026-11-24", "", "Enter the time"), ("", "00:01", "Enter the day"), ("24/24/2026", "00:01", "is no day"),
        ("2026-11-24", "25:00", "is no time"), ("2026-11-24", "00:00", "Enter 00:01"), ("0001-01-01", "00:30", ""),
        ("9999-12-31", "23:59", ""), ("2026-11-24", "00:01:30", "whole minutes"),
    ],
)  # fmt: skip
def test_what_is_no_time_gets_a_sentence_and_never_a_fault(at_the_desk, day, clock, sentence):
    response = at_the_desk(day, clock)
    assert response.status_code == 200
    assert sentence in errors(response) if sentence else True


def test_a_time_that_has_passed_is_refused_unless_publish_now_is_typed(at_the_desk):
    refused = at_the_desk("2025-11-24", "00:01")
    assert "00:01 GMT, Monday 24 November 2025 has passed; it is 14:32 GMT, Monday 23 November 2026." in errors(refused)
    assert 'name="publish_now"' in refused.content.decode()
    assert 'type="text" name="publish_now"' in refused.content.decode()
    assert "type PUBLISH NOW below" in errors(refused)
    assert "has passed" in errors(at_the_desk("2025-11-24", "00:01", publish_now="yes"))
    assert not Release.objects.exists()
    page = at_the_desk("2025-11-24", "00:01", publish_now=" publish  now ").content.decode()
    assert "No time is set: it is public as soon as it is signed off." in page
    assert (Release.objects.get().public_mode, stored()) == ("as_signed", None)
    assert not Edition.objects.exists()  # it still takes a second person


def test_the_minute_that_is_running_has_passed_and_the_next_has_not(at_the_desk):
    assert "has passed" in errors(at_the_desk("2026-11-23", "14:32"))
    at_the_desk("2026-11-23", "14:33")
    assert stored() - WINTER < timedelta(minutes=1)
