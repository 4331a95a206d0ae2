"""A speaker answers by the link while the desk saves, signs or makes another link: no word goes out that they had not
approved, and nobody answers twice."""

from datetime import timedelta

import pytest
import time_machine

from releases import approvals, signoff, statements
from releases.models import Approval, ApprovalLink, Edition, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.races.desk import Editor
from tests.races.together import all_at_once, one_waits_for_the_other

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    newsdesk.jo(), newsdesk.amira()
    release = newsdesk.draft(statement__approved=False)
    newsdesk.link_to_statement(release, "token")
    return release


def approves():
    return lambda: approvals.approve(token="token", surname="Nair")


def saving(release):
    """The press of the save button on a form that was opened before the race, with other words in the statement."""
    editor = Editor()
    data = editor.opens(release.pk) | {"passages-1-body": "<p>Typed meanwhile.</p>"}
    return lambda: editor.saves(release.pk, data)


def said(release):
    return statements.of(Release.with_text(release.pk))[0]


@pytest.mark.parametrize("yes_first", [True, False])
def test_words_that_are_saved_meanwhile_are_never_approved(release, yes_first):
    acts = [approves(), saving(release)]
    outcomes = one_waits_for_the_other(*(acts if yes_first else acts[::-1]))
    assert "saved" in outcomes
    assert not said(release).is_settled
    for approval in Approval.objects.all():
        assert yes_first
        assert "Typed meanwhile." not in str(approval.words)
    if not yes_first:
        assert "The words have been changed since" in str(outcomes[1])


def test_one_link_pressed_many_times_at_once_is_one_yes(release):
    outcomes = all_at_once([approves() for _ in range(6)])
    assert Approval.objects.count() == 1
    assert sum(isinstance(outcome, Approval) for outcome in outcomes) == 1
    assert all("Thank you" in str(o) for o in outcomes if isinstance(o, Refusal))


def test_a_yes_and_a_wish_at_once_are_one_of_them(release):
    wish = lambda: approvals.wish_for_a_change(token="token", surname="Nair", text="Other words.")  # noqa: E731
    one_waits_for_the_other(approves(), wish)
    assert (Approval.objects.count(), release.comments.count()) == (1, 0)


def test_wrong_surnames_at_once_are_all_counted_and_close_it_once(release):
    guess = lambda: approvals.approve(token="token", surname="Guess")  # noqa: E731
    assert all(isinstance(outcome, Refusal) for outcome in all_at_once([guess] * 8))
    link = ApprovalLink.objects.get()
    assert (link.tries, link.ended) == (5, "closed")
    assert release.events.filter(step="link_closed").count() == 1


@pytest.mark.parametrize("yes_first", [True, False])
def test_a_sign_off_waits_for_the_yes_or_is_refused(release, yes_first):
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    seen = signoff.seen(Release.with_text(release.pk))
    acts = [approves(), lambda: signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen)]
    outcomes = one_waits_for_the_other(*(acts if yes_first else acts[::-1]))
    assert Edition.objects.exists() is yes_first
    assert Approval.objects.count() == 1
    if not yes_first:
        assert "is not approved" in str(outcomes[0])


@pytest.mark.parametrize("yes_first", [True, False])
def test_a_newer_link_ends_the_older_or_comes_too_late(release, yes_first):
    sha256 = said(release).sha256
    acts = [approves(), lambda: approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=sha256)]
    outcomes = one_waits_for_the_other(*(acts if yes_first else acts[::-1]))
    assert Approval.objects.exists() is yes_first
    if not yes_first:
        assert "There is a newer link" in str(outcomes[1])


def test_an_approval_taken_back_while_it_is_signed_is_on_record_either_way(release, clock):
    yes = approvals.approve(token="token", surname="Nair")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    seen = signoff.seen(Release.with_text(release.pk))
    clock.shift(timedelta(seconds=5))
    one_waits_for_the_other(
        lambda: approvals.take_back(approval_id=yes.pk, actor=newsdesk.jo(), reason="She rang."),
        lambda: signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen),
    )
    assert not Edition.objects.exists()
