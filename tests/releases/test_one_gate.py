"""The gate is written as a bool and as a Q: they agree a microsecond either side of every instant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from releases import embargo
from releases.models import Edition, EditionTopic
from tests import newsdesk

MICROSECOND = timedelta(microseconds=1)
instants = st.datetimes(
    min_value=datetime(2026, 11, 23), max_value=datetime(2027, 11, 23), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip


class TheGate(TestCase):
    @settings(deadline=None)  # a busy machine is no disagreement
    @given(
        state=st.sampled_from(["signed", "held", "void"]),
        public_at=instants,
        lasts=st.none() | st.timedeltas(min_value=MICROSECOND, max_value=timedelta(days=400)),
        withdrawn=st.booleans(),
        offset=st.sampled_from([-MICROSECOND, timedelta(0), MICROSECOND]),
        at_the_end=st.booleans(),
    )
    def test_the_bool_and_the_query_agree(self, state, public_at, lasts, withdrawn, offset, at_the_end):
        edition = newsdesk.edition_row(
            state=state,
            public_at=public_at,
            superseded_at=public_at + lasts if lasts and state == "signed" else None,
            withdrawn=withdrawn,
        )
        EditionTopic.objects.create(edition=edition, topic=newsdesk.TopicFactory(), **newsdesk.gate_of(edition))
        at = ((edition.superseded_at if at_the_end else None) or public_at) + offset
        row = Edition.objects.filter(pk=edition.pk)
        assert row.in_force(at).exists() == embargo.is_in_force(edition, at)
        assert row.visible(at).exists() == embargo.is_visible(edition, at)
        links = EditionTopic.objects.filter(edition=edition)
        assert links.filter(embargo.visible(at, "edition__")).exists() == embargo.is_visible(edition, at)
        assert links.visible(at).exists() == embargo.is_visible(edition, at)


@pytest.mark.django_db
def test_a_signed_edition_is_public_from_its_instant_and_not_a_microsecond_before():
    edition = newsdesk.edition_row(public_at=newsdesk.LIFT)
    assert not embargo.is_visible(edition, newsdesk.LIFT - MICROSECOND)
    assert embargo.is_visible(edition, newsdesk.LIFT)
    assert embargo.phase(edition, newsdesk.LIFT - MICROSECOND) is embargo.Phase.WAITING
    assert embargo.phase(edition, newsdesk.LIFT) is embargo.Phase.IN_FORCE


@pytest.mark.django_db
def test_a_superseded_text_is_never_public_again():
    edition = newsdesk.edition_row(public_at=newsdesk.LIFT, superseded_at=newsdesk.LIFT + timedelta(hours=1))
    assert embargo.is_visible(edition, newsdesk.LIFT + timedelta(hours=1) - MICROSECOND)
    assert not embargo.is_visible(edition, newsdesk.LIFT + timedelta(hours=1))
