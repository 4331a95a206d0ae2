"""A signed text becomes public, or public again, only while nothing has been said against it since it was signed."""

from datetime import timedelta

import pytest
import time_machine

from releases import approvals, clearance, removal, signoff, statements, timing
from releases.models import Edition, Release, ReleaseSet
from releases.refusal import Refusal
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
NOT_CLEARED = "marked for legal clearance .“The trial has begun.”., and edition"
TAKEN_BACK = "Statement 1 of .*Priya Nair has taken the approval back. Record"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def marked(edition):
    clearance.mark(release_id=edition.release_id, actor=newsdesk.jo(), reason="The trial has begun.")


def clear(release):
    counsel = newsdesk.person("lena", "Lena", *newsdesk.WRITER, "releases.clear_legally")
    sha256 = clearance.fingerprint(Release.with_text(release.pk))
    clearance.clear(release_id=release.pk, actor=counsel, sha256=sha256)


def cleared(edition):
    clear(edition.release)


def taken_back(edition):
    yes = edition.release.approvals.get(taken_back_at=None)
    approvals.take_back(approval_id=yes.pk, actor=newsdesk.jo(), reason="She rang.")


def approved_after_all(edition):
    (said,) = statements.of(Release.with_text(edition.release_id))
    approvals.record(release_id=edition.release_id, actor=newsdesk.jo(), sha256=said.sha256, how="phone")


def held(edition):
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    return lambda: timing.release_from_hold(
        edition_id=edition.pk, actor=newsdesk.amira(), public_at=None, reason="Checked."
    )


def waiting(edition):
    return lambda: timing.lift_early(edition_id=edition.pk, actor=newsdesk.amira(), reason="It leaked.")


def brought_forward(edition):
    sooner = LIFT - timedelta(hours=1)
    return lambda: timing.move(edition_id=edition.pk, actor=newsdesk.amira(), public_at=sooner, reason="Sooner.")


def restoring(edition):
    return lambda: removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="It is right.")


def taken_down(edition):
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=Reason.COURT)
    return restoring(edition)


def part_taken_down(edition):
    removal.take_down_part(release_id=edition.release_id, actor=newsdesk.jo(), part="passages:1", reason=Reason.CONSENT)
    return restoring(edition)


@pytest.mark.parametrize("way", [held, waiting, brought_forward, taken_down, part_taken_down])
@pytest.mark.parametrize(
    "said, sentence, mended", [(marked, NOT_CLEARED, cleared), (taken_back, TAKEN_BACK, approved_after_all)]
)
def test_every_way_back_to_the_public_waits_until_it_is_settled(clock, way, said, sentence, mended):
    edition = newsdesk.signed(embargoed=way in (held, waiting, brought_forward))
    clock.shift(60)
    start = way(edition)
    clock.shift(60)
    said(edition)
    before = list(Edition.objects.order_by("pk").values())
    with pytest.raises(Refusal, match=sentence):
        start()
    assert list(Edition.objects.order_by("pk").values()) == before
    clock.shift(60)
    mended(edition)
    assert start()


def test_what_was_cleared_for_its_signing_comes_back_though_another_text_was_cleared_since(clock):
    release = newsdesk.draft(change_note="A note to ourselves.")  # which no first edition shows
    clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
    clear(release)
    edition = newsdesk.signed(Release.with_text(release.pk))
    clock.shift(60)
    Release.objects.filter(pk=release.pk).update(headline="Another headline")
    clear(release)
    for _ in range(2):  # what was put back once is put back again
        start = taken_down(edition)
        clock.shift(60)
        assert start().headline == release.headline
        clock.shift(60)


def test_what_takes_words_away_waits_for_nothing(clock):
    edition = newsdesk.signed()
    clock.shift(60)
    marked(edition)
    taken_back(edition)
    taken_down(edition)
    clock.shift(60)
    gone = removal.withdraw(release_id=edition.release_id, actor=newsdesk.amira(), public_reason="It was wrong.")
    assert gone.withdrawn


@pytest.mark.parametrize("said, sentence", [(marked, NOT_CLEARED), (taken_back, TAKEN_BACK)])
def test_the_last_signature_of_a_set_lets_go_of_nothing_that_something_stands_against(clock, said, sentence):
    together = ReleaseSet.objects.create(name="Courts report")
    one, other = (newsdesk.draft(embargoed=True, set=together) for _ in range(2))
    edition = newsdesk.signed(one)
    clock.shift(60)
    said(edition)
    with pytest.raises(Refusal, match=sentence) as refused:
        newsdesk.signed(other)
    assert one.headline in str(refused.value)
    edition.refresh_from_db()
    assert (edition.state, other.editions.count()) == ("held", 0)


def test_the_address_is_cleared_with_a_text_that_nobody_has_signed_yet():
    release = newsdesk.draft()
    clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
    clear(release)
    Release.objects.filter(pk=release.pk).update(slug="a-name-that-a-court-forbids")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    with pytest.raises(Refusal, match="changed after it was legally cleared"):
        signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)))
