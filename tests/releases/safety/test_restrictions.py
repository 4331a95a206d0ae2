"""Reporting restrictions: shown first to whoever signs, ticked as read, and bound to what was read."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases import reporting, restrictions, signoff
from releases.models import Release, Restriction
from releases.refusal import Refusal
from releases.step import SMALLEST
from tests import newsdesk
from tests.releases.safety import people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def sent():
    release = newsdesk.draft()
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return release


def page(client, release, who, **posted):
    client.force_login(who)
    address = reverse("admin:releases_release_sign_off", args=[release.pk])
    return client.post(address, posted) if posted else client.get(address)


def shown(release) -> dict[str, object]:
    """What the page's form sends when nothing is ticked."""
    seen = signoff.seen(Release.with_text(release.pk))
    return {"sha256": seen.sha256, "saves": seen.saves}


def test_the_approver_reads_them_before_the_text(client, sent) -> None:
    people.restricted(sent, terms="The complainant is called C.", court="Exampleton Crown Court")
    html = page(client, sent, newsdesk.amira()).content.decode()
    rule = reporting.RULES["ew_sexual"]
    assert html.index("Reporting restrictions") < html.index(sent.headline, html.index("desk-step"))
    for words in (rule.nation, rule.name, "The complainant is called C.", "Exampleton Crown Court", "I have read the"):
        assert words in html


def test_nobody_signs_who_has_not_ticked_that_they_read_them(client, sent) -> None:
    people.restricted(sent)
    refused = page(client, sent, newsdesk.amira(), **shown(sent))
    assert refused.status_code == 409
    assert restrictions.READ_FIRST in refused.content.decode()
    read = signoff.seen(Release.with_text(sent.pk)).restrictions
    assert page(client, sent, newsdesk.amira(), **shown(sent), restrictions=read).status_code == 302
    assert sent.editions.count() == 1


def test_nor_alone_in_an_emergency(sent) -> None:
    people.restricted(sent)
    seen = signoff.seen(Release.with_text(sent.pk))
    unread = signoff.Seen(seen.sha256, seen.saves)
    with pytest.raises(Refusal, match="Read them, tick that you have"):
        signoff.publish_alone(release_id=sent.pk, actor=newsdesk.amira(), seen=unread, reason="Now.")


def test_what_was_recorded_after_the_page_was_opened_has_not_been_read(sent) -> None:
    before = signoff.seen(Release.with_text(sent.pk))
    people.restricted(sent)
    with pytest.raises(Refusal, match="Read them, tick that you have"):
        signoff.sign(release_id=sent.pk, actor=newsdesk.amira(), seen=before)


def test_a_writer_is_told_the_law_and_not_the_terms(client, sent) -> None:
    people.restricted(sent, terms="Canaryterms of the order.", court="Canarycourt")
    for name in ("sign_off", "people", "restore"):
        client.force_login(newsdesk.jo())
        html = client.get(reverse(f"admin:releases_release_{name}", args=[sent.pk])).content.decode()
        assert "anonymity for life" in html
        assert "kept for approvers and safety leads" in html
        assert "Canary" not in html


@pytest.mark.parametrize(
    "changed, said",
    [
        ({"kind": "no such"}, "Choose what kind"),
        ({"kind": "sc_other", "terms": " "}, "Say what the order forbids"),
        ({"terms": "Write to c@example.org."}, "e-mail address, which is not kept here. Say “the complainant”"),
        ({"ends_on": date(2026, 11, 22)}, "has passed"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_a_sentence(sent, changed, said) -> None:
    with pytest.raises(Refusal, match=said):
        people.restricted(sent, **changed)
    assert not Restriction.objects.exists()


def test_who_is_no_safety_lead_neither_records_nor_lifts(sent) -> None:
    held = people.restricted(sent)
    with pytest.raises(Refusal, match="may not do this"):
        restrictions.record(release_id=sent.pk, actor=newsdesk.amira(), kind="ew_sexual")
    with pytest.raises(Refusal, match="may not do this"):
        restrictions.lift(restriction_id=held.pk, actor=newsdesk.amira(), reason="Over.")


def test_lifted_with_a_reason_it_asks_nobody_any_more(sent) -> None:
    held = people.restricted(sent)
    with pytest.raises(Refusal, match="Give a reason"):
        restrictions.lift(restriction_id=held.pk, actor=people.tess(), reason="")
    restrictions.lift(restriction_id=held.pk, actor=people.tess(), reason="The court lifted it.")
    with pytest.raises(Refusal, match="lifted already"):
        restrictions.lift(restriction_id=held.pk, actor=people.tess(), reason="Again.")
    assert signoff.seen(Release.with_text(sent.pk)).restrictions == ""


def test_its_last_day_is_in_it_whole_in_uk_time(sent) -> None:
    people.restricted(sent, ends_on=date(2027, 6, 1))
    end = datetime(2027, 6, 1, 23, 0, tzinfo=UTC)  # midnight of British Summer Time
    assert restrictions.in_force(sent, end - SMALLEST)
    assert not restrictions.in_force(sent, end)


def test_every_kind_says_where_it_holds_what_it_means_and_where_it_stands() -> None:
    for rule in reporting.RULES.values():
        assert rule.nation in reporting.NATIONS
        assert rule.means.endswith((".", "does not."))
        assert rule.source
    assert [nation for nation, _ in reporting.by_nation()] == list(reporting.NATIONS)


@pytest.mark.parametrize("broken", [{"kind": "unheard"}, {"lifted_at": datetime(2026, 12, 1, tzinfo=UTC)}])
def test_the_database_refuses_what_cannot_be(sent, broken) -> None:
    people.restricted(sent)
    with pytest.raises(IntegrityError), transaction.atomic():
        Restriction.objects.update(**broken)


def test_whoever_lets_a_held_text_go_reads_them_too(client, sent) -> None:
    Release.objects.filter(pk=sent.pk).update(public_mode="embargo", wanted_at=newsdesk.LIFT)
    seen = signoff.seen(Release.with_text(sent.pk))
    edition = signoff.sign(release_id=sent.pk, actor=newsdesk.amira(), seen=seen)
    people.restricted(sent, terms="The complainant is called C.")
    client.force_login(newsdesk.amira())
    for name in ("lift_early", "move", "release_from_hold"):
        html = client.get(reverse(f"admin:releases_release_{name}", args=[sent.pk, edition.pk])).content.decode()
        assert "The complainant is called C." in html, name
