"""A machine that remembers what the public saw and when, while steps are taken at random instants.

Two releases, of one set or of none; three people; a clock that moves by hand. After each step it asks the database
about every instant that matters, and a reader about the page.
"""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from releases import embargo
from releases.models import Edition, Event, Release, ReleaseSet, State
from releases.refusal import Refusal
from tests import newsdesk
from tests.races.soundness import assert_sound

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
pauses = st.sampled_from([timedelta(seconds=s) for s in (0.5, 1, 3, 5, 20, 58, 60, 61, 300)])
either = st.integers(min_value=0, max_value=1)


class Ledger(RuleBasedStateMachine):
    """The clock, the readers, and what they saw; the steps are its subclass's."""

    def __init__(self) -> None:
        super().__init__()
        # Each example begins in an empty newsroom: hypothesis rolls back between tests, not between its examples.
        self.world = transaction.atomic()
        self.world.__enter__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.now, self.words, self.reader = START, 0, Client()
        self.releases: list[Release] = []
        self.seen: list[dict[datetime, str | None]] = [{}, {}]  # what the public saw at instants that have passed

    @initialize(of_a_set=st.booleans())
    def two_drafts(self, of_a_set: bool) -> None:
        together = ReleaseSet.objects.create(name="Two languages") if of_a_set else None
        self.releases = [newsdesk.draft(statement=False, set=together) for _ in range(2)]

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def public(self, which: int, at: datetime) -> str | None:
        rows = list(Edition.objects.filter(release=self.releases[which]))
        visible = [row for row in rows if embargo.is_visible(row, at)]
        assert len(visible) <= 1, "two texts at one address"
        return visible[0].headline if visible else None

    def instants(self, which: int) -> list[datetime]:
        rows = Edition.objects.filter(release=self.releases[which])
        edges = {e.public_at for e in rows} | {e.superseded_at for e in rows if e.superseded_at}
        return sorted({edge + offset for edge in edges for offset in (-TICK, timedelta(0))})

    def newest(self, which: int, *states: str) -> int:
        found = Edition.objects.filter(release=self.releases[which], state__in=states).order_by("-number").first()
        return found.pk if found else 0

    def try_to(self, step) -> bool:
        """Whether it was done. Done, it has an event; refused, a sentence and no event."""
        before = Event.objects.count()
        try:
            step()
        except Refusal as refusal:
            assert str(refusal).endswith((".", "”"))  # noqa: PT017  # every refusal is a sentence
            assert Event.objects.count() == before  # noqa: PT017  # and has left nothing
            return False
        assert Event.objects.count() > before
        return True

    @rule(by=pauses)
    def time_passes(self, by: timedelta) -> None:
        end = self.now + by
        for which in range(2):
            for at in [*(i for i in self.instants(which) if self.now <= i < end), end]:
                self.seen[which][at] = self.public(which, at)
        self.now = end
        self.traveller.move_to(end)

    @rule(which=either)
    def a_reader_looks(self, which: int) -> None:
        newsdesk.forget_what_is_kept()
        page = self.reader.get(f"/releases/{self.releases[which].slug}/")
        in_force = Edition.objects.in_force(self.now).filter(release=self.releases[which]).first()
        assert page.status_code == (404 if in_force is None else 410 if in_force.withdrawn else 200)
        headline = self.public(which, self.now)
        assert headline is None or headline in page.content.decode()
        front = self.reader.get("/").content.decode()
        assert (f"/{self.releases[which].slug}/" in front) == (headline is not None)

    @invariant()
    def what_was_seen_stays_seen(self) -> None:
        """No step rewrites what the public had before it, and nothing public is a text that nobody signed."""
        for which, release in enumerate(self.releases):
            rows = list(Edition.objects.filter(release=release))
            for at, headline in self.seen[which].items():
                shown = [row.headline for row in rows if embargo.is_visible(row, at)]
                assert at >= self.now or shown == ([headline] if headline else []), at
            assert_sound(release.pk)
            signed = [row for row in rows if row.state == State.SIGNED]
            assert {row.first_public_at for row in signed} <= {signed[0].public_at} if signed else True

    @invariant()
    def nothing_of_a_set_goes_out_before_all_of_it_was_signed(self) -> None:
        if not self.releases or Release.objects.filter(set=None, pk__in=[r.pk for r in self.releases]).exists():
            return
        signed = [Edition.objects.filter(release=release).exists() for release in self.releases]
        assert all(signed) or not Edition.objects.filter(release__in=self.releases, state=State.SIGNED).exists()
