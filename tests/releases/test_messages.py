"""The message for each step: what was done, both times in UK time, what to do, and nothing of the log."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from releases import removal, timing
from releases.messages import message
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.sent import embargoed, news
from tests.releases.test_whom_to_tell import again

pytestmark = pytest.mark.django_db
LATER = LIFT + timedelta(days=1)
SECRET = "A man was seen outside her flat."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def edition(clock):
    edition = embargoed(headline="What the count shows")
    clock.shift(60)
    return edition


def of(edition):
    at = timezone.now()
    found = news(edition, at)
    return message(found, at, organisation="Harbourlight", desk=edition.desk, site_url="https://news.example")


def take_down(edition, clock):
    clock.move_to(LIFT + timedelta(hours=1))
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=removal.Reason.SAFETY, remark=SECRET)


def test_held_says_do_not_publish_and_names_the_time_that_no_longer_holds(edition):
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo(), reason=SECRET)
    words = of(edition)
    assert words.subject == "HELD, do not publish: press release from Harbourlight"
    assert "“What the count shows”, which we sent you under embargo on 23 November 2026. It is held" in words.body
    assert "does not become public at 00:01 GMT, Tuesday 24 November 2026" in words.body
    assert words.body.endswith(
        "Press office, Harbourlight\n020 7946 0123, out of hours 07700 900123, press@harbourlight.example"
    )


def test_moved_gives_the_old_and_the_new_time_each_with_its_own_zone(edition):
    summer = datetime(2027, 6, 1, 0, 1, tzinfo=ZoneInfo("Europe/London"))
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=summer, reason=SECRET)
    words = of(edition)
    assert "It was: 00:01 GMT, Tuesday 24 November 2026 (UK time).\n" in words.body
    assert "It is now: 00:01 BST, Tuesday 1 June 2027 (UK time)." in words.body
    assert words.subject.startswith("Embargo moved to 00:01 BST, Tuesday 1 June 2027")


def test_lifted_early_says_since_when_and_where(edition):
    timing.lift_early(edition_id=edition.pk, actor=newsdesk.amira(), reason=SECRET)
    assert (
        f"public since 14:33 GMT, Monday 23 November 2026 (UK time), at https://news.example/releases/{edition.slug}/"
        in (of(edition).body)
    )


@pytest.mark.parametrize(
    "at, said",
    [(LATER, "It now becomes public at 00:01 GMT, Wednesday 25 November"), (None, "It has been public since")],
)
def test_released_from_hold_gives_the_new_time(edition, clock, at, said):
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    clock.shift(60)
    timing.release_from_hold(edition_id=edition.pk, actor=newsdesk.amira(), public_at=at, reason=SECRET)
    assert said in of(edition).body


def test_taken_down_asks_for_removal_and_says_neither_why_nor_the_headline(edition, clock):
    take_down(edition, clock)
    words = of(edition)
    assert "We have taken down the press release that we sent you under embargo on 23 November 2026" in words.body
    assert "remove what you have published of it" in words.body
    clock.shift(60)
    removal.withdraw(release_id=edition.release_id, actor=newsdesk.amira(), public_reason="Its figures were wrong.")
    withdrawn = of(edition)
    assert "in public:\n\nIts figures were wrong.\n\n" in withdrawn.body
    for each in (words, withdrawn):
        assert "What the count shows" not in f"{each.subject}{each.body}"


def test_removed_for_safety_asks_for_every_copy_to_be_deleted_and_says_no_more(edition):
    removal.remove(release_id=edition.release_id, actor=newsdesk.jo(), reason=SECRET)
    words = of(edition)
    assert words.subject.startswith("URGENT, please delete")
    assert "delete every copy" in words.body
    assert "What the count shows" not in f"{words.subject}{words.body}"
    assert edition.slug not in words.body


def test_corrected_says_what_changed_and_a_protective_change_does_not(edition, clock):
    clock.move_to(LIFT + timedelta(hours=1))
    now = {"public_mode": "as_signed", "wanted_at": None}
    again(edition, change="correction", change_note="It said 38; it is 36.", summary="One.", **now)
    assert "We have corrected the press release “What the count shows”" in of(edition).body
    assert "\n\nIt said 38; it is 36.\n\n" in of(edition).body
    clock.shift(60)
    again(edition, change="protective", change_note="", summary="Two.", **now)
    protective = of(edition)
    assert "delete the copy you have" in protective.body
    assert "What the count shows" not in protective.body


def test_a_mended_text_says_until_when_it_is_under_embargo(edition, clock):
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    clock.shift(60)
    again(edition, summary="Mended.", wanted_at=LATER)
    assert "under embargo until 00:01 GMT, Wednesday 25 November 2026 (UK time). We will send you" in of(edition).body


def test_no_message_holds_a_word_of_the_log(edition, clock):
    """SECRET is the reason that every step of these tests was given."""
    said = []
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=LATER, reason=SECRET)
    said.append(of(edition))
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo(), reason=SECRET)
    said.append(of(edition))
    clock.shift(60)
    timing.release_from_hold(edition_id=edition.pk, actor=newsdesk.amira(), public_at=None, reason=SECRET)
    said.append(of(edition))
    take_down(edition, clock)
    said.append(of(edition))
    clock.shift(60)
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark=SECRET)
    said.append(of(edition))
    assert len({each.subject for each in said}) == 5
    assert [each for each in said if SECRET in f"{each.subject}{each.body}"] == []
