"""Random steps at random instants: no moment at which a release flashes, vanishes or shows words that nobody signed.

The machine takes every step of a release at random instants and keeps a ledger of its own, in plain Python, of what the
public must see from when to when. After each step it asks the database about every instant that matters.
"""

from datetime import UTC, datetime, timedelta

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from releases import embargo, removal, timing
from releases.models import Edition, Release, State
from releases.refusal import Refusal
from tests import newsdesk

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TICK = timedelta(microseconds=1)
pauses = st.sampled_from([timedelta(seconds=s) for s in (0.5, 1, 3, 5, 20, 58, 60, 61, 300)])
delays = st.integers(min_value=1, max_value=6).map(lambda minutes: timedelta(minutes=minutes))


class RandomSteps(RuleBasedStateMachine):
    """One release, two people, and a clock that moves by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.traveller = self.clock.start()
        self.now = START
        self.seen: dict[datetime, str | None] = {}  # what the public saw at instants that have passed

    @initialize()
    def a_draft(self) -> None:
        self.release = newsdesk.draft(statement=False)
        self.words = 0

    def teardown(self) -> None:
        self.clock.stop()

    def public(self, at: datetime) -> str | None:
        rows = list(Edition.objects.visible(at).filter(release=self.release))
        assert len(rows) <= 1, "two texts at one address"
        assert [r.pk for r in rows] == [
            e.pk for e in Edition.objects.filter(release=self.release) if embargo.is_visible(e, at)
        ]
        return rows[0].headline if rows else None

    def instants(self) -> list[datetime]:
        rows = Edition.objects.filter(release=self.release)
        edges = {e.public_at for e in rows} | {e.superseded_at for e in rows if e.superseded_at}
        return sorted({edge + offset for edge in edges for offset in (-TICK, timedelta(0))})

    def try_to(self, step) -> None:
        try:
            step()
        except Refusal as refusal:
            assert str(refusal).endswith((".", "”"))  # noqa: PT017  # every refusal is a sentence

    @rule(by=pauses)
    def time_passes(self, by: timedelta) -> None:
        end = self.now + by
        for at in [*(i for i in self.instants() if self.now <= i < end), end]:
            self.seen[at] = self.public(at)
        self.now = end
        self.traveller.move_to(end)

    @rule(delay=st.none() | delays, mode=st.sampled_from(["at_set_time", "embargo"]), change=st.sampled_from(
        ["correction", "minor", "protective"]))  # fmt: skip
    def edit_and_sign(self, delay: timedelta | None, mode: str, change: str) -> None:
        self.words += 1
        wanted = (self.now + delay).replace(second=0, microsecond=0) + timedelta(minutes=1) if delay else None
        Release.objects.filter(pk=self.release.pk).update(
            headline=f"Text {self.words}", change=change, change_note="What was wrong.", wanted_at=wanted,
            public_mode=mode if delay else "as_signed", state="draft", saves=self.words,
        )  # fmt: skip
        self.try_to(lambda: newsdesk.signed(Release.with_text(self.release.pk)))

    def newest(self, state: str) -> int:
        found = Edition.objects.filter(release=self.release, state=state).order_by("-number").first()
        return found.pk if found else 0

    @precondition(lambda self: self.newest(State.SIGNED))
    @rule()
    def hold(self) -> None:
        self.try_to(lambda: timing.hold(edition_id=self.newest(State.SIGNED), actor=newsdesk.jo()))

    @precondition(lambda self: self.newest(State.SIGNED))
    @rule(delay=delays)
    def move(self, delay: timedelta) -> None:
        to = (self.now + delay).replace(second=0, microsecond=0)
        newest = self.newest(State.SIGNED)
        self.try_to(lambda: timing.move(edition_id=newest, actor=newsdesk.amira(), public_at=to, reason="Moved."))

    @precondition(lambda self: self.newest(State.SIGNED))
    @rule()
    def lift_early(self) -> None:
        newest = self.newest(State.SIGNED)
        self.try_to(lambda: timing.lift_early(edition_id=newest, actor=newsdesk.amira(), reason="Broken."))

    @precondition(lambda self: self.newest(State.HELD))
    @rule(delay=st.none() | delays)
    def release_from_hold(self, delay: timedelta | None) -> None:
        to = (self.now + delay).replace(second=0, microsecond=0) if delay else None
        held = self.newest(State.HELD)
        self.try_to(
            lambda: timing.release_from_hold(edition_id=held, actor=newsdesk.amira(), public_at=to, reason="Checked.")
        )

    @rule()
    def take_down(self) -> None:
        self.try_to(
            lambda: removal.take_down(release_id=self.release.pk, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)
        )
        assert self.public(self.now + 50 * TICK) is None

    @rule()
    def put_back(self) -> None:
        self.try_to(lambda: removal.restore(release_id=self.release.pk, actor=newsdesk.amira(), remark="Looked at."))

    @invariant()
    def what_was_seen_stays_seen(self) -> None:
        """No step rewrites what the public had before it, and nothing public is a text that nobody signed."""
        for at, headline in self.seen.items():
            if at < self.now:
                assert self.public(at) == headline, at
        for at in self.instants():
            if headline := self.public(at):
                assert Edition.objects.filter(headline=headline, signed_by=newsdesk.amira()).exists()

    @invariant()
    def links_agree_with_their_edition(self) -> None:
        for edition in Edition.objects.filter(release=getattr(self, "release", None)):
            for link in edition.topic_links.all():
                assert newsdesk.gate_of(link) == newsdesk.gate_of(edition)

    @invariant()
    def the_date_is_the_first_editions(self) -> None:
        signed = Edition.objects.filter(release=getattr(self, "release", None), state=State.SIGNED).order_by("number")
        assert {e.first_public_at for e in signed} <= {signed[0].public_at} if signed else True


class RandomStepsOfARelease(TestCase, RandomSteps.TestCase):  # type: ignore[name-defined]  # made by hypothesis
    settings = settings(max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck))
