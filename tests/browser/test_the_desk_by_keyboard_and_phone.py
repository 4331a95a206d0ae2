"""The newsdesk on a narrow phone, by keyboard alone, and as axe-core reads it."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from releases import signoff
from releases.models import Passage, Release
from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in
from tests.browser.waiting import editor_ready

pytestmark = pytest.mark.django_db(transaction=True)
AT_THE_DESK = "/admin/releases/release/"
# CKEditor 4 draws its toolbars, frames and hidden labels itself; what it puts into the page is not ours to mend.
NOT_OURS = [[".cke"], [".cke_screen_reader_only"], ["iframe.cke_wysiwyg_frame"]]
LONG = "Harbourlight answers the announcement of a national review of every closed domestic abuse case since 2019"
PAGES = {
    "front": "/admin/", "list": AT_THE_DESK, "new": f"{AT_THE_DESK}add/",
    "new-from-text": f"{AT_THE_DESK}new-from-text/",
    "form": f"{AT_THE_DESK}%(draft)s/change/", "signed-form": f"{AT_THE_DESK}%(waits)s/change/",
    "sign-off": f"{AT_THE_DESK}%(sent)s/sign-off/", "hold": f"{AT_THE_DESK}%(waits)s/hold/%(edition)s/",
    "move": f"{AT_THE_DESK}%(waits)s/move/%(edition)s/", "take-down": f"{AT_THE_DESK}%(public)s/take-down/",
    "as-at": f"{AT_THE_DESK}as-at/",
}  # fmt: skip


@pytest.fixture
def desk(page: Page, live_server: Any) -> dict[str, int]:
    """Amira signed in at a desk with something of each kind."""
    newsdesk.organisation()
    draft, sent = newsdesk.draft(headline=LONG), newsdesk.draft(headline=f"{LONG}, sent")
    signoff.submit(release_id=sent.pk, actor=newsdesk.jo())
    timed = newsdesk.draft(headline=f"{LONG}, to come")
    Release.objects.filter(pk=timed.pk).update(public_mode="embargo", wanted_at=newsdesk.LIFT.replace(year=2030))
    waits = newsdesk.signed(release=Release.with_text(timed.pk))
    public = newsdesk.signed(headline=f"{LONG}, public")
    sign_in(page, live_server, newsdesk.amira())
    return {
        "draft": draft.pk,
        "sent": sent.pk,
        "waits": waits.release_id,
        "edition": waits.pk,
        "public": public.release_id,
    }


def opened(page: Page, server: Any, name: str, desk: dict[str, int]) -> None:
    answer = page.goto(server.url + PAGES[name] % desk)
    assert answer is not None
    assert answer.status == 200
    if "form" in name:
        editor_ready(page, "id_passages-1-body")


@pytest.mark.parametrize("name", PAGES)
def test_axe_reports_no_violation(page: Page, live_server: Any, desk: dict[str, int], name: str) -> None:
    wrong = []
    for width, scheme in ((320, "light"), (1280, "light"), (1280, "dark")):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
        page.set_viewport_size({"width": width, "height": 640})
        opened(page, live_server, name, desk)
        found = Axe().run(page, context={"exclude": NOT_OURS}, options={"rules": {"target-size": {"enabled": True}}})
        wrong += [f"{width} {scheme} {rule['id']}: {[node['target'] for node in rule['nodes']][:5]}"
                  for rule in found.response["violations"]]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize("name", PAGES)
def test_it_fits_a_narrow_phone_and_can_be_hit(page: Page, live_server: Any, desk: dict[str, int], name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    opened(page, live_server, name, desk)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    main = page.locator(".desk-button:visible, input[type=submit]:visible")
    assert [each.inner_text() for each in main.all() if (each.bounding_box() or {"height": 0})["height"] < 44] == []


def focused(page: Page) -> str:
    """What has the focus: of a control its name or its words, of a rich-text editor its frame's title."""
    return str(
        page.evaluate("""() => {
        const it = document.activeElement;
        if (!it.matches("a, button, input, select, textarea, iframe, summary")) return "";
        return it.getAttribute("aria-label") || it.name || it.title || (it.innerText || it.value || it.tagName).trim();
    }""")
    )


def tabs_until(page: Page, words: str, keys: str = "Tab") -> None:
    for _ in range(250):
        if words in focused(page):
            return
        page.keyboard.press(keys)
    raise AssertionError(f"no key leads to {words}")


def test_a_release_is_written_moved_and_saved_with_keys_alone(
    page: Page, live_server: Any, desk: dict[str, int]
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    opened(page, live_server, "form", desk)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to main content"
    page.keyboard.press("Enter")
    tabs_until(page, "headline")
    page.keyboard.press("Control+A")
    page.keyboard.type("By keys alone")
    tabs_until(page, "passages-0-body")  # the frame of the editor takes the keys
    page.keyboard.press("Control+End")
    page.keyboard.type(" And again.")
    page.keyboard.press("Tab")  # and lets go of them
    assert "passages-0-body" not in focused(page)
    tabs_until(page, "Move down", "Shift+Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "Move down"
    editor_ready(page, "id_passages-0-body")
    page.keyboard.press("Control+s")
    expect(page.locator("[name=seen_saves]")).to_have_value("1")
    assert Release.objects.get(pk=desk["draft"]).headline == "By keys alone"
    bodies = list(Passage.objects.filter(release=desk["draft"]).values_list("body", flat=True))
    assert "And again." in bodies[1]


def test_the_tab_key_leaves_a_list_in_the_editor(page: Page, live_server: Any, desk: dict[str, int]) -> None:
    Passage.objects.filter(release=desk["draft"], position=1).update(body="<ul><li>One</li><li>Two</li></ul>")
    opened(page, live_server, "form", desk)
    tabs_until(page, "passages-0-body")
    page.keyboard.press("Control+End")
    page.keyboard.press("Home")
    page.keyboard.press("Tab")
    assert "passages-0-body" not in focused(page)


def test_whatever_has_the_focus_shows_it(page: Page, live_server: Any, desk: dict[str, int]) -> None:
    opened(page, live_server, "form", desk)
    for _ in range(30):
        page.keyboard.press("Tab")
        shown = page.evaluate("""() => {
            const it = document.activeElement, style = getComputedStyle(it);
            const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            const drawn = style.boxShadow !== "none" || style.textDecorationLine === "underline";
            return ring || drawn || it.matches("input, select, textarea, iframe, .cke *") || it.outerHTML;
        }""")
        assert shown is True
