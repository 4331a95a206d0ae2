"""What could be early or late by the clock, a race or a lifetime; numbers as in channels.py."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from releases import timing
from releases.refusal import Refusal
from tests import newsdesk
from tests.leaks import worlds
from tests.leaks.channels import at_the_lift, before
from tests.leaks.conftest import Walked
from tests.leaks.questions import QUESTIONS
from tests.leaks.verdicts import PUBLIC
from tests.leaks.walk import Reader, ask, get, walk
from tests.leaks.worlds import NONE, SIGNED
from tests.newsdesk import LIFT

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
# On the newsroom's clock, and what that is in UTC: winter, summer, and both sides of both nights of change.
NIGHTS = [
    ("2026-11-24T00:01", "2026-11-24T00:01Z"), ("2027-06-01T00:01", "2027-05-31T23:01Z"),
    ("2027-03-28T00:59", "2027-03-28T00:59Z"), ("2027-03-28T02:01", "2027-03-28T01:01Z"),
    ("2027-10-31T00:59", "2027-10-30T23:59Z"), ("2027-10-31T02:01", "2027-10-31T02:01Z"),
]  # fmt: skip


@pytest.mark.parametrize("there, in_utc", NIGHTS)
def test_43_an_hour_of_summer_time_is_neither_gained_nor_lost(there: str, in_utc: str):
    typed, lift = datetime.fromisoformat(there).replace(tzinfo=LONDON), datetime.fromisoformat(in_utc)
    with time_machine.travel(lift - timedelta(days=2), tick=False) as clock:
        newsdesk.signed(slug="a", public_mode="embargo", wanted_at=typed)
        for away, status in ((-3600, 404), (-1, 404), (0, 200), (3600, 200)):
            clock.move_to(lift + timedelta(seconds=away))
            assert ask(Reader(), get("/releases/a/")).status == status


STEPS = {
    "hold": lambda edition: timing.hold(edition_id=edition.pk, actor=newsdesk.jo()),
    "put off": lambda edition: timing.move(
        edition_id=edition.pk, actor=newsdesk.jo(), public_at=LIFT + timedelta(hours=1), reason="Not yet."
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_45_a_step_that_comes_too_late_is_refused_and_nothing_flashes(step: str):
    with time_machine.travel(LIFT - timedelta(days=1), tick=False) as clock:
        edition = newsdesk.signed(slug="a", embargoed=True)
        clock.move_to(LIFT - timedelta(seconds=1))
        with pytest.raises(Refusal):
            STEPS[step](edition)
        statuses = []
        for milliseconds in range(-1000, 1001, 250):
            clock.move_to(LIFT + timedelta(milliseconds=milliseconds))
            statuses.append(ask(Reader(), get("/releases/a/")).status)
    assert statuses == [404] * 4 + [200] * 5


def test_46_what_is_held_six_seconds_before_is_not_public_at_the_instant():
    with time_machine.travel(LIFT - timedelta(days=1), tick=False) as clock:
        edition = newsdesk.signed(slug="a", embargoed=True)
        clock.move_to(LIFT - timedelta(seconds=6))
        timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
        for away in (-1, 0, 1, 3600):
            clock.move_to(LIFT + timedelta(seconds=away))
            assert ask(Reader(), get("/releases/a/")).status == 404


def test_46_what_is_held_stays_hidden_among_what_lifts(walked: Walked):
    assert before(walked, "/releases/raven-held/") == before(walked, "/releases/never-used/")
    assert at_the_lift(walked, "/releases/raven-held/").status == 404
    assert at_the_lift(walked, "/releases/held-second/").count("raven") == 0


@pytest.mark.parametrize("seconds", [3600 + 30, 90, 30])
def test_49_no_lifetime_counts_down_to_it(seconds: int):
    at = LIFT - timedelta(seconds=seconds)
    lifetimes = []
    for name in (NONE, SIGNED):
        with worlds.world(name):
            answers = walk(Reader(), QUESTIONS["plainly"], at)
        lifetimes.append({q: (a.header("Cache-Control"), a.header("Expires")) for q, a in answers.items()})
    assert lifetimes[0] == lifetimes[1]
    assert set(lifetimes[1].values()) == {("no-store", ""), ("public, max-age=29, s-maxage=29, must-revalidate", "")}


def test_49_what_is_kept_before_the_lift_is_not_served_after_it(walked: Walked):
    """Pages and counts kept for a second, in one process: asked just before, and again within the second."""
    addresses = [get(address) for verdict in PUBLIC.values() for address in verdict.shows + verdict.changes]
    with worlds.world(SIGNED):
        for question in addresses:
            with time_machine.travel(LIFT - timedelta(seconds=0.4), tick=False) as clock:
                early = ask(Reader(), question)
                clock.shift(0.5)
                answer = ask(Reader(), question, keeping=True)
            assert early.count("canary") <= answer.count("canary")
            assert answer.body == walked(SIGNED, LIFT)[question].body, question


def test_55_the_kill_switch_needs_no_database_and_lets_nothing_else_through(settings, tmp_path):
    """410 for what is listed, and not a word of it; the rest of the newsroom answers as before."""
    settings.KILL_SWITCH_FILE = str(tmp_path / "kill-switch.txt")
    listed = get("/releases/canary-release/")
    with worlds.world(SIGNED), time_machine.travel(LIFT, tick=False):
        assert ask(Reader(), listed).status == 200
        (tmp_path / "kill-switch.txt").write_text("canary-release\n")
        answer = ask(Reader(), listed)
        assert (answer.status, answer.count("canary"), answer.queries) == (410, 0, 0)
        assert ask(Reader(), get("/")).status == 200
