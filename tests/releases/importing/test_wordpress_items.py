"""What a WordPress export says, item by item; a broken or foreign file is refused with its line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from releases.importing import wxr
from releases.importing.blocks_of_wordpress import as_html
from releases.importing.reading import CannotRead, ReadStatement
from releases.importing.wordpress import release_of
from releases.importing.wxr import Item, Site
from tests.newsdesk import NOW
from tests.releases.importing.wxr_files import HEAD, export, post

HOME = "https://old.lantern.example"
SAID = "<p>Two houses open today in the north of the county, with a garden each and eleven rooms.</p>" \
    "<p>Priya Nair, Director of Services, said:</p><p>“We kept a light on.”</p><p>ENDS</p>" \
    "<p>Notes to editors</p><p>1. Neither address is public.</p>"  # fmt: skip


def file(tmp_path, *items, **more):
    path = tmp_path / "export.xml"
    path.write_bytes(export(*items, **more))
    return path


def release(tmp_path, *args, ours=("priya nair",), **more):
    item = next(part for part in wxr.read(file(tmp_path, post(*args, **more))) if getattr(part, "kind", "") == "item")
    site = Site("1.2", HOME, HOME)
    return release_of(item, site, at=NOW, zone=ZoneInfo("Europe/London"), ours=set(ours))


def test_site_authors_and_items_come_one_by_one(tmp_path):
    parts = list(wxr.read(file(tmp_path, post(1, "A"), post(2, "B"))))
    assert isinstance(parts[0], Site)
    assert [part.text("title") for part in parts if isinstance(part, Item) and part.kind == "item"] == ["A", "B"]


@pytest.mark.parametrize("cut, line", [("</title>", 18), ("<wp:status>", 24)])
def test_a_broken_file_is_refused_with_its_line(tmp_path, cut, line):
    path = tmp_path / "broken.xml"
    path.write_bytes(export(post(1, "A")).replace(cut.encode(), b"", 2 if cut == "</title>" else 1))
    with pytest.raises(CannotRead, match=r"broken at line \d+"):
        list(wxr.read(path))


@pytest.mark.parametrize(
    "head, words",
    [
        (HEAD.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss', 1), "Line 2 declares a document type"),
        (HEAD.replace("<wp:wxr_version>1.2</wp:wxr_version>", ""), "no WordPress export"),
        (HEAD.replace(">1.2<", ">9.9<"), "version '9.9'"),
        ("<html><body>", "no WordPress export"),
    ],
)
def test_another_file_is_refused_with_a_sentence(tmp_path, head, words):
    with pytest.raises(CannotRead, match=words):
        list(wxr.read(file(tmp_path, head=head)))


def test_the_date_is_kept_to_the_second(tmp_path):
    assert release(tmp_path, 1, "A").issued_at == datetime(2023, 4, 6, 9, 15, 27, tzinfo=UTC)


def test_feed_id_address_and_the_short_form_are_kept(tmp_path):
    old = release(tmp_path, 7, "Two houses", slug="two-houses")
    assert (old.guid, old.slug) == (f"{HOME}/?p=7", "two-houses")
    assert old.addresses == ["/2023/04/06/two-houses/", "/?p=7"]


@pytest.mark.parametrize(
    "more, why",
    [
        ({"status": "private"}, "private"),
        ({"status": "trash"}, "trash"),
        ({"more": "<wp:post_password>x</wp:post_password>"}, "password"),
        ({"content": "<!-- wp:more -->"}, "no words"),
    ],
)
def test_what_was_not_for_everyone_is_left_out_with_its_reason(tmp_path, more, why):
    with pytest.raises(CannotRead, match=why):
        release(tmp_path, 1, "A", **more)


@pytest.mark.parametrize("more", [{"status": "draft"}, {"status": "future"}, {"date": "2027-01-01 09:00:00"}])
def test_what_was_not_public_yet_stays_a_draft(tmp_path, more):
    assert not release(tmp_path, 1, "A", **more).public


def test_a_statement_of_ours_is_told_apart_and_a_strangers_is_not(tmp_path):
    ours = release(tmp_path, 1, "Two houses open in the north", SAID).read
    assert [p.speaker for p in ours.passages if isinstance(p, ReadStatement)] == ["Priya Nair"]
    assert [note.text for note in ours.notes] == ["Neither address is public."]
    whole = release(tmp_path, 1, "Two houses open in the north", SAID, ours=()).read
    assert len(whole.passages) == 1
    assert "1. Neither address is public." in whole.passages[0].paragraphs


def test_shortcodes_and_blocks_go_and_a_persons_brackets_stay():
    html, remarks = as_html(
        '<!-- wp:x {"a":1} -->She said “[he] left [sic]”.\n\n[gallery ids="1"][box]Inside[/box]\n\n'
        '[embed]https://v.example/1[/embed]<iframe src="x"></iframe>\n\n<a href="/about">us</a>',
        HOME,
    )
    assert "“[he] left [sic]”" in html
    assert "Inside" in html
    assert "[box]" not in html
    assert f'href="{HOME}/about"' in html
    assert remarks == [
        "<iframe> was left out", "the shortcode [gallery] was left out", "the shortcode [box] was left out"
    ]  # fmt: skip
