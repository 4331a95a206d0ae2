"""A copy under embargo, from the list of people to the clipboard; with script off, everything can still be marked."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from releases.models import Edition, Told
from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in
from tests.releases.sent import LIST

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def edition() -> Edition:
    newsdesk.organisation()
    far = newsdesk.LIFT.replace(year=newsdesk.LIFT.year + 20)
    return newsdesk.signed(embargoed=True, wanted_at=far)


def address(server: Any, edition: Edition) -> str:
    return f"{server.url}/admin/releases/release/{edition.release_id}/mail/{edition.pk}/"


def copied(page: Page, button: str) -> str:
    """Press it, wait for the word that it is done, and read what can be pasted now."""
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("status")).to_have_text("Copied. Paste it into a mail or a message.")
    return str(page.evaluate("() => navigator.clipboard.readText()"))


def test_noted_copied_held_and_told(
    page: Page, live_server: Any, edition: Edition, picture: Callable[[str], None],
    scrolls_sideways: Callable[[], bool],
) -> None:  # fmt: skip
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, live_server, newsdesk.jo())
    page.goto(address(live_server, edition))
    page.get_by_label("To whom").fill(LIST)
    page.get_by_role("button", name="Note them, and show the e-mail").click()
    assert copied(page, "Copy The text").startswith("STRICTLY EMBARGOED UNTIL 00:01 GMT")
    assert copied(page, "Copy Addresses") == "isla@daily.example, tom@wire.example, jo@radio.example"
    page.get_by_text("With its bold, links and headings").click()
    assert "This is a first step." in copied(page, "Copy it with its formatting")
    assert not scrolls_sideways()
    picture("copy-as-e-mail")
    page.goto(f"{live_server.url}/admin/releases/release/{edition.release_id}/hold/{edition.pk}/")
    page.get_by_role("button", name="Hold it now").click()
    expect(page.get_by_role("heading", name="3 of 3 not told yet")).to_be_visible()
    assert "Please do not publish or broadcast" in copied(page, "Copy Message")
    page.get_by_role("button", name="Tick all").click()
    page.get_by_role("button", name="They have been told").click()
    expect(page.get_by_role("heading", name="All 3 have been told")).to_be_visible()
    assert Told.objects.count() == 3
    assert not scrolls_sideways()
    picture("who-was-sent-it")


def test_without_script_no_button_is_dead_and_every_text_can_be_marked(
    new_context: CreateContextCallback, live_server: Any, edition: Edition
) -> None:
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(address(live_server, edition))
    page.get_by_label("To whom").fill(LIST)
    page.get_by_role("button", name="Note them, and show the e-mail").click()
    assert page.get_by_label("The text").input_value().startswith("STRICTLY EMBARGOED")
    assert page.get_by_role("button", name="Copy").count() == 0
    context.close()
