"""Words that stand only in what was saved once, in reasons and in details are erased too."""

import pytest
import time_machine

from releases import earlier, erasure, evidence, saves
from releases.models import Event, Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.whole_database import everything

pytestmark = pytest.mark.django_db
CANARY = "Zarquon Beeblefield"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_every_save_every_reason_and_every_detail_is_reached_and_the_texts_can_still_be_read(clock):
    release = newsdesk.draft(
        headline=f"What {CANARY} told us", slug="what-we-heard", statement__speaker_kind="protected",
        statement__speaker_name=CANARY,
    )  # fmt: skip
    first = saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW)
    release.passages.all().delete()
    Release.objects.filter(pk=release.pk).update(headline="Something else", saves=2)
    clock.shift(60)
    key = f"save-{first.details['save']}"
    earlier.restore_as_draft(
        release_id=release.pk, actor=newsdesk.jo(), key=key, seen_saves=2, reason=f"{CANARY} agreed."
    )
    Release.objects.filter(pk=release.pk).update(headline="Something else")
    release.passages.all().delete()
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=None, at=NOW, warnings=[f"{CANARY} is named."])
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=[CANARY], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    assert "zarquon" not in everything()
    text = saves.text_of(saves.saves_of(release.pk).get(pk=first.details["save"]))
    assert text.document["headline"] == "What [removed] told us"
    made = evidence.evidence(Release.objects.get(), since=None, until=None, at=NOW)
    assert b"arquon" not in made
