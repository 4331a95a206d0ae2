"""What is wrong stands first on the page, each sentence a link to its field, in the rows too; no time too far away."""

import re

import pytest
import time_machine
from django.urls import reverse

from releases.models import Release
from tests import newsdesk
from tests.races.desk import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def page_of(**typed):
    release, jo = newsdesk.draft(), Editor()
    data = jo.opens(release.pk) | typed
    return jo.client.post(reverse("admin:releases_release_change", args=[release.pk]), data)


def test_each_problem_is_a_link_to_its_field(client):
    answer = page_of(
        headline="", public_mode="embargo", **{"passages-1-body": "", "notes-0-body": "", "passages-1-speaker_kind": ""}
    )
    page = answer.content.decode()
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', page.split('id="problems"')[1].split("</div>")[0])
    assert links[0] == ("id_headline", "Headline: This field is required.")
    assert {anchor for anchor, _ in links} >= {
        "id_wanted_at_0", "id_passages-1-body", "id_notes-0-body"
    }  # fmt: skip
    assert ("id_notes-0-body", "Note to editors 1, words: Write the note, or choose one from the library.") in links
    for anchor, _ in links:
        assert f'id="{anchor}"' in page
    assert "<title>Error: " in page
    assert "Please correct the error" not in page


def test_a_group_of_choices_is_reached_by_its_first(client):
    page = page_of(wanted_at_0="2026-12-01", wanted_at_1="09:00").content.decode()
    assert '<a href="#id_public_mode_0">' in page
    assert 'id="id_public_mode_0"' in page


@pytest.mark.parametrize("day", ["9999-12-31", "2036-11-24", "2031-11-24"])
def test_an_instant_too_far_away_is_a_slip(client, day):
    page = page_of(public_mode="embargo", wanted_at_0=day, wanted_at_1="00:01").content.decode()
    assert "is more than 5 years away. Check the year." in page
    assert Release.objects.get().wanted_at is None


def test_five_years_ahead_can_be_meant(client):
    assert page_of(public_mode="embargo", wanted_at_0="2031-11-23", wanted_at_1="00:01").status_code == 302


def test_a_day_of_issue_to_come_is_refused(client):
    assert "has not come yet" in page_of(issued_on="2027-01-01").content.decode()


def test_the_way_home_has_one_name(client):
    client.force_login(newsdesk.jo())
    release = newsdesk.draft()
    for name in ("new_from_text", "changelist", "as_at"):
        assert ">Home</a>" in client.get(reverse(f"admin:releases_release_{name}")).content.decode()
    for name in ("change", "sign_off"):
        page = client.get(reverse(f"admin:releases_release_{name}", args=[release.pk])).content.decode()
        assert ">Home</a>" in page
