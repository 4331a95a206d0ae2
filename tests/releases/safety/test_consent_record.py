"""What a consent record takes, what it refuses, and what the database refuses by itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from releases import batches, cases, consent, erased_words, erasure, lending
from releases.document import freeze, thaw
from releases.models import Consent, ConsentEvent, CourtCase, Cover, Release, Restriction
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases import bringing_in
from tests.releases.importing.wxr_files import post
from tests.releases.safety import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_it_keeps_what_was_agreed_by_whom_taken_and_when_it_ends() -> None:
    release = people.draft()
    record = people.recorded(release, agreed="Name and town changed.")
    assert (record.reference, record.uses, record.recorded_by) == ("CF-2031/14", ["website", "press"], people.nadia())
    assert record.ends_at == lending.end_of(people.LAST_DAY)
    assert record.covers.get().passage == release.passages.get(type="statement").key
    assert ConsentEvent.objects.get().step == "recorded"


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"reference": "Rowan Vale"}, "looks like a name"),
        ({"agreed": "Ring her sister, 01632 960 123."}, "telephone number, which is not kept here. Leave it in the"),
        ({"taken_by": "rowan@example.org"}, "e-mail address"),
        ({"taken_by": " "}, "Say who of our own staff"),
        ({"uses": []}, "Tick what"),
        ({"uses": ["television"]}, "Tick what"),
        ({"taken_on": date(2026, 11, 24)}, "24 November 2026 has not come"),
        ({"ends_on": date(2026, 11, 22)}, "22 November 2026 has passed"),
        ({"identifies": True, "offence_scotland": True}, "Enter who has seen the written waiver"),
        ({"identifies": True, "offence_england_wales": True, "waiver_sighted_by": "Legal"}, "written waiver, and when"),
        ({"waiver_sighted_by": "Legal", "waiver_sighted_on": date(2026, 11, 24)}, "has not come"),
    ],
)
def test_what_it_refuses_it_refuses_with_a_sentence_and_keeps_nothing(changed, said) -> None:
    release = people.draft()
    with pytest.raises(Refusal, match=said):
        people.recorded(release, **changed)
    assert not Consent.objects.exists()


def test_a_waiver_that_was_sighted_lets_someone_be_shown() -> None:
    record = people.recorded(
        people.draft(), identifies=True, offence_northern_ireland=True, waiver_sighted_by="Head of legal",
        waiver_sighted_on=date(2026, 11, 20),
    )  # fmt: skip
    assert record.waiver_sighted_by == "Head of legal"


def test_who_is_no_safety_lead_records_nothing() -> None:
    release = people.draft()
    with pytest.raises(Refusal, match="may not do this"):
        consent.record(
            release_id=release.pk, actor=newsdesk.amira(), terms=people.terms(), parts=[people.key_of(release)]
        )


@pytest.mark.parametrize("parts", [[], ["passage:00000000-0000-4000-8000-000000000000"], ["asset:x"], ["nonsense"]])
def test_it_covers_something_that_stands_in_the_text(parts) -> None:
    release = people.draft()
    with pytest.raises(Refusal, match="Choose what it covers|not in the text any more"):
        consent.record(release_id=release.pk, actor=people.nadia(), terms=people.terms(), parts=parts)
    assert not Consent.objects.exists()


def test_a_passage_that_comes_back_from_an_older_text_is_the_passage_it_was() -> None:
    release = people.draft()
    people.recorded(release)
    edition = newsdesk.signed(release)
    frozen = freeze(Release.with_text(release.pk))
    release.passages.all().delete()
    thaw(release, frozen)
    assert str(release.passages.get(type="statement").key) == edition.passage_keys[1]


@pytest.mark.parametrize(
    "broken",
    [
        {"ends_at": NOW},
        {"identifies": True, "offence_scotland": True},
        {"withdrawn_at": NOW},
        {"erased_at": NOW},
    ],
)
def test_the_database_refuses_a_record_that_cannot_be(broken) -> None:
    people.recorded(people.draft())
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(**broken)


def test_the_database_refuses_an_erasure_by_one() -> None:
    people.recorded(people.draft())
    nadia = people.nadia()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.update(erased_at=NOW, erased_by=nadia, erasing_by=nadia)


def test_the_database_refuses_a_cover_of_nothing_and_of_two_things() -> None:
    people.recorded(people.draft())
    asset = people.stored()
    for broken in ({"passage": None}, {"asset": asset}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Cover.objects.update(**broken)


def test_a_record_is_erased_by_two_after_its_end_and_its_words_stay_away(clock) -> None:
    release = people.draft()
    record = people.recorded(release, agreed="Canaryterms.", taken_by="Canarytaker")
    with pytest.raises(Refusal, match="End it first"):
        consent.propose_erasing(consent_id=record.pk, actor=people.nadia())
    clock.move_to(lending.end_of(people.LAST_DAY) + timedelta(days=400))
    consent.propose_erasing(consent_id=record.pk, actor=people.nadia())
    with pytest.raises(Refusal, match="someone else decides"):
        consent.erase(consent_id=record.pk, actor=people.nadia())
    erased = consent.erase(consent_id=record.pk, actor=people.tess())
    assert "CF-2031/14" not in str(list(Consent.objects.values()) + list(ConsentEvent.objects.values()))
    assert "anary" not in str(list(Consent.objects.values()) + list(ConsentEvent.objects.values()))
    assert [erased.erased_by, erased.erasing_by] == [people.tess(), people.nadia()]
    with pytest.raises(Refusal, match="was erased"):
        consent.see_to(consent_id=record.pk, actor=people.tess())
    assert lending.consents_of(lending.text_of(Release.with_text(release.pk)))


def test_no_copy_of_an_erased_record_stays_in_the_log_of_writes(clock, django_capture_on_commit_callbacks) -> None:
    record = people.recorded(people.draft())
    clock.move_to(lending.end_of(people.LAST_DAY))
    consent.propose_erasing(consent_id=record.pk, actor=people.nadia())
    with django_capture_on_commit_callbacks() as afterwards:
        consent.erase(consent_id=record.pk, actor=people.tess())
    assert erased_words.leave_no_trace in afterwards


def test_a_release_of_a_batch_with_consent_on_record_is_signed_off_by_itself(tmp_path) -> None:
    batch = bringing_in.proposed(tmp_path, post(1, "One"), post(2, "Two"))
    one = Release.objects.get(headline="One")
    people.recorded(one, [consent.coverable(Release.with_text(one.pk))[0].key])
    decided = batches.confirm(batch_id=batch.pk, actor=bringing_in.ben())
    assert decided.report == [
        "“One” stays a draft. Something is on record about people in it, so it is signed off by itself."
    ]
    assert not one.editions.exists()
    assert Release.objects.get(headline="Two").editions.exists()


def test_an_erasure_of_words_reaches_the_records_too() -> None:
    release = people.draft()
    people.recorded(release, agreed="Zarquon is changed to Rowan.", taken_by="Zarquon’s worker")
    people.restricted(release, terms="Zarquon is not named.", court="Zarquon Crown Court")
    cases.record(actor=people.nadia(), reference="T20277001", nation="Scotland", court="Zarquon High Court")
    both = [newsdesk.person(name, name, *newsdesk.WRITER, "releases.erase") for name in ("one", "other")]
    wish = erasure.propose(release_id=release.pk, actor=both[0], words=["Zarquon"], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=both[1])
    kept = [*Consent.objects.values(), *Restriction.objects.values(), *CourtCase.objects.values()]
    assert "Zarquon" not in str(kept)
    assert str(kept).count("[removed]") == 5
