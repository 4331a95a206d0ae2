"""An erasure touches every release, so it meets every step: no deadlock, and no word comes back from what was read."""

import pytest
import time_machine

from releases import erasure, signoff
from releases.models import Edition, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor
from tests.races.soundness import assert_sound, said
from tests.races.steps import STEPS, Step, in_review, noor, tess
from tests.races.together import all_at_once, one_waits_for_the_other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def wish(*words):
    """An erasure of words, proposed for another release than those that the steps are taken on."""
    return erasure.propose(release_id=newsdesk.draft().pk, actor=noor(), words=list(words), reason="Asked.").pk


@pytest.mark.parametrize("order", [1, -1], ids=["step first", "erasure first"])
@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_of_another_release_and_an_erasure(step: Step, order):
    case, asked = step.begins(), wish("Signed text", "Working text", "Next text")
    acts = [lambda: step.take(case), lambda: erasure.carry_out(erasure_id=asked, actor=tess())]
    outcomes = one_waits_for_the_other(*acts[::order])
    assert all(said(outcome) for outcome in outcomes)
    assert_sound(case.release)
    assert not [e for e in Edition.objects.filter(release=case.release) if "text" in e.headline + e.document[:200]]
    assert Release.objects.get(pk=case.release).headline == "[removed]"


def test_a_form_sent_in_the_middle_of_an_erasure_does_not_bring_the_words_back():
    case, asked, editor = in_review(), wish("Working text"), Editor()
    form = editor.opens(case.release)
    outcomes = one_waits_for_the_other(
        lambda: erasure.carry_out(erasure_id=asked, actor=tess()), lambda: editor.saves(case.release, form)
    )
    assert "Nothing of yours has been saved" in said(outcomes[1])
    assert Release.objects.get(pk=case.release).headline == "[removed]"


def test_a_signature_in_the_middle_of_an_erasure_is_asked_for_anew():
    case, asked = in_review(), wish("Working text")
    _, signed = one_waits_for_the_other(
        lambda: erasure.carry_out(erasure_id=asked, actor=tess()),
        lambda: signoff.sign(release_id=case.release, actor=newsdesk.amira(), seen=case.seen),
    )
    assert isinstance(signed, Refusal)
    assert not Edition.objects.filter(release=case.release).exists()


def test_erasures_and_steps_all_at_once():
    cases = [(step, step.begins()) for step in STEPS]
    wishes = [wish(words) for words in ("Signed text", "Working text", "Next text")]
    acts = [lambda s=step, c=case: s.take(c) for step, case in cases]
    acts += [lambda w=w: erasure.carry_out(erasure_id=w, actor=tess()) for w in wishes]
    assert all(said(outcome) for outcome in all_at_once(acts))
    for _, case in cases:
        assert_sound(case.release)
    assert not Edition.objects.filter(headline__in=["Signed text", "Working text", "Next text"]).exists()
