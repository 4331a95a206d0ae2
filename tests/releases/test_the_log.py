"""The log of the whole newsroom: asked by person, step, day and release; taken out as CSV that gives nothing away."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from releases import logbook, removal, saves
from releases.logbook import Asked, neutralised
from releases.models import Event, Passage, Release
from releases.step import log
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
PAGE, CSV = "admin:releases_event_changelist", "admin:releases_event_csv"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def reader(client):
    """Rita reads the log."""
    client.force_login(newsdesk.person("rita", "Rita", "releases.view_release", "releases.read_log"))
    return client


def taken_out(reader, **asked):
    response = reader.post(reverse(CSV), asked)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def event(step=Event.Step.RETURNED, release=None, actor=None, at=NOW, reason="The figure has no source.", **details):
    return log(release=release or newsdesk.draft(), step=step, actor=actor or newsdesk.jo(), at=at, reason=reason,
               **details)  # fmt: skip


def asked_for(**asked):
    return list(logbook.events(Asked(**asked)))


def test_it_is_asked_by_person_step_day_and_release():
    release = newsdesk.draft(headline="Two houses", slug="two-houses")
    one = event(release=release)
    another = newsdesk.draft(headline="Another", slug="another")
    two = event(step=Event.Step.HELD, release=another, actor=newsdesk.amira(), at=NOW + timedelta(days=1))
    assert asked_for(person=newsdesk.amira().pk) == [two]
    assert asked_for(step="returned") == [one]
    assert asked_for(until=date(2026, 11, 23)) == [one]
    assert asked_for(since=date(2026, 11, 24), until=date(2026, 11, 24)) == [two]
    for words in ("two-houses", "/releases/two-houses/", "https://x.example/releases/two-houses.txt", "TWO h",
                  str(release.pk)):  # fmt: skip
        assert asked_for(release=words) == [one]
    assert asked_for() == [two, one]


def test_a_day_is_a_day_of_the_newsroom_and_not_of_utc():
    midnight = newsdesk.datetime(2026, 6, 30, 23, 30, tzinfo=newsdesk.UTC)  # half past midnight on 1 July in London
    summer = event(at=midnight)
    assert asked_for(since=date(2026, 7, 1), until=date(2026, 7, 1)) == [summer]
    assert asked_for(until=date(2026, 6, 30)) == []


def test_the_page_shows_who_what_when_and_why(reader):
    event(release=newsdesk.draft(headline="Two houses"))
    page = reader.get(reverse(PAGE)).content.decode()
    for words in ("Returned to draft", "Two houses", "14:32:10 GMT, 23 November 2026", "Jo Test", "no source"):
        assert words in page


@pytest.mark.parametrize(
    "asked, sentence",
    [({"since": "2026-11-24", "until": "2026-11-23"}, "ends before it begins"), ({"since": "yesterday"}, "valid date"),
     ({"until": "9999-12-31"}, "Enter a day"), ({"person": "0"}, "valid choice"), ({"step": "x"}, "valid choice")],
)  # fmt: skip
def test_a_question_that_cannot_be_read_gets_a_sentence_and_no_answer(reader, asked, sentence):
    event(reason="Canary")
    response = reader.get(reverse(PAGE), asked)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert "Canary" not in page
    assert reader.post(reverse(CSV), asked).status_code == 400


def test_only_who_has_the_right_reads_it_and_nobody_changes_it(client):
    client.force_login(newsdesk.amira())
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse(CSV)).status_code == 403
    logged = event()
    client.force_login(newsdesk.person("root", "Root", "releases.read_log"))
    assert client.get(reverse(CSV)).status_code == 405
    for address in ("add/", f"{logged.pk}/change/", f"{logged.pk}/delete/", f"{logged.pk}/history/"):
        assert client.get(reverse(PAGE) + address).status_code == 404


def test_as_a_file_it_says_before_and_after(reader):
    release = newsdesk.draft()
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW - timedelta(minutes=2))
    Release.objects.filter(pk=release.pk).update(headline="Another")
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW - timedelta(minutes=1))
    row = taken_out(reader)[0]
    assert (row["Step"], row["Person"], row["Account"], row["Changed"]) == ("Saved", "Jo Test", "jo", "Headline")
    assert row["Before"].startswith("sha256 ") != row["After"]
    assert row["Instant utc"] == "2026-11-23T14:31:10.000000+00:00"


def test_that_it_was_taken_out_is_in_it_the_next_time(reader):
    event()
    taken_out(reader, step="returned")
    last = Event.objects.get(step="log_taken_out")
    assert (last.actor.username, last.release, last.details) == ("rita", None, {"asked": ["step"], "events": 1})


def test_a_long_log_is_read_in_portions(reader, django_assert_max_num_queries, monkeypatch):
    release = newsdesk.draft()
    for n in range(30):
        event(release=release, reason=f"Reason {n}", at=NOW - timedelta(minutes=n + 1))
    monkeypatch.setattr(logbook, "AT_A_TIME", 10)
    with django_assert_max_num_queries(25):
        assert len(taken_out(reader)) == 30


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠") + ["\t", "\r", "\n", " =", "\t="])  # noqa: RUF001  # meant
def test_no_cell_is_taken_for_a_formula(reader, sign):
    event(reason=f'{sign}HYPERLINK("https://x.example")', at=NOW - timedelta(minutes=1))
    [cell] = [row["Reason"] for row in taken_out(reader)]
    assert cell.startswith("'")


@given(st.text())
def test_a_cell_keeps_its_words_and_begins_with_no_sign_of_a_formula(words):
    cell = neutralised(words)
    assert cell in (words, f"'{words}")
    assert not cell.lstrip().startswith(logbook.FORMULAS)


def test_the_names_of_protected_people_stand_nowhere_in_it(reader):
    release = newsdesk.draft(statement__speaker_kind="protected", statement__speaker_name="Zarquon Beeble",
                             headline="What Zarquon Beeble told us")  # fmt: skip
    saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=newsdesk.jo(), at=NOW - timedelta(minutes=3))
    Passage.objects.filter(release=release).update(speaker_name="Trillian")
    newsdesk.signed(Release.with_text(release.pk))
    Passage.objects.filter(release=release).update(speaker_name="Marvin Android")
    for n, name in enumerate(("zarquon  beeble", "Trillian", "Marvin-Android")):
        event(release=release, reason=f"{name} rang.", at=NOW - timedelta(minutes=n + 1))
    for told in (str(taken_out(reader)), reader.get(reverse(PAGE)).content.decode()):
        for word in ("arquon", "rillian", "arvin"):
            assert word not in told
        assert "[a protected person] rang." in told


@pytest.mark.parametrize("why", ["SAFETY", "IDENTIFIES", "CONSENT", "COURT"])
def test_reasons_of_safety_consent_and_courts_stay_at_the_desk(reader, clock, why):
    edition = newsdesk.signed()
    clock.shift(60)
    reason = removal.Reason[why]
    removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=reason, remark="Canary")
    clock.shift(60)
    removal.remove(release_id=edition.release_id, actor=newsdesk.jo(), reason="Canary order of a court.")
    clock.shift(60)
    rows = taken_out(reader)
    assert {"Taken down", "Removed for safety or law"} <= {row["Step"] for row in rows}
    for word in ("Canary", reason.label):
        assert word not in str(rows)
    assert all(row["Address"] == "" for row in rows)


def test_what_an_event_holds_besides_is_left_out_unless_it_is_named():
    told = logbook.entries([event(consent="Canary", warnings=["Canary"], before={"note": "Canary", "state": "held"})])
    assert "Canary" not in str(told)
    assert told[0].before == "state held"


def test_the_reason_of_a_step_that_is_not_named_stays_at_the_desk():
    assert logbook.entries([event(step=Event.Step.ERASURE_PROPOSED, reason="Canary")])[0].reason == "Kept at the desk."
    assert Event.Step.ERASED not in logbook.REASONS_OF


def test_whoever_answered_by_a_link_is_named_in_the_history_and_not_in_the_log():
    from releases.admin.history import rows_of

    release = newsdesk.draft()
    logged = log(release=release, step=Event.Step.STATEMENT_APPROVED, actor=None, at=NOW, by="Canary Speaker")
    assert [row.who for row in rows_of(release)] == ["Canary Speaker"]
    assert logbook.entries([logged])[0].person == "someone with the link"


@pytest.mark.parametrize(
    "typed, told",
    [("Beeble rang.", "[a protected person] rang."),
     ("ZARQUON’S brother rang.", "[a protected person]’S brother rang."),
     ("Zarquon Beeble rang.", "[a protected person] rang."), ("See CF-2031/14.", "See [a reference]."),
     ("File A12345, and 2 of 3.", "File [a reference], and 2 of 3."), ("The beebles of 2026.", "The beebles of 2026."),
     ("Li spoke on BBC One.", "Li spoke on BBC One.")],
)  # fmt: skip
def test_a_word_of_a_protected_name_or_a_reference_stands_in_no_reason(reader, typed, told):
    release = newsdesk.draft(statement__speaker_kind="protected", statement__speaker_name="Zarquon Li Beeble")
    Passage.objects.create(release=release, position=9, type="statement", speaker_kind="protected",
                           speaker_name="Zarquon Beeble", body="<p>Yes.</p>")  # fmt: skip
    event(release=release, reason=typed, at=NOW - timedelta(minutes=1))
    assert taken_out(reader)[-1]["Reason"] == told


def test_a_release_without_a_protected_speaker_keeps_its_references():
    assert logbook.entries([event(reason="See FOI-2031/14.")])[0].reason == "See FOI-2031/14."
