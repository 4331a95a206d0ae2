"""Who else has a release open: told by the form, believed for a minute, and no more than that."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from releases import open_forms
from releases.models import Event, OpenForm
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def form_of(editor, release):
    return editor.client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()


def tells(editor, release, **data):
    return editor.client.post(reverse("admin:releases_release_open", args=[release.pk]), data)


def test_whoever_opens_the_form_is_told_who_has_it_open_already(clock):
    release, jo, amira = newsdesk.draft(), Editor(), Editor(newsdesk.amira())
    assert "has this open" not in form_of(amira, release)
    clock.shift(timedelta(seconds=30))
    assert "Amira Test has this open (since 2.32pm)." in form_of(jo, release)
    assert "Jo Test has this open" not in form_of(jo, release)  # not to themselves


def test_the_form_hears_of_others_as_they_come_and_go(clock):
    release, jo, amira = newsdesk.draft(), Editor(), Editor(newsdesk.amira())
    tells(amira, release, seen_saves="0")
    answer = tells(jo, release, seen_saves="0").json()
    assert answer == {"others": ["Amira Test has this open (since 2.32pm)."], "saved": ""}
    clock.shift(timedelta(seconds=61))
    assert tells(jo, release, seen_saves="0").json()["others"] == []


def test_since_is_when_it_was_opened_and_not_when_it_was_last_told(clock):
    release, jo, amira = newsdesk.draft(), Editor(), Editor(newsdesk.amira())
    for _ in range(10):
        tells(amira, release)
        clock.shift(timedelta(seconds=20))
    assert tells(jo, release).json()["others"] == ["Amira Test has this open (since 2.32pm)."]
    clock.shift(timedelta(minutes=10))
    tells(amira, release)
    assert tells(jo, release).json()["others"] == ["Amira Test has this open (since 2.45pm)."]


def test_a_save_meanwhile_is_said_before_it_is_met():
    release, jo, amira = newsdesk.draft(), Editor(), Editor(newsdesk.amira())
    amira.saves(release.pk, amira.opens(release.pk), headline="Theirs")
    assert tells(jo, release, seen_saves="0").json()["saved"] == (
        "Amira Test saved this at 2.32pm. Your changes are not lost. Read what is stored before you save."
    )
    assert tells(amira, release, seen_saves="0").json()["saved"].startswith("You, in another tab, saved this")
    assert tells(jo, release, seen_saves="1").json()["saved"] == ""


def test_it_costs_three_queries_beside_the_sign_in():
    release, jo, amira = newsdesk.draft(), Editor(), Editor(newsdesk.amira())
    tells(amira, release), tells(jo, release)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        tells(jo, release)
    ours = [query["sql"] for query in captured if "releases_" in query["sql"]]
    assert len(ours) == 3, ours


def test_it_is_no_step_and_prunes_itself(clock):
    release, jo = newsdesk.draft(), Editor()
    tells(jo, release)
    assert not Event.objects.exists()
    clock.shift(timedelta(minutes=2))
    form_of(Editor(newsdesk.amira()), newsdesk.draft())
    assert [row.user.username for row in OpenForm.objects.all()] == ["amira"]


def test_only_those_who_may_change_it_are_told_anything():
    release = newsdesk.draft()
    reader = newsdesk.person("reader", "Reader", "releases.view_release")
    assert tells(Editor(newsdesk.sam()), release).status_code == 403
    assert tells(Editor(reader), release).status_code == 403
    assert "has this open" not in form_of(Editor(), release)
    assert tells(Editor(), newsdesk.Release(pk=99)).status_code == 404


def test_the_database_refuses_a_second_row_of_one_person():
    release = newsdesk.draft()
    OpenForm.objects.create(release=release, user=newsdesk.jo(), since=NOW, seen_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OpenForm.objects.create(release=release, user=newsdesk.jo(), since=NOW, seen_at=NOW)
    open_forms.tell(release_id=release.pk, actor=newsdesk.jo(), at=NOW + timedelta(minutes=5))
    assert OpenForm.objects.get().since == NOW + timedelta(minutes=5)
