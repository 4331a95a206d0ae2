"""The time set for a text comes before anyone has signed it: it is signed then only by a typed confirmation."""

from datetime import timedelta

import pytest
import time_machine

from releases import signoff
from releases.models import Edition, PublicMode, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.test_sign_off_page import page, press

pytestmark = pytest.mark.django_db
LATE = LIFT + timedelta(minutes=12, seconds=7)


@pytest.fixture
def release():
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(embargoed=True)
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    with time_machine.travel(LATE, tick=False):
        yield Release.with_text(release.pk)


def sign(release, typed):
    return signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(release), publish_now=typed)


@pytest.mark.parametrize("typed", ["", "yes", "PUBLISH", "PUBLISH NOW PLEASE"])
def test_without_the_words_it_is_refused_and_nothing_is_written(release, typed):
    with pytest.raises(Refusal, match="has passed"):
        sign(release, typed)
    assert not Edition.objects.exists()
    release.refresh_from_db()
    assert release.wanted_at == LIFT


def test_with_the_words_it_is_public_from_now_and_not_from_a_time_at_which_it_was_not(release):
    edition = sign(release, "publish now")
    assert (edition.public_at, edition.at_once, edition.public_mode) == (LATE, True, PublicMode.AS_SIGNED)
    assert edition.first_public_at == LATE
    assert release.events.get(step="signed").details["time_that_had_passed"] == str(LIFT)


def test_the_words_do_not_bring_forward_a_time_that_is_to_come():
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(embargoed=True)
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
        edition = sign(Release.with_text(release.pk), "PUBLISH NOW")
    assert (edition.public_at, edition.public_mode) == (LIFT, PublicMode.EMBARGO)


def test_the_page_asks_for_them_and_says_what_they_do(client, release):
    response = page(client, release, newsdesk.amira())
    html = response.content.decode()
    assert "has passed" in html
    assert "type PUBLISH NOW" in html
    assert html.count("Sign off: public at once</button>") == 1
    assert press(client, response, release, publish_now="no").status_code == 409
    done = press(client, response, release, publish_now="PUBLISH NOW")
    assert "Signed off. Public since 12.13am." in done.content.decode()


def test_the_last_editor_is_not_asked(client, release):
    Release.objects.update(last_editor=newsdesk.amira())
    assert "PUBLISH NOW" not in page(client, release, newsdesk.amira()).content.decode()


def test_nothing_else_that_stands_in_the_way_is_passed_over(client, release):
    Release.objects.update(desk=None)
    release = Release.with_text(release.pk)
    assert "PUBLISH NOW" not in page(client, release, newsdesk.amira()).content.decode()
    with pytest.raises(Refusal, match="No press desk"):
        sign(release, "PUBLISH NOW")
