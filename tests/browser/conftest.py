"""Debian's Chromium, a real server with DEBUG off, and pictures of pages at the two widths that matter."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
PICTURES = Path(__file__).resolve().parents[2] / "pictures"  # ignored by git
WIDTHS = {320: 640, 1280: 800}  # CSS px wide -> high: the narrowest that WCAG 1.4.10 asks for, and a desk

# Chromium's own errands (updates, its sync, its suggestions) would be refused on a closed network, many at a time.
QUIET = ["--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-gpu"]  # fmt: skip
# The browser's own fields of days and hours take their shape from it, where Debian's chromium-l10n is installed.
BRITISH = {"LANGUAGE": "en_GB"}

# A busy machine is slow and not wrong: what is expected may take as long as everything else in Playwright.
expect.set_options(timeout=30_000)  # ms


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test, and is skipped, with a word, where there is no browser.

    Not on CI, where a missing browser is a failure.
    """
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not Path(CHROMIUM).exists() and not os.environ.get("CI"):
                item.add_marker(pytest.mark.skip(reason="needs Chromium: apt-get install chromium"))


@pytest.fixture(scope="session", autouse=True)
def _database_from_an_event_loop() -> Iterator[None]:
    """Playwright runs an event loop in the thread of the test, and Django refuses the database in such a thread."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Root may not use Chromium's sandbox."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET + sandbox,
        "env": {**os.environ, **BRITISH},
    }  # fmt: skip


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """As most readers are: in London, in English, with nothing remembered."""
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def asked_elsewhere(page: Page, live_server: Any) -> list[str]:
    """Every address that the page asked of another host than the newsroom: to be empty at the end of a test."""
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda request: None if request.url.startswith((live_server.url, "data:")) else elsewhere.append(request.url),
    )
    return elsewhere


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complained of: scripts that failed, styles that the policy refused."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    return said


@pytest.fixture
def picture(page: Page) -> Callable[[str], None]:
    """A function that takes the present page, whole, at 320 and 1280 px, into pictures/NAME-WIDTH.png."""

    def take(name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)

    return take


@pytest.fixture
def scrolls_sideways(page: Page) -> Callable[[], bool]:
    """Whether the present page is wider than the window (WCAG 1.4.10, reflow, asks that it is not at 320 px)."""
    return lambda: bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
