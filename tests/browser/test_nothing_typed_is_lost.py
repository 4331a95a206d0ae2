"""On a train with a phone: what was typed outlives a lost connection, an ended sign-in, and a tab that was closed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from releases.models import Release, UnsavedText
from tests import newsdesk
from tests.browser.test_a_press_release_becomes_public import sign_in
from tests.browser.waiting import editor_ready, until
from tests.races.desk import Editor

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "id_passages-0-body"


@pytest.fixture
def release() -> Release:
    return newsdesk.draft(headline="As it was")


@pytest.fixture
def form(page: Page, live_server: Any, release: Release) -> Page:
    """The form of a release, open before Jo."""
    sign_in(page, live_server, newsdesk.jo())
    opened(page, live_server, release)
    return page


def opened(page: Page, server: Any, release: Release) -> None:
    page.goto(f"{server.url}/admin/releases/release/{release.pk}/change/")
    editor_ready(page, WORDS)


def types_into_the_editor(page: Page, words: str) -> None:
    page.frame_locator("#passages-0 iframe").locator("body").click()
    page.keyboard.type(words)


def saves(page: Page) -> None:
    page.get_by_role("button", name="Save").first.click()


def test_what_was_typed_is_kept_and_offered_again(form: Page, live_server: Any, release: Release) -> None:
    form.get_by_label("Headline").fill("Half a headline")
    types_into_the_editor(form, "Half a sentence. ")
    expect(form.get_by_text("Your words are kept for you alone")).to_be_visible()
    assert "Half a sentence" in str(UnsavedText.objects.get().fields)
    other = form.context.new_page()
    opened(other, live_server, release)
    expect(other.get_by_label("Headline")).to_have_value("As it was")
    other.screenshot(path="pictures/unsaved-offered.png")
    other.get_by_role("button", name="Put them into the form").click()
    expect(other.get_by_role("heading", name="Your unsaved words")).to_be_visible()
    expect(other.get_by_label("Headline")).to_have_value("Half a headline")
    expect(other.frame_locator("#passages-0 iframe").locator("body")).to_contain_text("Half a sentence")
    saves(other)
    expect(other.get_by_text("was changed successfully")).to_be_visible()
    assert Release.objects.get().headline == "Half a headline"
    assert not UnsavedText.objects.exists()


def test_without_a_connection_the_page_stays_and_says_so(form: Page, release: Release) -> None:
    form.get_by_label("Headline").fill("From the train")
    types_into_the_editor(form, "In a tunnel. ")
    form.context.set_offline(True)
    saves(form)
    expect(form.get_by_role("alert").filter(has_text="No connection")).to_be_visible()
    expect(form.get_by_label("Headline")).to_have_value("From the train")
    form.context.set_offline(False)
    until(form, "document.querySelector('.desk-trouble').textContent === ''")
    saves(form)
    expect(form.get_by_text("was changed successfully")).to_be_visible()
    assert Release.objects.get().headline == "From the train"
    assert "In a tunnel" in release.passages.model.objects.filter(release=release)[0].body


def test_a_sign_in_that_ended_costs_no_word(form: Page, live_server: Any) -> None:
    form.get_by_label("Headline").fill("After twelve hours")
    Session.objects.all().delete()
    saves(form)
    expect(form.get_by_role("alert").filter(has_text="You have been signed out")).to_be_visible()
    with form.context.expect_page() as tab:
        form.get_by_role("link", name="sign in again in another tab").click()
    tab.value.get_by_label("Username").fill("jo")
    tab.value.get_by_label("Password").fill("a-password-of-the-test")
    tab.value.get_by_role("button", name="Log in").click()
    expect(tab.value.get_by_role("heading", name="The desk")).to_be_visible()
    saves(form)
    expect(form.get_by_text("was changed successfully")).to_be_visible()
    assert Release.objects.get().headline == "After twelve hours"


def test_words_are_never_saved_under_another_name(form: Page, live_server: Any) -> None:
    form.get_by_label("Headline").fill("Jo’s")  # noqa: RUF001
    tab = form.context.new_page()
    form.context.clear_cookies()
    sign_in(tab, live_server, newsdesk.amira())
    saves(form)
    expect(form.get_by_text("Somebody else is signed in here now")).to_be_visible()
    assert Release.objects.get().headline == "As it was"


def test_leaving_asks_only_when_something_was_typed(form: Page, live_server: Any, release: Release) -> None:
    asked: list[str] = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.goto(f"{live_server.url}/admin/")
    assert asked == []
    opened(form, live_server, release)
    types_into_the_editor(form, "x")
    form.goto(f"{live_server.url}/admin/")
    assert asked == ["beforeunload"]


def test_the_form_says_who_else_has_it_open_and_who_saved(
    form: Page, release: Release, picture: Callable[[str], None]
) -> None:
    amira = Editor(newsdesk.amira())
    amira.saves(release.pk, amira.opens(release.pk), headline="Theirs")
    form.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it asks when it is looked at again
    expect(form.locator(".desk-others")).to_contain_text("Amira Test has this open (since")
    expect(form.get_by_text("Amira Test saved this at")).to_be_visible()
    expect(form.get_by_role("link", name="Read it in another tab")).to_be_visible()
    picture("who-has-it-open")


def test_the_keys_that_save_save(form: Page) -> None:
    form.get_by_label("Headline").fill("By keyboard")
    form.keyboard.press("Control+s")
    expect(form.locator("[name=seen_saves]")).to_have_value("1")
    editor_ready(form, WORDS)
    types_into_the_editor(form, "In the editor. ")
    form.keyboard.press("Control+s")
    expect(form.locator("[name=seen_saves]")).to_have_value("2")
    assert "In the editor" in Release.objects.get().passages.all()[0].body


def test_a_text_that_is_being_brought_in_is_kept_too(page: Page, live_server: Any) -> None:
    newsdesk.DeskFactory()
    sign_in(page, live_server, newsdesk.jo())
    address = f"{live_server.url}/admin/releases/release/new-from-text/"
    page.goto(address)
    page.get_by_label("Paste the text").fill("Harbourlight opens two houses\n\nBoth open on Tuesday.\n\nENDS")
    page.get_by_role("button", name="Read it").click()
    page.get_by_label("Summary").fill("A summary on the way.")
    expect(page.get_by_text("Your words are kept for you alone")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.get_by_role("button", name="Put them into the form").click()
    expect(page.get_by_label("Summary")).to_have_value("A summary on the way.")
    page.get_by_role("button", name="Save as draft").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbourlight opens two houses")
