"""Words are written, approved, taken back, wished otherwise and written back at random: what holds is always the last
answer to exactly the words that stand, and nothing is signed without one."""

from datetime import UTC, datetime, timedelta

import time_machine
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from releases import approvals, signoff, statements
from releases.models import Approval, Edition, Release
from releases.refusal import Refusal
from tests import newsdesk

WORDS = st.sampled_from(["<p>One.</p>", "<p>Two.</p>", "<p><strong>Two.</strong></p>"])


class Answers(RuleBasedStateMachine):
    """`last` is the last answer to each text, as a person would remember it."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.clock = time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False)
        self.traveller = self.clock.start()
        self.release = newsdesk.draft(statement="<p>One.</p>", statement__approved=False,
                                      statement__speaker_kind="spokesperson",
                                      statement__spokesperson=newsdesk.SpokespersonFactory())  # fmt: skip
        self.standing = "<p>One.</p>"
        self.last: dict[str, bool] = {}
        self.signed: set[str] = set()  # the words that stand in the newest edition
        self.tokens: list[tuple[str, str, datetime]] = []
        signoff.submit(release_id=self.release.pk, actor=newsdesk.jo())

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)

    def now(self) -> datetime:
        self.traveller.shift(timedelta(seconds=1))  # no two answers in one instant
        return datetime.now(UTC)

    @property
    def said(self) -> statements.Said:
        return statements.of(Release.with_text(self.release.pk))[0]

    @rule(words=WORDS)
    def the_desk_writes(self, words: str) -> None:
        self.release.passages.filter(type="statement").update(body=words)
        self.standing = words

    @rule()
    def the_desk_records_a_yes(self) -> None:
        self.now()
        approvals.record(release_id=self.release.pk, actor=newsdesk.jo(), sha256=self.said.sha256, how="phone")
        self.last[self.standing] = True

    @rule()
    def the_desk_makes_a_link(self) -> None:
        at = self.now()
        token, _ = approvals.ask(release_id=self.release.pk, actor=newsdesk.jo(), sha256=self.said.sha256)
        self.tokens = [(token, self.standing, at)]  # the earlier ones have ended

    @precondition(lambda self: self.tokens)
    @rule(says_yes=st.booleans())
    def the_speaker_answers(self, says_yes: bool) -> None:
        token, words, made = self.tokens[0]
        at = self.now()
        good = words == self.standing and at < made + timedelta(hours=48)
        try:
            if says_yes:
                approvals.approve(token=token, surname="nair")
            else:
                approvals.wish_for_a_change(token=token, surname="nair", text="Otherwise.")
        except Refusal:
            assert not good  # noqa: PT017  # a good link is never refused
        else:
            assert good
            self.last[words] = says_yes
            self.tokens = []

    @precondition(lambda self: self.said.approval)
    @rule()
    def the_speaker_takes_it_back(self) -> None:
        self.now()
        assert self.said.approval
        approvals.take_back(approval_id=self.said.approval.pk, actor=newsdesk.amira(), reason="She rang.")
        self.last[self.standing] = False

    @rule(hours=st.sampled_from([1, 47, 48]))
    def time_passes(self, hours: int) -> None:
        self.traveller.shift(timedelta(hours=hours))

    @rule()
    def the_desk_tries_to_sign(self) -> None:
        self.now()
        Release.objects.filter(pk=self.release.pk).update(change="minor", state="in_review")
        release = Release.with_text(self.release.pk)
        try:
            signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(release))
        except Refusal as refusal:
            already = "nothing new to sign" in str(refusal)
            assert already or not self.last.get(self.standing, self.standing in self.signed)  # noqa: PT017
        else:
            assert self.last.get(self.standing, self.standing in self.signed)
            self.signed = {self.standing}

    @invariant()
    def what_holds_is_the_last_answer_to_these_words(self) -> None:
        assert self.said.is_settled == self.last.get(self.standing, self.standing in self.signed)

    @invariant()
    def what_is_signed_somebody_approved(self) -> None:
        approved = {tuple(a.words["paragraphs"]) for a in Approval.objects.filter(release=self.release)}
        for edition in Edition.objects.filter(release=self.release):
            (statement,) = [p for p in edition.body["passages"] if p["type"] == "statement"]
            assert tuple(statement["paragraphs"]) in approved


class RandomAnswers(TestCase, Answers.TestCase):  # type: ignore[name-defined]  # made by hypothesis
    settings = settings(max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
