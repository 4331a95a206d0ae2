"""axe-core finds nothing on any public page, light or dark, and the help keeps its place, its size and its targets."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from helpline import stopping
from tests import newsdesk
from tests.helpline.makers import channel, default_record, kim, robin
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = [
    "/", "/releases/", "/releases/?q=nothing", "/releases/the-text/", "/releases/gone/", "/topics/policing/",
    "/spokespeople/", "/spokespeople/priya-nair/", "/helpline/", "/staying-safe-online/", "/privacy/",
    "/accessibility/", "/corrections/", "/no-such-page/",
]  # fmt: skip
STATES = ["not confirmed", "open", "closed", "out", "phone out"]


@pytest.fixture
def newsroom() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        newsdesk.organisation()
        newsdesk.signed(slug="the-text")
        newsdesk.edition_row(slug="gone", withdrawn=True)
    with time_machine.travel(NOW + timedelta(hours=1), tick=True):
        yield


def seen(page: Page, address: str, width: int, scheme: Any = "light") -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 640})
    page.goto(address)


@pytest.mark.parametrize("path", PAGES)
def test_axe_reports_no_violation(page: Page, live_server: Any, newsroom: None, path: str) -> None:
    for width, scheme in ((320, "light"), (1280, "light"), (1280, "dark")):
        seen(page, live_server.url + path, width, scheme)
        found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})  # WCAG 2.5.8, off by default
        assert found.violations_count == 0, found.generate_report()


def in_state(state: str) -> None:
    default_record()
    chat = channel("live_chat")
    if state != "not confirmed":
        chat.confirm(by=robin(), at=NOW)
    if state == "out":
        stopping.mark(channel_id=chat.pk, actor=kim(), until=None)
    if state == "phone out":
        why = "The lines are down in the whole country and engineers are at work on them."
        form = channel("web_form").pk
        stopping.mark(channel_id=channel("phone").pk, actor=kim(), until=None, instead_id=form, sentence=why)


@pytest.mark.parametrize("state", STATES)
def test_the_panel_is_low_on_a_narrow_phone_and_its_targets_can_be_hit(
    page: Page, live_server: Any, state: str
) -> None:
    hour = 16 if state == "open" else 22
    with time_machine.travel(NOW.replace(hour=hour), tick=True):
        in_state(state)
        seen(page, f"{live_server.url}/", 320)
        panel = page.locator(".helpline-panel")
        box = panel.bounding_box()
        assert box is not None
        assert box["height"] <= 96, panel.inner_text()
        for link in panel.get_by_role("link").all():
            target = link.bounding_box()
            assert target is not None
            assert target["height"] >= 24, link.inner_text()


@pytest.mark.parametrize("path", ["/", "/releases/the-text/", "/helpline/"])
def test_nothing_covers_what_has_the_focus_at_400_per_cent(
    page: Page, live_server: Any, newsroom: None, path: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 by 1024 at 400 %
    page.goto(live_server.url + path)
    exit_link = page.get_by_role("link", name="Leave this site")
    for _ in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate("""() => {
            const it = document.activeElement, box = it.getBoundingClientRect();
            if (it === document.body || !box.width) return false;
            const top = document.elementFromPoint(box.left + Math.min(8, box.width / 2), box.top + box.height / 2);
            return !top || !(it.contains(top) || top.contains(it)) ? it.outerHTML : false;
        }""")
        assert not covered
    expect(exit_link).to_be_attached()


@pytest.mark.parametrize("wanted", ["text", "HTML"])
def test_a_journalist_copies_the_support_information(page: Page, live_server: Any, newsroom: None, wanted: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/releases/the-text/")
    page.get_by_role("button", name=f"Copy as {wanted}").click()
    expect(page.locator("#support-said")).to_have_text(f"Copied as {wanted}.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "0808 2000 247" in copied
    assert copied.startswith("<p>" if wanted == "HTML" else "For confidential support")
