"""The same newsroom three times: without what is hidden, with it as drafts, and with it signed for LIFT.

The rest of the newsroom is written partly before and partly after what is hidden, so that its primary keys differ from
world to world: a key in an answer is a difference. Everything else that is random (feed ids, names of files) is fixed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from releases.models import Edition, Release, SpokespersonSheet, StandingPage, Topic
from tests import newsdesk
from tests.leaks.hidden import again, asset, attach, hidden, make
from tests.leaks.verdicts import SHARED
from tests.leaks.walk import Reader
from tests.newsdesk import LIFT

BEFORE, AFTER = LIFT - timedelta(seconds=1), LIFT + timedelta(seconds=1)
NONE, DRAFT, SIGNED = "without it", "as a draft", "signed for the lift"
FIRST_DAY = datetime(2025, 1, 6, 9, 30, 15, tzinfo=UTC)  # so that 2026 is a year of the hidden releases alone


def live(slug: str, day: int, **traits: Any) -> Edition:
    """A release that has been public since 2025."""
    with time_machine.travel(FIRST_DAY + timedelta(days=day), tick=False):
        return newsdesk.signed(make(slug, **traits))


def before_it() -> None:
    """Whoever works here, and releases that something is about to happen to."""
    newsdesk.organisation()
    newsdesk.jo(), newsdesk.amira(), newsdesk.sam()
    for name in ("Housing", "Policing"):
        newsdesk.TopicFactory(name=name)
    sheet = SpokespersonSheet.objects.create(
        spokesperson=newsdesk.SpokespersonFactory(), pronunciation="PREE-ya", pronunciation_public=True,
        topics_public=True, pronouns="ravenpronoun", languages="ravenlanguage", mobile="ravenmobile",
        availability="ravenavailable", notes="ravennotes",
    )  # fmt: skip
    sheet.topics.set(Topic.objects.all())
    words = {"title": "Privacy", "body": "<p>Nothing.</p>", "updated_on": date(2025, 1, 1)}
    StandingPage.objects.update_or_create(slug="privacy", defaults=words)
    with time_machine.travel(FIRST_DAY, tick=False):
        newsdesk.signed(attach(make("corrected"), asset(SHARED, "application/pdf", b"shared bytes"), "Shared"))
    links_that_ask_no_longer()
    for day, slug in enumerate(("second", "held-second", "edited", "twice"), 1):
        live(slug, day)
    live("ending", 60)  # among the newest, so that the front page has something to lose
    with time_machine.travel(FIRST_DAY + timedelta(days=6), tick=False):
        newsdesk.signed(make("superseded", narrative="<p>Ravenold words.</p>"))
    with time_machine.travel(FIRST_DAY + timedelta(days=7), tick=False):
        at_once = {"public_mode": "as_signed", "wanted_at": None}
        again("superseded", "New words.", sign=True, change="minor", **at_once)
        again("twice", "Better words.", sign=True, change="correction", change_note="An earlier note.", **at_once)


def links_that_ask_no_longer() -> None:
    """To a statement of a public release: answered, too old, of other words, tried too often (verdicts.TOKENS)."""
    release = Release.with_text(Release.objects.get(slug="corrected").pk)
    made: dict[str, dict[str, Any]] = {
        "spent": {"ended": "approved", "ended_at": FIRST_DAY}, "expired": {}, "changed": {"sha256": "0" * 64},
        "closed": {"ended": "closed", "ended_at": FIRST_DAY, "tries": 5},
    }  # fmt: skip
    for token, columns in made.items():
        at = FIRST_DAY if token == "expired" else BEFORE
        with time_machine.travel(at, tick=False):
            newsdesk.link_to_statement(release, token, **columns)


def after_it() -> None:
    """The rest, so that the archive's first page is full to the last place; and one that was withdrawn."""
    for number in range(12):
        live(f"filler-{number}", 20 + number)
    live("plain", 40)
    newsdesk.edition_row(release=make("gone"), withdrawn=True, public_at=FIRST_DAY + timedelta(days=8))


BUILT: dict[str, Callable[[], None]] = {
    NONE: lambda: None, DRAFT: lambda: hidden(sign=False), SIGNED: lambda: hidden(sign=True)
}  # fmt: skip


@contextmanager
def world(name: str) -> Iterator[None]:
    """The newsroom as named, for the length of the block; rolled back at its end."""
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("helpline.record.KEPT_SECONDS", 3600)  # warm, however slow the machine
        before_it()
        BUILT[name]()
        after_it()
        yield
        transaction.set_rollback(True)


def staff() -> Reader:
    """Amira's browser: signed in at the newsdesk, and reading the public pages."""
    client = Client()
    with time_machine.travel(BEFORE, tick=False):  # a session of another day would have ended
        client.force_login(newsdesk.amira())
    return Reader(client.cookies)
