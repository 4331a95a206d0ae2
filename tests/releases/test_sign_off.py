"""Starting takes two: what was signed is what was seen, by someone other than the last editor."""

import pytest
import time_machine

from releases import signoff
from releases.models import Edition, Event, Release
from releases.refusal import Refusal
from tests import newsdesk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def seen(release):
    return signoff.seen(Release.with_text(release.pk))


def test_the_last_editor_may_not_sign():
    release = newsdesk.draft(last_editor=newsdesk.amira())
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    with pytest.raises(Refusal, match="someone else has to sign"):
        signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen(release))
    assert not Edition.objects.exists()


def test_a_second_person_signs_and_it_is_public_from_that_very_instant():
    edition = newsdesk.signed()
    assert edition.public_at == newsdesk.NOW
    assert Edition.objects.visible(newsdesk.NOW).get() == edition
    assert [e.step for e in Event.objects.order_by("pk")] == ["submitted", "signed"]
    assert all(e.actor for e in Event.objects.all())


def test_a_text_that_changed_since_it_was_seen_is_not_signed():
    release = newsdesk.draft()
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    before = seen(release)
    release.passages.filter(position=1).update(body="<p>Other words.</p>")
    with pytest.raises(Refusal, match="changed after you opened it"):
        signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=before)
    assert not Edition.objects.exists()


def test_a_time_that_changed_since_it_was_seen_is_not_signed():
    release = newsdesk.draft(embargoed=True)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    before = seen(release)
    Release.objects.filter(pk=release.pk).update(public_mode="as_signed", saves=release.saves + 1)
    with pytest.raises(Refusal, match="changed after you opened it"):
        signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=before)


def test_who_may_not_sign_is_refused():
    release = newsdesk.draft()
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    for nobody in (newsdesk.sam(), newsdesk.person("kit", "Kit", *newsdesk.WRITER)):
        with pytest.raises(Refusal, match="may not do this"):
            signoff.sign(release_id=release.pk, actor=nobody, seen=seen(release))


def test_in_an_emergency_one_person_publishes_with_a_reason_and_a_flag_stays():
    release = newsdesk.draft(last_editor=newsdesk.amira())
    with pytest.raises(Refusal, match="reason"):
        signoff.publish_alone(release_id=release.pk, actor=newsdesk.amira(), seen=seen(release), reason=" ")
    edition = signoff.publish_alone(
        release_id=release.pk, actor=newsdesk.amira(), seen=seen(release), reason="The police name the wrong shelter."
    )
    assert Edition.objects.visible(newsdesk.NOW).get() == edition
    with pytest.raises(Refusal, match="someone else"):
        signoff.look(edition_id=edition.pk, actor=newsdesk.amira())
    second = newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release")
    assert signoff.look(edition_id=edition.pk, actor=second).looked_by == second
    assert Event.objects.filter(step="looked", actor=second).exists()


def test_an_embargo_line_waits_for_a_person_to_confirm_its_instant():
    release = newsdesk.draft(embargoed=True, embargo_wording="Embargo: 00.01hrs, Tues 24 November 2026")
    with pytest.raises(Refusal, match="Embargo: 00.01hrs"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())


@pytest.mark.parametrize(
    "columns, sentence",
    [
        ({"public_mode": "embargo", "wanted_at": None}, "none is"),
        ({"public_mode": "at_set_time", "wanted_at": newsdesk.NOW.replace(second=0)}, "has passed"),
        ({"desk": None}, "press desk"),
        ({"issued_on": newsdesk.LIFT.date()}, "has not come"),
    ],
)
def test_what_blocks_is_said_in_a_sentence(columns, sentence):
    release = newsdesk.draft()
    Release.objects.filter(pk=release.pk).update(**columns)
    with pytest.raises(Refusal, match=sentence):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert not Event.objects.exists()
