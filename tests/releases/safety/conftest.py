import pytest
import time_machine

from tests import newsdesk
from tests.newsdesk import NOW


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        newsdesk.organisation()
        yield clock
