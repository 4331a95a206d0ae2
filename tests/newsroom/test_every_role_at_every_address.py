"""Every role against every address of the newsdesk: the table of verdicts (who_may_go_where.py), asked one by one."""

import logging
from typing import Any, NamedTuple

import pytest
import time_machine
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client

from newsroom.door import second_factor
from tests.newsdesk import NOW
from tests.newsroom import desk_in_full
from tests.newsroom.desk_in_full import Address
from tests.newsroom.door import required, types_password, with_phone
from tests.newsroom.who_may_go_where import DOOR, EVERYONE, OWN_PAGES, RECORDS, TABLE

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
WRITES = ("INSERT", "UPDATE", "DELETE")


class Answer(NamedTuple):
    status: int
    location: str
    body: bytes
    written: list[str]


@pytest.fixture
def addresses(settings):
    """A desk with one of everything, and every address of it, at NOW."""
    required(settings)
    settings.SECOND_FACTOR_REQUIRED = False
    logging.disable(logging.CRITICAL)  # hundreds of refusals, each of them on purpose
    with time_machine.travel(NOW, tick=False):
        yield list(desk_in_full.addresses(desk_in_full.filled()))
    logging.disable(logging.NOTSET)


def ask(cookies: Any, method: str, address: str) -> Answer:
    """One request, and what it wrote; then everything is as it was."""
    client = Client(raise_request_exception=False)
    client.cookies.update(cookies)
    asked: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            answer: Any = client.generic(method, address)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    written = [sql for sql in asked if sql.startswith(WRITES) and "django_session" not in sql]
    return Answer(answer.status_code, answer.headers.get("Location", ""), body, written)


def has_no_name(name: str) -> bool:
    """Django's own: `auth/user/<path:object_id>/`, which leads on to the form, and whatever nobody answers."""
    return "<" in name


def is_in(answer: Answer) -> bool:
    """Whether the page answered, be it that it asks for more, or that the step says what is in its way."""
    return answer.status in (200, 302, 400, 409) and not answer.location.startswith(f"{LOGIN}?")


def is_refused(answer: Answer) -> bool:
    """Refused, with nothing written and nothing told; or, by the step itself, in a sentence."""
    by_the_step = answer.status == 409 and b"Your account may not do this" in answer.body
    return not answer.written and (by_the_step or (answer.status in (403, 404) and b"Raven" not in answer.body))


def wrong(letter: str, cookies: Any, address: Address) -> list[str]:
    """Where the answers differ from the table, a sentence each."""
    found = []
    for method, allowed in zip(("GET", "POST"), TABLE[address.name][:2], strict=True):
        answer = ask(cookies, method, address.of_something)
        said = f"{method} {address.of_something} as {letter}: {answer.status} {answer.location}"
        if allowed is None:
            if answer.status != 405 and not is_refused(answer):
                found.append(f"{said}; the table says that it does not answer {method}")
        elif letter in allowed:
            if not is_in(answer):
                found.append(f"{said}; the table lets this role in")
        elif not is_refused(answer):
            found.append(f"{said}, wrote {answer.written}; the table refuses this role")
        elif answer.status != 409 and (nothing := ask(cookies, method, address.of_nothing)) != answer:
            found.append(f"{said}; and {nothing.status} {nothing.location} for what does not exist, which tells")
    return found


def nameless(letter: str, cookies: Any, address: Address) -> list[str]:
    """Leads on to the form, or is not there: for all alike, whatever exists."""
    answers = [(asked, ask(cookies, "GET", asked)) for asked in (address.of_something, address.of_nothing)]
    return [
        f"GET {asked} as {letter}: {answer.status} {answer.location}; it should lead on, or not be there"
        for asked, answer in answers
        if (answer.status, answer.location) not in ((302, f"{asked}change/"), (404, ""))
    ]


def test_every_address_has_a_verdict():
    named = {name for name, route in desk_in_full.patterns() if not has_no_name(name)}
    assert named - set(TABLE) == set(), "say in tests/newsroom/who_may_go_where.py who may go there"
    assert set(TABLE) - named == set(), "tests/newsroom/who_may_go_where.py names an address that is none"


def test_every_kind_of_record_at_the_desk_can_be_seen_by_some_role():
    """A right that a later release brings, and that nobody placed, would be a page that nobody sees."""
    registered = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}
    assert registered == set(RECORDS) | OWN_PAGES
    assert [name for name, of in RECORDS.items() if not of.see] == []


@pytest.mark.parametrize("letter", EVERYONE)
def test_a_role_is_let_in_where_the_table_says_and_refused_everywhere_else(addresses, letter):
    signed_in = Client()
    signed_in.force_login(desk_in_full.person(letter))
    found = []
    for address in addresses:
        if has_no_name(address.name):
            found += nameless(letter, signed_in.cookies, address)
        elif address.name in TABLE:
            found += wrong(letter, signed_in.cookies, address)
    assert found == []


@pytest.mark.parametrize("half_way", [False, True])
def test_without_a_password_or_without_a_code_every_address_says_sign_in(addresses, settings, half_way):
    settings.SECOND_FACTOR_REQUIRED = True
    client = Client()
    if half_way:
        types_password(client, with_phone("hal"))
        assert second_factor.WAITS in client.session
    for address in addresses:
        if address.name not in DOOR:
            for method in ("GET", "POST"):
                for asked in (address.of_something, address.of_nothing):
                    answer = ask(client.cookies, method, asked)
                    assert answer == Answer(302, f"{LOGIN}?next={asked}", b"", []), (method, asked)


@pytest.mark.parametrize("planted", ["releases_topic_add", "helpline_change_change", "auth_user_history"])
def test_a_verdict_that_is_not_kept_is_found(addresses, planted, monkeypatch):
    """The table is believed because it fails: a writer is let in by it where a writer is not let in, or the reverse."""
    verdict = TABLE[planted]
    letters = (verdict.get or "").replace("W", "") if "W" in (verdict.get or "") else f"{verdict.get}W"
    monkeypatch.setitem(TABLE, planted, verdict._replace(get=letters))
    client = Client()
    client.force_login(desk_in_full.person("W"))
    (address,) = [each for each in addresses if each.name == planted]
    assert len(wrong("W", client.cookies, address)) == 1
