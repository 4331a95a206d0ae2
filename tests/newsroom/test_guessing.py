"""Guessing at passwords ends after five, for a while, for that name from that address, and for nobody else."""

import logging
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessLog
from django.test import RequestFactory

from newsroom.door import lockout
from newsroom.models import AccountEvent
from newsroom.roles import ADMINISTRATOR, WRITER
from tests.newsdesk import NOW
from tests.newsroom.door import DESK, LOGIN, required, signs_in, somebody, types_password, with_phone

pytestmark = pytest.mark.django_db
HERE, ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "198.51.100.9"}


@pytest.fixture(autouse=True)
def clock(settings):
    required(settings)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def wen():
    return with_phone("wen", WRITER)


def guess(client, person, times: int = 5, **where):
    for _ in range(times):
        response = types_password(client, person, "not-the-password", **(where or HERE))
    return response


def test_the_fifth_wrong_password_locks_and_says_until_when_with_the_helpline(client, wen):
    assert guess(client, wen, 4).status_code == 200
    page = guess(client, wen, 1)
    assert (page.status_code, page["Cache-Control"], page["Retry-After"]) == (429, "no-store", "900")
    words = page.content.decode()
    assert "It can be tried again at 2.48pm" in words
    assert "0808 2000 247" in words
    assert not page.cookies.get("desk")


def test_the_right_password_is_refused_too_until_then_and_taken_after(client, wen, clock):
    guess(client, wen)
    assert types_password(client, wen, **HERE).status_code == 429
    clock.shift(timedelta(minutes=14, seconds=59))
    assert types_password(client, wen, **HERE).status_code == 429
    clock.shift(timedelta(seconds=2))
    assert types_password(client, wen, **HERE).status_code == 302


def test_guessing_on_keeps_nobody_out_for_longer(client, wen, clock):
    guess(client, wen)
    for _ in range(14):
        clock.shift(timedelta(minutes=1))
        assert "again at 2.48pm" in guess(client, wen, 1).content.decode()
    clock.shift(timedelta(minutes=1, seconds=1))
    assert types_password(client, wen, **HERE).status_code == 302


def test_from_elsewhere_the_person_signs_in_and_from_there_another_does(client, wen):
    guess(client, wen)
    assert types_password(client, wen, **ELSEWHERE).status_code == 302
    assert types_password(client, somebody("kai", WRITER), **HERE).status_code == 302


def test_whoever_guesses_from_outside_never_locks_the_browser_that_a_person_always_uses(client, wen, clock):
    """All come from one address, as they do behind our own nginx."""
    signs_in(client, wen)
    client.post("/admin/logout/")
    assert guess(type(client)(), wen, REMOTE_ADDR="127.0.0.1").status_code == 429
    new = types_password(type(client)(), wen, REMOTE_ADDR="127.0.0.1")
    assert new.status_code == 429
    assert types_password(client, wen, REMOTE_ADDR="127.0.0.1").status_code == 302


def test_a_known_browser_is_no_way_to_guess_on_nor_at_another_name(client, wen):
    signs_in(client, wen)
    client.post("/admin/logout/")
    assert guess(client, wen).status_code == 429
    other = somebody("kai", WRITER)
    guess(type(client)(), other)
    assert types_password(client, other, **HERE).status_code == 429  # known as wen, and as nobody else


def test_what_makes_a_browser_known_goes_to_the_desk_alone_and_tells_no_name(client, wen):
    signs_in(client, wen)
    (known,) = [cookie for name, cookie in client.cookies.items() if name.startswith("known-")]
    assert (known["path"], known["httponly"], known["samesite"]) == ("/admin/", True, "Lax")
    assert "wen" not in known.OutputString()
    client.cookies[known.key] = known.value[:-1] + ("A" if known.value[-1] != "A" else "B")
    guess(type(client)(), wen)
    assert types_password(client, wen, **HERE).status_code == 429  # forged


def test_who_gave_a_password_and_no_code_is_not_known(client, wen):
    types_password(client, wen, **HERE)
    assert not [name for name in client.cookies if name.startswith("known-")]


def test_another_browser_and_another_page_count_together(client, wen):
    for number in range(5):
        answer = types_password(client, wen, "wrong", HTTP_USER_AGENT=f"Browser {number}", **HERE)
    assert answer.status_code == 429


def test_a_right_password_forgets_the_wrong_ones_before_it(client, wen):
    guess(client, wen, 4)
    types_password(client, wen, **HERE)
    assert guess(type(client)(), wen, 4).status_code == 200


def test_a_name_that_is_nobodys_is_locked_in_the_same_words(client, wen):
    pages = []
    for name in ("wen", "nobody"):
        for _ in range(5):
            answer = client.post(LOGIN, {"username": name, "password": "wrong"}, **HERE)
        pages.append((answer.status_code, answer.content))
    assert pages[0] == pages[1]
    assert AccountEvent.objects.get().account == wen


def test_an_administrator_releases_it_and_the_person_is_told(client, wen, clock):
    guess(client, wen)
    desk = signs_in(type(client)(), with_phone("ada", ADMINISTRATOR))
    page = f"/admin/auth/user/{wen.pk}/"
    assert "Locked until" in desk.get(f"{page}change/").content.decode()
    assert desk.get(f"{page}release-lock/").status_code == 405
    assert desk.post(f"{page}release-lock/").status_code == 302
    clock.shift(60)
    assert "Your name was locked for a while" in signs_in(client, wen).get(DESK).content.decode()
    assert list(AccountEvent.objects.order_by("pk").values_list("step", flat=True)) == ["locked", "unlocked"]
    said = desk.post(f"{page}release-lock/", follow=True).content.decode()
    assert "It is not locked. Nothing was done." in said


def test_a_writer_releases_nobody(client, wen):
    kai = somebody("kai", WRITER)
    guess(client, kai)
    assert signs_in(client, wen).post(f"/admin/auth/user/{kai.pk}/release-lock/").status_code == 403
    assert lockout.locked_until(kai)


def test_name_and_address_are_all_that_is_kept_and_not_for_long(client, wen, clock):
    types_password(client, wen, "my other password", HTTP_USER_AGENT="Her phone", HTTP_ACCEPT="text/html", **HERE)
    row = AccessAttempt.objects.get()
    assert (row.username, row.ip_address) == ("wen", "203.0.113.7")
    assert (row.user_agent, row.http_accept, row.get_data, row.post_data) == ("", "", "", "")
    clock.shift(timedelta(minutes=16))
    types_password(client, somebody("kai", WRITER), **ELSEWHERE)
    assert not AccessAttempt.objects.exists()
    assert not AccessLog.objects.exists()


def test_no_log_names_who_tried_or_from_where(client, wen, caplog):
    caplog.set_level(logging.INFO)
    guess(client, wen, 6)
    said = " ".join(record.getMessage() for record in caplog.records)
    assert "203.0.113.7" not in said
    assert "wen" not in said


@pytest.mark.parametrize(
    "behind, said, taken",
    [
        (False, "198.51.100.9", "203.0.113.7"),  # anybody can send the header
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "1.2.3.4, 198.51.100.9", "198.51.100.9"),  # what came before was written by whoever asked
        (True, "", "203.0.113.7"),
        (True, "unknown", None),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_the_address_is_what_our_own_proxy_says_and_nobody_else(settings, behind, said, taken):
    settings.BEHIND_PROXY = behind
    assert lockout.place_of(RequestFactory().post(LOGIN, HTTP_X_FORWARDED_FOR=said, **HERE)) == taken


def test_whose_address_cannot_be_read_is_counted_too(client, wen, settings):
    settings.BEHIND_PROXY = True
    for _ in range(5):
        answer = types_password(client, wen, "wrong", HTTP_X_FORWARDED_FOR="unknown")
    assert answer.status_code == 429


def test_nothing_is_asked_and_nothing_set_on_a_public_page(client, django_assert_num_queries, wen):
    guess(client, wen)
    client.get("/privacy/")
    from tests import newsdesk

    newsdesk.forget_what_is_kept()
    with django_assert_num_queries(3) as asked:
        answer = client.get("/privacy/")
    assert not [query for query in asked.captured_queries if "axes" in query["sql"] or "otp" in query["sql"]]
    assert not answer.cookies
