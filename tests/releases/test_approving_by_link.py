"""The link to a statement: bound to its words, spent only by a person who types their surname, never by opening it."""

from datetime import timedelta

import pytest
import time_machine

from releases import approvals, statements
from releases.models import ApprovalLink, Comment, Event, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    return newsdesk.draft(embargoed=True, headline="On the courts", statement__approved=False)


@pytest.fixture
def address(release):
    return f"/approve/{asked(release)}/"


def first(release):
    return statements.of(Release.with_text(release.pk))[0]


def asked(release):
    return approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=first(release).sha256)[0]


def answer(client, address, **typed):
    return client.post(address, {"surname": "Nair", "wish": "", "answer": "approve"} | typed)


def test_it_shows_the_words_as_they_will_stand_and_no_other_word_of_the_release(client, release, address):
    page = client.get(address).content.decode()
    for words in ("<p>“This is a first step.</p>", "<p>“It cannot be the last.”</p>", "<b>Priya Nair</b>",
                  "Director of Services", "On the courts", "STRICTLY EMBARGOED UNTIL 00:01 GMT", "0808 2000 247",
                  "25 November 2026, 2.32pm"):  # fmt: skip
        assert words in page, words
    for words in ("Forces were told", "The figures are our own", release.summary, release.slug):
        assert words not in page, words


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_it_does_nothing_however_often_a_scanner_does(client, release, address, method):
    for _ in range(7):
        assert getattr(client, method)(address).status_code == 200
    assert not first(release).is_settled
    assert ApprovalLink.objects.get().tries == 0
    assert answer(client, address).status_code == 302


def test_a_surname_and_a_press_approve_exactly_these_words(client, release, address):
    thanks = client.get(answer(client, address)["Location"])
    assert "approved with this link on 23 November 2026, 2.32pm" in thanks.content.decode()
    assert "first step" not in thanks.content.decode()
    said = first(release)
    assert (said.is_settled, said.approval.how, said.approval.recorded_by) == (True, "link", None)
    event = Event.objects.get(step="statement_approved")
    assert (event.actor, event.who) == (None, "someone with the link that Jo Test made")


def test_it_answers_once(client, release, address):
    answer(client, address)
    again = answer(client, address, answer="change", wish="No, other words.")
    assert "Thank you" in again.content.decode()
    assert first(release).is_settled
    assert not Comment.objects.exists()


def test_a_change_is_asked_for_and_stands_in_the_way(client, release, address):
    newsdesk.approve_statements(release)
    assert answer(client, address, answer="change", wish="Not “step”: “beginning”.").status_code == 302
    wish = Comment.objects.get()
    assert (wish.text, wish.by, wish.actor) == ("Not “step”: “beginning”.", "Priya Nair", None)
    assert not first(release).is_settled
    assert Event.objects.get(step="change_asked").reason == wish.text


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"answer": "change"}, "Write what should change"), ({"wish": "Other words."}, "To ask for the change, press"),
        ({"surname": "  "}, "Type your surname"), ({"answer": "change", "wish": "x" * 2001}, "2000 fit"),
        ({"surname": "Osei"}, "4 tries are left"), ({"surname": "Priya"}, "4 tries are left"),
    ],
)  # fmt: skip
def test_what_is_not_an_answer_is_refused_in_a_sentence_and_what_was_typed_is_kept(
    client, release, address, typed, sentence
):
    refused = answer(client, address, **typed)
    assert refused.status_code == 409
    assert sentence in refused.content.decode()
    assert typed.get("wish", "") in refused.content.decode()
    assert not release.approvals.exists()
    assert not Comment.objects.exists()


def test_five_wrong_surnames_close_it(client, release, address):
    for left in (4, 3, 2, 1):
        assert f"{left} tr" in answer(client, address, surname="Guess").content.decode()
    assert "This link is closed" in answer(client, address, surname="Guess").content.decode()
    closed = answer(client, address)
    assert (closed.status_code, "first step" in closed.content.decode()) == (410, False)
    assert Event.objects.filter(step="link_closed").count() == 1
    assert not first(release).is_settled


@pytest.mark.parametrize(
    "left, status", [(timedelta(hours=48) - SECOND, 200), (timedelta(hours=48), 410), (timedelta(days=90), 410)]
)
def test_it_is_good_for_48_hours_to_the_second(client, address, clock, left, status):
    clock.shift(left)
    page = client.get(address)
    assert page.status_code == status
    assert ("first step" in page.content.decode()) == (status == 200)
    assert answer(client, address).status_code == (302 if status == 200 else 410)


def test_it_is_good_until_the_words_change(client, release, address):
    release.passages.filter(type="statement").update(body="<p>Canary words.</p>")
    for page in (client.get(address), answer(client, address)):
        assert page.status_code == 410
        assert "The words have been changed since this link was made. Ask the press office" in page.content.decode()
        assert "Canary" not in page.content.decode()
    assert not release.approvals.exists()


def test_a_wish_that_comes_after_the_words_changed_is_shown_back_and_one_that_was_taken_is_not(
    client, address, release
):
    sent = answer(client, address, answer="change", wish="Say <home>.\r\nNot house.")
    assert sent.status_code == 302
    again = answer(client, address, answer="change", wish="Say <home>.\r\nNot house.").content.decode()
    assert "has not reached" not in again
    newer = f"/approve/{asked(release)}/"
    release.passages.filter(type="statement").update(body="<p>Canary words.</p>")
    page = answer(client, newer, answer="change", wish="Say <home>.\r\nAnd more.")
    assert page.status_code == 410
    html = page.content.decode()
    assert "ring the press office with this" in html
    assert "Say &lt;home&gt;.\r\nAnd more.</textarea>" in html
    assert "has not reached" not in client.get(newer).content.decode()


def test_a_new_link_ends_the_one_before_and_none_to_another_statement(client, release, address):
    other = newsdesk.SpokespersonFactory(name="Marian Osei")
    release.passages.create(position=3, type="statement", speaker_kind="spokesperson", spokesperson=other,
                            speaker_name="Marian Osei", body="<p>We agree.</p>")  # fmt: skip
    theirs = statements.of(Release.with_text(release.pk))[1].sha256
    token, _ = approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=theirs)
    newer = asked(release)
    assert "There is a newer link" in client.get(address).content.decode()
    assert client.get(f"/approve/{newer}/").status_code == client.get(f"/approve/{token}/").status_code == 200


def test_a_token_has_256_random_bits_and_is_stored_nowhere(release):
    token = asked(release)
    assert len(token) == 43
    assert token not in str(list(ApprovalLink.objects.values())) + str(list(Event.objects.values()))


def test_who_may_not_change_a_release_makes_no_link(release):
    with pytest.raises(Refusal, match="may not do this"):
        approvals.ask(release_id=release.pk, actor=newsdesk.sam(), sha256=first(release).sha256)
