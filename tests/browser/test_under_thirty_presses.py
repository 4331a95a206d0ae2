"""From a pasted text to the public: two people, two phones, under thirty clicks and keystrokes beyond the words."""

from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_playwright.pytest_playwright import CreateContextCallback

from releases.models import Release
from tests import newsdesk
from tests.browser.hands import Hands
from tests.browser.phones import phone, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

PASTED = """Harbourlight responds to the housing figures

Monday 23 November 2026

Harbourlight has read today’s figures with alarm.

Priya Nair, Director of Services at Harbourlight, said:

“A woman who leaves needs a door that opens. This year we turned away two of every five who asked.”

ENDS
"""


def test_a_pasted_reaction_is_public_within_thirty_presses(
    new_context: CreateContextCallback, live_server: Any
) -> None:
    newsdesk.organisation()
    newsdesk.DeskFactory()
    newsdesk.SpokespersonFactory()
    at_home, on_a_train = phone(new_context), phone(new_context)
    writer, approver = Hands(at_home.new_page()), Hands(on_a_train.new_page())
    sign_in(writer.page, live_server, newsdesk.jo())
    sign_in(approver.page, live_server, newsdesk.amira())

    writer.press("New from text", "link")
    writer.paste("Paste the text", PASTED)
    writer.press("Read it")
    writer.press("Save as draft")
    writer.tap(writer.page.get_by_text("1 of 1 waits for a yes"), "Statements")
    writer.choose("How statement 1 was approved", "By phone")
    writer.press("Record it")
    writer.press("Send for sign-off")
    expect(writer.page.get_by_text("signs here").first).to_be_visible()

    approver.page.reload()
    approver.press("Harbourlight responds to the housing figures", "link")
    approver.press("Sign off: public at once")
    expect(approver.page.get_by_text("Signed off. Public since")).to_be_visible()

    reader = phone(new_context).new_page()
    reader.goto(f"{live_server.url}/releases/{Release.objects.get().slug}/")
    expect(reader.get_by_text("A woman who leaves needs a door that opens.").first).to_be_visible()
    presses = writer.count + approver.count
    print("\n".join([*writer.did, *approver.did, f"{presses} in all"]))
    assert presses < 30
    at_home.close()
    on_a_train.close()
