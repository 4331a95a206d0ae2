"""The link to a statement on its way: made on one phone, opened on another that knows no script and no account, and
answered with two acts: a surname, and a press."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from releases.models import Approval, Comment
from tests import newsdesk
from tests.browser.hands import Hands
from tests.browser.phones import phone, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = {"width": 320, "height": 640}  # CSS px


@pytest.fixture
def release() -> Any:
    newsdesk.organisation()
    return newsdesk.draft(embargoed=True, statement__approved=False)


def message_of(desk: Page, server: Any, release: Any) -> str:
    """The message that the desk copies: made by a tap, and by another on the clipboard."""
    sign_in(desk, server, newsdesk.jo())
    hands = Hands(desk)
    desk.goto(f"{server.url}/admin/releases/release/{release.pk}/sign-off/")
    hands.press("Make a link to send them")
    hands.press("Copy the message")
    expect(desk.get_by_text("Copied. Paste it into a mail or a message.")).to_be_visible()
    return str(desk.evaluate("navigator.clipboard.readText()"))


def address_in(message: str, server: Any) -> str:
    path = next(word for word in message.split() if "/approve/" in word).partition("/approve/")[2]
    return f"{server.url}/approve/{path}"


@pytest.mark.parametrize("scripts", [True, False])
def test_two_acts_approve_the_words(
    new_context: CreateContextCallback, live_server: Any, release: Any, picture: Callable[[str], None], scripts: bool
) -> None:
    desk = phone(new_context)
    address = address_in(message_of(desk.new_page(), live_server, release), live_server)
    theirs = new_context(viewport=NARROW, has_touch=True, java_script_enabled=scripts)
    speaker = Hands(theirs.new_page())
    asked: list[str] = []
    speaker.page.on("request", lambda request: asked.append(request.url))
    speaker.page.goto(address)
    expect(speaker.page.get_by_role("heading", level=1)).to_have_text("Are these your words?")
    expect(speaker.page.get_by_text("“This is a first step.")).to_be_visible()
    speaker.write("Your surname", "nair")
    speaker.press("Approve these words")
    expect(speaker.page.get_by_text("These words were approved with this link")).to_be_visible()
    assert speaker.count == 2
    assert theirs.cookies() == []
    assert not [url for url in asked if not url.startswith(live_server.url)]
    assert Approval.objects.get().how == "link"
    theirs.close()
    desk.close()


def test_enter_after_the_surname_approves_and_a_wish_with_it_is_asked_about(
    page: Page, new_context: CreateContextCallback, live_server: Any, release: Any,
    scrolls_sideways: Callable[[], bool], picture: Callable[[str], None],
) -> None:  # fmt: skip
    desk = phone(new_context)
    page.goto(address_in(message_of(desk.new_page(), live_server, release), live_server))
    page.get_by_label("what should change").fill("Not “step”: “beginning”.")
    page.get_by_label("Your surname").fill("Nair")
    page.get_by_label("Your surname").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("To ask for the change, press “Ask for a change”")
    picture("approve-by-link")
    assert not scrolls_sideways()
    page.get_by_role("button", name="Ask for a change").click()
    expect(page.get_by_text("A change was asked for with this link")).to_be_visible()
    assert Comment.objects.get().text == "Not “step”: “beginning”."
    assert not Approval.objects.exists()
    desk.close()
