"""Whatever steps are taken, and in whatever order: the evidence says of each instant what the public saw then.

EVIDENCE_EXAMPLES=2000 in the environment makes it a hunt; what stands here takes a few seconds.
"""

import os
from datetime import datetime

from hypothesis import HealthCheck, settings
from hypothesis.extra.django import TestCase
from hypothesis.stateful import invariant

from releases import evidence
from releases.models import Release
from tests.releases.test_random_steps import RandomSteps


class StepsWithALedgerOfTheirOwn(RandomSteps):
    """What was seen stays written down here, also when the release is removed and answers as one never used."""

    def __init__(self) -> None:
        super().__init__()
        self.ever: list[dict[datetime, str | None]] = [{}, {}]

    @invariant()
    def the_evidence_says_what_was_seen(self) -> None:
        for which, release in enumerate(self.releases):
            for at, headline in self.seen[which].items():
                if at < self.now:
                    self.ever[which].setdefault(at, headline)
            stood = evidence.what_stood(Release.objects.get(pk=release.pk), self.now)
            for at, headline in self.ever[which].items():
                there = [each for each in stood if each.since <= at and (each.until is None or at < each.until)]
                assert len(there) <= 1, at
                shown = [each.edition.headline for each in there if not each.edition.withdrawn]
                assert shown == ([headline] if headline else []), at


class TheEvidenceOfRandomSteps(TestCase, StepsWithALedgerOfTheirOwn.TestCase):  # type: ignore[name-defined]  # made by hypothesis
    settings = settings(
        max_examples=int(os.environ.get("EVIDENCE_EXAMPLES", "8")), stateful_step_count=20, deadline=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
