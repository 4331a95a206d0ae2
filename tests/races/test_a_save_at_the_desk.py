"""A save at the desk and a step of the same release: one waits for the other, and no word is signed that nobody saw."""

import pytest
import time_machine

from releases.models import Edition, Event, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.races.desk import Editor, text_of
from tests.races.soundness import assert_sound, picture_of
from tests.races.steps import STEPS, Step, draft
from tests.races.together import all_at_once, one_waits_for_the_other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
THREADS, SAVES_EACH = 8, 6


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def saving(case):
    """The press of the save button, on a form that was opened before the race."""
    editor = Editor()
    data = editor.opens(case.release) | {"passages-0-body": "<p>Typed meanwhile.</p>"}
    return lambda: editor.saves(case.release, data)


def taken(do):
    try:
        return do()
    except Refusal as refusal:
        return refusal


def race(begins, acts_of):
    """Both orders end as they would on a twin without a race."""
    twin, case = begins(), begins()
    expected = picture_of(twin.release, [taken(act) for act in acts_of(twin)])
    outcomes = one_waits_for_the_other(*acts_of(case))
    assert_sound(case.release)
    assert picture_of(case.release, outcomes) == expected
    assert text_of(case.release) == text_of(twin.release)
    # What was saved meanwhile is nothing that a signer had seen.
    assert not Edition.objects.filter(release=case.release, document__contains="Typed meanwhile").exists()


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_in_the_middle_of_which_somebody_saves(step: Step):
    race(step.begins, lambda case: [lambda: step.take(case), saving(case)])


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_save_in_the_middle_of_which_somebody_takes_a_step(step: Step):
    race(step.begins, lambda case: [saving(case), lambda: step.take(case)])


def test_many_saves_at_once_lose_none_and_tell_each_that_is_refused():
    """Eight people press save again and again, each on the text as it stood a moment before."""
    case = draft()
    people = [newsdesk.person(f"editor{n}", f"Editor{n}", *newsdesk.WRITER) for n in range(THREADS)]
    editors = [Editor(person) for person in people]
    form = editors[0].opens(case.release)

    def keeps_saving(number):
        outcomes = []
        for turn in range(SAVES_EACH):
            # What opening the form anew would give, without the time that it takes to draw it.
            saves, headline = Release.objects.values_list("saves", "headline").get(pk=case.release)
            typed = f"{headline} {number}.{turn}"
            sent = form | {"seen_saves": saves, "headline": typed}
            outcomes.append((typed, taken(lambda data=sent: editors[number].saves(case.release, data))))
        return outcomes

    outcomes = [each for one in all_at_once([lambda n=n: keeps_saving(n) for n in range(THREADS)]) for each in one]
    saved = [typed for typed, outcome in outcomes if outcome == "saved"]
    refused = [str(outcome) for _, outcome in outcomes if outcome != "saved"]
    release = Release.objects.get(pk=case.release)
    assert len(saved) + len(refused) == THREADS * SAVES_EACH
    assert saved
    assert release.saves == len(saved) == Event.objects.filter(release=release, step="saved").count()
    assert all("saved this release" in sentence and "Nothing of yours" in sentence for sentence in refused)
    # Each save was typed onto the one before it, so the last holds a mark of every one: none was lost.
    assert release.headline.split()[2:] == [typed.split()[-1] for typed in sorted(saved, key=len)]
