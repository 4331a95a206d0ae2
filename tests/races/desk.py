"""The release's form at the newsdesk, opened and sent as a browser would: read from the page, since what the test
client remembers of a rendering is mixed with that of other threads."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from releases.models import Release
from releases.refusal import Refusal
from tests import newsdesk


class Page(HTMLParser):
    """What the form would send if nothing were typed, and what the page says is wrong."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.data: dict[str, Any] = {}
        self.wrong = ""
        self._words: str | None = None  # of the textarea or error list that is open
        self._open: tuple[str, str] = ("", "")  # its tag, its name
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self._open = (tag, name)
        elif tag == "textarea" or (tag == "ul" and "errorlist" in (given.get("class") or "")):
            self._open, self._words = (tag, name), ""
        elif tag == "option" and "selected" in given:
            self.data[self._open[1]] = given.get("value") or ""
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            if "checked" in given:
                self.data.setdefault(name, []).append(given.get("value") or "on")
        elif tag == "input" and given.get("type") not in ("submit", "file"):
            self.data[name] = given.get("value") or ""

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag != self._open[0] or self._words is None:
            return
        if tag == "ul":
            self.wrong += self._words
        else:
            self.data[self._open[1]] = self._words.removeprefix("\n").replace("\r\n", "\n")
        self._words = None


class Editor:
    """Somebody signed in at the desk."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client()
        self.client.force_login(user or newsdesk.jo())

    def opens(self, release_id: int) -> dict[str, Any]:
        """What the form holds."""
        response = self.client.get(reverse("admin:releases_release_change", args=[release_id]))
        data = Page(response.content.decode()).data
        # The empty rows that script adds are not sent.
        return {name: value for name, value in data.items() if "__prefix__" not in name and name != "action"}

    def saves(self, release_id: int, data: dict[str, Any], **typed: Any) -> str:
        """Sends the form. Raises Refusal with what the page says when nothing was saved."""
        response = self.client.post(reverse("admin:releases_release_change", args=[release_id]), data | typed)
        if response.status_code == 302:
            return "saved"
        assert response.status_code == 200, response.status_code
        page = Page(response.content.decode())
        assert page.wrong, "neither saved nor refused"
        raise Refusal(" ".join(page.wrong.split()))


def text_of(release_id: int) -> tuple[str, str]:
    """The headline and the first passage as they are stored."""
    release = Release.with_text(release_id)
    return release.headline, release.passages.first().body
