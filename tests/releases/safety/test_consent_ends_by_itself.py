"""At the end of its last day, in UK time, a consent takes its passage and picture away: with no job having run."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from releases import consent, lateness, lending, removal, signoff
from releases.models import Edition, EditionAsset, Release
from releases.refusal import Refusal
from releases.step import SMALLEST
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.safety import people
from tests.releases.safety.people import LAST_DAY, WORDS

pytestmark = pytest.mark.django_db
END = datetime(2027, 3, 4, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)))
def test_the_last_day_is_in_it_whole_and_the_next_not_at_all(day: date) -> None:
    ends = lending.end_of(day)
    assert (ends - SMALLEST).astimezone(LONDON).date() == day
    there = ends.astimezone(LONDON)
    assert (there.date(), there.hour, there.minute, there.second) == (day + timedelta(days=1), 0, 0, 0)


@pytest.mark.parametrize(
    "day, ends",
    [
        (date(2027, 3, 27), datetime(2027, 3, 28, 0, 0, tzinfo=UTC)),  # the clocks go forward an hour later
        (date(2027, 3, 28), datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),  # a day of 23 hours
        (date(2027, 10, 30), datetime(2027, 10, 30, 23, 0, tzinfo=UTC)),
        (date(2027, 10, 31), datetime(2027, 11, 1, 0, 0, tzinfo=UTC)),  # a day of 25 hours
    ],
)
def test_on_the_days_when_the_clocks_change(day: date, ends: datetime) -> None:
    assert lending.end_of(day) == ends


def doors(client, edition: Edition) -> str:
    addresses = (f"/releases/{edition.slug}/", f"/releases/{edition.slug}.txt", "/feeds/releases.rss",
                 "/feeds/releases.atom", "/feeds/topics/policing.rss", "/", "/releases/")  # fmt: skip
    newsdesk.forget_what_is_kept()
    return " ".join(client.get(address).content.decode() for address in addresses)


@pytest.mark.parametrize("recorded_first", [True, False], ids=["then signed", "after it was public"])
def test_the_passage_stands_to_the_last_microsecond_and_not_at_the_instant(client, clock, recorded_first) -> None:
    release = people.draft()
    if recorded_first:
        people.recorded(release)
        edition = newsdesk.signed(release)
    else:
        edition = newsdesk.signed(release)
        people.recorded(release)
    clock.move_to(END - SMALLEST)
    before = doors(client, edition)
    assert before.count("Canarywords") == 5
    tag = client.get(f"/releases/{edition.slug}/")["ETag"]
    clock.move_to(END)
    after = doors(client, edition)
    assert "Canarywords" not in after
    assert "Rowan" not in after
    assert "look again at every open case" in after
    assert client.get(f"/releases/{edition.slug}/", HTTP_IF_NONE_MATCH=tag).status_code == 200
    assert "Updated 4 March 2027, midnight" in client.get(f"/releases/{edition.slug}.txt").content.decode()
    assert "2027-03-04T00:00:00" in client.get("/feeds/releases.atom").content.decode()


def test_its_words_are_never_in_the_search_index_so_that_nothing_there_has_to_end(client, clock) -> None:
    release = people.draft()
    newsdesk.signed(release)
    assert release.headline in client.get("/releases/?q=canarywords").content.decode()
    people.recorded(release)
    newsdesk.forget_what_is_kept()
    assert release.headline not in client.get("/releases/?q=canarywords").content.decode()
    assert release.headline in client.get("/releases/?q=forces").content.decode()


@settings(max_examples=40, deadline=None)
@given(st.integers(min_value=-2, max_value=2), st.dates(date(2026, 11, 24), date(2028, 12, 31)))
def test_page_and_file_agree_a_microsecond_either_side_of_any_last_day(off: int, day: date) -> None:
    with time_machine.travel(NOW, tick=False):
        release = people.draft()
        people.with_picture(release, asset := people.stored())
        parts = [people.key_of(release), f"asset:{asset.uuid}"]
        people.recorded(release, parts, ends_on=day)
        edition = newsdesk.signed(release)
    at = lending.end_of(day) + off * SMALLEST
    shown = off < 0
    body = Edition.objects.visible(at).get(pk=edition.pk).as_read_at(at).body
    assert len(body["passages"]) == 1 + shown
    assert len(body["pictures"]) == shown
    assert EditionAsset.objects.visible(at).filter(asset=asset).exists() == shown


def test_the_file_answers_as_one_never_stored(client, clock) -> None:
    release = people.draft()
    people.with_picture(release, asset := people.stored())
    people.recorded(release, [f"asset:{asset.uuid}"])
    edition = newsdesk.signed(release)
    address = f"/files/{asset.uuid}/{edition.body_in_full['pictures'][0]['name']}"
    clock.move_to(END - SMALLEST)
    served = client.get(address)
    assert served.status_code == 200
    assert b"".join(served.streaming_content).startswith(b"\x89PNG")
    clock.move_to(END)
    assert client.get(address).status_code == 404
    assert str(asset.uuid) not in doors(client, edition)


def test_renewed_it_goes_on_and_the_old_end_passes_unseen(client, clock) -> None:
    release = people.draft()
    record = people.recorded(release)
    edition = newsdesk.signed(release)
    clock.move_to(END - timedelta(days=20))
    later = LAST_DAY + timedelta(days=60)
    day = (END - timedelta(days=21)).date()
    consent.renew(consent_id=record.pk, actor=people.tess(), taken_by="Case worker", taken_on=day, ends_on=later,
                  reason="Asked again by telephone.")  # fmt: skip
    clock.move_to(END)
    assert "Canarywords" in doors(client, edition)
    clock.move_to(lending.end_of(later))
    assert "Canarywords" not in doors(client, edition)


def test_renewed_too_late_it_comes_back_only_by_a_second_person(client, clock) -> None:
    release = people.draft()
    record = people.recorded(release)
    edition = newsdesk.signed(release)
    clock.move_to(END + timedelta(hours=9))
    consent.renew(consent_id=record.pk, actor=people.nadia(), taken_by="Case worker", taken_on=END.date(),
                  ends_on=LAST_DAY + timedelta(days=60), reason="She rang.")  # fmt: skip
    clock.shift(1)
    assert "Canarywords" not in doors(client, edition)
    removal.restore(release_id=release.pk, actor=newsdesk.amira(), remark="She has agreed again.")
    clock.shift(1)
    assert "Canarywords" in doors(client, edition)


def test_of_two_people_in_one_picture_the_first_end_counts(clock) -> None:
    release = people.draft()
    people.with_picture(release, asset := people.stored())
    people.recorded(release, [f"asset:{asset.uuid}"], ends_on=date(2027, 6, 30))
    people.recorded(release, [f"asset:{asset.uuid}"], reference="CF-2031/15")
    edition = newsdesk.signed(release)
    assert list(edition.lent_until.values()) == [END]


def test_words_that_were_edited_are_the_same_passage(clock) -> None:
    release = people.draft()
    people.recorded(release)
    row = release.passages.get(type="statement")
    row.body = "<p>They believed me.</p>"
    row.save()
    edition = newsdesk.signed(Release.with_text(release.pk))
    assert edition.lent_until == {("passages", 1): END}


def test_a_text_that_would_be_public_only_after_the_end_is_not_signed(clock) -> None:
    release = people.draft(public_mode="at_set_time", wanted_at=END)
    people.recorded(release)
    with pytest.raises(Refusal, match="ends before this becomes public"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())


def test_a_text_whose_consent_has_ended_is_not_signed(clock) -> None:
    release = people.draft()
    people.recorded(release)
    clock.move_to(END)
    with pytest.raises(Refusal, match="The consent for “Canarywords: they believed me, and I slept.” has ended"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert WORDS in Release.with_text(release.pk).passages.get(type="statement").body


def test_the_check_of_what_is_due_does_not_miss_what_has_ended(client, clock) -> None:
    release = people.draft()
    people.with_picture(release, asset := people.stored())
    people.recorded(release, [people.key_of(release), f"asset:{asset.uuid}"], ends_on=NOW.date())
    edition = newsdesk.signed(release)
    end = lending.end_of(NOW.date())
    clock.move_to(end)
    assert lateness.overdue(end) == []
    assert client.get("/healthz/ready").content == b"ready\n"
    EditionAsset.objects.filter(edition=edition).update(superseded_at=end - timedelta(minutes=5))
    assert [row.door for row in lateness.overdue(end)] == ["lists and files"]
