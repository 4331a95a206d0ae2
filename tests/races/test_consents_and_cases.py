"""Consent withdrawn, and a case stopped, while somebody takes another step: no deadlock, and no word slips through."""

import pytest
import time_machine
from django.utils import timezone

from releases import cases, consent
from releases.models import Consent, CourtCase, Edition, Release, ReleaseSet, State
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.races.soundness import assert_sound, said
from tests.races.steps import STEPS, Step
from tests.races.together import all_at_once
from tests.releases.safety import people

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def lent(release: int) -> Consent:
    """A consent for the first passage of the release."""
    first = next(part for part in consent.coverable(Release.with_text(release)) if part.part == ("passages", 0))
    return people.recorded(Release.objects.get(pk=release), [first.key])


@pytest.mark.parametrize("order", [1, -1], ids=["step first", "withdrawal first"])
@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_and_a_consent_withdrawn_at_one_time(step: Step, order):
    case = step.begins()
    record = lent(case.release)
    lead = people.nadia()
    acts = [lambda: step.take(case), lambda: consent.withdraw(consent_id=record.pk, actor=lead)]
    assert all(said(outcome) for outcome in all_at_once(acts[::order]))
    assert Consent.objects.get().withdrawn_at
    assert_sound(case.release)
    for edition in Edition.objects.filter(release=case.release, withdrawn=False).exclude(state=State.VOID):
        shown = edition.as_read_at(timezone.now()).body
        assert len(shown["passages"]) == 0, f"edition {edition.number} still shows it"


@pytest.mark.parametrize("step", STEPS, ids=str)
def test_a_step_and_a_case_stopped_at_one_time(step: Step, clock):
    case = step.begins()
    register = people.linked(people.case(), Release.objects.get(pk=case.release))
    lead = people.nadia()
    acts = [
        lambda: step.take(case),
        lambda: cases.stop_together(case_id=register.pk, actor=lead, release_ids=[case.release]),
    ]
    assert all(said(outcome) for outcome in all_at_once(acts))
    assert_sound(case.release)


def test_two_cases_that_share_the_releases_of_a_set():
    together = ReleaseSet.objects.create(name="Two")
    newsdesk.jo(), newsdesk.amira(), people.nadia(), people.tess()
    members = [newsdesk.draft(embargoed=True, set=together, statement=False) for _ in range(3)]
    editions = [newsdesk.signed(member) for member in members]
    one, two = people.case(), people.case("T20277002")
    people.linked(one, editions[0].release, editions[1].release)
    people.linked(two, editions[2].release, editions[1].release)
    acts = [
        lambda c=case, who=who: cases.stop_together(
            case_id=c.pk, actor=who, release_ids=[edition.release_id for edition in editions]
        )
        for case, who in ((one, people.nadia()), (two, people.tess()))
    ]
    outcomes = all_at_once(acts)
    assert all(outcome.stopped or outcome.skipped for outcome in outcomes)
    assert set(Edition.objects.values_list("state", flat=True)) == {"held"}
    assert not Edition.objects.visible(LIFT).exists()
    assert CourtCase.objects.count() == 2
