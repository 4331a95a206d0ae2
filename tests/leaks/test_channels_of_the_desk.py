"""What could tell through the newsdesk, its people and its mistakes; numbers as in channels.py."""

import pytest
import time_machine
from django.contrib import admin
from django.test import Client

from newsroom.gunicorn import loggable
from releases import views
from releases.models import Edition, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.gate.servers import ROOT
from tests.leaks import worlds
from tests.leaks.questions import QUESTIONS
from tests.leaks.verdicts import HIDDEN_PK
from tests.leaks.walk import Reader, ask, get, walk
from tests.leaks.worlds import BEFORE, SIGNED
from tests.newsdesk import LIFT

pytestmark = pytest.mark.django_db
PAGE = get("/releases/canary-release/")
PREVIEW = get(f"/admin/releases/release/{HIDDEN_PK}/preview/")


def test_30_a_preview_is_kept_for_nobody():
    with worlds.world(SIGNED), time_machine.travel(BEFORE, tick=False):
        desk, stranger = worlds.staff(), Reader()
        never_used = ask(stranger, get("/releases/never-used/"))
        seen = ask(desk, PREVIEW)
        assert seen.status == 200
        assert "no-store" in seen.header("Cache-Control")
        assert "noindex" in seen.header("X-Robots-Tag")
        assert seen.count("canaryheadline")
        for address in (PAGE, PREVIEW):
            answer = ask(stranger, address, keeping=True)
            assert answer.count("canaryheadline") == 0
            assert answer.status in (404, 302)
        assert ask(stranger, PAGE) == never_used


def test_33_no_log_holds_what_opens_an_early_sight():
    assert "secret" not in loggable("/early/secret/photo.jpg?token=secret")
    assert "~*^/+early/" in (ROOT / "deploy/nginx.conf").read_text()


def test_40_an_error_while_it_is_being_read_shows_none_of_it(monkeypatch: pytest.MonkeyPatch, caplog, settings):
    def fails(request, slug):
        edition = Edition.objects.get(slug=slug)
        raise RuntimeError(f"number {edition.number}")

    monkeypatch.setattr(views, "_in_force", fails)
    assert settings.DEBUG is False
    with worlds.world(SIGNED), time_machine.travel(BEFORE, tick=False):
        answer = ask(Reader(), PAGE)
    assert answer.status == 500
    assert answer.count("canary") == 0
    assert "canaryheadline" not in caplog.text.lower()


def test_41_someone_signed_in_without_a_right_sees_nothing_of_it():
    with worlds.world(SIGNED):
        client = Client()
        with time_machine.travel(BEFORE, tick=False):
            client.force_login(newsdesk.sam())
        answers = walk(Reader(client.cookies), [q for q in QUESTIONS["at the newsdesk"] if q.method == "GET"], BEFORE)
    assert answers[get("/admin/")].status == 200
    told = [
        str(q) for q, a in answers.items() if a.count("canary") > (str(q).count("canary") if a.status == 302 else 0)
    ]
    assert told == []


def test_42_the_newsdesk_has_no_way_round_the_steps():
    desk = admin.site.get_model_admin(Release)
    assert not admin.site.is_registered(Edition)
    assert desk.list_editable == ()
    assert desk.save_as is False
    steps_only = {"state", "base", "submitted_by", "last_editor", "first_public_at", "public_at", "superseded_at"}
    fields = {field for _, options in desk.get_fieldsets(None, None) for field in options["fields"]}
    assert not steps_only & {name for field in fields for name in ([field] if isinstance(field, str) else field)}


def test_42_no_action_of_the_list_publishes(rf):
    request = rf.get("/")
    request.user = newsdesk.amira()
    assert set(admin.site.get_model_admin(Release).get_actions(request)) == set()


LINK = '<p><a href="{}/releases/canary-release/">More</a></p>'


@pytest.mark.parametrize("site", ["", "http://testserver"])
def test_29_nothing_is_signed_that_links_to_it_and_comes_before_it(site: str):
    refused = pytest.raises(Refusal, match="not public by then")
    with worlds.world(SIGNED), time_machine.travel(BEFORE, tick=False), refused:
        newsdesk.signed(narrative=LINK.format(site))


def test_29_what_comes_with_it_or_after_it_may_link_to_it():
    with worlds.world(SIGNED), time_machine.travel(BEFORE, tick=False) as clock:
        newsdesk.signed(slug="together", embargoed=True, narrative=LINK.format(""))
        assert ask(Reader(), get("/releases/together/")).status == 404
        clock.move_to(LIFT)
        assert ask(Reader(), get("/releases/together/")).count("/releases/canary-release/") == 1
        newsdesk.signed(slug="afterwards", narrative=LINK.format(""))
