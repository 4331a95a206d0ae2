"""Waiting for a page to come to something, under its own content security policy."""

from playwright.sync_api import Page

PATIENCE = 30_000  # ms, as Playwright's own
EVERY = 50  # ms


def until(page: Page, expression: str) -> None:
    """Wait until the JavaScript expression is true. Playwright's wait_for_function evaluates text within the page from
    its second try on, which a policy without unsafe-eval refuses; page.evaluate is never refused."""
    for _ in range(PATIENCE // EVERY):
        if page.evaluate(f"() => Boolean({expression})"):
            return
        page.wait_for_timeout(EVERY)
    raise AssertionError(f"never came true: {expression}")


def editor_ready(page: Page, field: str) -> None:
    """Wait until the rich-text editor of the field stands and takes words."""
    until(page, f"window.CKEDITOR?.instances['{field}']?.status === 'ready'")
