"""Each step has a page of its own: a GET shows and a POST acts, once, with a sentence for what was done or refused."""

import pytest
import time_machine
from django.urls import reverse

from releases import removal, timing
from releases.admin.stopping import STEPS
from releases.models import Edition, Erasure
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def address(name, edition):
    where = [edition.release_id]
    if next(step for step in STEPS if step.name == name).on_edition:
        where.append(edition.pk)
    return reverse(f"admin:releases_release_{name.replace('-', '_')}", args=where)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_looking_at_a_page_changes_nothing(client, step):
    edition = newsdesk.signed(embargoed=True)
    client.force_login(newsdesk.amira())
    before = list(Edition.objects.values()), edition.release.events.count()
    response = client.get(address(step.name, edition))
    assert response.status_code == 200
    assert step.title in response.content.decode()
    assert "0808 2000 247" in response.content.decode()
    assert (list(Edition.objects.values()), edition.release.events.count()) == before


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_who_may_do_nothing_at_the_desk_is_refused(client, step):
    edition = newsdesk.signed()
    client.force_login(newsdesk.sam())
    assert client.post(address(step.name, edition), {"reason": "x"}).status_code == 403


def test_moved_the_new_instant_is_said_in_words(client):
    edition = newsdesk.signed(embargoed=True)
    client.force_login(newsdesk.jo())
    data = {"instant_0": "2026-11-25", "instant_1": "09:00", "reason": "The report is late."}
    page = client.post(address("move", edition), data, follow=True).content.decode()
    assert "becomes public at 09:00 GMT, Wednesday 25 November 2026, by itself." in page
    assert not Edition.objects.visible(LIFT).exists()


def test_taken_down_with_one_press_on_the_reason(client, clock):
    edition = newsdesk.signed()
    clock.shift(95)
    client.force_login(newsdesk.jo())
    page = client.get(address("take-down", edition)).content.decode()
    assert "Only Passage 2: This is a first step." in page
    done = client.post(address("take-down", edition), {"part": "whole", "why": "safety"}, follow=True).content.decode()
    assert "it left at 14:33:45, and a cache or a browser may keep it until 14:34." in done
    assert not Edition.objects.visible(NOW.replace(minute=59)).exists()
    assert ">Restore<" not in done, "who took it down may not put it back"


def test_a_second_person_finds_the_way_to_restore_it(client, clock):
    edition = newsdesk.signed()
    clock.shift(60)
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=removal.Reason.WRONG)
    clock.shift(60)
    client.force_login(newsdesk.amira())
    form = client.get(reverse("admin:releases_release_change", args=[edition.release_id])).content.decode()
    assert address("restore", edition) in form
    page = client.post(address("restore", edition), {"reason": "It is right."}, follow=True).content.decode()
    assert "Restored word for word" in page


def test_a_refusal_is_said_on_the_page_and_nothing_is_done(client, clock):
    edition = newsdesk.signed(embargoed=True)
    clock.move_to(LIFT)
    client.force_login(newsdesk.jo())
    response = client.post(address("hold", edition), {"reason": ""})
    assert response.status_code == 409
    assert "Take it down instead." in response.content.decode()


@pytest.mark.parametrize("data", [{"when": "at", "reason": "x"}, {"when": "now", "reason": ""}])
def test_what_is_missing_is_said(client, data):
    edition = newsdesk.signed(embargoed=True)
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    client.force_login(newsdesk.amira())
    response = client.post(address("release-from-hold", edition), data)
    assert "errorlist" in response.content.decode()
    assert not Edition.objects.visible(LIFT).exists()


def test_an_erasure_is_proposed_by_one_and_carried_out_by_another(client):
    edition = newsdesk.signed(headline="What Zarquon said")
    people = [newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess")]
    client.force_login(people[0])
    client.post(
        reverse("admin:releases_release_erase", args=[edition.release_id]), {"words": "Zarquon", "reason": "Asked."}
    )
    where = reverse("admin:releases_release_erasure", args=[edition.release_id, Erasure.objects.get().pk])
    assert "someone else decides" in client.post(where, {"carry_out": "yes"}).content.decode()
    client.force_login(people[1])
    assert "Not reached: Backups" in client.post(where, {"carry_out": "yes"}, follow=True).content.decode()
    edition.refresh_from_db()
    assert edition.headline == "What [removed] said"
    client.force_login(newsdesk.amira())
    assert client.get(where).status_code == 403
