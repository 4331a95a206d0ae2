"""Each public page in Chromium: fits a narrow phone, asks nobody else for anything, and the console is silent."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "front": "/",
    "archive": "/releases/",
    "spokespeople": "/spokespeople/",
    "helpline": "/helpline/",
    "staying-safe-online": "/staying-safe-online/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
    "corrections": "/corrections/",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_fits_a_phone_and_loads_nothing_from_elsewhere(
    name: str,
    page: Page,
    live_server: Any,
    asked_elsewhere: list[str],
    complaints: list[str],
    picture: Callable[[str], None],
    scrolls_sideways: Callable[[], bool],
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    answer = page.goto(live_server.url + PAGES[name])
    assert answer is not None
    assert answer.status == 200
    assert not scrolls_sideways()
    expect(page.get_by_text("0808 2000 247").first).to_be_visible()
    picture(name)
    assert asked_elsewhere == []
    assert complaints == []
    assert page.context.cookies() == []


def test_a_page_that_is_not_there_shows_the_help_first(
    page: Page, live_server: Any, picture: Callable[[str], None]
) -> None:
    answer = page.goto(f"{live_server.url}/releases/a-name-never-used/")
    assert answer is not None
    assert answer.status == 404
    number, heading = page.get_by_text("0808 2000 247").first, page.get_by_role("heading", level=1)
    where, below = number.bounding_box(), heading.bounding_box()
    assert where is not None
    assert below is not None
    assert where["y"] < below["y"]
    picture("not-found")
