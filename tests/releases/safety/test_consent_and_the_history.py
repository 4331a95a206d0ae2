"""The evidence says from when to when a lent part was gone; a text restored from the history brings nothing back."""

import io
import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from releases import consent, earlier, evidence, removal, signoff
from releases.models import Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.releases.safety import people

pytestmark = pytest.mark.django_db
END = datetime(2027, 3, 4, tzinfo=UTC)


def parts_that_did_not_stand(release) -> list[dict[str, object]]:
    keeper = newsdesk.person("vera", "Vera", "releases.view_release", "releases.take_evidence")
    with zipfile.ZipFile(io.BytesIO(evidence.take_out(release_id=release.pk, actor=keeper))) as file:
        told: list[dict[str, object]] = json.loads(file.read("edition-001/edition.json"))["parts_taken_down"]
        assert "CF-2031/14" not in str([file.read(name) for name in file.namelist()])
    return told


def test_the_evidence_says_from_when_to_when_it_was_gone_and_nothing_of_the_record(clock) -> None:
    edition = newsdesk.signed(people.draft())
    record = people.recorded(edition.release)
    assert parts_that_did_not_stand(edition.release) == []
    clock.move_to(END + timedelta(hours=9))
    consent.renew(consent_id=record.pk, actor=people.tess(), taken_by="North team", taken_on=END.date(),
                  ends_on=END.date().replace(month=6), reason="She rang.")  # fmt: skip
    clock.shift(60)
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="She has agreed again.")
    back = END + timedelta(hours=9, seconds=60)
    assert parts_that_did_not_stand(edition.release) == [
        {"list": "passages", "index": 1, "gone_from": END.isoformat(), "back_from": back.isoformat(), "erased": False}
    ]


def test_a_text_restored_from_the_history_is_not_signed_without_consent(clock) -> None:
    edition = newsdesk.signed(people.draft())
    record = people.recorded(edition.release)
    clock.shift(60)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    release = people.changed(edition, headline="Next")
    release.passages.filter(type="statement").delete()
    earlier.restore_as_draft(
        release_id=release.pk, actor=newsdesk.jo(), key="edition-1", seen_saves=release.saves, reason="It was better."
    )
    Release.objects.filter(pk=release.pk).update(change="minor", headline="Next")
    with pytest.raises(Refusal, match="The consent for “Canarywords"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
