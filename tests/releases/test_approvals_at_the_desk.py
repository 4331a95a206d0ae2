"""Approvals and comments beside the text: one choice and one press, on the form and on the sign-off page alike."""

import re

import pytest
import time_machine
from django.urls import reverse

from releases import statements
from releases.models import Approval, Comment, Release
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    return newsdesk.draft(statement__approved=False)


@pytest.fixture
def desk(client):
    client.force_login(newsdesk.jo())
    return client


def at(name, *keys):
    return reverse(f"admin:releases_release_{name}", args=keys)


def page(desk, release, name="sign_off"):
    return desk.get(at(name, release.pk)).content.decode()


def press(desk, release, name, *keys, **typed):
    response = desk.post(at(name, release.pk, *keys), {"back": "sign-off"} | typed, follow=True)
    return response.content.decode()


def sha256(release):
    return statements.of(Release.with_text(release.pk))[0].sha256


@pytest.mark.parametrize("typed, hour", [("00:00", 23), ("01:30", 0)])
def test_midnight_and_an_hour_that_comes_twice_are_no_obstacle(desk, release, typed, hour):
    """25 October 2026: the clocks go back, and 01:30 BST (the first) is 00:30 in UTC."""
    press(desk, release, "record_approval", sha256=sha256(release), how="phone", day="2026-10-25", time=typed)
    assert Approval.objects.get().given_at.hour == hour


@pytest.mark.parametrize("name", ["change", "sign_off"])
def test_what_waits_and_what_to_press_stand_on_both_pages(desk, release, name):
    html = page(desk, release, name)
    assert "Not approved" in html
    assert "Record it</button>" in html
    assert "Make a link to send them" in html


def test_it_is_sent_from_the_form_before_the_yes_has_come(desk, release):
    assert "Send for sign-off</button>" in page(desk, release, "change")


def test_one_choice_and_one_press_record_it_and_lead_back(desk, release):
    html = press(desk, release, "record_approval", sha256=sha256(release), how="phone")
    assert "Recorded: approved by phone, 2.32pm. It holds for these words." in html
    assert "recorded by Jo Test" in html
    assert "Not approved" not in html


def test_a_day_and_time_that_have_passed_can_be_given_and_nonsense_is_refused(desk, release):
    typed = {"sha256": sha256(release), "how": "email", "said_by": "Her office", "note": "By mail."}
    html = press(desk, release, "record_approval", **typed, day="2026-11-31", time="09:00")
    assert "is no day" in html
    html = press(desk, release, "record_approval", **typed, day="2026-11-22", time="")
    assert "Enter the time" in html
    html = press(desk, release, "record_approval", **typed, day="2026-03-29", time="01:30")
    assert "There is no 01:30 on Sunday 29 March 2026" in html
    assert "lies ahead" in press(desk, release, "record_approval", **typed, day="2026-11-24", time="09:00")
    assert not Approval.objects.exists()
    html = press(desk, release, "record_approval", **typed, day="2026-11-23", time="09:00")
    assert "By e-mail, 23 November 2026, 9am, said by Her office; recorded by Jo Test. By mail." in html


def test_the_link_is_shown_once_in_a_message_that_is_ready(desk, release):
    html = press(desk, release, "ask_for_approval", sha256=sha256(release))
    (token,) = re.findall(r"http://[^/]+/approve/([\w-]{43})/", html)
    assert "good until 25 November 2026, 2.32pm" in html
    assert desk.get(f"/approve/{token}/").status_code == 200
    for name in ("change", "sign_off"):
        assert token not in page(desk, release, name)
    assert "no answer yet" in page(desk, release)


def test_a_changed_statement_says_that_it_was_approved_before(desk, release):
    newsdesk.approve_statements(release)
    release.passages.filter(type="statement").update(body="<p>This is a first mile.</p>")
    assert "Changed since it was approved (by phone, 23 November 2026, 2.32pm)" in page(desk, release)


def test_a_yes_is_taken_back_with_a_reason(desk, release):
    press(desk, release, "record_approval", sha256=sha256(release), how="phone")
    (yes,) = Approval.objects.all()
    assert "Give a reason" in press(desk, release, "take_approval_back", yes.pk, reason=" ")
    html = press(desk, release, "take_approval_back", yes.pk, reason="She rang.")
    assert "as Jo Test was told: “She rang.”" in html


def test_a_comment_on_a_passage_is_read_by_the_signer_stops_nothing_and_is_settled(desk, release):
    passage = release.passages.first()
    press(desk, release, "comment", passage=passage.pk, text="Which forces?")
    made = Comment.objects.get()
    desk.force_login(newsdesk.amira())
    html = page(desk, release)
    assert "Comments (1 open)" in html
    assert "on “Forces were told to look again at every open case.”" in html
    assert "Which forces?" in html
    assert newsdesk.signed(release)
    assert "Settled." in press(desk, release, "settle_comment", made.pk)
    assert "settled already" in press(desk, release, "settle_comment", made.pk)
    assert [e.step for e in release.events.filter(step__startswith="comment")] == ["comment_settled", "commented"]


@pytest.mark.parametrize(
    "typed, sentence",
    [({"text": " "}, "Write the comment"), ({"text": "x" * 2001}, "2000 fit"),
     ({"text": "On it.", "passage": "987654"}, "gone from the text")],
)  # fmt: skip
def test_a_comment_that_says_nothing_or_of_nothing_is_refused(desk, release, typed, sentence):
    assert sentence in press(desk, release, "comment", **typed)
    assert not Comment.objects.exists()


def test_whoever_may_not_see_releases_presses_nothing(client, release):
    client.force_login(newsdesk.sam())
    for name in ("record_approval", "ask_for_approval", "comment"):
        assert client.post(at(name, release.pk), {"sha256": sha256(release), "how": "phone"}).status_code == 403
    assert not Approval.objects.exists()


@pytest.mark.parametrize(
    "name, typed, refused",
    [("comment", {"text": "<b>Which</b> forces?", "passage": "987654"}, "gone from the text"),
     ("record_approval", {"sha256": "0" * 64, "how": "phone", "note": "<b>Which</b> forces?"}, "changed after you"),
     ("clear", {"sha256": "0" * 64, "note": "<b>Which</b> forces?"}, ""),
     ("mark_for_clearance", {"reason": "<b>Which</b> forces?" + "x" * 600}, "600 fit")],
)  # fmt: skip
def test_what_was_typed_is_shown_back_by_a_refusal_and_stored_nowhere(desk, release, name, typed, refused):
    response = desk.post(at(name, release.pk), typed)
    html = response.content.decode()
    assert response.status_code == 409
    assert refused in html
    assert "&lt;b&gt;Which&lt;/b&gt; forces?" in html
    assert f'href="{at("change", release.pk)}#statements"' in html
    assert "Which" not in page(desk, release)
    assert "messages" not in response.cookies
