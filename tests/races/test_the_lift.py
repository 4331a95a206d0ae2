"""A step that began before the lift and would commit after it, while readers poll: no text flashes, none is unsigned.

Readers take no lock. The step stands in the middle of its transaction while the clock passes the instant and readers on
other connections ask for the page; then it goes on.
"""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from releases import removal, signoff, timing
from releases.models import Edition, Event, Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.races.soundness import assert_sound, said
from tests.races.steps import FAR, STEPS, Case, Step, held, in_review, public, waiting
from tests.races.together import LAST_WORD, Act

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
TICK = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
HIDDEN, GONE = "hidden", "gone"


@pytest.fixture(autouse=True)
def clock():
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def shown(release_id):
    """What a stranger finds at the address now: the headline, that it is gone, or nothing; every list agrees."""
    newsdesk.forget_what_is_kept()
    release, client = Release.objects.get(pk=release_id), Client()
    page = client.get(f"/releases/{release.slug}/")
    seen = {404: HIDDEN, 410: GONE}.get(page.status_code)
    if seen is None:
        titles = Edition.objects.filter(release=release_id).values_list("headline", flat=True)
        seen = next(title for title in titles if f">{title}<" in "".join(page.content.decode().split("\n")))
    lists = [client.get(door).content.decode() for door in ("/", "/releases/", "/feeds/releases.rss")]
    assert all((seen in text) == (seen not in (HIDDEN, GONE)) for text in lists), seen
    return seen


def crossing(clock, case, take, instant, begins=timedelta(seconds=6)):
    """What readers saw, and what came of a step begun `begins` before the instant that commits after it."""
    clock.move_to(instant - begins)
    act = Act(take, stops_after=LAST_WORD).until_it_stops()
    seen = []
    for at in (instant - begins, instant - TICK, instant, instant + timedelta(seconds=0.4)):
        clock.move_to(at)
        seen.append((at, shown(case.release)))
    outcome = act.ended()
    for at in (instant + timedelta(seconds=0.5), instant + MINUTE, FAR):
        clock.move_to(at)
        seen.append((at, shown(case.release)))
    assert_sound(case.release)
    return seen, outcome


def changes(seen):
    """The texts in the order in which they were seen, each once."""
    return [now for before, now in zip([None, *[s for _, s in seen]], [s for _, s in seen], strict=False)
            if now != before]  # fmt: skip


def headlines(case):
    return set(Edition.objects.filter(release=case.release).values_list("headline", flat=True))


# Steps whose whole point is that what is public goes. They are refused at no instant.
STOPS = {"take down", "withdraw", "remove"}


@pytest.mark.parametrize("step", STEPS, ids=str)
@pytest.mark.parametrize("begins", [timedelta(seconds=6), timedelta(seconds=0.3)], ids=str)
def test_no_step_lets_a_text_flash(clock, step: Step, begins):
    case = step.begins()
    signed = headlines(case)
    events = Event.objects.count()
    seen, outcome = crossing(clock, case, lambda: step.take(case), LIFT, begins)
    texts = changes(seen)
    assert len(texts) == len(set(texts)), f"it came, went and came: {texts}"
    if step.name not in STOPS:
        assert HIDDEN not in texts[1:], f"it was public and went: {texts}"
    assert set(texts) <= signed | headlines(case) | {HIDDEN, GONE}
    if said(outcome) != "done":
        assert Event.objects.count() == events


@pytest.mark.parametrize("what", ["hold", "move"])
def test_what_would_be_stopped_too_late_goes_out_as_it_was_promised(clock, what):
    case = waiting()
    step = next(step for step in STEPS if step.name == what)
    seen, outcome = crossing(clock, case, lambda: step.take(case), LIFT)
    assert "Take it down as soon as it is public" in said(outcome)
    assert changes(seen) == [HIDDEN, "Signed text"]


def _sign():
    case = in_review(embargoed=True)
    return case, lambda: signoff.sign(release_id=case.release, actor=newsdesk.amira(), seen=case.seen)


def _move_forward():
    case = waiting()
    edition = Edition.objects.get(pk=case.edition)
    Release.objects.filter(pk=case.release).update(state="draft")
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=FAR - MINUTE, reason="Late.")
    return case, lambda: timing.move(edition_id=edition.pk, actor=newsdesk.amira(), public_at=LIFT, reason="Sooner.")


def _release():
    case = held()
    return case, lambda: timing.release_from_hold(
        edition_id=case.edition, actor=newsdesk.amira(), public_at=LIFT, reason="Checked."
    )


@pytest.mark.parametrize("promise", [_sign, _move_forward, _release])
def test_an_instant_that_passes_while_it_is_promised_is_not_promised(clock, promise):
    case, take = promise()
    before = list(Edition.objects.filter(release=case.release).values_list("number", "state", "public_at"))
    _, outcome = crossing(clock, case, take, LIFT)
    assert "came while that was being written; nothing was done" in said(outcome)
    assert list(Edition.objects.filter(release=case.release).values_list("number", "state", "public_at")) == before


def test_a_text_that_lifts_in_the_middle_of_a_take_down_is_taken_down_and_the_record_says_that_it_was_public(clock):
    case: Case = public()
    Release.objects.filter(pk=case.release).update(wanted_at=LIFT, state="draft")
    following = newsdesk.signed(Release.with_text(case.release))
    take = lambda: removal.take_down(release_id=case.release, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)  # noqa: E731
    seen, gone = crossing(clock, case, take, LIFT)
    assert changes(seen) == ["Signed text", "Next text", GONE]
    following.refresh_from_db()
    assert (following.state, following.superseded_at, gone.based_on) == ("signed", gone.public_at, following)
