"""Phones in people's hands: signed in, upright, in London."""

from typing import Any

from playwright.sync_api import BrowserContext, Page
from pytest_playwright.pytest_playwright import CreateContextCallback

UPRIGHT = {"width": 390, "height": 844}  # CSS px, as most phones of today


def phone(new_context: CreateContextCallback) -> BrowserContext:
    """A phone that nobody has signed in on yet. It is put away when the test ends, and with it the connections that it
    holds: a server's thread, and so a session of the database, lasts as long as they do."""
    return new_context(
        viewport=UPRIGHT, has_touch=True, is_mobile=True, permissions=["clipboard-read", "clipboard-write"]
    )


def sign_in(page: Page, server: Any, user: Any) -> None:
    user.set_password("a-password-of-the-test")
    user.save()
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("a-password-of-the-test")
    page.get_by_role("button", name="Log in").click()
