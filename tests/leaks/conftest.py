"""The walks, made once: each world is built, walked in every way, and rolled back; the tests read the answers."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from tests.leaks import worlds
from tests.leaks.questions import QUESTIONS
from tests.leaks.walk import Answers, Reader, walk
from tests.leaks.worlds import AFTER, BEFORE, DRAFT
from tests.newsdesk import LIFT

STRANGER, STAFF = "a stranger", "staff"
Walk = tuple[datetime, str, str]
Walked = Callable[..., Answers]
ALL_WALKS: list[Walk] = [
    (BEFORE, STRANGER, "plainly"), (BEFORE, STRANGER, "in every manner"), (BEFORE, STRANGER, "at the newsdesk"),
    (BEFORE, STAFF, "plainly"), (BEFORE, STAFF, "in every manner"),
    (LIFT, STRANGER, "plainly"), (LIFT, STAFF, "plainly"), (AFTER, STRANGER, "plainly"),
]  # fmt: skip


@pytest.fixture(scope="package")
def walked(django_db_setup: None, django_db_blocker: Any) -> Walked:
    """`walked(world, at, reader, what)`: the answers; `what` is a key of QUESTIONS, "plainly" unless said."""

    @cache
    def walks(name: str) -> dict[Walk, Answers]:
        wanted = [each for each in ALL_WALKS if name != DRAFT or each[1] == STRANGER]
        with django_db_blocker.unblock(), worlds.world(name):
            reader = {STRANGER: Reader(), STAFF: worlds.staff()}
            return {(at, who, what): walk(reader[who], QUESTIONS[what], at) for at, who, what in wanted}

    def answers(name: str, at: datetime, who: str = STRANGER, what: str = "plainly") -> Answers:
        return walks(name)[at, who, what]

    return answers
