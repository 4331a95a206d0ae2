"""The pages of the history, the log and the evidence in Chromium: they fit a phone, and axe finds nothing in them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from releases import earlier, saves
from releases.models import Event, Release
from tests import newsdesk

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Every force was told to look again at each open case, and to say by the spring what had become of it. " * 6


@pytest.fixture
def release() -> Release:
    """Saved three times, and signed: a passage moved, words changed, a long passage with one change at its end."""
    now = timezone.now()
    release = newsdesk.draft(headline="Harbourlight responds to the announcement on sentencing for coercive control")
    release.passages.create(position=3, body=f"<p>{LONG}</p><p>The figures come from 41 of 43 forces.</p>")
    for step, (minutes, summary, body) in enumerate([
        (30, "What it means.", f"<p>{LONG}</p><p>The figures come from 42 of 43 forces.</p>"),
        (20, "What it means for women who wait.", f"<p>{LONG}</p>"),
    ]):  # fmt: skip
        saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=now - timedelta(minutes=minutes))
        Release.objects.filter(pk=release.pk).update(summary=summary, saves=step + 1)
        release.passages.filter(position=3).update(body=body)
    newsdesk.signed(Release.with_text(release.pk))
    return Release.with_text(release.pk)


@pytest.fixture
def rita(page: Page, live_server: Any, client: Client) -> Page:
    """Rita writes, reads the log, and may take out evidence; she has signed in."""
    rights = (*newsdesk.WRITER, "releases.read_log", "releases.take_evidence")
    client.force_login(newsdesk.person("rita", "Rita", *rights))
    cookies = [{"name": c.key, "value": c.value, "url": live_server.url} for c in client.cookies.values()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what the client has
    return page


def addresses(release: Release) -> list[str]:
    texts = [text.key for text in earlier.texts_of(release)]
    compared = reverse("admin:releases_release_compare", args=[release.pk])
    return [
        reverse("admin:releases_release_history", args=[release.pk]),
        f"{compared}?text={texts[-1]}&text={texts[1]}",
        f"{compared}?text={texts[-1]}",
        compared,
        reverse("admin:releases_release_restore_as_draft", args=[release.pk, texts[-1]]),
        reverse("admin:releases_release_evidence", args=[release.pk]),
        reverse("admin:releases_event_changelist"),
    ]


def test_every_page_fits_a_phone_and_keeps_nobody_out(
    rita: Page, live_server: Any, release: Release, scrolls_sideways: Callable[[], bool], complaints: list[str]
) -> None:
    for address in addresses(release):
        for width, scheme in ((320, "light"), (1280, "light"), (1280, "dark")):
            rita.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its words
            rita.set_viewport_size({"width": width, "height": 640})
            rita.goto(live_server.url + address)
            assert not scrolls_sideways(), (address, width)
            found = Axe().run(rita, context="#content", options={"rules": {"target-size": {"enabled": True}}})
            assert found.violations_count == 0, f"{address} {width} {scheme}\n{found.generate_report()}"
    assert complaints == []


def test_two_texts_are_ticked_and_compared_and_one_is_restored(rita: Page, live_server: Any, release: Release) -> None:
    rita.set_viewport_size({"width": 320, "height": 640})
    rita.goto(live_server.url + reverse("admin:releases_release_history", args=[release.pk]))
    boxes = rita.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.last.check()
    rita.get_by_role("button", name="Compare the two that are ticked").click()
    expect(rita.locator("ins").nth(1)).to_be_visible()
    expect(rita.get_by_text("words unchanged")).to_be_visible()
    rita.get_by_role("link", name="Restore as a draft").click()
    rita.get_by_label("Reason").fill("The figure was right before.")
    rita.get_by_role("button", name="Restore as a draft").click()
    expect(rita.get_by_text("Restored as a draft. What stood here before is in the history.")).to_be_visible()
    assert "41 of 43" in release.passages.get(position=3).body
