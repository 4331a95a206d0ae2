"""Withdrawing a consent: one person, one press; that passage and picture leave every edition, and nothing else does."""

import pytest

from releases import consent, lending, removal, signoff
from releases.models import ConsentEvent, Edition, Event, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT
from tests.releases.safety import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(clock):
    edition = newsdesk.signed(people.draft())
    clock.shift(60)
    return edition


@pytest.fixture
def record(public):
    return people.recorded(public.release)


def page(client, edition) -> str:
    newsdesk.forget_what_is_kept()
    return client.get(f"/releases/{edition.slug}/").content.decode()


def test_what_is_public_loses_it_at_once_and_the_release_stays(client, clock, public, record) -> None:
    assert "Canarywords" in page(client, public)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    assert "Canarywords" not in page(client, public)
    assert "look again at every open case" in page(client, public)


def test_what_is_signed_to_come_and_what_is_held_lose_it_too(clock, public, record) -> None:
    coming = newsdesk.signed(people.changed(public, headline="Next", public_mode="embargo", wanted_at=LIFT))
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    for edition in Edition.objects.filter(release=public.release):
        assert ("passages", 1) in edition.parts_gone
        assert edition.emergency == "Someone has withdrawn their consent"
    assert not any(
        "Canarywords" in str(coming.as_read_at(LIFT).body) for coming in Edition.objects.filter(pk=coming.pk)
    )


def test_every_release_that_it_covers_loses_it_at_the_same_instant(clock, public, record) -> None:
    other = people.draft(statement="<p>In Welsh: they believed me.</p>")
    consent.cover(consent_id=record.pk, release_id=other.pk, actor=people.tess(), parts=[people.key_of(other)])
    second = newsdesk.signed(other)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    gone = [Edition.objects.get(pk=edition.pk).parts_taken_down[0]["at"] for edition in (public, second)]
    assert gone[0] == gone[1]


def test_a_picture_leaves_wherever_it_is_shown_even_where_nobody_recorded_it(client, clock) -> None:
    one, other = people.draft(), people.draft()
    for release, copy in ((one, people.stored(7)), (other, people.stored(7))):
        attachment = people.with_picture(release, copy)
    record = people.recorded(one, [f"asset:{one.attachments.get().asset.uuid}"])
    edition = newsdesk.signed(Release.with_text(other.pk))
    assert str(attachment.asset.uuid) in page(client, edition)
    clock.shift(60)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    assert str(attachment.asset.uuid) not in page(client, edition)


def test_a_second_look_is_asked_and_the_log_of_the_release_tells_nothing_of_the_record(public, record) -> None:
    lead = newsdesk.person("ines", "Ines", *newsdesk.WRITER, *people.SAFETY, "releases.sign_release")
    consent.withdraw(consent_id=record.pk, actor=lead, remark="She is afraid of being found.")
    event = Event.objects.get(step="part_taken_down")
    assert (event.reason, event.details) == ("Someone has withdrawn their consent", {"part": "passages:1"})
    with pytest.raises(Refusal, match="someone else has to look"):
        signoff.look(edition_id=public.pk, actor=lead)
    signoff.look(edition_id=public.pk, actor=newsdesk.amira())
    own = ConsentEvent.objects.get(step="withdrawn")
    assert (own.actor, own.reason) == (lead, "She is afraid of being found.")


def test_the_next_text_does_not_bring_it_back_retyped_or_edited(public, record) -> None:
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    release = people.changed(public, headline="Next")
    row = release.passages.get(type="statement")
    row.body = "<p>They believed me.</p>"
    row.save()
    with pytest.raises(Refusal, match="The consent for “They believed me.” has ended"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    row.delete()
    release.passages.create(position=2, type="statement", speaker_kind="other", speaker_name="A. Friend",
                            body=f"<p>{people.WORDS.upper()}</p>")  # fmt: skip
    with pytest.raises(Refusal, match="has ended"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())


def test_it_is_not_restored_while_no_consent_stands(public, record) -> None:
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    with pytest.raises(Refusal, match="a safety lead records that first"):
        removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="Why not.")


def test_agreed_anew_by_the_same_person_it_comes_back_by_a_second_of_ours(client, clock, public, record) -> None:
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    clock.shift(3600)
    people.recorded(public.release)
    assert "Canarywords" not in page(client, public)
    removal.restore(release_id=public.release_id, actor=newsdesk.amira(), remark="She has agreed again.")
    assert "Canarywords" in page(client, public)


def test_one_passage_of_two_people_goes_when_one_of_them_takes_it_back(client, clock, public, record) -> None:
    people.recorded(public.release, reference="CF-2031/15")
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    people.recorded(public.release, reference="CF-2031/16")
    assert "Canarywords" not in page(client, public)
    assert min(Edition.objects.get(pk=public.pk).lent_until.values()) == lending.end(
        type(record).objects.get(pk=record.pk)
    )


def test_a_writer_may_take_the_part_down_and_not_end_the_record(public, record) -> None:
    with pytest.raises(Refusal, match="may not do this"):
        consent.withdraw(consent_id=record.pk, actor=newsdesk.jo())
    removal.take_down_part(
        release_id=public.release_id, actor=newsdesk.jo(), part="passages:1", reason=removal.Reason.CONSENT
    )


def test_once_is_enough(public, record) -> None:
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    with pytest.raises(Refusal, match="ended already"):
        consent.withdraw(consent_id=record.pk, actor=people.tess())
    with pytest.raises(Refusal, match="record that anew"):
        consent.renew(consent_id=record.pk, actor=people.tess(), taken_by="x", taken_on=people.LAST_DAY,
                      ends_on=people.LAST_DAY, reason="x")  # fmt: skip
