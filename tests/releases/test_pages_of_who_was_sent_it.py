"""At the desk: noted first, then copied; before a step who has it, after it whom to tell, until all are ticked."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import signoff, timing
from releases.models import Release, Sending, Told
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.sent import LIST, embargoed, news

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client):
    newsdesk.organisation()
    client.force_login(newsdesk.jo())
    return client


def mail(edition):
    return reverse("admin:releases_release_mail", args=[edition.release_id, edition.pk])


def tell(edition):
    return reverse("admin:releases_release_tell", args=[edition.release_id])


def areas(page: str) -> dict[str, str]:
    """What stands to be copied, by name."""
    return {name: words for name, words in re.findall(r'<textarea id="copy-(\w+)"[^>]*>([^<]*)</textarea>', page)}


def test_the_email_is_shown_once_somebody_is_noted(desk):
    edition = embargoed("")
    before = desk.get(mail(edition)).content.decode()
    assert areas(before) == {}
    assert (
        mail(edition) in desk.get(reverse("admin:releases_release_change", args=[edition.release_id])).content.decode()
    )
    page = desk.post(mail(edition), {"people": LIST}, follow=True).content.decode()
    copied = areas(page)
    assert copied["addresses"] == "isla@daily.example, tom@wire.example, jo@radio.example"
    assert copied["subject"] == "EMBARGOED until 00:01 GMT, Tuesday 24 November 2026: press release from Harbourlight"
    assert edition.headline not in copied["subject"]
    assert "Isla Drummond, Daily Example" in page
    assert "readonly>" in page


def test_the_embargo_is_the_first_line_and_the_last_and_the_terms_contact_and_helpline_stand_between(desk):
    edition = embargoed()
    page = desk.get(mail(edition)).content.decode()
    lines = areas(page)["plain"].strip().splitlines()
    line = "STRICTLY EMBARGOED UNTIL 00:01 GMT, TUESDAY 24 NOVEMBER 2026"
    assert (lines[0], lines[-1]) == (line, line)
    for words in ("Sent to you in confidence", edition.headline, "This is a first step.", "ENDS", "020 7946 0123",
                  "0808 2000 247", f"/releases/{edition.slug}/"):  # fmt: skip
        assert words in areas(page)["plain"], words
    rich = page[page.index('id="rich"') :]
    assert rich.count(line) == 2
    assert "0808 2000 247" in rich
    assert "<img" not in rich[: rich.index("</details>")]


def test_what_cannot_be_read_is_said_and_what_was_typed_stands_there_still(desk):
    edition = embargoed("")
    response = desk.post(mail(edition), {"people": "Isla Drummond"})
    assert response.status_code == 409
    assert "Line 1, “Isla Drummond”, has no e-mail address." in response.content.decode()
    assert "Isla Drummond</textarea>" in response.content.decode()
    assert "Nobody is named" in desk.post(mail(edition), {"people": ""}).content.decode()
    assert not Sending.objects.exists()


def test_a_text_that_is_not_under_embargo_is_offered_no_copy_and_none_is_shown(desk, clock):
    timed = newsdesk.signed(timed=True)
    assert "without an embargo" in desk.get(mail(timed)).content.decode()
    edition = embargoed()
    clock.move_to(LIFT)
    page = desk.get(mail(edition)).content.decode()
    assert "It is public. Send its address." in page
    assert areas(page) == {}


@pytest.mark.parametrize("name", ["hold", "move", "lift_early", "take_down", "remove"])
def test_before_the_press_the_page_says_who_has_it(client, clock, name):
    edition = embargoed()
    client.force_login(newsdesk.amira())
    if name == "take_down":
        clock.move_to(LIFT + timedelta(hours=1))
    where = [edition.release_id] + ([edition.pk] if name in ("hold", "move", "lift_early") else [])
    page = client.get(reverse(f"admin:releases_release_{name}", args=where)).content.decode()
    assert "3 people were sent this." in page
    assert "Isla Drummond, Daily Example (edition 1)" in page


def test_after_the_press_the_desk_stands_before_the_list_and_the_message(desk):
    edition = embargoed()
    page = desk.post(reverse("admin:releases_release_hold", args=[edition.release_id, edition.pk]), {}, follow=True)
    html = page.content.decode()
    assert page.redirect_chain[-1][0] == tell(edition)
    assert "3 of 3 not told yet" in html
    assert areas(html)["subject"].startswith("HELD, do not publish")
    assert areas(html)["addresses"] == "isla@daily.example, tom@wire.example, jo@radio.example"
    assert "mailto:?bcc=isla@daily.example" in html


def test_ticked_as_told_they_leave_the_list_and_the_front_page(desk, clock):
    edition = embargoed()
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    line = f"3 people have not yet been told that “{edition.headline}” was held."
    assert line in desk.get(reverse("admin:index")).content.decode()
    found = news(edition)
    ids = [r.sending.pk for r in found.untold]
    page = desk.post(tell(edition), {"event": found.event.pk, "sending": ids[:2]}, follow=True).content.decode()
    assert "1 of 3 not told yet" in page
    assert "told on 23 November 2026, 2.32pm, says Jo Test" in page
    assert areas(page)["addresses"] == "jo@radio.example"
    assert "1 person has not yet been told" in desk.get(reverse("admin:index")).content.decode()
    desk.post(tell(edition), {"event": found.event.pk, "sending": ids[2:]})
    assert "not yet been told" not in desk.get(reverse("admin:index")).content.decode()
    page = desk.post(tell(edition), {"event": found.event.pk, "not_told": ids[0]}, follow=True).content.decode()
    assert "1 of 3 not told yet" in page


def test_a_tick_for_what_is_no_longer_the_news_is_refused(desk, clock):
    edition = embargoed()
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    old = news(edition)
    clock.shift(60)
    timing.release_from_hold(
        edition_id=edition.pk, actor=newsdesk.amira(), public_at=LIFT + timedelta(days=1), reason="Checked."
    )
    data = {"event": old.event.pk, "sending": [r.sending.pk for r in old.untold]}
    response = desk.post(tell(edition), data)
    assert response.status_code == 409
    assert "Something newer has been done" in response.content.decode()
    assert not Told.objects.exists()


def test_who_signs_sees_who_was_sent_the_edition_before(client, clock):
    edition = embargoed()
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    Release.objects.filter(pk=edition.release_id).update(headline="Mended")
    signoff.submit(release_id=edition.release_id, actor=newsdesk.jo())
    client.force_login(newsdesk.amira())
    page = client.get(reverse("admin:releases_release_sign_off", args=[edition.release_id])).content.decode()
    assert "3 people were sent this." in page
    assert "Tom Okafor, Wire Example (edition 1)" in page


def test_what_was_removed_can_still_be_told_and_its_people_taken_off_the_list(desk):
    edition = embargoed()
    page = desk.post(
        reverse("admin:releases_release_remove", args=[edition.release_id]), {"reason": "Safety."}, follow=True
    )
    assert "URGENT, please delete" in page.content.decode()
    data = {"forget": "tom@wire.example", "reason": "Asked to be forgotten."}
    assert "tom@wire" not in desk.post(tell(edition), data, follow=True).content.decode()


def test_who_may_not_change_releases_sees_no_name(client):
    edition = embargoed()
    for nobody in (newsdesk.sam(), newsdesk.person("vic", "Vic", "releases.view_release")):
        client.force_login(nobody)
        for address in (mail(edition), tell(edition)):
            assert client.get(address).status_code == 403
    form = client.get(reverse("admin:releases_release_change", args=[edition.release_id])).content.decode()
    assert "isla@" not in form
