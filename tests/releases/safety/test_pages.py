"""The pages of consents, restrictions and cases: a lead goes all the way; others are shown less, or nothing."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from releases import consent
from releases.models import Consent, CourtCase, Edition, Restriction
from tests import newsdesk
from tests.releases.safety import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client, clock):
    client.force_login(people.nadia())
    return client


def at(name: str, *args: object) -> str:
    return reverse(f"admin:releases_{name}", args=args)


def typed(release, **changed):
    return {
        "parts": [people.key_of(release)], "reference": "CF-2031/14", "uses": ["website"], "taken_by": "North team",
        "taken_on": "2026-11-20", "ends_on": "2027-03-03", "record": "yes",
    } | changed  # fmt: skip


def test_a_lead_records_renews_ends_and_reads_again(lead, clock) -> None:
    edition = newsdesk.signed(people.draft())
    form = at("release_consent", edition.release_id)
    assert "Statement 1 (Rowan): Canarywords" in lead.get(form).content.decode()
    refused = lead.post(form, typed(edition.release, reference="Rowan Vale"))
    assert refused.status_code == 409
    assert "looks like a name" in refused.content.decode()
    assert lead.post(form, typed(edition.release)).status_code == 302
    record = Consent.objects.get()
    page = at("consent_change", record.pk)
    assert "CF-2031/14" in lead.get(page).content.decode()
    assert lead.post(page, {"renew": "yes", "reason": "x"}).status_code == 200  # asks for what is missing
    renewal = {"renew": "yes", "taken_by": "North", "taken_on": "2026-11-23", "ends_on": "2027-06-30", "reason": "Rang"}
    assert lead.post(page, renewal).status_code == 302
    assert "From 2027-03-03 to 2027-06-30" in lead.get(page).content.decode()
    assert lead.post(page, {"withdraw": "yes", "remark": ""}).status_code == 302
    assert Edition.objects.get(pk=edition.pk).parts_gone == {("passages", 1)}
    assert "Read the releases again" in lead.get(page).content.decode()
    assert lead.post(page, {"see_to": "yes"}).status_code == 302
    assert lead.post(page, {"propose_erasing": "yes"}).status_code == 302
    refused = lead.post(page, {"erase": "yes"})
    assert (refused.status_code, "someone else decides" in refused.content.decode()) == (409, True)
    lead.force_login(people.tess())
    assert lead.post(page, {"erase": "yes"}).status_code == 302
    assert "CF-2031/14" not in lead.get(page).content.decode()


def test_a_consent_on_record_covers_another_release_too(lead) -> None:
    people.recorded(people.draft())
    other = people.draft()
    posted = {"parts": [people.key_of(other)], "known-reference": "CF-2031/14", "cover": "yes"}
    assert lead.post(at("release_consent", other.pk), posted).status_code == 302
    assert consent.Cover.objects.filter(release=other).exists()
    unknown = lead.post(at("release_consent", other.pk), posted | {"known-reference": "CF-9/99"})
    assert "No consent in force is on record under that reference" in unknown.content.decode()


def test_the_register_is_searched_without_an_address_that_tells(lead) -> None:
    people.recorded(people.draft())
    people.recorded(people.draft(), reference="CF-2031/99")
    found = lead.post(at("consent_changelist"), {"reference": "31/99"}).content.decode()
    assert "CF-2031/99" in found
    assert "CF-2031/14" not in found
    assert "CF-2031/14" in lead.get(at("consent_changelist") + "?reference=31/99&q=31/99").content.decode()


def test_a_lead_records_a_restriction_and_lifts_it(lead) -> None:
    release = people.draft()
    form = at("release_restriction", release.pk)
    assert "Northern Ireland" in lead.get(form).content.decode()
    assert lead.post(form, {"kind": "ni_child", "terms": "C is 12."}).status_code == 302
    held = Restriction.objects.get()
    shown = lead.get(at("release_people", release.pk)).content.decode()
    assert "C is 12." in shown
    lift = at("release_lift_restriction", release.pk, held.pk)
    assert lead.post(lift, {"reason": "The order was lifted."}).status_code == 302
    assert "C is 12." not in lead.get(at("release_people", release.pk)).content.decode()


def test_a_lead_enters_a_case_links_it_marks_it_and_stops_all_of_it(lead) -> None:
    edition = newsdesk.signed(people.draft())
    entered = {"enter": "yes", "reference": "T20277001", "nation": "England and Wales", "court": "Exampleton"}
    assert lead.post(at("courtcase_changelist"), entered | {"reference": "R v Vale"}).status_code == 409
    assert lead.post(at("courtcase_changelist"), entered).status_code == 302
    case = CourtCase.objects.get()
    link = at("release_case", edition.release_id)
    assert "No case of that reference" in lead.post(link, {"reference": "T1/1"}).content.decode()
    assert lead.post(link, {"reference": "T20277001"}).status_code == 302
    page = at("courtcase_change", case.pk)
    marked = lead.post(page, {"change": "yes", "state": "active", "reason": "Charged."}, follow=True)
    assert "Active since now" in marked.content.decode()
    assert "Take down all that are ticked" in marked.content.decode()
    stopped = lead.post(page, {"stop": "yes", "releases": [edition.release_id]}, follow=True).content.decode()
    assert "is taken down. A second person is asked to look." in stopped
    assert lead.post(page, {"stop": "yes", "releases": ["x"]}).status_code == 409
    assert lead.post(link, {"off": str(case.pk), "reason": "Another case."}).status_code == 302
    assert lead.post(link, {"off": "99999", "reason": "x"}).status_code == 409


def test_nothing_is_written_to_the_log_of_the_admin_which_all_may_read(lead) -> None:
    release = people.draft()
    lead.post(at("release_consent", release.pk), typed(release))
    lead.post(at("release_restriction", release.pk), {"kind": "ni_child", "terms": "C is 12."})
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("who", [newsdesk.jo, newsdesk.amira, newsdesk.sam])
def test_who_is_no_safety_lead_opens_none_of_them(client, clock, who) -> None:
    release = people.draft()
    record, case, held = people.recorded(release), people.case(), people.restricted(release)
    client.force_login(who())
    for address in (
        at("consent_changelist"), at("consent_change", record.pk), at("courtcase_changelist"),
        at("courtcase_change", case.pk), at("release_consent", release.pk), at("release_restriction", release.pk),
        at("release_lift_restriction", release.pk, held.pk), at("release_case", release.pk),
    ):  # fmt: skip
        for ask in (client.get, client.post):
            assert ask(address).status_code == 403, address
