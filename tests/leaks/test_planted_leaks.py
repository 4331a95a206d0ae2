"""The walk is believed because it fails: one leak of each kind is planted, and it finds each of them where it is."""

from typing import Any

import pytest

from tests.leaks import worlds
from tests.leaks.leaks import LEAKS
from tests.leaks.walk import Answers, Reader, differences, get, walk
from tests.leaks.worlds import BEFORE, NONE, SIGNED

pytestmark = pytest.mark.django_db
ASKED = list(dict.fromkeys(get(address) for _, address, _ in LEAKS.values()))


@pytest.fixture(scope="module")
def found(django_db_setup: None, django_db_blocker: Any) -> dict[str, list[str]]:
    """What the walk says of each planted leak; and of none."""
    answers: dict[tuple[str, str], Answers] = {}
    for name in (NONE, SIGNED):
        with django_db_blocker.unblock(), worlds.world(name):
            for leak in ("nothing", *LEAKS):
                with pytest.MonkeyPatch.context() as patch:
                    if leak in LEAKS:
                        LEAKS[leak][0](patch)
                    answers[leak, name] = walk(worlds.staff() if "staff" in leak else Reader(), ASKED, BEFORE)
    return {leak: differences(answers[leak, NONE], answers[leak, SIGNED]) for leak in ("nothing", *LEAKS)}


def test_where_nothing_is_planted_nothing_is_found(found: dict[str, list[str]]):
    assert found["nothing"] == []


@pytest.mark.parametrize("leak", LEAKS)
def test_a_leak_is_found_where_it_is(found: dict[str, list[str]], leak: str):
    _, address, differs = LEAKS[leak]
    sentence = next((each for each in found[leak] if each.startswith(f"GET {address}: ")), "nothing was found")
    assert differs in sentence
