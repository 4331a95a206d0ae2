"""Two steps of one release at once end as if one had come after the other; whoever comes second is told in a sentence.

The second begins while the first stands in the middle of its transaction. What must come of it is asked of a twin, made
alike, on which the same two steps are taken one after the other.
"""

import pytest
import time_machine

from releases.models import Event
from releases.refusal import Refusal
from tests import newsdesk
from tests.races.soundness import assert_sound, picture_of
from tests.races.steps import SIGN, STEPS, Step
from tests.races.together import one_waits_for_the_other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def taken(step, case):
    """What comes of the step when nobody is in its way. Done, it has left an event; refused, none."""
    before = Event.objects.count()
    try:
        outcome = step.take(case)
    except Refusal as refusal:
        assert Event.objects.count() == before
        return refusal
    assert Event.objects.count() > before
    return outcome


def one_after_the_other(begins, first, second):
    """How it ends on a twin without a race."""
    case = begins()
    return picture_of(case.release, [taken(first, case), taken(second, case)])


def race(begins, first, second):
    expected = one_after_the_other(begins, first, second)
    case = begins()
    outcomes = one_waits_for_the_other(lambda: first.take(case), lambda: second.take(case))
    assert_sound(case.release)
    assert picture_of(case.release, outcomes) == expected


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_and_a_sign_off(step: Step):
    race(step.begins, step, SIGN)


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_sign_off_and_a_step(step: Step):
    race(step.begins, SIGN, step)


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_pressed_twice(step: Step):
    race(step.begins, step, step)
