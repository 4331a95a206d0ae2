"""Random steps at random instants: no moment at which a release flashes, vanishes or shows words that nobody signed.

RANDOM_EXAMPLES=2000 RANDOM_STEPS=60 in the environment make it a hunt; what stands here takes about twenty seconds.
"""

import os
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import rule

from releases import embargo, removal, signoff, timing
from releases.models import Edition, Release, State
from tests import newsdesk
from tests.releases.random_machine import START, TICK, Ledger, either

EXAMPLES, STEPS = int(os.environ.get("RANDOM_EXAMPLES", "40")), int(os.environ.get("RANDOM_STEPS", "20"))
minutes = st.integers(min_value=1, max_value=6).map(lambda n: timedelta(minutes=n))
changes = st.sampled_from(["correction", "minor", "protective", "withdrawal"])


def noor():
    return newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release")


class RandomSteps(Ledger):
    """Every step there is, on either of two releases."""

    @rule(which=either, delay=st.none() | minutes, mode=st.sampled_from(["at_set_time", "embargo"]), change=changes,
          alone=st.booleans())  # fmt: skip
    def edit_and_sign(self, which: int, delay: timedelta | None, mode: str, change: str, alone: bool) -> None:
        release, self.words = self.releases[which], self.words + 1
        wanted = (self.now + delay).replace(second=0, microsecond=0) + timedelta(minutes=1) if delay else None
        Release.objects.filter(pk=release.pk).update(
            headline=f"Text {self.words}", change=change, change_note="What was wrong.", wanted_at=wanted,
            public_mode=mode if delay else "as_signed", state="draft", saves=self.words,
        )  # fmt: skip
        if alone:
            seen = signoff.seen(Release.with_text(release.pk))
            self.try_to(lambda: signoff.publish_alone(
                release_id=release.pk, actor=newsdesk.amira(), seen=seen, reason="At night."))  # fmt: skip
        else:
            self.try_to(lambda: signoff.submit(release_id=release.pk, actor=newsdesk.jo()))
            seen = signoff.seen(Release.with_text(release.pk))
            self.try_to(lambda: signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=seen))

    @rule(which=either, step=st.sampled_from(["hold", "move", "lift_early", "release_from_hold", "look"]),
          delay=st.none() | minutes)  # fmt: skip
    def step_of_an_edition(self, which: int, step: str, delay: timedelta | None) -> None:
        if not (edition := self.newest(which, State.SIGNED, State.HELD)):
            return
        to = (self.now + delay).replace(second=0, microsecond=0) if delay else None
        amira = newsdesk.amira()
        self.try_to({
            "hold": lambda: timing.hold(edition_id=edition, actor=newsdesk.jo()),
            "move": lambda: timing.move(edition_id=edition, actor=amira, public_at=to or START, reason="Moved."),
            "lift_early": lambda: timing.lift_early(edition_id=edition, actor=amira, reason="Broken."),
            "release_from_hold": lambda: timing.release_from_hold(
                edition_id=edition, actor=amira, public_at=to, reason="Checked."),
            "look": lambda: signoff.look(edition_id=edition, actor=noor()),
        }[step])  # fmt: skip

    @rule(which=either)
    def hold_what_waits(self, which: int) -> None:
        """Stopping what has more than five seconds left is refused to nobody on the desk either."""
        waits = Edition.objects.filter(
            release=self.releases[which], state=State.SIGNED, public_at__gt=self.now + embargo.TOO_CLOSE
        ).first()
        if waits:
            assert self.try_to(lambda: timing.hold(edition_id=waits.pk, actor=newsdesk.jo()))

    @rule(which=either)
    def take_down(self, which: int) -> None:
        pk, reason = self.releases[which].pk, removal.Reason.SAFETY
        was_public = self.public(which, self.now + 50 * TICK) is not None
        done = self.try_to(lambda: removal.take_down(release_id=pk, actor=newsdesk.jo(), reason=reason))
        assert done or not was_public  # stopping is refused to nobody on the desk
        if done:
            assert not any(self.public(which, at) for at in self.instants(which) if at > self.now + 50 * TICK)

    @rule(which=either)
    def take_down_a_part(self, which: int) -> None:
        release = self.releases[which]
        public = Edition.objects.visible(self.now).filter(release=release).first()
        part = next(iter(removal.parts_of(public)), None) if public else None
        if part and self.try_to(
            lambda: removal.take_down_part(
                release_id=release.pk, actor=newsdesk.jo(), part=part.key, reason=removal.Reason.SAFETY
            )
        ):
            assert part.key not in [left.key for left in removal.parts_of(Edition.objects.get(pk=public.pk))]

    @rule(which=either, what=st.sampled_from(["restore", "withdraw"]))
    def a_second_person_decides(self, which: int, what: str) -> None:
        pk = self.releases[which].pk
        self.try_to({
            "restore": lambda: removal.restore(release_id=pk, actor=noor(), remark="Looked at."),
            "withdraw": lambda: removal.withdraw(release_id=pk, actor=noor(), public_reason="It was wrong."),
        }[what])  # fmt: skip

    @rule(which=either, really=st.integers(min_value=0, max_value=9))
    def remove(self, which: int, really: int) -> None:
        pk = self.releases[which].pk
        if really == 9 and self.try_to(
            lambda: removal.remove(release_id=pk, actor=newsdesk.jo(), reason="Court order.")
        ):
            assert not any(self.public(which, at) for at in self.instants(which))
            self.seen[which] = {}  # as one never used, at every instant


class RandomStepsOfTwoReleases(TestCase, RandomSteps.TestCase):  # type: ignore[name-defined]  # made by hypothesis
    settings = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck)
    )
