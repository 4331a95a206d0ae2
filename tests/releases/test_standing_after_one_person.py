"""The standing says what one person did alone: published it, took it down, or took a part of it down."""

import pytest
import time_machine
from django.utils import timezone

from releases import removal, signoff
from releases.models import Release
from releases.removal import Reason
from releases.standing import standing
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
YET = "a second has yet to look at it."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def now(edition):
    release = Release.objects.get(pk=edition.release_id)
    return standing(release, release.editions.all(), timezone.now())


def part_down(edition):
    part = removal.parts_of(edition)[0].key
    removal.take_down_part(release_id=edition.release_id, actor=newsdesk.jo(), part=part, reason=Reason.SAFETY)


def test_what_two_signed_and_one_took_a_part_of_was_not_published_by_one(clock):
    edition = newsdesk.signed()
    clock.shift(60)
    part_down(edition)
    assert now(edition).label == "Public"
    assert now(edition).sentence.endswith(f"One part is taken down. One person took a part of it down; {YET}")
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="It is safe.")
    assert "One" not in now(edition).sentence


def test_what_one_person_published_and_a_part_was_taken_from_says_both(clock):
    release = newsdesk.draft()
    seen = signoff.seen(Release.with_text(release.pk))
    edition = signoff.publish_alone(release_id=release.pk, actor=newsdesk.amira(), seen=seen, reason="Night.")
    assert now(edition).sentence.endswith(f"One person published it; {YET}")
    clock.shift(60)
    part_down(edition)
    assert f"One person published it, and a part of it was taken down; {YET}" in now(edition).sentence


def test_taken_down_until_it_is_withdrawn_with_a_public_reason(clock):
    edition = newsdesk.signed()
    clock.shift(60)
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=Reason.WRONG)
    assert now(edition).label == "Taken down"
    assert now(edition).sentence.startswith("Taken down at ")
    assert now(edition).sentence.endswith(f"One person took it down; {YET}")
    clock.shift(60)
    removal.withdraw(release_id=edition.release_id, actor=newsdesk.amira(), public_reason="The figure was wrong.")
    assert now(edition).label == "Withdrawn"
    assert now(edition).sentence.startswith("Withdrawn at ")
    assert "One person" not in now(edition).sentence
