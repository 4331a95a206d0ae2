"""Rows that were moved, added and taken away in the browser arrive numbered by where they stand on the page."""

import pytest
import time_machine

from releases.models import Passage
from tests import newsdesk
from tests.races.desk import Editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(newsdesk.NOW, tick=False) as clock:
        yield clock


def test_a_new_row_above_a_stored_one_is_new_and_the_stored_one_stays():
    """Django's script numbers rows anew when one is taken away, so that a new one may come before a stored one."""
    release, jo = newsdesk.draft(narrative="<p>First.</p>", statement=False), Editor()
    data = jo.opens(release.pk)
    stored = {name.removeprefix("passages-0-"): value for name, value in data.items() if name.startswith("passages-0-")}
    new = {"id": "", "type": "narrative", "body": "<p>New, above.</p>", "attribution": "before", "position": "1"}
    rows = [new, stored | {"position": "2"}]
    sent = {name: value for name, value in data.items() if not name.startswith("passages-0-")}
    sent |= {f"passages-{index}-{name}": value for index, row in enumerate(rows) for name, value in row.items()}
    assert jo.saves(release.pk, sent | {"passages-TOTAL_FORMS": "2", "passages-INITIAL_FORMS": "1"}) == "saved"
    bodies = Passage.objects.filter(release=release).values_list("pk", "body")
    assert [body for _, body in bodies] == ["<p>New, above.</p>", "<p>First.</p>"]
    assert str(bodies[1][0]) == stored["id"]
