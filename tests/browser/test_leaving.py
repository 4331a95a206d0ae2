"""Leave this site: by click, by keyboard, by three Shifts; with and without a script; and Back afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

pytestmark = pytest.mark.django_db(transaction=True)
ELSEWHERE = "https://weather.example/"


@pytest.fixture(autouse=True)
def _elsewhere(page: Page, settings: Any) -> None:
    settings.EXIT_URL = ELSEWHERE
    page.context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))


@pytest.fixture
def reader(page: Page, live_server: Any) -> Page:
    """Has read the front page, and then the page of ways to get help."""
    page.goto(f"{live_server.url}/")
    page.goto(f"{live_server.url}/helpline/")
    return page


@pytest.fixture
def without_script(new_context: CreateContextCallback, live_server: Any) -> Iterator[Page]:
    context = new_context(java_script_enabled=False)
    context.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="<h1>Weather</h1>", content_type="text/html"))
    page = context.new_page()
    page.goto(f"{live_server.url}/helpline/")
    yield page
    context.close()


def shift(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_a_click_leaves_and_back_does_not_bring_up_the_page_that_was_left(reader: Page, live_server: Any) -> None:
    reader.get_by_role("link", name="Leave this site").click()
    reader.wait_for_url(ELSEWHERE)
    reader.go_back()
    assert reader.url == f"{live_server.url}/"


def test_three_shifts_leave_also_from_within_a_field(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/releases/")
    page.locator("main input").first.focus()
    shift(page, 3)
    page.wait_for_url(ELSEWHERE)


def test_each_press_is_announced_politely_and_a_wait_cancels(reader: Page) -> None:
    reader.clock.install()
    reader.reload()
    status = reader.locator(".strip [role=status]")
    shift(reader)
    expect(status).to_have_text("Shift, press 2 more times to leave.")
    shift(reader)
    expect(status).to_have_text("Shift, press 1 more time to leave.")
    reader.clock.run_for(5_100)
    expect(status).to_have_text("Leaving by Shift has been cancelled.")
    shift(reader, 2)
    assert "/helpline/" in reader.url


def test_shift_as_a_modifier_is_never_a_press(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/releases/")
    field = page.locator("main input").first
    field.focus()
    for key in ("A", "B", "C", "Shift+ArrowLeft", "Control+Shift", "Alt+Shift", "Shift+Tab"):
        page.keyboard.press(key if "+" in key else f"Shift+{key}")
    shift(page, 2)
    page.keyboard.type("x")
    shift(page)
    page.keyboard.down("Shift")
    page.locator("h1").click()
    page.keyboard.up("Shift")
    shift(page)
    page.wait_for_timeout(200)
    assert "/releases/" in page.url


def test_by_keyboard_it_is_the_first_stop_after_the_skip_link(reader: Page) -> None:
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Skip to main content")).to_be_focused()
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("link", name="Leave this site")).to_be_focused()
    reader.keyboard.press("Enter")
    reader.wait_for_url(ELSEWHERE)


def test_the_page_goes_blank_before_the_other_site_has_come_and_is_whole_when_brought_back(reader: Page) -> None:
    reader.evaluate("""() => {
        document.getElementById("exit").href = "#nowhere";  // a replacement that leaves the page standing
        document.getElementById("exit").click();
    }""")
    expect(reader.locator(".leaving")).to_be_visible()
    expect(reader.get_by_role("heading", level=1)).to_be_hidden()
    assert reader.title() == "Loading"
    reader.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect(reader.get_by_role("heading", level=1)).to_be_visible()
    assert reader.title().startswith("Ways to get help")


def test_no_other_tab_is_opened_even_with_control_held(reader: Page) -> None:
    reader.get_by_role("link", name="Leave this site").click(modifiers=["Control"])
    reader.wait_for_url(ELSEWHERE)
    assert len(reader.context.pages) == 1


def test_without_a_script_it_is_a_plain_link(without_script: Page) -> None:
    without_script.get_by_role("link", name="Leave this site").click()
    without_script.wait_for_url(ELSEWHERE)
    without_script.go_back()
    expect(without_script.get_by_role("heading", level=1)).to_have_text("Ways to get help")
