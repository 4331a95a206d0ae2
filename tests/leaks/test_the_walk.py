"""The leak walk (DESIGN.md, rule 5): nobody can tell that it exists before the lift, and from then on it is there."""

import pytest

from tests.leaks import worlds
from tests.leaks.conftest import STAFF, STRANGER, Walked
from tests.leaks.hidden import CANARIES
from tests.leaks.questions import NEWSDESK, OPEN_AT_THE_DESK, QUESTIONS, newsdesk_addresses, routes
from tests.leaks.verdicts import PUBLIC
from tests.leaks.walk import differences, get, walk
from tests.leaks.worlds import AFTER, BEFORE, DRAFT, NONE, SIGNED
from tests.newsdesk import LIFT

pytestmark = pytest.mark.django_db
LAST_SECOND = "public, max-age=0, s-maxage=0, must-revalidate"  # of a minute: nothing may be kept
SHOWS = [address for verdict in PUBLIC.values() for address in verdict.shows]
CHANGES = [address for verdict in PUBLIC.values() for address in verdict.changes]
SAME = [address for verdict in PUBLIC.values() for address in verdict.same]


def test_every_public_pattern_has_a_verdict():
    assert {route for route, of_newsdesk in routes() if not of_newsdesk} == set(PUBLIC)


def test_every_newsdesk_pattern_can_be_asked():
    unfilled = [address for address in newsdesk_addresses() if any(sign in address for sign in "<>(){}^$")]
    assert unfilled == [], f"tests/leaks/questions.py, NEWSDESK, does not say what to fill in; it knows {set(NEWSDESK)}"


@pytest.mark.parametrize("what", QUESTIONS)
@pytest.mark.parametrize("name", [DRAFT, SIGNED])
def test_a_second_before_no_stranger_can_tell_that_it_exists(walked: Walked, name: str, what: str):
    assert differences(walked(NONE, BEFORE, STRANGER, what), walked(name, BEFORE, STRANGER, what)) == []


@pytest.mark.parametrize("at", [BEFORE, AFTER])
def test_staff_are_signed_in_while_they_walk(at):
    """Else what they are answered would prove nothing."""
    with worlds.world(NONE):
        newsdesk_itself = get("/admin/")
        assert walk(worlds.staff(), [newsdesk_itself], at)[newsdesk_itself].status == 200


@pytest.mark.parametrize("what", ["plainly", "in every manner"])
def test_a_second_before_nor_can_staff_at_a_public_address(walked: Walked, what: str):
    assert differences(walked(NONE, BEFORE, STAFF, what), walked(SIGNED, BEFORE, STAFF, what)) == []


@pytest.mark.parametrize("at", [BEFORE, LIFT])
def test_staff_are_answered_at_public_addresses_as_anyone(walked: Walked, at):
    assert differences(walked(SIGNED, at, STRANGER), walked(SIGNED, at, STAFF)) == []


def test_a_draft_is_not_public_at_its_wanted_time(walked: Walked):
    assert differences(walked(NONE, LIFT), walked(DRAFT, LIFT)) == []


@pytest.mark.parametrize("at", [LIFT, AFTER])
@pytest.mark.parametrize("address", SHOWS)
def test_from_the_lift_on_it_is_there(walked: Walked, address: str, at):
    answer, without = walked(SIGNED, at)[get(address)], walked(NONE, at)[get(address)]
    assert answer.status in (200, 301, 410)
    assert answer.count("canary") > without.count("canary")


@pytest.mark.parametrize("at", [LIFT, AFTER])
def test_from_the_lift_on_what_counts_it_has_changed_and_nothing_else(walked: Walked, at):
    answers, without = walked(SIGNED, at), walked(NONE, at)
    assert [a for a in CHANGES if answers[get(a)] == without[get(a)]] == []
    assert [a for a in SAME if answers[get(a)] != without[get(a)]] == []


@pytest.mark.parametrize("at", [LIFT, AFTER])
def test_from_its_instant_on_what_is_withdrawn_stands_in_no_list(walked: Walked, at):
    lists = [get(a) for a in (*SHOWS, *CHANGES) if not a.startswith(("/feeds/", "/releases/ending", "/files/"))]
    assert sum(walked(SIGNED, BEFORE)[each].count("/releases/ending/") > 0 for each in lists) > 3
    assert [str(each) for each in lists if walked(SIGNED, at)[each].count("/releases/ending/")] == []


def test_every_planted_word_is_to_be_found_after_the_lift(walked: Walked):
    """Else its absence before the lift would prove nothing."""
    read = [walked(SIGNED, LIFT)[get(address)] for address in SHOWS + CHANGES if "q=" not in address]
    assert [word for word in CANARIES if not any(answer.count(word) for answer in read)] == []


@pytest.mark.parametrize("at, what", [(BEFORE, "plainly"), (BEFORE, "in every manner"), (LIFT, "plainly")])
def test_what_is_held_a_draft_edited_or_superseded_is_nowhere_at_any_time(walked: Walked, at, what: str):
    """Only the reader's own words come back: in the search field, in the address of a redirect."""
    echoed = walked(NONE, at, STRANGER, what)
    answers = walked(SIGNED, at, STRANGER, what)
    assert [str(q) for q, answer in answers.items() if answer.count("raven") > echoed[q].count("raven")] == []
    assert [str(q) for q, answer in answers.items() if answer.count("ravenold")] == []


def test_the_newsdesk_tells_a_stranger_to_sign_in_and_nothing_else(walked: Walked):
    for question, answer in walked(SIGNED, BEFORE, STRANGER, "at the newsdesk").items():
        if not question.address.endswith(OPEN_AT_THE_DESK):
            assert (answer.status, answer.body, answer.queries) == (302, b"", 0), question
            assert answer.header("Location").startswith("/admin/login/?next="), question


@pytest.mark.parametrize("what", ["plainly", "in every manner"])
@pytest.mark.parametrize("reader", [STRANGER, STAFF])
def test_no_answer_is_an_error_sets_a_cookie_or_may_be_kept_past_its_minute(walked: Walked, reader: str, what: str):
    for question, answer in walked(SIGNED, BEFORE, reader, what).items():
        assert answer.status < 500, question
        assert answer.cookies == (), question
        assert "cookie" not in answer.header("Vary").lower(), question
        assert "Last-Modified" not in dict(answer.headers), question
        if answer.status != 405:  # which nobody keeps unless told to (RFC 9110, section 15.1)
            assert answer.header("Cache-Control") in ("no-store", LAST_SECOND), question
