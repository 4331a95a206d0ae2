"""On a phone the text as it came stays in sight while a field is corrected, and shows the field's own words."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
LAYOUTS = Path(__file__).resolve().parents[1] / "releases" / "importing" / "pooled_layouts"
SHOWN = """() => {
  const source = document.querySelector(".desk-source pre").getBoundingClientRect();
  const [range] = CSS.highlights.get("desk-read");
  const words = range.getBoundingClientRect();
  return [range.toString(), source.top >= 0 && source.top <= words.top && words.bottom <= source.bottom];
}"""


def test_a_field_that_is_entered_brings_its_words_into_view(
    page: Page, live_server: Any, complaints: list[str], scrolls_sideways: Any
) -> None:
    newsdesk.organisation()
    sign_in(page, live_server, newsdesk.jo())
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{live_server.url}/admin/releases/release/new-from-text/")
    page.get_by_label("Paste the text").fill((LAYOUTS / "police-hrs-notes-bracketed" / "source.txt").read_text())
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("Passage 3: Alys Penhallow")).to_be_visible()
    page.get_by_label("Words:").nth(2).focus()
    words, in_sight = page.evaluate(SHOWN)
    assert words.startswith("Anyone who prefers not to ring us")
    assert in_sight
    page.locator("summary", has_text="The text as it came").click()
    expect(page.locator(".desk-source pre")).to_be_hidden()
    assert not scrolls_sideways()
    assert not [line for line in complaints if "favicon" not in line]
