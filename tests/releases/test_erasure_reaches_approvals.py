"""What was approved, wished for, commented and cleared holds words of the text, and an erasure reaches all of it."""

from datetime import timedelta

import pytest
import time_machine

from releases import approvals, clearance, comments, erasure, statements
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.whole_database import everything

pytestmark = pytest.mark.django_db
CANARY = "Zarquon Beeblefield"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def someone(username):
    return newsdesk.person(username, username.title(), *newsdesk.WRITER, "releases.erase", "releases.clear_legally")


def test_nothing_of_it_is_left_and_the_desk_can_still_be_read(client, clock):
    jo = newsdesk.jo()
    release = newsdesk.draft(statement=f"<p>{CANARY} waited.</p>", statement__approved=False,
                             statement__speaker_kind="spokesperson",
                             statement__spokesperson=newsdesk.SpokespersonFactory())  # fmt: skip
    sha256 = statements.of(Release.with_text(release.pk))[0].sha256
    token, _ = approvals.ask(release_id=release.pk, actor=jo, sha256=sha256)
    approvals.wish_for_a_change(token=token, surname="Nair", text=f"Leave {CANARY} out.")
    clock.shift(timedelta(minutes=1))
    yes = approvals.record(release_id=release.pk, actor=jo, sha256=sha256, how="phone", said_by=f"{CANARY}'s friend",
                           note=f"She knows {CANARY}.")  # fmt: skip
    clock.shift(timedelta(minutes=1))
    approvals.take_back(approval_id=yes.pk, actor=jo, reason=f"{CANARY} rang.")
    made = comments.comment(
        release_id=release.pk, actor=jo, text=f"Who is {CANARY}?", passage_id=release.passages.last().pk
    )
    comments.settle(comment_id=made.pk, actor=jo)
    clearance.mark(release_id=release.pk, actor=jo, reason=f"{CANARY} is a witness.")
    clearance.clear(
        release_id=release.pk, actor=someone("noor"), note=f"{CANARY} agreed.",
        sha256=clearance.fingerprint(Release.with_text(release.pk)),
    )  # fmt: skip
    clearance.take_mark_away(release_id=release.pk, actor=someone("noor"), reason=f"No more {CANARY}.")
    clearance.mark(release_id=release.pk, actor=jo, reason=f"{CANARY} again.")
    assert everything().count("zarquon") > 12

    wish = erasure.propose(release_id=release.pk, actor=someone("noor"), words=[CANARY], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=someone("tess"))
    left = everything()
    assert "zarquon" not in left
    assert "beeblefield" not in left
    client.force_login(jo)
    for page in ("change", "sign-off"):
        assert client.get(f"/admin/releases/release/{release.pk}/{page}/").status_code == 200


def test_what_was_approved_before_the_erasure_is_not_what_stands_after_it():
    """The hash is of the words as they were; the words that stand are others, and are asked about again."""
    release = newsdesk.draft(statement=f"<p>{CANARY} waited.</p>", statement__speaker_kind="protected")
    wish = erasure.propose(release_id=release.pk, actor=someone("noor"), words=[CANARY], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=someone("tess"))
    assert not statements.of(Release.with_text(release.pk))[0].is_settled


def test_a_signed_text_that_was_erased_is_corrected_without_asking_anew(clock):
    edition = newsdesk.signed(statement=f"<p>{CANARY} waited.</p>", statement__speaker_kind="protected")
    wish = erasure.propose(release_id=edition.release_id, actor=someone("noor"), words=[CANARY], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=someone("tess"))
    assert statements.of(Release.with_text(edition.release_id))[0].is_settled
