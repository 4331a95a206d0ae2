"""A restored text stays under the consents of its passages; the evidence says when a part ended, and not why."""

import io
import json
import zipfile
from datetime import timedelta

import pytest

from releases import consent, earlier, evidence, lending, logbook, saves
from releases.models import Event, Release
from tests import newsdesk
from tests.releases.safety import people

pytestmark = pytest.mark.django_db


def saved(release):
    return saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=newsdesk.NOW)


def test_words_that_come_back_from_a_save_are_still_those_of_the_consent(clock):
    release = people.draft()
    record = people.recorded(release)
    statement = release.passages.get(type="statement")
    statement.body = "<p>Other words of hers, of one save only.</p>"
    statement.save()
    key = f"save-{saved(release).details['save']}"
    statement.body = "<p>Nothing like it any more.</p>"
    statement.save()
    earlier.restore_as_draft(
        release_id=release.pk, actor=newsdesk.jo(), key=key, seen_saves=release.saves, reason="Better."
    )
    text = lending.text_of(Release.with_text(release.pk))
    assert lending.consents_of(text) == {("passages", 1): [record]}


def members(release):
    with zipfile.ZipFile(io.BytesIO(evidence.take_out(release_id=release.pk, actor=None))) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_the_evidence_says_until_when_a_part_that_was_lent_stood(clock):
    release = people.draft()
    record = people.recorded(release)
    edition = newsdesk.signed(Release.with_text(release.pk))
    clock.shift(timedelta(hours=1))
    assert json.loads(members(release)["edition-001/edition.json"])["parts_taken_down"] == []
    clock.move_to(record.ends_at + timedelta(hours=1))
    found = members(release)
    [part] = json.loads(found["edition-001/edition.json"])["parts_taken_down"]
    assert part == {"list": "passages", "index": 1, "gone_from": record.ends_at.isoformat(), "back_from": None,
                    "erased": False}  # fmt: skip
    assert people.WORDS in found["edition-001/text.txt"]  # as it stood at first
    assert edition.sha256 in found["what-stood.txt"]


def test_the_log_and_the_evidence_know_of_no_consent_and_no_case(clock):
    release = people.draft()
    record = people.recorded(release)
    people.restricted(release)
    newsdesk.signed(Release.with_text(release.pk))
    people.linked(people.case(), release)
    clock.shift(60)
    consent.withdraw(consent_id=record.pk, actor=people.nadia())
    clock.shift(60)
    told = str(logbook.entries(list(Event.objects.all()))) + "".join(
        words for name, words in members(release).items() if name not in ("README.txt", "edition-001/document.json")
    )
    assert "Part of it taken down" in told
    for word in ("CF-2031", "T20277001", "consent", "Consent", "complainant"):
        assert word not in told
