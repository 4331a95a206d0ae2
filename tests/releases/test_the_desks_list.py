"""The desk's list of releases: newest save first, narrowed by how each stands now, at a cost that does not grow."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from releases import removal, signoff, timing
from releases.admin import lists
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
MANY = 3000


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def listed(client, who=None, **asked) -> list[str]:
    client.force_login(who or newsdesk.jo())
    page = client.get(reverse("admin:releases_release_changelist"), asked)
    assert page.status_code == 200, page
    return [release.headline for release in page.context["cl"].result_list]


def each_standing(clock) -> dict[str, Release]:
    """One release of each standing, by the value of the filter."""
    made = {"draft": newsdesk.draft(), "review": newsdesk.draft()}
    signoff.submit(release_id=made["review"].pk, actor=newsdesk.jo())
    for how, traits in (
        ("embargoed", {"embargoed": True}), ("timed", {"timed": True}), ("held", {"embargoed": True}), ("public", {}),
        ("withdrawn", {}), ("removed", {}),
    ):  # fmt: skip
        made[how] = newsdesk.signed(**traits).release
    timing.hold(edition_id=made["held"].editions.get().pk, actor=newsdesk.jo())
    clock.shift(60)
    removal.take_down(release_id=made["withdrawn"].pk, actor=newsdesk.jo(), reason=removal.Reason.SAFETY)
    removal.remove(release_id=made["removed"].pk, actor=newsdesk.jo(), reason="A court's order.")
    return made


def test_each_standing_is_one_choice_and_holds_at_this_instant(client, clock):
    made = each_standing(clock)
    for how, release in made.items():
        assert listed(client, stands=how) == [release.headline], how
    clock.move_to(LIFT)
    assert listed(client, stands="embargoed") == listed(client, stands="timed") == []
    assert set(listed(client, stands="public")) == {made[how].headline for how in ("embargoed", "timed", "public")}


def test_what_one_person_published_alone_needs_a_look(client):
    release = newsdesk.draft()
    signoff.publish_alone(
        release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)), reason="Night."
    )
    newsdesk.signed()
    assert listed(client, stands="look") == [release.headline]


def test_the_other_filters_narrow_by_what_they_say(client):
    mine = newsdesk.draft(kind="statement", topic=newsdesk.TopicFactory(name="Housing"))
    other = newsdesk.draft(last_editor=newsdesk.amira(), desk=newsdesk.DeskFactory(name="Night", is_default=False))
    old = newsdesk.signed()
    assert listed(client, kind="statement") == [mine.headline]
    assert listed(client, topic=str(mine.topics.get().pk)) == [mine.headline]
    assert listed(client, desk=str(other.desk_id)) == [other.headline]
    assert set(listed(client, edited="me")) == {mine.headline, old.headline}
    assert listed(client, edited="others") == [other.headline]
    assert listed(client, year="2026") == [old.headline]
    assert listed(client, year="2026", kind="statement") == []


@pytest.mark.parametrize("name", ["stands", "kind", "topic", "desk", "edited", "year"])
def test_a_value_that_is_none_of_the_choices_finds_nothing(client, name):
    newsdesk.draft()
    for value in ("nonsense", "0", "9" * 30, "\u0000", "1 OR 1"):
        assert listed(client, **{name: value}) == []


def test_the_newest_save_stands_first(client):
    first, second = newsdesk.draft(), newsdesk.draft()
    Release.objects.filter(pk=first.pk).update(last_saved_at=NOW)
    Release.objects.filter(pk=second.pk).update(last_saved_at=NOW - timedelta(hours=1))
    assert listed(client) == [first.headline, second.headline]


def add(count: int) -> None:
    Release.objects.bulk_create(
        Release(slug=f"copy-{n}", feed_id=f"copy-{n}", headline=f"Copy {n}", last_saved_at=NOW - timedelta(hours=n))
        for n in range(count)
    )


def test_the_list_asks_as_few_questions_with_thousands_as_with_one_and_says_that_there_are_more(
    client, clock, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr("helpline.record.KEPT_SECONDS", 3600)  # warm, however slow the machine
    each_standing(clock)
    client.force_login(newsdesk.jo())
    here = reverse("admin:releases_release_changelist")
    client.get(here)
    asked = ["", "?q=copy", "?p=2", "?stands=draft&year=2026", *(f"?stands={how}" for how, _ in STANDS), "?edited=me"]
    counts = {}
    for size in (60, MANY):
        add(size) if size == 60 else Release.objects.bulk_create(
            Release(slug=f"more-{n}", feed_id=f"more-{n}", headline=f"More {n}", last_saved_at=NOW) for n in range(size)
        )
        for query in asked:
            with django_assert_max_num_queries(25) as queries:
                page = client.get(here + query)
            counts.setdefault(query, []).append(len(queries))
        if size == MANY:
            page = client.get(here)
            assert "More than 2000 releases" in page.content.decode()
            assert page.context["cl"].result_count == lists.COUNTED
    assert {query: pair for query, pair in counts.items() if pair[0] != pair[1]} == {}


STANDS = lists.Stands.lookups(None, None, None)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_form_reads_its_choices_once_however_long_the_text(client, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr("helpline.record.KEPT_SECONDS", 3600)
    monkeypatch.setattr("releases.models.kept.SECONDS", 3600)  # warm, as between two pages of one person
    client.force_login(newsdesk.jo())
    counts = []
    for rows in (1, 12):
        release = newsdesk.signed().release
        for n in range(rows):
            release.passages.create(position=n + 3, body=f"<p>Paragraph {n}.</p>")
            release.notes.create(position=n + 3, body=f"<p>Note {n}.</p>")
        here = reverse("admin:releases_release_change", args=[release.pk])
        client.get(here)
        with django_assert_max_num_queries(25) as queries:
            assert client.get(here).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
