"""The evidence file: what stood at an address from when to when, verifiable, the same bytes from the same database."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from releases import erasure, evidence, removal, timing
from releases.models import Event, Passage, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def vera():
    return newsdesk.person("vera", "Vera", "releases.view_release", "releases.take_evidence")


def members(release, **between):
    made = evidence.take_out(release_id=release.pk, actor=vera(), **between)
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        return {name: file.read(name).decode() for name in file.namelist()}


def corrected(clock):
    """Public since 14:32:10, corrected an hour later, taken down two hours later."""
    edition = newsdesk.signed()
    release = edition.release
    clock.shift(HOUR)
    Release.objects.filter(pk=release.pk).update(
        headline="Corrected headline", change="correction", change_note="It said 41; it is 42."
    )
    newsdesk.signed(Release.with_text(release.pk))
    clock.shift(HOUR)
    removal.take_down(release_id=release.pk, actor=newsdesk.jo(), reason=removal.Reason.WRONG)
    clock.shift(HOUR)
    return release


def test_every_edition_that_stood_is_there_with_its_time_and_its_signed_hash(clock):
    release = corrected(clock)
    found = members(release)
    told = json.loads(found["manifest.json"])
    times = [(e["number"], e["public_from"], e["public_until"]) for e in told["editions"]]
    assert times == [
        (1, NOW.isoformat(), (NOW + HOUR).isoformat()), (2, (NOW + HOUR).isoformat(), (NOW + 2 * HOUR).isoformat()),
        (3, (NOW + 2 * HOUR).isoformat(), None),
    ]  # fmt: skip
    for edition in release.editions.filter(withdrawn=False):
        folder = f"edition-{edition.number:03d}"
        about = json.loads(found[f"{folder}/edition.json"])
        assert hashlib.sha256(found[f"{folder}/document.json"].encode()).hexdigest() == about["signed_sha256"]
        assert (about["signed_by"], about["erased_since"]) == ("Amira Test", False)
        assert edition.headline in found[f"{folder}/text.txt"]
    assert "Correction, 23 November 2026, 3.32pm: It said 41; it is 42." in found["edition-002/text.txt"]
    assert "was withdrawn on" in found["edition-003/text.txt"]
    assert [event["step"] for event in json.loads(found["events.json"])] == [
        "Signed off", "Signed off", "Taken down"]  # fmt: skip
    assert "sha256sum" in found["README.txt"]
    assert "16:32 GMT" in found["what-stood.txt"]


def test_the_manifest_has_the_hash_of_every_other_member(clock):
    found = members(corrected(clock))
    hashes = json.loads(found["manifest.json"])["sha256"]
    assert set(hashes) == set(found) - {"manifest.json"}
    for name, sha256 in hashes.items():
        assert hashlib.sha256(found[name].encode()).hexdigest() == sha256


def test_the_same_database_gives_the_same_bytes_however_often_it_was_taken_out(clock):
    release = corrected(clock)
    first = evidence.take_out(release_id=release.pk, actor=vera())
    clock.shift(HOUR)
    assert evidence.take_out(release_id=release.pk, actor=None) == first
    logged = Event.objects.filter(step="evidence_taken_out").order_by("pk")
    assert [event.actor and event.actor.username for event in logged] == ["vera", None]
    assert {event.details["sha256"] for event in logged} == {hashlib.sha256(first).hexdigest()}


def test_only_what_stood_in_the_time_asked_for_is_there(clock):
    release = corrected(clock)
    found = members(release, since=NOW + HOUR, until=NOW + HOUR + timedelta(minutes=1))
    told = json.loads(found["manifest.json"])
    assert [(e["number"], e["public_until"]) for e in told["editions"]] == [(2, None)]
    assert "edition-001/text.txt" not in found


def test_before_its_first_instant_nothing_stood(clock):
    release = corrected(clock)
    found = members(release, until=NOW - timedelta(microseconds=1))
    assert json.loads(found["manifest.json"])["editions"] == []
    assert "Nothing of this release stood before the public in that time." in found["what-stood.txt"]


def test_no_word_of_what_has_not_been_public_is_in_it(clock):
    release = newsdesk.signed().release
    clock.shift(HOUR)
    Release.objects.filter(pk=release.pk).update(
        headline="Canary under embargo", change="minor", public_mode="embargo", wanted_at=LIFT
    )
    waiting = newsdesk.signed(Release.with_text(release.pk))
    Release.objects.filter(pk=release.pk).update(summary="Canary draft")
    assert "Canary" not in "".join(members(release).values())
    timing.hold(edition_id=waiting.pk, actor=newsdesk.jo())
    clock.move_to(LIFT + HOUR)
    assert "Canary" not in "".join(members(Release.objects.get(pk=release.pk)).values())


def test_a_removed_release_stood_until_it_was_removed_and_what_was_held_never_did(clock):
    release = newsdesk.signed().release
    clock.shift(HOUR)
    Release.objects.filter(pk=release.pk).update(
        headline="Canary held", change="minor", public_mode="at_set_time", wanted_at=LIFT
    )
    waiting = newsdesk.signed(Release.with_text(release.pk))
    timing.hold(edition_id=waiting.pk, actor=newsdesk.jo())
    clock.move_to(LIFT + HOUR)
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Canary order of a court.")
    clock.shift(HOUR)
    found = members(release)
    told = json.loads(found["manifest.json"])
    assert [(e["number"], e["public_from"], e["public_until"]) for e in told["editions"]] == [
        (1, NOW.isoformat(), (LIFT + HOUR).isoformat())]  # fmt: skip
    assert told["removed_at"] == (LIFT + HOUR).isoformat()
    assert "Canary" not in "".join(found.values())


def test_what_was_erased_says_so_and_its_words_are_gone(clock):
    release = newsdesk.draft(narrative="<p>Zarquon Beeble waited.</p>")
    edition = newsdesk.signed(release)
    clock.shift(HOUR)
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=["Zarquon Beeble"], reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    clock.shift(HOUR)
    found = members(release)
    about = json.loads(found["edition-001/edition.json"])
    assert about["erased_since"]
    assert about["signed_sha256"] == edition.sha256 != about["document_sha256"]
    assert hashlib.sha256(found["edition-001/document.json"].encode()).hexdigest() == about["document_sha256"]
    assert "Zarquon" not in "".join(found.values())
    assert "Words of it have been erased since" in found["what-stood.txt"]
    assert json.loads(found["events.json"])[-1]["step"] == "Erased"


def test_a_part_that_was_taken_down_and_put_back_is_told_from_when_to_when(clock):
    edition = newsdesk.signed()
    clock.shift(HOUR)
    removal.take_down_part(release_id=edition.release_id, actor=newsdesk.jo(), part="passages:1",
                           reason=removal.Reason.CONSENT)  # fmt: skip
    clock.shift(HOUR)
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="Agreed again.")
    clock.shift(HOUR)
    found = members(edition.release)
    [part] = json.loads(found["edition-001/edition.json"])["parts_taken_down"]
    assert part["gone_from"] == (NOW + HOUR).isoformat()
    assert part["back_from"] == (NOW + 2 * HOUR).isoformat()
    assert "It cannot be the last." in found["edition-001/text.txt"]
    assert "onsent" not in found["edition-001/edition.json"] + found["events.json"]


def test_a_protected_name_stands_in_the_text_that_was_public_and_in_no_event(clock):
    release = newsdesk.draft()
    Passage.objects.create(release=release, position=3, type="statement", speaker_kind="protected",
                           speaker_name="Trillian", body="<p>I waited.</p>")  # fmt: skip
    newsdesk.signed(Release.with_text(release.pk))
    clock.shift(HOUR)
    removal.take_down(release_id=release.pk, actor=newsdesk.jo(), reason=removal.Reason.WRONG, remark="Trillian rang.")
    found = members(release)
    assert "Trillian" in found["edition-001/text.txt"]
    assert "Trillian" not in found["events.json"] + found["what-stood.txt"] + found["manifest.json"]


@pytest.mark.parametrize("address", ["{}", "/releases/{}/", "https://news.example/releases/{}.txt", "/releases/{}"])
def test_an_address_is_taken_as_it_stands_in_a_letter(address):
    release = newsdesk.draft()
    assert evidence.release_at(address.format(release.slug)) == release


@pytest.mark.parametrize("address", ["", "/", "/releases/never-used/", "https://news.example/"])
def test_an_address_where_nothing_stood_gets_a_sentence(address):
    with pytest.raises(Refusal, match="No release stands or stood"):
        evidence.release_at(address)


def test_the_command_writes_a_file_once_and_refuses_in_words(clock, tmp_path):
    release = corrected(clock)
    path = tmp_path / "a.zip"
    said = io.StringIO()
    arguments = [
        "evidence",
        release.slug,
        "--from",
        "2026-11-23T15:40",
        "--to",
        "2026-11-23T15:50",
        "--output",
        str(path),
    ]
    call_command(*arguments, "--by", vera().username, stdout=said)
    assert hashlib.sha256(path.read_bytes()).hexdigest() in said.getvalue()
    told = json.loads(zipfile.ZipFile(path).read("manifest.json"))
    assert (told["asked_from"], [e["number"] for e in told["editions"]]) == ("2026-11-23T15:40:00+00:00", [2])
    for wrong, sentence in (
        (arguments, "File exists"), (["evidence", "never-used"], "No release stands"),
        (["evidence", release.slug, "--from", "yesterday"], "is no instant"),
        (["evidence", release.slug, "--from", "2026-11-24T00:01", "--to", "2026-11-24T00:00"], "ends before it begins"),
        (["evidence", release.slug, "--to", "2027-11-24T00:00"], "has not come"),
        (["evidence", release.slug, "--by", "nobody"], "no account"),
    ):  # fmt: skip
        with pytest.raises(CommandError, match=sentence):
            call_command(*wrong, stdout=io.StringIO())


def test_the_page_asks_and_one_press_takes_it_out_for_whoever_has_the_right(client, clock):
    release = corrected(clock)
    address = reverse("admin:releases_release_evidence", args=[release.pk])
    client.force_login(newsdesk.amira())
    assert client.get(address).status_code == client.post(address).status_code == 403
    client.force_login(vera())
    assert client.get(address).status_code == 200
    assert not Event.objects.filter(step="evidence_taken_out").exists()
    response = client.post(address, {"since_0": "", "since_1": "", "until_0": "", "until_1": ""})
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == f'attachment; filename="evidence-{release.slug}.zip"'
    wrong = client.post(address, {"since_0": "2027-01-01", "since_1": "10:00", "until_0": "2027-01-02",
                                  "until_1": "10:00"})  # fmt: skip
    assert wrong.status_code == 409
    assert "has not come" in wrong.content.decode()
