"""Files dropped onto a release are sent one by one, each with how far it is, and each refusal beside its file."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from releases.models import Attachment
from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in
from tests.browser.waiting import editor_ready

pytestmark = pytest.mark.django_db(transaction=True)
DROPS = """([names]) => {
    const moved = new DataTransfer();
    for (const [name, words] of names) moved.items.add(new File([words], name));
    const target = document.querySelector("#attachments-group h2");
    for (const kind of ["dragover", "drop"])
        target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: moved }));
}"""


@pytest.fixture
def form(page: Page, live_server: Any, settings: Any, tmp_path: Any) -> Page:
    settings.MEDIA_ROOT = str(tmp_path)
    release = newsdesk.draft()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/{release.pk}/change/")
    editor_ready(page, "id_passages-0-body")
    expect(page.get_by_label("Drop files here")).to_be_attached()
    return page


def test_dropped_files_are_sent_refused_and_saved(form: Page, picture: Callable[[str], None]) -> None:
    form.evaluate(DROPS, [[["figures_2024.csv", "area,calls\nEast,12\n"], ["clip.mov", "no picture"]]])
    rows = form.locator("#attachments-group .inline-related:not(.empty-form)")
    expect(rows).to_have_count(2)
    expect(rows.nth(0).get_by_role("status")).to_contain_text("“figures_2024.csv” is here")
    expect(rows.nth(1).get_by_role("status")).to_contain_text("“clip.mov” cannot be read")
    expect(rows.nth(0).locator("input[name$=-title]")).to_have_value("figures 2024")
    picture("sending-files")
    rows.nth(1).locator(".inline-deletelink").click()
    form.get_by_role("button", name="Save").first.click()
    expect(form.get_by_text("was changed successfully")).to_be_visible()
    assert Attachment.objects.get().title == "figures 2024"


def test_without_a_connection_a_file_stays_and_goes_with_the_save(form: Page) -> None:
    form.context.set_offline(True)
    form.get_by_label("Drop files here").set_input_files(
        {"name": "figures.csv", "mimeType": "text/csv", "buffer": b"area,calls\nEast,12\n"}
    )
    row = form.locator("#attachments-group .inline-related:not(.empty-form)")
    expect(row.get_by_role("status")).to_contain_text("No connection. The file stays chosen")
    form.context.set_offline(False)
    form.get_by_role("button", name="Save").first.click()
    expect(form.get_by_text("was changed successfully")).to_be_visible()
    assert Attachment.objects.get().title == "figures"


def test_a_text_that_is_being_read_says_so_and_is_sent_once(page: Page, live_server: Any) -> None:
    newsdesk.DeskFactory()
    sign_in(page, live_server, newsdesk.jo())
    page.goto(f"{live_server.url}/admin/releases/release/new-from-text/")
    asked: list[str] = []

    def never_read(route: Route) -> None:
        asked.append(route.request.method)
        route.fulfill(status=204)  # a browser stays on the page

    page.route("**/new-from-text/", never_read)
    page.get_by_label("Paste the text").fill("Harbourlight opens two houses\n\nBoth open on Tuesday.\n\nENDS")
    button = page.get_by_role("button", name="Read it")
    button.click()
    expect(page.locator(".desk-reading")).to_contain_text("Reading the text")
    button.click()
    button.click()
    assert asked == ["POST"]
