"""A copy under embargo of words that are lent: they stand in it, and when consent ends whoever has it is to be told."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from releases import consent, timing
from releases.messages import message
from releases.models import Edition
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.safety import people
from tests.releases.sent import news, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def lent():
    newsdesk.organisation()
    release = people.draft(embargoed=True)
    record = people.recorded(release)
    return newsdesk.signed(release), record


def mail(client, edition: Edition) -> str:
    client.force_login(newsdesk.jo())
    address = reverse("admin:releases_release_mail", args=[edition.release_id, edition.pk])
    return client.get(address).content.decode()


def test_the_copy_is_the_text_as_it_will_be_public(client, lent):
    edition, _ = lent
    send(edition)
    assert mail(client, edition).count("they believed me, and I slept.") == 2, "in the plain text and in the rich"


def test_what_is_lent_no_longer_by_then_is_not_in_it(client, lent):
    edition, _ = lent
    after = LIFT.replace(year=2027, month=6, hour=23)
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=after, reason="The report is late.")
    send(edition)
    assert "they believed me" not in mail(client, edition)


def test_consent_taken_back_before_the_lift_is_to_be_told_without_a_word_of_whose(client, lent, clock):
    edition, record = lent
    send(edition)
    clock.shift(60)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    found = news(edition, timezone.now())
    assert (found.what, len(found.untold)) == ("was taken down in part", 3)
    words = message(
        found, timezone.now(), organisation="Harbourlight", desk=edition.desk, site_url="https://news.example"
    )
    assert "We have taken a part out of the press release that we sent you under embargo" in words.body
    assert "The embargo stands: 00:01 GMT, Tuesday 24 November 2026 (UK time)." in words.body
    for hidden in ("consent", "CF-2031", "Rowan", "statement"):
        assert hidden.lower() not in f"{words.subject}{words.body}".lower()
    clock.shift(60)
    assert "they believed me" not in mail(client, edition)
    send(edition)
    assert news(edition, timezone.now()) is None, "all three have the text as it is now"
