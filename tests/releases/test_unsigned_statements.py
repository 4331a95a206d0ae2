"""Nobody is quoted in words that they have not approved: a yes is to exactly these words, and a change voids it."""

from datetime import timedelta

import pytest
import time_machine

from releases import approvals, removal, signoff, statements
from releases.models import Edition, Event, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def draft(**traits):
    return newsdesk.draft(**{"statement__approved": False} | traits)


def first(release):
    return statements.of(Release.with_text(release.pk))[0]


def recorded(release, **how):
    return approvals.record(
        release_id=release.pk, actor=newsdesk.jo(), sha256=first(release).sha256, **{"how": "phone"} | how
    )


def sign(release):
    if Release.objects.get(pk=release.pk).state == "draft":
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    seen = signoff.seen(Release.with_text(release.pk))
    return signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen)


def publish_alone(release):
    seen = signoff.seen(Release.with_text(release.pk))
    return signoff.publish_alone(release_id=release.pk, actor=newsdesk.amira(), seen=seen, reason="At night.")


@pytest.mark.parametrize("alone", [False, True])
def test_a_spokespersons_statement_waits_for_their_yes_even_in_an_emergency(alone):
    release = draft()
    with pytest.raises(Refusal, match="Statement 1, of Priya Nair, is not approved"):
        publish_alone(release) if alone else sign(release)
    assert not Edition.objects.exists()


def test_it_is_sent_for_sign_off_while_the_yes_is_still_asked_for():
    release = draft()
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    recorded(release)
    assert sign(release).signed_by == newsdesk.amira()


@pytest.mark.parametrize(
    "change, still_holds",
    [
        ({"body": "<p>Other words.</p>"}, False), ({"speaker_name": "Priya Naire"}, False),
        ({"speaker_role": "Chief Executive"}, False), ({"lead_in": "Priya Nair said:"}, False),
        ({"attribution": "after"}, True), ({"position": 9}, True),
    ],
)  # fmt: skip
def test_a_change_of_words_name_role_or_introduction_voids_it_and_one_of_layout_does_not(change, still_holds):
    release = draft()
    recorded(release)
    release.passages.filter(type="statement").update(**change)
    assert first(release).is_settled is still_holds
    if not still_holds:
        with pytest.raises(Refusal, match="was changed after|is not approved"):
            sign(release)


def test_a_change_elsewhere_voids_exactly_nothing_of_it():
    release = draft()
    recorded(release)
    release.passages.filter(type="narrative").update(body="<p>Another beginning.</p>")
    Release.objects.filter(pk=release.pk).update(headline="Another headline")
    assert sign(release)


def test_of_two_statements_the_one_that_changed_is_asked_about_again():
    release = draft()
    other = newsdesk.SpokespersonFactory(name="Marian Osei")
    release.passages.create(position=3, type="statement", speaker_kind="spokesperson", spokesperson=other,
                            speaker_name="Marian Osei", body="<p>We agree.</p>")  # fmt: skip
    newsdesk.approve_statements(release)
    release.passages.filter(spokesperson=other).update(body="<p>We do not agree.</p>")
    one, two = statements.of(Release.with_text(release.pk))
    assert (one.is_settled, two.is_settled) == (True, False)
    assert "We agree." in two.before.words["paragraphs"]


def test_words_that_are_changed_back_are_the_words_that_were_approved():
    release = draft()
    recorded(release)
    passage = release.passages.get(type="statement")
    words = passage.body
    for body, settled in (("<p>Other.</p>", False), (words, True)):
        release.passages.filter(pk=passage.pk).update(body=body)
        assert first(release).is_settled is settled


def test_what_was_signed_once_is_not_asked_about_in_a_correction_of_something_else(clock):
    edition = newsdesk.signed(statement__approved=False)
    edition.release.approvals.all().delete()  # signed before approvals were kept
    clock.shift(60)
    Release.objects.filter(pk=edition.release_id).update(change="minor", headline="Better spelt")
    assert sign(edition.release).number == 2


def test_a_taken_down_statement_is_asked_about_again(clock):
    edition = newsdesk.signed(statement__approved=False)
    edition.release.approvals.all().delete()
    clock.shift(60)
    removal.take_down_part(
        release_id=edition.release_id, actor=newsdesk.jo(), part="passages:1", reason=removal.Reason.SAFETY
    )
    assert not first(edition.release).stood


def test_the_last_word_counts(clock):
    release = draft()
    yes = recorded(release)
    clock.shift(60)
    approvals.take_back(approval_id=yes.pk, actor=newsdesk.amira(), reason="She rang: not while the case runs.")
    with pytest.raises(Refusal, match="Priya Nair has taken the approval back"):
        sign(release)
    with pytest.raises(Refusal, match="already"):
        approvals.take_back(approval_id=yes.pk, actor=newsdesk.jo(), reason="Again.")
    clock.shift(60)
    recorded(release, how="email")
    assert sign(release)


def test_a_yes_is_recorded_with_how_when_and_by_whom():
    release = draft()
    yes = recorded(release, how="email", given_at=NOW - timedelta(hours=3), said_by="Her office", note="Mail of 11am.")
    assert (yes.how, yes.given_at, yes.recorded_at) == ("email", NOW - timedelta(hours=3), NOW)
    event = Event.objects.get()
    assert (event.step, event.actor, event.details["how"]) == ("approval_recorded", newsdesk.jo(), "email")


@pytest.mark.parametrize(
    "given, sentence",
    [
        ({"given_at": NOW + timedelta(seconds=1)}, "lies ahead"), ({"how": ""}, "Say how"),
        ({"how": "link"}, "Say how"), ({"how": "owl"}, "Say how"),
        ({"note": "x" * 601}, "Shorten it"), ({"said_by": "x" * 161}, "Shorten it"),
    ],
)  # fmt: skip
def test_what_cannot_be_recorded_is_refused_in_a_sentence(given, sentence):
    with pytest.raises(Refusal, match=sentence):
        recorded(draft(), **given)
    assert not Event.objects.exists()


def test_words_that_changed_meanwhile_and_people_without_the_right_record_nothing():
    release = draft()
    seen = first(release).sha256
    with pytest.raises(Refusal, match="may not do this"):
        approvals.record(release_id=release.pk, actor=newsdesk.sam(), sha256=seen, how="phone")
    release.passages.filter(type="statement").update(body="<p>Other.</p>")
    with pytest.raises(Refusal, match="changed after you opened"):
        approvals.record(release_id=release.pk, actor=newsdesk.jo(), sha256=seen, how="phone")
    assert not release.approvals.exists()


def test_a_withdrawal_waits_for_nobody(clock):
    edition = newsdesk.signed()
    clock.shift(60)
    release = edition.release
    release.passages.filter(type="statement").update(body="<p>Words that nobody approved.</p>")
    Release.objects.filter(pk=release.pk).update(change="withdrawal", change_note="Its figures were wrong.")
    assert sign(release).withdrawn
