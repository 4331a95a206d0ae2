"""Phones in people's hands: signed in, upright, in London."""

from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

UPRIGHT = {"width": 390, "height": 844}  # CSS px, as most phones of today


def phone(browser: Browser) -> BrowserContext:
    """A phone that nobody has signed in on yet."""
    return browser.new_context(  # type: ignore[no-any-return]
        viewport=UPRIGHT, locale="en-GB", timezone_id="Europe/London", has_touch=True, is_mobile=True,
        permissions=["clipboard-read", "clipboard-write"],
    )  # type: ignore[arg-type]  # fmt: skip


def sign_in(page: Page, server: Any, user: Any) -> None:
    user.set_password("a-password-of-the-test")
    user.save()
    page.goto(f"{server.url}/admin/login/")
    page.get_by_label("Username").fill(user.username)
    page.get_by_label("Password").fill("a-password-of-the-test")
    page.get_by_role("button", name="Log in").click()
