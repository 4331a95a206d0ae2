"""Every step of a release, with a release on which it may be taken and the person who takes it.

Each release also has a text in review that could be signed, so that every step can meet a sign-off.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from releases import erasure, removal, signoff, timing
from releases.models import Edition, Release
from tests import newsdesk
from tests.newsdesk import LIFT

LATER = LIFT + timedelta(hours=9)
FAR = LIFT + timedelta(days=2)


def noor() -> Any:
    return newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release", "releases.erase")


def tess() -> Any:
    return newsdesk.person("tess", "Tess", *newsdesk.WRITER, "releases.sign_release", "releases.erase")


@dataclass
class Case:
    """A release, its newest edition, and what its signer saw when the race began."""

    release: int
    seen: signoff.Seen = field(init=False)
    erasure: int = 0

    def __post_init__(self) -> None:
        newsdesk.jo(), newsdesk.amira(), noor(), tess()
        self.seen = signoff.seen(Release.with_text(self.release))
        newest = Edition.objects.filter(release=self.release).order_by("-number").first()
        self.edition = newest.pk if newest else 0


def in_review(**traits: Any) -> Case:
    release = newsdesk.draft(headline="Working text", statement=False, **traits)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return Case(release.pk)


def draft() -> Case:
    return Case(newsdesk.draft(headline="Working text", statement=False).pk)


def _with_next_text(release: Release) -> Case:
    Release.objects.filter(pk=release.pk).update(
        headline="Next text", change="minor", public_mode="at_set_time", wanted_at=FAR, state="draft"
    )
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    return Case(release.pk)


def waiting() -> Case:
    return _with_next_text(newsdesk.signed(headline="Signed text", statement=False, embargoed=True).release)


def held() -> Case:
    edition = newsdesk.signed(headline="Signed text", statement=False, embargoed=True)
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    return _with_next_text(edition.release)


def public() -> Case:
    return _with_next_text(newsdesk.signed(headline="Signed text", statement=False).release)


def published_alone() -> Case:
    case = in_review()
    signoff.publish_alone(release_id=case.release, actor=newsdesk.amira(), seen=case.seen, reason="The police err.")
    return _with_next_text(Release.objects.get(pk=case.release))


def taken_down() -> Case:
    edition = newsdesk.signed(headline="Signed text", statement=False)
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)
    return _with_next_text(edition.release)


def to_be_erased() -> Case:
    case = public()
    wish = erasure.propose(release_id=case.release, actor=noor(), words=["Signed text"], reason="Asked for.")
    case.erasure = wish.pk
    return case


def sign(case: Case) -> Any:
    return signoff.sign(release_id=case.release, actor=newsdesk.amira(), seen=case.seen)


@dataclass(frozen=True)
class Step:
    """A step, where it begins, and how it is taken."""

    name: str
    begins: Callable[[], Case]
    take: Callable[[Case], Any]

    def __str__(self) -> str:
        return self.name


SIGN = Step("sign", in_review, sign)
STEPS = (
    Step("submit", draft, lambda c: signoff.submit(release_id=c.release, actor=newsdesk.jo())),
    Step("return", in_review, lambda c: signoff.return_to_draft(
        release_id=c.release, actor=newsdesk.jo(), reason="The figure.")),
    SIGN,
    Step("publish alone", in_review, lambda c: signoff.publish_alone(
        release_id=c.release, actor=tess(), seen=c.seen, reason="At night.")),
    Step("look", published_alone, lambda c: signoff.look(edition_id=c.edition, actor=noor())),
    Step("hold", waiting, lambda c: timing.hold(edition_id=c.edition, actor=newsdesk.jo())),
    Step("move", waiting, lambda c: timing.move(
        edition_id=c.edition, actor=newsdesk.amira(), public_at=LATER, reason="Late.")),
    Step("lift early", waiting, lambda c: timing.lift_early(
        edition_id=c.edition, actor=newsdesk.amira(), reason="Broken.")),
    Step("release from hold", held, lambda c: timing.release_from_hold(
        edition_id=c.edition, actor=newsdesk.amira(), public_at=LATER, reason="Checked.")),
    Step("take down", public, lambda c: removal.take_down(
        release_id=c.release, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)),
    Step("take down a part", public, lambda c: removal.take_down_part(
        release_id=c.release, actor=newsdesk.jo(), part="passages:0", reason=removal.Reason.SAFETY)),
    Step("restore", taken_down, lambda c: removal.restore(release_id=c.release, actor=noor(), remark="Nothing in it.")),
    Step("withdraw", taken_down, lambda c: removal.withdraw(
        release_id=c.release, actor=noor(), public_reason="The survey was counted wrongly.")),
    Step("remove", public, lambda c: removal.remove(release_id=c.release, actor=newsdesk.jo(), reason="Court order.")),
    Step("erase", to_be_erased, lambda c: erasure.carry_out(erasure_id=c.erasure, actor=tess())),
)  # fmt: skip
