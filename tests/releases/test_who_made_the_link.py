"""Whoever has a link can answer it: the desk reads who made it, and that person is not the second one of the text."""

import pytest
import time_machine
from django.urls import reverse

from releases import approvals, logbook, signoff, statements
from releases.models import Edition, Event, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
WHO = "someone with the link that Amira Test made"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    """Jo wrote it and sent it; Amira made the link."""
    release = newsdesk.draft(statement__approved=False)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return release


def link_of(person, release):
    (said,) = statements.of(Release.with_text(release.pk))
    return approvals.ask(release_id=release.pk, actor=person, sha256=said.sha256)[0]


def answered(release):
    return approvals.approve(token=link_of(newsdesk.amira(), release), surname="Nair")


def sign(release, actor):
    return signoff.sign(release_id=release.pk, actor=actor, seen=signoff.seen(Release.with_text(release.pk)))


def page(client, release, person):
    client.force_login(person)
    return client.get(reverse("admin:releases_release_sign_off", args=[release.pk])).content.decode()


def test_whoever_made_the_link_does_not_sign_what_was_answered_by_it(release):
    answered(release)
    with pytest.raises(Refusal, match="You made the link by which the words of Priya Nair were approved"):
        sign(release, newsdesk.amira())
    assert not Edition.objects.exists()
    noor = newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release")
    assert sign(release, noor).signed_by == noor


def test_in_an_emergency_they_publish_alone_and_a_second_person_looks(client, release):
    answered(release)
    html = page(client, release, newsdesk.amira())
    assert "You made the link by which the words of Priya Nair were approved" in html
    assert "Publish alone" in html
    seen = signoff.seen(Release.with_text(release.pk))
    alone = signoff.publish_alone(release_id=release.pk, actor=newsdesk.amira(), seen=seen, reason="At night.")
    assert (alone.emergency, alone.looked_at) == ("At night.", None)


def test_a_link_that_was_not_answered_or_whose_words_were_said_anew_stops_nobody(release, clock):
    link_of(newsdesk.amira(), release)
    newsdesk.approve_statements(release)
    assert sign(release, newsdesk.amira())


def test_what_another_signed_since_is_not_asked_about_again(release, clock):
    answered(release)
    sign(release, newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release"))
    clock.shift(60)
    Release.objects.filter(pk=release.pk).update(change="minor", headline="Better spelt")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert sign(release, newsdesk.amira()).number == 2


def test_the_page_and_the_log_say_who_made_the_link(client, release):
    answered(release)
    event = Event.objects.get(step="statement_approved")
    assert (event.actor, event.who, logbook.entries([event])[0].person) == (None, WHO, WHO)
    for person in (newsdesk.jo(), newsdesk.amira()):
        assert f"Answered by {WHO}, 23 November 2026, 2.32pm." in page(client, release, person)


def test_so_does_a_change_that_was_asked_for(client, release):
    token = link_of(newsdesk.amira(), release)
    approvals.wish_for_a_change(token=token, surname="Nair", text="Other words.")
    html = page(client, release, newsdesk.jo())
    assert html.count(f"answered by {WHO}") == 2
    assert Event.objects.get(step="change_asked").who == WHO
