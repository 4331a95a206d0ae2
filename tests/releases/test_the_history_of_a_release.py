"""The history at the desk: every save, edition and step in one list; any two texts compared."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import saves, timing
from releases.admin.history import rows_of
from releases.models import Event, Release
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def saved(release, actor=None, **columns):
    """A save as the form makes one."""
    Release.objects.filter(pk=release.pk).update(**columns)
    return saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=actor or newsdesk.jo(),
                      at=Release.objects.get(pk=release.pk).last_saved_at or NOW)  # fmt: skip


@pytest.fixture
def release(clock):
    """Saved by Jo, saved again a minute later, signed for the lift by Amira, moved."""
    release = newsdesk.draft(embargoed=True)
    saved(release, last_saved_at=NOW)
    clock.shift(60)
    saved(release, last_saved_at=NOW + timedelta(minutes=1), headline="Another headline", saves=2)
    edition = newsdesk.signed(Release.with_text(release.pk))
    clock.shift(60)
    later = newsdesk.LIFT + timedelta(hours=1)
    timing.move(edition_id=edition.pk, actor=newsdesk.jo(), public_at=later, reason="The report is late.")
    return Release.with_text(release.pk)


def url(release, *texts):
    return reverse("admin:releases_release_compare", args=[release.pk]) + "?" + "&".join(f"text={t}" for t in texts)


def keys(release):
    return [row.key for row in rows_of(release) if row.key]


def test_saves_editions_and_steps_stand_in_one_list_newest_first(client, release):
    client.force_login(newsdesk.jo())
    page = client.get(reverse("admin:releases_release_history", args=[release.pk])).content.decode()
    steps = [
        "Moved to another time", "Signed off (edition 1)", "Sent for sign-off", "Changed: Headline", "14:32:10 GMT",
    ]  # fmt: skip
    assert [page.index(words) for words in steps] == sorted(page.index(words) for words in steps)
    assert "“The report is late.”" in page
    assert "Before: signed, for 00:01 GMT, Tuesday 24 November 2026." in page
    assert "Jo Test" in page
    assert "Amira Test" in page


def test_a_save_without_an_event_stands_in_the_list_too(client, clock):
    release = newsdesk.draft()
    saves.store([Release.with_text(release.pk)], actor=newsdesk.jo(), at=NOW, remark="Brought in with old.xml")
    assert [(row.what, row.reason) for row in rows_of(release)] == [("Saved", "Brought in with old.xml")]


def test_any_two_texts_are_compared_the_earlier_first_however_they_were_ticked(client, release):
    client.force_login(newsdesk.jo())
    edition, second, first = keys(release)
    for texts in ((first, edition), (edition, first)):
        page = client.get(url(release, *texts)).content.decode()
        assert "<del>" in page
        assert page.index("Saved 14:32:10") < page.index("Edition 1, signed 14:33:10")
        assert "Another headline" in page
    page = client.get(url(release, second, edition)).content.decode()
    assert "<h2>Headline: changed</h2>" not in page
    assert "<h2>Public: changed</h2>" in page  # the edition was moved
    Release.objects.filter(pk=release.pk).update(wanted_at=newsdesk.LIFT)  # back from where it was moved to
    assert "The two are the same" in client.get(url(release, second, "now")).content.decode()


def test_one_text_can_be_read_whole(client, release):
    client.force_login(newsdesk.jo())
    page = client.get(url(release, keys(release)[-1])).content.decode()
    assert "Forces were told to look again at every open case." in page
    assert "Another headline" not in page.split("desk-compared")[1].split("Compare others")[0]


@pytest.mark.parametrize(
    "texts, sentence",
    [((), "Tick two texts"), (("now", "save-1", "save-2"), "more than two"), (("now", "save-999999"), "not kept"),
     (("edition-99",), "not kept"), (("%00", "now"), "not kept")],
)  # fmt: skip
def test_what_cannot_be_compared_is_answered_with_a_sentence(client, release, texts, sentence):
    client.force_login(newsdesk.jo())
    response = client.get(url(release, *texts))
    assert response.status_code == 200
    assert sentence in response.content.decode()


def test_a_save_of_another_release_is_none_of_this_one(client, release):
    other = newsdesk.draft(headline="Canary of another")
    event = saved(other, last_saved_at=NOW)
    client.force_login(newsdesk.jo())
    page = client.get(url(release, f"save-{event.details['save']}")).content.decode()
    assert "not kept" in page
    assert "Canary of another" not in page


@pytest.mark.parametrize("name, more", [("history", ()), ("compare", ()), ("restore_as_draft", ("now",))])
def test_who_may_do_nothing_at_the_desk_sees_nothing_of_it(client, release, name, more):
    address = reverse(f"admin:releases_release_{name}", args=[release.pk, *more])
    assert client.get(address).status_code == 302
    client.force_login(newsdesk.sam())
    assert client.get(address).status_code == 403


def test_what_did_not_change_is_folded_and_what_did_is_marked_by_elements(client, release):
    release.passages.filter(position=1).update(body="<p>" + "Forces were told to look again. " * 30 + "</p>")
    event = saved(release, saves=3)
    release.passages.filter(position=1).update(body="<p>" + "Forces were told to look again. " * 30 + "Twice.</p>")
    client.force_login(newsdesk.jo())
    page = client.get(url(release, f"save-{event.details['save']}", "now")).content.decode()
    assert "words unchanged</summary>" in page
    assert "Unchanged: " in page
    assert "Twice." in page.split("<ins>")[2].split("</ins>")[0]


def test_the_pages_cost_the_same_queries_with_few_saves_and_with_many(client, release, django_assert_max_num_queries):
    for n in range(40):
        saved(release, summary=f"Summary {n}", saves=3 + n)
    client.force_login(newsdesk.jo())
    with django_assert_max_num_queries(22):
        client.get(reverse("admin:releases_release_history", args=[release.pk]))
    with django_assert_max_num_queries(35):
        client.get(url(release, *keys(release)[:2]))
