"""A release's whole way, as people go it: from Word, with a spokesperson's yes by link, a second person's signature, an
embargo, a hold and a new time, to the lift, and a correction that everybody sees.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from releases.models import Release
from tests import newsdesk
from tests.browser.conftest import PICTURES
from tests.browser.phones import phone, sign_in
from tests.newsdesk import NOW
from tests.releases.importing.word_files import docx, p

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "Harbourlight answers the review of vetting"
LIFT = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
WORD = docx(
    p("EMBARGOED UNTIL 00:01 Tuesday 24 November 2026"),
    p("Harbourlight answers the reveiw of vetting", style="Heading1"),
    p("The review looked at 1,100 officers and found one in four unfit."),
    p("Priya Nair, Director of Services at Harbourlight, said:"),
    p("“A woman who reports a police officer should never have to wonder who reads her report.”"),
    p("ENDS"),
    p("Notes to editors"),
    p("1. Figures are those of the review."),
)


@pytest.fixture
def clock() -> Iterator[Callable[[datetime], None]]:
    """The newsroom's clock: it runs from NOW, and can be put forward."""
    traveller = time_machine.travel(NOW, tick=True)
    running = traveller.start()
    yield lambda instant: running.move_to(instant)
    traveller.stop()


def shot(page: Page, name: str) -> None:
    """What the person sees without scrolling, for eyes and for docs/editors.md (tests/browser/for_the_guide.py)."""
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"whole-way-{name}.png")


def status(reader: Page, address: str) -> int:
    answer = reader.goto(address)
    assert answer is not None
    return answer.status


def test_from_a_word_file_to_a_correction(
    page: Page,
    new_context: CreateContextCallback,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
    clock: Callable[[datetime], None],
) -> None:
    settings.SITE_URL = live_server.url
    newsdesk.organisation()
    newsdesk.DeskFactory()
    newsdesk.SpokespersonFactory()
    file = tmp_path / "reaction.docx"
    file.write_bytes(WORD)

    # Jo brings the Word file in, corrects a word, and sets the time.
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, live_server, newsdesk.jo())
    page.get_by_role("link", name="New from text").first.click()
    page.get_by_label("file", exact=False).first.set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_label("Headline")).to_have_value("Harbourlight answers the reveiw of vetting")
    shot(page, "1-read")
    page.get_by_label("Headline").fill(HEADLINE)
    page.get_by_label("I have compared this time").check()
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADLINE)
    expect(page.locator("#id_wanted_at_0")).to_have_value("2026-11-24")
    shot(page, "2-draft")

    # Priya reads her own words on her phone, types her surname and presses.
    page.get_by_text("1 of 1 waits for a yes").click()
    page.get_by_role("button", name="Make a link to send them").click()
    message = page.get_by_label("The message").input_value()
    address = next(line for line in message.splitlines() if line.startswith("http"))
    page.get_by_role("link", name="Back to the text").click()
    priyas_phone = phone(new_context).new_page()
    assert status(priyas_phone, address) == 200
    expect(priyas_phone.get_by_text("who reads her report")).to_be_visible()
    shot(priyas_phone, "3-her-words")
    priyas_phone.get_by_label("Your surname").fill("nair")
    priyas_phone.get_by_role("button", name="Approve these words").tap()
    expect(priyas_phone.get_by_role("heading", name="Thank you")).to_be_visible()
    page.reload()
    expect(page.get_by_text("nothing waits for a yes")).to_be_visible()
    page.get_by_role("button", name="Send for sign-off").click()

    # Amira signs on a train; nothing of it is public.
    amiras_phone = phone(new_context).new_page()
    sign_in(amiras_phone, live_server, newsdesk.amira())
    shot(amiras_phone, "4-waiting")
    amiras_phone.get_by_role("link", name=HEADLINE).first.tap()
    expect(amiras_phone.get_by_role("button", name="Sign off").first).to_be_visible()
    shot(amiras_phone, "4-sign-off")
    amiras_phone.get_by_role("button", name="Sign off").first.tap()
    expect(amiras_phone.get_by_text("Signed off.").first).to_be_visible()
    release = Release.objects.get()
    public = f"{live_server.url}/releases/{release.slug}/"
    reader = phone(new_context).new_page()
    assert status(reader, public) == 404

    # Jo holds it; its old time passes and it stays where it is; Amira gives it a new one.
    form = f"{live_server.url}/admin/releases/release/{release.pk}/change/"
    page.goto(form)
    page.get_by_role("link", name="Hold").first.click()
    page.get_by_label("Reason").fill("The police asked for the morning.")
    page.get_by_role("button", name="Hold").click()
    expect(page.get_by_text("does not go out", exact=False).first).to_be_visible()
    shot(page, "5-held")
    clock(datetime(2026, 11, 24, 0, 2, tzinfo=UTC))
    assert status(reader, public) == 404
    amiras_phone.goto(form)
    amiras_phone.get_by_role("link", name="Release").last.tap()
    amiras_phone.locator("#id_instant_0").fill("2026-11-24")
    amiras_phone.locator("#id_instant_1").fill("06:00")
    amiras_phone.get_by_label("Reason").fill("Agreed for six.")
    shot(amiras_phone, "6-a-new-time")
    amiras_phone.locator("main form button[type=submit], #content form button[type=submit]").last.tap()
    expect(amiras_phone.get_by_text("06:00", exact=False).first).to_be_visible()

    # It lifts by itself.
    clock(LIFT - timedelta(seconds=20))
    assert status(reader, public) == 404
    clock(LIFT + timedelta(seconds=1))
    assert status(reader, public) == 200
    expect(reader.get_by_text("who reads her report")).to_be_visible()
    shot(reader, "7-lifted")

    # A figure was wrong: Jo corrects it with a note, and Amira signs. Priya's words are as they were: so is her yes.
    # Both sign in again: a session ends after a shift.
    sign_in(page, live_server, newsdesk.jo())
    page.goto(form)
    page.frame_locator("iframe.cke_wysiwyg_frame").first.locator("body").fill(
        "The review looked at 1,100 officers and found one in five unfit."
    )
    page.get_by_label("What this change is:").select_option("correction")
    page.get_by_label("Note").first.fill("We said one in four. It is one in five.")
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("button", name="Send for sign-off").click()
    sign_in(amiras_phone, live_server, newsdesk.amira())
    amiras_phone.goto(form.replace("change", "sign-off"))
    amiras_phone.get_by_role("button", name="Sign off").first.tap()
    expect(amiras_phone.get_by_text("Signed off.").first).to_be_visible()
    clock(LIFT + timedelta(minutes=5))
    reader = phone(new_context).new_page()  # the other keeps its page to the end of the minute, by a clock of its own
    reader.goto(public)
    expect(reader.get_by_text("We said one in four. It is one in five.")).to_be_visible()
    expect(reader.get_by_text("one in five unfit")).to_be_visible()
    shot(reader, "8-corrected")
    page.goto(form.replace("change", "history"))
    shot(page, "9-history")
