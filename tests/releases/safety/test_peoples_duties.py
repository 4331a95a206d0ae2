"""The desk's front page tells safety leads what waits, and tells nobody else anything."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from newsroom import desk
from releases import cases, consent, lending, people_duties, removal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.safety import people

pytestmark = pytest.mark.django_db
END = lending.end_of(people.LAST_DAY)


def lines(who, at) -> list[str]:
    shown = {section.heading: section for section in desk.sections(who, at)}
    return [line.sentence for line in shown["People in stories"].lines] if "People in stories" in shown else []


def test_thirty_days_before_the_end_the_person_is_to_be_asked(clock) -> None:
    people.recorded(people.draft())
    asked = END - timedelta(days=30)
    assert lines(people.nadia(), asked - timedelta(seconds=1)) == []
    assert lines(people.nadia(), asked) == [
        "The consent CF-2031/14 ends on 3 March 2027. Ask whether it may go on, or let it end."
    ]
    assert people_duties.ending(people.nadia(), asked)[0].at == END


def test_once_it_has_ended_the_releases_are_to_be_read_again_and_then_it_is_quiet(clock) -> None:
    record = people.recorded(people.draft())
    assert lines(people.nadia(), END) == [
        "The consent CF-2031/14 has ended, and what it covered has left. Read the releases again."
    ]
    clock.move_to(END)
    consent.see_to(consent_id=record.pk, actor=people.tess())
    assert lines(people.nadia(), END) == []


def test_kept_as_long_as_it_needs_to_be_it_is_to_be_erased(clock, settings) -> None:
    settings.CONSENT_KEPT_DAYS = 100
    record = people.recorded(people.draft())
    clock.move_to(END)
    consent.see_to(consent_id=record.pk, actor=people.tess())
    later = END + timedelta(days=100)
    assert lines(people.nadia(), later - timedelta(seconds=1)) == []
    assert "kept as long as it needs to be" in lines(people.nadia(), later)[0]
    consent.propose_erasing(consent_id=record.pk, actor=people.nadia())
    assert lines(people.nadia(), later) == []
    assert lines(people.tess(), later) == ["Erasing the record CF-2031/14 waits for a second person."]


def test_a_part_taken_down_for_withdrawn_consent_asks_for_its_record(clock) -> None:
    edition = newsdesk.signed(people.draft())
    record = people.recorded(edition.release)
    clock.shift(60)
    removal.take_down_part(
        release_id=edition.release_id, actor=newsdesk.jo(), part="passages:1", reason=removal.Reason.CONSENT
    )
    assert "a record for it still runs" in lines(people.nadia(), NOW)[0]
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    assert not any("still runs" in line for line in lines(people.nadia(), NOW))


def test_an_active_case_asks_until_nothing_of_it_is_out(clock) -> None:
    edition = newsdesk.signed()
    case = people.linked(people.case(), edition.release)
    assert lines(people.nadia(), NOW) == []
    cases.set_state(case_id=case.pk, actor=people.nadia(), state="active", reason="Charged.")
    assert lines(people.nadia(), NOW) == [
        "Proceedings in T20277001 are active, and releases about it are public or to come."
    ]
    clock.shift(60)
    cases.stop_together(case_id=case.pk, actor=people.nadia(), release_ids=[edition.release_id])
    clock.shift(60)
    assert lines(people.nadia(), NOW + timedelta(minutes=2)) == []


@pytest.mark.parametrize("who", [newsdesk.jo, newsdesk.amira, newsdesk.sam, AnonymousUser])
def test_who_keeps_no_records_is_told_of_none(clock, who) -> None:
    edition = newsdesk.signed(people.draft())
    people.recorded(edition.release)
    cases.set_state(
        case_id=people.linked(people.case(), edition.release).pk, actor=people.nadia(), state="active", reason="x"
    )
    assert lines(who(), END) == []
