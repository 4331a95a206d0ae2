"""The machine of the leak walk: ask every question, keep every answer whole, and say where two walks differ.

An answer is everything that a stranger can measure without a stopwatch: status, every header, the names of cookies,
every byte, and the number of queries that stand for the time it took. What is kept (pages, counts) is forgotten before
each question, or the second walk would be answered by the first.
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from tests import newsdesk

# Of the newsdesk's sign-in form: random each time, and masked so that the rest can be compared.
_TOKEN = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]+')


class Question(NamedTuple):
    """One request; `headers` as pairs, so that it can be the key of its answer."""

    method: str
    address: str
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " ".join([self.method, self.address, *(f"{name}: {value}" for name, value in self.headers)])


class Answer(NamedTuple):
    """All that can be seen of one response."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    body: bytes
    queries: int

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")

    def count(self, word: str) -> int:
        """How often a word stands in the body or a header, in whatever case."""
        text = self.body + str(self.headers).encode()
        return text.lower().count(word.lower().encode())


Answers = Mapping[Question, Answer]


class Reader:
    """Someone at the newsroom's door: a stranger, or a browser with the cookies of the newsdesk.

    The whole newsroom answers, middleware and all. Django's own test client would do, at twice the price: it records
    the templates of each answer.
    """

    def __init__(self, cookies: Any = None) -> None:
        self._requests = RequestFactory()
        if cookies:
            self._requests.cookies = cookies
        self._newsroom = WSGIHandler()

    def sends(self, question: "Question") -> HttpResponseBase:
        """The response to it."""
        request = self._requests.generic(question.method, question.address, headers=dict(question.headers))
        request._dont_enforce_csrf_checks = True  # the view answers, not the guard before it
        return self._newsroom.get_response(request)


class _Queries:
    """Counts what is asked of the database; Django's own log of queries forgets the first of many."""

    number = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.number += 1
        return execute(*arguments)


def get(address: str) -> Question:
    return Question("GET", address)


def ask(reader: Reader, question: Question, *, keeping: bool = False) -> Answer:
    """The whole answer; with `keeping`, out of what is kept, as in life."""
    if not keeping:
        newsdesk.forget_what_is_kept()
    counted = _Queries()
    with connection.execute_wrapper(counted):
        response = reader.sends(question)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    # The end of a request closes the connection, and with it the world that is rolled back at the end of the walk.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    return Answer(
        response.status_code, tuple(sorted(response.items())), tuple(sorted(response.cookies)),
        _TOKEN.sub(rb"\1", body), counted.number,
    )  # fmt: skip


def walk(reader: Reader, questions: Iterable[Question], at: datetime) -> dict[Question, Answer]:
    """Every question asked at the instant `at`, and its answer; the clock stands still meanwhile."""
    logging.disable(logging.CRITICAL)  # hundreds of addresses that are not found, each of them on purpose
    bodies: dict[bytes, bytes] = {}  # most answers are the one 404 page
    answers = {}
    try:
        with time_machine.travel(at, tick=False):
            ask(reader, get("/"))  # the helpline's record is warm from here on
            for question in questions:
                answer = ask(reader, question)
                answers[question] = answer._replace(body=bodies.setdefault(answer.body, answer.body))
    finally:
        logging.disable(logging.NOTSET)
    return answers


def differences(one: Answers, other: Answers) -> list[str]:
    """Where two walks over the same questions differ, a sentence each; empty when nobody could tell them apart."""
    assert one.keys() == other.keys()
    found = []
    for question, answer in one.items():
        if fields := [f for f in Answer._fields if getattr(answer, f) != getattr(other[question], f)]:
            found.append(f"{question}: {', '.join(fields)}; {_first_difference(answer, other[question])}")
    return found


def _first_difference(one: Answer, other: Answer) -> str:
    if one.status != other.status:
        return f"{one.status} and {other.status}"
    if one.queries != other.queries:
        return f"{one.queries} and {other.queries} queries"
    if one.headers != other.headers:
        return str(set(one.headers) ^ set(other.headers))
    for mine, theirs in zip(one.body.splitlines(), other.body.splitlines(), strict=False):
        if mine != theirs:
            return f"{mine[:200]!r} and {theirs[:200]!r}"
    return f"{len(one.body)} and {len(other.body)} bytes, or the cookies"
