"""One file makes a release's page and files answer 410: within a second, without a restart, without the database."""

import os

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from releases.models import Asset, Attachment, Edition, Release
from tests import newsdesk
from tests.newsdesk import NOW


@pytest.fixture
def switch(settings, tmp_path):
    settings.KILL_SWITCH_FILE = str(tmp_path / "kill-switch.txt")
    return tmp_path / "kill-switch.txt"


@pytest.fixture
def edition(db):
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed()


def answer(client, where):
    newsdesk.forget_what_is_kept()
    with time_machine.travel(NOW, tick=False):
        return client.get(where)


def test_listed_it_is_gone_and_unlisted_it_is_back(client, edition, switch):
    page, text = f"/releases/{edition.slug}/", f"/releases/{edition.slug}.txt"
    assert answer(client, page).status_code == 200
    switch.write_text(f"# the court rang\n{edition.slug}\n")
    for where in (page, text):
        response = answer(client, where)
        assert response.status_code == 410
        assert edition.headline not in response.content.decode()
        assert "0808 2000 247" in response.content.decode()
    assert answer(client, "/").status_code == 200
    switch.unlink()
    assert answer(client, page).status_code == 200


def test_it_needs_no_database(client, edition, switch):
    switch.write_text(f"/releases/{edition.slug}/\n")

    def refuse(*args):
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        assert answer(client, f"/releases/{edition.slug}/").status_code == 410


def test_a_list_that_cannot_be_read_lets_nothing_back(client, edition, switch, monkeypatch):
    switch.write_text(edition.slug)
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410
    monkeypatch.setattr(os, "stat", lambda *args, **kwargs: (_ for _ in ()).throw(PermissionError()))
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410


def test_the_command_lists_the_release_and_refuses_what_is_none(edition, switch, capsys):
    call_command("kill", edition.slug)
    assert switch.read_text() == f"/releases/{edition.slug}/\n"
    with pytest.raises(CommandError, match="Nothing was listed"):
        call_command("kill", "never-used")


def test_it_leaves_every_list_feed_search_and_file_too(client, switch, db):
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft(headline="Canary headline", topic=newsdesk.TopicFactory(name="Canary"))
        asset = Asset(sha256="c" * 64, content_type="text/csv", size=6, uploaded_at=NOW, original_name="a")
        asset.file.save("a", ContentFile(b"canary"))
        Attachment.objects.create(release=release, asset=asset, title="Table")
        edition = newsdesk.signed(Release.with_text(release.pk))
    file = f"/files/{asset.uuid}/table.csv"
    places = ["/", "/releases/", "/releases/?q=canary", "/feeds/releases.rss", "/feeds/releases.atom",
              "/topics/canary/", "/feeds/topics/canary.rss",
              "/spokespeople/priya-nair/", "/sitemap.xml?year=2026", file]  # fmt: skip

    def said(place):
        response = answer(client, place)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return response.status_code, body.lower().count(b"canary") + body.count(edition.slug.encode())

    assert all(status == 200 and count for status, count in map(said, places))
    switch.write_text(edition.slug)
    assert {place: said(place) for place in places if said(place)[1]} == {"/releases/?q=canary": (200, 1)}  # as typed
    assert said(file)[0] == 410


def test_a_listed_name_that_was_never_public_answers_as_any_other(client, switch, db):
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        hidden = newsdesk.signed(embargoed=True)
    for listed in (hidden.slug, "some-other"):
        switch.write_text(listed)
        a, b = answer(client, f"/releases/{hidden.slug}/"), answer(client, "/releases/never-used/")
        assert (a.status_code, a.content, dict(a.items())) == (410, b.content, dict(b.items()))
    assert answer(client, "/releases/?page=99").status_code == 404


def test_the_desk_can_still_take_down_what_was_killed(client, edition, switch):
    switch.write_text(edition.slug)
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410
    with time_machine.travel(NOW, tick=False):
        assert Edition.objects.visible(NOW).filter(pk=edition.pk).exists()
        client.force_login(newsdesk.amira())
        where = reverse("admin:releases_release_change", args=[edition.release_id])
        assert "Take down" in client.get(where).content.decode()


def test_a_list_of_the_same_second_and_length_is_read_anew(client, edition, switch):
    switch.write_text("never-used-" + "x" * (len(edition.slug) - 11))
    assert answer(client, f"/releases/{edition.slug}/").status_code == 200
    then = switch.stat().st_mtime_ns
    (switch.parent / "new").write_text(edition.slug)
    os.utime(switch.parent / "new", ns=(then, then))
    (switch.parent / "new").replace(switch)
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410
