"""Whoever may not see a kind of record is told so before one is looked up, and so cannot tell which exist."""

import pytest
import time_machine

from helpline import changing
from helpline.facts import fingerprint
from newsroom.roles import ADMINISTRATOR, APPROVER, HELPLINE_EDITOR, WRITER
from tests import newsdesk
from tests.helpline.makers import channel
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
NEVER = 987_654_321


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("page", ["history", "change", "delete"])
def test_a_page_of_what_exists_and_of_what_does_not_are_refused_alike(client, page):
    release = newsdesk.draft(headline="Ravenheadline")
    client.force_login(newsdesk.with_roles("nobody"))
    answers = [client.get(f"/admin/releases/release/{pk}/{page}/") for pk in (release.pk, NEVER)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content
    assert b"Raven" not in answers[0].content


def test_a_change_of_the_helplines_record_is_read_by_whoever_keeps_it_and_nobody_else(client):
    chat = channel("live_chat")
    keeper = newsdesk.with_roles("hana", HELPLINE_EDITOR)
    change = changing.propose(
        actor=keeper, after=changing.snapshot(chat), channel=chat, base=fingerprint(chat.facts())
    )  # fmt: skip
    for who, status in ((keeper, 200), (newsdesk.with_roles("wen", WRITER), 403), (newsdesk.with_roles("zed"), 403)):
        client.force_login(who)
        assert client.get(f"/admin/helpline/change/{change.pk}/change/").status_code == status


def test_what_cannot_be_added_at_the_desk_is_refused_and_not_missing(client):
    client.force_login(newsdesk.with_roles("ada", ADMINISTRATOR))
    assert client.get("/admin/releases/batch/add/").status_code == 403


def test_the_pages_of_the_steps_are_for_who_may_change_releases(client):
    release = newsdesk.draft()
    client.force_login(newsdesk.with_roles("ada", ADMINISTRATOR))
    assert client.get(f"/admin/releases/release/{release.pk}/preview/").status_code == 200
    for step in ("take-down", "withdraw", "remove", "restore"):
        assert client.get(f"/admin/releases/release/{release.pk}/{step}/").status_code == 403
    assert client.post(f"/admin/releases/release/{release.pk}/send/").status_code == 403


def test_the_organisations_page_opens_and_its_address_is_https_where_nobody_says_otherwise(client):
    organisation = newsdesk.organisation()
    client.force_login(newsdesk.with_roles("amy", APPROVER))
    page = f"/admin/releases/organisation/{organisation.pk}/change/"
    form = client.get(page).context["adminform"].form
    posted = {name: form.initial.get(name) or "" for name in form.fields} | {"website": "harbourlight.example"}
    assert client.post(page, posted).status_code == 302
    organisation.refresh_from_db()
    assert organisation.website == "https://harbourlight.example"


def test_no_address_leads_from_a_key_to_a_public_page(client):
    client.force_login(newsdesk.with_roles("amy", APPROVER))
    assert client.get("/admin/r/1/1/").status_code == 404
