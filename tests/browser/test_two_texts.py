"""A save that came too late, and what is wrong with a form, as an editor meets them in a browser."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from releases.models import Passage, Release
from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in
from tests.browser.test_the_desk_by_keyboard_and_phone import NOT_OURS
from tests.browser.waiting import editor_ready, until
from tests.races.desk import Editor

pytestmark = pytest.mark.django_db(transaction=True)


def opened(page: Page, server: Any, release: Release) -> None:
    page.goto(f"{server.url}/admin/releases/release/{release.pk}/change/")
    editor_ready(page, "id_passages-1-body")


def typed(page: Page, field: str, html: str) -> None:
    page.evaluate("([id, html]) => CKEDITOR.instances[id].setData(html)", [field, html])


def assert_axe_finds_nothing(page: Page) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")  # links fade over
        found = Axe().run(page, context={"exclude": NOT_OURS})
        assert [(rule["id"], rule["nodes"][0]["target"]) for rule in found.response["violations"]] == [], scheme


def test_both_texts_are_read_and_one_is_saved_over_the_other(
    page: Page, live_server: Any, picture: Callable[[str], None], scrolls_sideways: Callable[[], bool]
) -> None:
    release = newsdesk.draft(narrative="<p>Forces were told to look again at every open case in 2024.</p>")
    Editor().saves(release.pk, Editor().opens(release.pk), summary="Kept once.")
    sign_in(page, live_server, newsdesk.jo())
    opened(page, live_server, release)
    page.get_by_label("Headline").fill("Harbourlight answers the police")
    typed(page, "id_passages-0-body", "<p>Forces were told to look again at every closed case in 2024.</p>")
    amira = Editor(newsdesk.amira())
    amira.saves(release.pk, amira.opens(release.pk), headline="Harbourlight asks the police",
                **{"passages-0-body": "<p>Forces were told to look once more at open cases.</p>"})  # fmt: skip
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("heading", name="Two texts")).to_be_focused()
    expect(page.get_by_text("Amira Test saved this release")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Harbourlight answers the police")
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    picture("two-texts")
    assert_axe_finds_nothing(page)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not scrolls_sideways()
    page.get_by_role("button", name="Save mine over it").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(page.get_by_text("which was shown beside it").first).to_be_visible()
    assert "closed case" in Passage.objects.filter(release=release)[0].body


def test_enter_in_a_field_saves_nothing_over_anything(page: Page, live_server: Any) -> None:
    release = newsdesk.draft()
    sign_in(page, live_server, newsdesk.jo())
    opened(page, live_server, release)
    amira = Editor(newsdesk.amira())
    amira.saves(release.pk, amira.opens(release.pk), headline="Theirs")
    page.get_by_role("button", name="Save").first.click()
    page.locator("#id_passages-1-speaker_role").press("Enter")
    expect(page.get_by_role("heading", name="Two texts")).to_be_visible()
    assert Release.objects.get().headline == "Theirs"


def test_a_link_of_the_summary_moves_the_focus_to_its_field(
    page: Page, live_server: Any, picture: Callable[[str], None]
) -> None:
    release = newsdesk.draft()
    sign_in(page, live_server, newsdesk.jo())
    opened(page, live_server, release)
    page.get_by_label("Headline").fill("")
    typed(page, "id_passages-1-body", "")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#problems")).to_be_focused()
    picture("what-is-wrong")
    assert_axe_finds_nothing(page)
    page.get_by_role("link", name="Headline: This field is required.").click()
    expect(page.get_by_label("Headline")).to_be_focused()
    editor_ready(page, "id_passages-1-body")
    page.get_by_role("link", name="Passage 2, words").click()
    until(page, "CKEDITOR.instances['id_passages-1-body'].focusManager.hasFocus")
