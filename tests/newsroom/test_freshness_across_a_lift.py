"""A lift comes while a page is made, kept or asked for again: it is old and gone by the lift, or it is new."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom import freshness
from releases.models import Asset, Attachment, Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.correcting import corrected

pytestmark = pytest.mark.django_db
FILE = "/files/00000000-0000-4000-8000-000000000001/canary.pdf"
BEFORE = LIFT - timedelta(seconds=1)
# What changes at the lift: a page that was, one that was not, a list, feeds, a file, a search.
CHANGING = ["/releases/live/", "/releases/live.txt", "/", "/releases/", "/feeds/releases.rss", "/feeds/releases.atom",
            "/sitemap.xml?year=2026", "/releases/?q=canary"]  # fmt: skip
APPEARING = ["/releases/canary/", "/releases/canary.txt", FILE]


@pytest.fixture
def newsroom() -> None:
    """One release that is public and is to be corrected at the lift, and one that is to appear with a file."""
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False) as clock:
        live = newsdesk.signed(slug="live", headline="Live")
        clock.shift(60)
        Release.objects.filter(slug="live").update(public_mode="embargo", wanted_at=LIFT, headline="Canary")
        corrected(live, "The canary was wrong.")
        release = newsdesk.draft(slug="canary", headline="Canary", embargoed=True)
        asset = Asset(
            uuid=UUID(FILE.split("/")[2]), sha256="c" * 64, content_type="application/pdf", size=6, uploaded_at=NOW
        )
        asset.file.save("a", ContentFile(b"Canary"))
        Attachment.objects.create(release=release, asset=asset, title="Canary", position=1)
        newsdesk.signed(Release.with_text(release.pk))


def ask(address: str, **headers: str) -> Any:
    """The answer with its bytes as `body`; nothing that is kept takes part."""
    newsdesk.forget_what_is_kept()
    response = Client().get(address, headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def shows(response: Any) -> bool:
    return b"canary" in re.sub(rb'value="canary"', b"", response.body.lower())


@pytest.mark.usefixtures("newsroom")
@settings(max_examples=200, deadline=None)
@given(
    address=st.sampled_from([*CHANGING, *APPEARING, "/feed/", "/privacy/"]),
    asked=st.floats(-90, 90),
    taken=st.one_of(st.just(0.0), st.floats(0, 2), st.floats(0, 90)),
)
def test_the_clock_passes_the_lift_between_the_query_and_the_headers(address: str, asked: float, taken: float):
    """The instant of the request decides what is shown and names the minute; the lifetime is measured at the end."""
    at = LIFT + timedelta(seconds=asked)
    with time_machine.travel(at, tick=False) as clock, pytest.MonkeyPatch.context() as patch:
        finished: list[bool] = []
        may_be_shared = freshness._may_be_shared

        def at_length(response: Any) -> bool:
            if not finished:  # the response is made, its headers are not
                finished.append(True)
                clock.shift(taken)
            return may_be_shared(response)

        patch.setattr(freshness, "_may_be_shared", at_length)
        response = ask(address)
    if address not in ("/feed/", "/privacy/"):
        assert shows(response) == (at >= LIFT)
    if response.status_code == 404:
        assert response["Cache-Control"] == "no-store"
        return
    seconds = re.fullmatch(r"public, max-age=(\d+), s-maxage=\1, must-revalidate", response["Cache-Control"])
    assert seconds
    end_of_the_minute = at.replace(second=0, microsecond=0) + timedelta(minutes=1)
    kept_until = at + timedelta(seconds=taken + int(seconds[1]))
    assert int(seconds[1]) == 0 or kept_until + timedelta(seconds=freshness.IN_TRANSIT) <= end_of_the_minute


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("address", CHANGING)
def test_a_tag_from_before_is_not_good_after(address: str):
    with time_machine.travel(BEFORE, tick=False) as clock:
        before = ask(address)
        assert ask(address, **{"if-none-match": before["ETag"]}).status_code == 304
        clock.move_to(LIFT)
        after = ask(address, **{"if-none-match": before["ETag"]})
        assert (after.status_code, shows(before), shows(after)) == (200, False, True)
        assert ask(address, **{"if-none-match": after["ETag"]}).status_code == 304


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("address", APPEARING)
def test_what_was_not_there_has_no_tag_and_can_be_asked_for_again_at_once(address: str):
    with time_machine.travel(BEFORE, tick=False) as clock:
        before = ask(address, **{"if-none-match": "*"})
        assert (before.status_code, before["Cache-Control"], "ETag" in before) == (404, "no-store", False)
        clock.move_to(LIFT)
        after = ask(address)
        assert (after.status_code, shows(after)) == (200, True)
        assert ask(address, **{"if-none-match": after["ETag"]}).status_code == 304


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize("address", CHANGING + APPEARING)
@pytest.mark.parametrize("since", ["Tue, 24 Nov 2026 00:00:59 GMT", "Tue, 24 Nov 2026 00:01:00 GMT",
                                   "Wed, 01 Jan 2031 00:00:00 GMT"])  # fmt: skip
def test_a_date_alone_never_keeps_anyone_from_the_new_text(address: str, since: str):
    with time_machine.travel(LIFT, tick=False):
        response = ask(address, **{"if-modified-since": since})
    assert (response.status_code, shows(response)) == (200, True)
    assert "Last-Modified" not in response
