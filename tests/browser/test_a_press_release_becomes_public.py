"""The main job, as people do it: pasted, corrected, sent, signed by a second person on a phone, and read in public."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from releases.models import Passage, Release
from tests import newsdesk
from tests.browser.phones import phone, sign_in
from tests.browser.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLE = Path(__file__).resolve().parents[3] / "shared" / "examples" / "2023-04-06-met-police-vetting.txt"
HEADLINE = "Refuge responds to Met Police announcement on officer vetting and misconduct"


@pytest.mark.skipif(not EXAMPLE.exists(), reason="the example release is not beside this checkout")
def test_the_real_release_from_paste_to_public(
    page: Page,
    new_context: CreateContextCallback,
    live_server: Any,
    complaints: list[str],
    picture: Callable[[str], None],
    scrolls_sideways: Callable[[], bool],
) -> None:
    newsdesk.organisation()
    newsdesk.DeskFactory()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/")
    page.get_by_role("link", name="New from text").click()
    page.get_by_label("Paste the text").fill(EXAMPLE.read_text())
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Headline")).to_have_value(HEADLINE)
    expect(page.get_by_label("Date on the text")).to_have_value("2023-04-06")
    expect(page.get_by_text("matches the National Domestic Abuse Helpline")).to_be_visible()
    picture("new-from-text")
    page.get_by_label("Summary").fill("What the Met’s review of vetting leaves out.")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.frame_locator("iframe.cke_wysiwyg_frame").first.get_by_text("While we welcome")).to_be_visible()
    picture("change-form")
    page.get_by_role("button", name="Send for sign-off").click()
    expect(page.get_by_text("who did not edit it last, signs here")).to_be_visible()

    on_a_train = phone(new_context)
    approver = on_a_train.new_page()
    sign_in(approver, live_server, newsdesk.amira())
    approver.goto(f"{live_server.url}/admin/releases/release/")
    approver.get_by_role("link", name=HEADLINE).click()
    approver.get_by_role("link", name="Read and sign off").click()
    expect(approver.locator("article input, article textarea, article [contenteditable]")).to_have_count(0)
    assert not approver.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    approver.screenshot(path="pictures/sign-off-phone.png", full_page=True)
    approver.get_by_role("button", name="Sign off: public at once").click()
    expect(approver.get_by_text("Signed off. Public since")).to_be_visible()
    on_a_train.close()

    slug = Release.objects.get().slug
    page.goto(f"{live_server.url}/releases/{slug}/")
    expect(page.locator("h1")).to_have_text(HEADLINE)
    expect(page.locator("time").first).to_have_attribute("datetime", "2023-04-06")
    statement = page.locator("figure#statement-1")
    expect(statement.locator("blockquote p")).to_have_count(5)
    expect(page.locator("ol > li")).to_have_count(1)
    expect(page.get_by_text("ENDS", exact=True)).to_be_visible()
    pasted = statement.evaluate(
        "figure => { getSelection().selectAllChildren(figure); return getSelection().toString(); }"
    )
    lines = [line for line in pasted.splitlines() if line.strip()]
    assert lines[0] == "Abigail Ampofo, Director of Service Delivery, said:"
    assert [line[0] for line in lines[1:]] == ["“"] * 5
    assert [line.endswith("”") for line in lines[1:]] == [False] * 4 + [True]
    picture("the-real-release")
    assert not scrolls_sideways()
    assert not [line for line in complaints if "favicon" not in line]

    text = page.request.get(f"{live_server.url}/releases/{slug}.txt").text()
    assert "“While we welcome the Met" in text
    assert "0808 2000 247" in text
    feed = page.request.get(f"{live_server.url}/feeds/releases.rss").text()
    assert "We are under no illusions" in feed
    assert "<dc:date>2023-04-06</dc:date>" in feed


def test_rows_that_are_added_and_moved_keep_their_words(page: Page, live_server: Any) -> None:
    release = newsdesk.draft()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    page.locator("#passages-group").get_by_text("Add another Passage").click()
    until(page, "window.CKEDITOR && CKEDITOR.instances['id_passages-2-body']?.status === 'ready'")
    from_word = '<p class="MsoNormal" style="margin:0"><b>Bold</b> and <i>slanted</i><o:p></o:p></p>'
    page.evaluate("html => CKEDITOR.instances['id_passages-2-body'].setData(html)", from_word)
    added = page.locator("#passages-2")
    added.get_by_role("button", name="Move up").click()
    until(page, "CKEDITOR.instances['id_passages-2-body']?.status === 'ready'")
    added.get_by_role("button", name="Move up").click()
    until(page, "CKEDITOR.instances['id_passages-2-body']?.status === 'ready'")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    bodies = list(release.passages.values_list("body", flat=True))
    assert bodies[0] == "<p><strong>Bold</strong> and <em>slanted</em></p>"
    assert len(bodies) == 3
    assert list(release.passages.values_list("position", flat=True)) == [1, 2, 3]


def test_the_time_is_asked_for_where_one_is_needed(page: Page, live_server: Any) -> None:
    release = newsdesk.draft()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    day = page.locator("#id_wanted_at_0")
    expect(day).to_be_hidden()
    page.get_by_label("Under embargo until a set time").check()
    winter = timezone.localdate().year + 2
    day.fill(f"{winter}-12-01")
    page.locator("#id_wanted_at_1").fill("00:01")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    release.refresh_from_db()
    assert release.public_mode == "embargo"
    page.get_by_role("button", name="Send for sign-off").click()
    lift = date(winter, 12, 1)
    words = f"STRICTLY EMBARGOED UNTIL 00:01 GMT, {lift:%A} 1 December {winter}".upper()
    expect(page.get_by_text(words).first).to_be_visible()


def test_rows_keep_their_order_through_a_refusal_and_a_row_taken_away(page: Page, live_server: Any) -> None:
    release = newsdesk.draft(narrative="<p>Second.</p>", statement=False)
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    for row, words in ((1, "<p>First.</p>"), (2, "<p>Not wanted.</p>")):
        page.locator("#passages-group").get_by_text("Add another Passage").click()
        until(page, f"window.CKEDITOR?.instances['id_passages-{row}-body']?.status === 'ready'")
        page.evaluate(f"html => CKEDITOR.instances['id_passages-{row}-body'].setData(html)", words)
    page.locator("#passages-1").get_by_role("button", name="Move up").click()
    page.locator("#passages-2 .inline-deletelink").click()
    page.get_by_label("Headline").fill("")
    page.get_by_role("button", name="Save").first.click()
    expect(page.locator("#problems")).to_be_visible()
    positions = page.locator("#passages-group .inline-related:not(.empty-form) input.position")
    expect(positions.nth(0)).to_have_value("1")
    expect(positions.nth(1)).to_have_value("2")
    page.get_by_label("Headline").fill("With a headline")
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    bodies = list(Passage.objects.filter(release=release).values_list("body", flat=True))
    assert bodies == ["<p>First.</p>", "<p>Second.</p>"]
