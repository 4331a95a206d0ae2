"""What an approval, a link, a comment or a clearance must never be is refused by the database itself."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from releases.models import Approval, ApprovalLink, Clearance, Comment
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
refused = pytest.raises((IntegrityError, DatabaseError))
LATER = NOW + timedelta(hours=1)


def link(**columns):
    row = {"sha256": "0" * 64, "token_sha256": "1" * 64, "made_by": newsdesk.jo(), "made_at": NOW, "expires_at": LATER}
    return ApprovalLink.objects.create(**{"release": newsdesk.draft()} | row | columns)


def approval(**columns):
    row = {"sha256": "0" * 64, "words": {}, "how": "phone", "given_at": NOW, "recorded_at": NOW}
    return Approval.objects.create(**{"release": newsdesk.draft(), "recorded_by": newsdesk.jo()} | row | columns)


def comment(**columns):
    row = {"release": newsdesk.draft(), "text": "Which forces?", "actor": newsdesk.jo(), "at": NOW}
    return Comment.objects.create(**row | columns)


def clearance(**columns):
    row = {"release": newsdesk.draft(), "reason": "Trial.", "asked_by": newsdesk.jo(), "asked_at": NOW}
    return Clearance.objects.create(**row | columns)


def test_what_is_right_is_let_in():
    made = link()
    link(token_sha256="2" * 64, ended="closed", ended_at=NOW, tries=5)
    approval()
    approval(how="link", link=made, recorded_by=None)
    approval(taken_back_at=LATER, taken_back_by=newsdesk.amira())
    comment()
    comment(actor=None, link=made, sha256="0" * 64)
    comment(settled_at=LATER, settled_by=newsdesk.amira())
    clearance()
    clearance(cleared_at=LATER, cleared_by=newsdesk.amira(), sha256="0" * 64, saves=1)


@pytest.mark.parametrize(
    "make, columns",
    [
        (link, lambda: {"expires_at": NOW}), (link, lambda: {"tries": 6}), (link, lambda: {"ended": "closed"}),
        (link, lambda: {"ended_at": NOW}),
        (approval, lambda: {"given_at": LATER}), (approval, lambda: {"recorded_by": None}),
        (approval, lambda: {"how": "link"}), (approval, lambda: {"link": link()}),
        (approval, lambda: {"how": "link", "link": link()}), (approval, lambda: {"taken_back_at": LATER}),
        (approval, lambda: {"taken_back_by": newsdesk.jo()}),
        (comment, lambda: {"text": ""}), (comment, lambda: {"actor": None}), (comment, lambda: {"link": link()}),
        (comment, lambda: {"actor": None, "link": link()}), (comment, lambda: {"sha256": "0" * 64}),
        (comment, lambda: {"settled_at": LATER}), (comment, lambda: {"settled_by": newsdesk.jo()}),
        (clearance, lambda: {"reason": ""}), (clearance, lambda: {"cleared_at": LATER}),
        (clearance, lambda: {"sha256": "0" * 64}), (clearance, lambda: {"cleared_by": newsdesk.jo()}),
        (clearance, lambda: {"cleared_at": NOW - timedelta(1), "cleared_by": newsdesk.jo(), "sha256": "0" * 64,
                             "saves": 1}),
    ],
)  # fmt: skip
def test_what_is_not_is_refused(make, columns):
    row = columns()
    with refused, transaction.atomic():
        make(**row)


def test_a_token_belongs_to_one_link_and_a_link_to_one_answer():
    made = link()
    with refused, transaction.atomic():
        link()
    approval(how="link", link=made, recorded_by=None)
    with refused, transaction.atomic():
        approval(how="link", link=made, recorded_by=None)
