"""What a process remembers is let go at the turn of the minute and by an erasure, and stands for nothing else."""

from datetime import timedelta

import pytest
import time_machine

from newsroom import freshness
from releases import erasure, remembering
from releases.models import Desk, Edition, Organisation, Release, kept
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
WORDS = "Zarquon Beeblefield"


@pytest.fixture
def clock(monkeypatch):
    """The monotonic clock of what is remembered, in seconds."""
    now = {"seconds": 1000.0}
    monkeypatch.setattr(remembering, "monotonic", lambda: now["seconds"])
    remembering.forget()
    with time_machine.travel(NOW, tick=False):
        yield now
    remembering.forget()


def remembered() -> str:
    return " ".join(str(store) for store in remembering._STORES)


def read_everything(client) -> None:
    for address in ("/", "/releases/", "/feeds/releases.rss", "/feeds/releases.atom", "/topics/policing/"):
        newsdesk.forget_what_is_kept()
        assert client.get(address).status_code == 200


def test_it_lasts_for_its_minute(client, clock):
    newsdesk.signed(headline=f"What {WORDS} said")
    read_everything(client)
    assert WORDS in remembered()
    Release.objects.update(headline="x")
    clock["seconds"] = 1019.9
    client.get("/helpline/")
    assert WORDS in remembered()
    clock["seconds"] = 1020
    client.get("/staying-safe-online/")
    assert WORDS not in remembered()


def test_an_erasure_is_reached_at_once(client, clock, django_capture_on_commit_callbacks):
    edition = newsdesk.signed(headline=f"What {WORDS} said", narrative=f"<p>{WORDS} spoke.</p>")
    read_everything(client)
    noor, tess = (newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=edition.release_id, actor=noor, words=[WORDS], reason="Asked.")
    with django_capture_on_commit_callbacks(execute=True):
        erasure.carry_out(erasure_id=wish.pk, actor=tess)
    assert WORDS not in remembered()
    read_everything(client)
    assert WORDS not in remembered()


def test_a_page_that_was_kept_goes_with_its_minute(client):
    with time_machine.travel(NOW, tick=False) as wall:
        newsdesk.signed(headline=f"What {WORDS} said")
        wall.shift(1)
        client.get("/")
        assert any(WORDS.encode() in page for page in freshness.PAGES._cache.values())
        wall.shift(60)
        client.get("/helpline/")
        assert not any(WORDS.encode() in page for page in freshness.PAGES._cache.values())


def test_a_store_holds_so_many_and_no_more(clock):
    calls = []

    @remembering.remembered(most=3)
    def doubled(number: int) -> int:
        calls.append(number)
        return 2 * number

    assert [doubled(n) for n in (1, 2, 1, 2, 3, 4, 4)] == [2, 4, 2, 4, 6, 8, 8]
    assert calls == [1, 2, 3, 4]


def test_rows_that_differ_in_any_column_are_different_keys(clock):
    edition = newsdesk.signed()
    same = Edition.objects.get(pk=edition.pk)
    assert remembering.plainly(Edition.objects.get(pk=edition.pk)) == remembering.plainly(same)
    for column, value in (("headline", "x"), ("updated_at", NOW), ("parts_taken_down", [{"list": "notes"}])):
        other = Edition.objects.get(pk=edition.pk)
        setattr(other, column, value)
        assert remembering.plainly(other) != remembering.plainly(same), column
    assert remembering.plainly(Edition.objects.only("slug").get(pk=edition.pk)) != remembering.plainly(same)
    hash(remembering.plainly(other))


def test_before_the_lift_and_after_it_the_same_process_says_what_holds(client, clock):
    edition = newsdesk.signed(embargoed=True)
    other = newsdesk.signed()
    with time_machine.travel(LIFT - timedelta(seconds=1), tick=False) as wall:
        for address in ("/", "/feeds/releases.rss", "/topics/policing/"):
            newsdesk.forget_what_is_kept()
            page = client.get(address).content.decode()
            assert edition.headline not in page
            assert other.headline in page
        wall.move_to(LIFT)
        for address in ("/", "/feeds/releases.rss", "/topics/policing/"):
            newsdesk.forget_what_is_kept()
            assert edition.headline in client.get(address).content.decode()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_stands_on_every_page_is_read_once_a_second_and_a_save_shows_at_once(client, monkeypatch):
    now = {"seconds": 0.0}
    monkeypatch.setattr(kept, "monotonic", lambda: now["seconds"])
    organisation, desk = newsdesk.organisation(), newsdesk.DeskFactory()

    def page() -> str:
        freshness.PAGES.clear()
        return client.get("/").content.decode()

    assert "Harbourlight" in page()
    Organisation.objects.update(name="Lantern")
    Desk.objects.update(name="Night desk")
    assert "Harbourlight" in page()
    now["seconds"] = 1.0
    assert "Lantern" in page()
    assert "Night desk" in page()
    organisation.name, desk.name = "Beacon", "Day desk"
    organisation.save()
    desk.save()
    assert "Beacon" in page()
    assert "Day desk" in page()
    desk.delete()
    assert "Day desk" not in page()
