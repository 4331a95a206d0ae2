"""The case register: when proceedings turn active, every release about the case is listed and stopped together."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases import cases, removal, reporting, safety, signoff
from releases.models import CourtCase, Edition, Event, Release, ReleaseSet
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT
from tests.releases.safety import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(clock):
    """One of each: public, to come, held with nothing public, a draft, and one that is gone."""
    public = newsdesk.signed(headline="Public one").release
    coming = newsdesk.signed(headline="Coming one", embargoed=True).release
    draft = newsdesk.draft(headline="Draft one")
    gone = newsdesk.signed(headline="Gone one").release
    clock.shift(60)
    removal.take_down(release_id=gone.pk, actor=newsdesk.jo(), reason=removal.Reason.WRONG)
    return people.linked(people.case(), public, coming, draft, gone)


def stands(case, at) -> dict[str, str]:
    return {row.release.headline: row.stands for row in cases.listed(case, at)}


def test_it_lists_every_release_about_it_and_how_it_stands(story, clock) -> None:
    assert stands(story, LIFT - timedelta(hours=1)) == {
        "Public one": "public", "Coming one": "coming", "Draft one": "draft", "Gone one": "gone",
    }  # fmt: skip
    assert stands(story, LIFT)["Coming one"] == "public"


def test_one_press_stops_all_that_can_be_and_says_what_was_gone(client, story, clock) -> None:
    everything = [row.release.pk for row in cases.listed(story, LIFT)]
    outcome = cases.stop_together(
        case_id=story.pk, actor=people.nadia(), release_ids=everything, remark="Charged today."
    )
    assert outcome.stopped == ["“Public one” is taken down.", "“Coming one” is held."]
    assert [sentence.partition(":")[0] for sentence in outcome.skipped] == ["“Draft one”", "“Gone one”"]
    clock.shift(1)
    assert client.get(f"/releases/{Release.objects.get(headline='Public one').slug}/").status_code == 410
    assert not Edition.objects.visible(LIFT + timedelta(days=1)).exists()
    down = Event.objects.get(step="taken_down", release__headline="Public one")
    assert down.reason == "Court order or live proceedings. Charged today."
    assert down.edition.emergency
    assert story.reference not in str(list(Event.objects.values()))


def test_it_comes_back_only_by_a_second_person(story, clock) -> None:
    public = Release.objects.get(headline="Public one")
    cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=[public.pk])
    cases.set_state(case_id=story.pk, actor=people.nadia(), state="concluded", reason="Verdict.")
    clock.shift(60)
    assert not Edition.objects.visible(LIFT).filter(release=public).exists()
    removal.restore(release_id=public.pk, actor=newsdesk.amira(), remark="Verdict is in.")
    assert Edition.objects.visible(LIFT).filter(release=public).exists()


def test_all_or_none(story, clock, monkeypatch) -> None:
    def fails(**_):
        raise RuntimeError("the power went")

    monkeypatch.setattr(cases.timing, "hold", fails)
    everything = [row.release.pk for row in cases.listed(story, LIFT)]
    with pytest.raises(RuntimeError):
        cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=everything)
    assert Edition.objects.visible(LIFT - timedelta(hours=1)).filter(release__headline="Public one").exists()


def test_a_set_is_held_as_one_and_said_to_be(clock) -> None:
    together = ReleaseSet.objects.create(name="Two")
    one = newsdesk.signed(headline="One", embargoed=True, set=together).release
    other = newsdesk.signed(headline="Other", embargoed=True, set=together).release
    case = people.linked(people.case(), one, other)
    outcome = cases.stop_together(case_id=case.pk, actor=people.nadia(), release_ids=[one.pk, other.pk])
    assert outcome.stopped == ["“One” is held.", "“Other” is held."]
    assert set(Edition.objects.values_list("state", flat=True)) == {"held"}


def test_too_near_its_instant_it_is_passed_over_with_what_to_do_and_the_rest_is_stopped(story, clock) -> None:
    clock.move_to(LIFT - timedelta(seconds=4))
    everything = [row.release.pk for row in cases.listed(story, LIFT)]
    outcome = cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=everything)
    assert outcome.stopped == ["“Public one” is taken down."]
    assert "“Coming one”: It becomes public within seconds" in outcome.skipped[0]
    clock.move_to(LIFT)
    again = cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=everything)
    assert again.stopped == ["“Coming one” is taken down."]


def test_what_becomes_public_while_it_is_being_stopped_is_taken_down(story, clock, monkeypatch) -> None:
    hold, slow = cases.timing.hold, []

    def slowly(**arguments):
        held = hold(**arguments)
        if not slow:
            slow.append(clock.move_to(LIFT + timedelta(seconds=1)))
        return held

    clock.move_to(LIFT - timedelta(seconds=30))
    monkeypatch.setattr(cases.timing, "hold", slowly)
    coming = Release.objects.get(headline="Coming one")
    outcome = cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=[coming.pk])
    assert outcome.stopped == ["“Coming one” is taken down."]
    assert [e.state for e in coming.editions.order_by("number")] == ["signed", "signed"]


def test_while_it_is_active_the_approver_is_told_first_and_without_the_reference(client, story) -> None:
    cases.set_state(case_id=story.pk, actor=people.nadia(), state="active", reason="Charged.")
    draft = Release.objects.get(headline="Draft one")
    assert safety.of(Release.with_text(draft.pk), LIFT).active == reporting.ACTIVE
    client.force_login(newsdesk.amira())
    html = client.get(reverse("admin:releases_release_sign_off", args=[draft.pk])).content.decode()
    assert html.index("about a case whose proceedings are active") < html.index(
        "Preview" if "Preview" in html else "Page"
    )
    assert story.reference not in html
    signoff.submit(release_id=draft.pk, actor=newsdesk.jo())


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"reference": "R v Vale"}, "looks like a name"),
        ({"nation": "Mercia"}, "Choose the nation"),
        ({"court": "court@example.org"}, "Enter the name of the court alone"),
        ({"reference": "T20277001"}, "There is a case of that reference"),
    ],
)
def test_what_cannot_be_entered_is_refused_with_a_sentence(clock, changed, said) -> None:
    people.case()
    entered = {"reference": "T20277002", "nation": "Scotland", "court": ""} | changed
    with pytest.raises(Refusal, match=said):
        cases.record(actor=people.nadia(), **entered)
    assert CourtCase.objects.count() == 1


def test_linking_and_changing_say_when_there_is_nothing_to_do(story) -> None:
    public = Release.objects.get(headline="Public one")
    with pytest.raises(Refusal, match="linked to that case already"):
        people.linked(story, public)
    with pytest.raises(Refusal, match="stands so already: No proceedings yet"):
        cases.set_state(case_id=story.pk, actor=people.nadia(), state="none", reason="x")
    with pytest.raises(Refusal, match="Give a reason"):
        cases.unlink(case_id=story.pk, release_id=public.pk, actor=people.nadia(), reason=" ")
    cases.unlink(case_id=story.pk, release_id=public.pk, actor=people.nadia(), reason="Another case.")
    with pytest.raises(Refusal, match="not linked"):
        cases.unlink(case_id=story.pk, release_id=public.pk, actor=people.nadia(), reason="Again.")
    with pytest.raises(Refusal, match="Choose at least one"):
        cases.stop_together(case_id=story.pk, actor=people.nadia(), release_ids=[public.pk])


def test_who_keeps_no_cases_stops_none_together(story) -> None:
    with pytest.raises(Refusal, match="may not do this"):
        cases.stop_together(case_id=story.pk, actor=newsdesk.jo(), release_ids=[1])


@pytest.mark.parametrize("broken", [{"state": "resting"}, {"nation": "Mercia"}])
def test_the_database_refuses_what_cannot_be(clock, broken) -> None:
    people.case()
    with pytest.raises(IntegrityError), transaction.atomic():
        CourtCase.objects.update(**broken)
