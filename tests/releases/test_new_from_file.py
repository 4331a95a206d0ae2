"""New from text with a file: a Word document or a saved page, read by the same reader as the command."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from releases.models import Event, Release
from tests import newsdesk
from tests.releases.importing.word_files import LINKS, RELEASE, docx, p, part
from tests.releases.test_new_from_text import PAGE, fields

pytestmark = pytest.mark.django_db
COMMENTS = part("comments", f'<w:comment w:id="1" w:author="Jo Marsh">{p("Hm")}</w:comment>')
DOCX = docx(*RELEASE, links=LINKS, comments=COMMENTS)
HTML = "<html><body><p>Lantern opens a house</p><p>It has a <b>garden</b> and eleven rooms.</p></body></html>"


@pytest.fixture
def desk(client):
    client.force_login(newsdesk.jo())
    newsdesk.DeskFactory()
    newsdesk.SpokespersonFactory()
    return client


def upload(desk, raw, name="release.docx"):
    return desk.post(reverse(PAGE), {"source": "", "file": SimpleUploadedFile(name, raw)}).content.decode()


def test_a_word_document_is_seen_as_it_came_beside_its_fields(desk):
    page = upload(desk, DOCX)
    assert "a <strong>garden</strong> and" in page
    assert "1 comment by Jo Marsh was not brought in." in page
    form = fields(page)
    assert form["headline"] == "Lantern opens two houses in the north"
    assert "• a lamp" in form["passages-0-words"]
    assert not Release.objects.exists()


def test_it_is_saved_with_its_bold_lists_and_links_where_the_words_were_not_touched(desk):
    form = fields(upload(desk, DOCX))
    form["passages-0-words"] = form["passages-0-words"].replace("open on Tuesday", "open on Wednesday")
    desk.post(reverse(PAGE), form)
    release = Release.objects.get()
    narrative, statement = release.passages.all()
    assert "open on Wednesday, and both have a <strong>garden</strong>" in narrative.body
    assert "<li>a <em>key</em> of one’s own</li>" in narrative.body
    assert "<strong>light</strong>" in statement.body
    assert re.search(r'<a href="https://lantern[^>]*>here</a>', release.notes.first().body)
    assert "1 comment by Jo Marsh was not brought in." in Event.objects.get().details["warnings"]


def test_the_kind_of_a_file_is_read_from_its_bytes(desk):
    assert fields(upload(desk, DOCX, "release.txt"))["headline"] == "Lantern opens two houses in the north"
    assert "garden" in fields(upload(desk, HTML.encode(), "page.docx"))["passages-0-words"]


def test_a_rich_paste_counts_before_its_plain_words(desk):
    page = desk.post(reverse(PAGE), {"source": "Lantern opens a house", "rich": HTML}).content.decode()
    assert "<b>garden</b>" in page


def test_a_source_that_was_tampered_with_runs_nothing(desk):
    form = fields(upload(desk, DOCX)) | {"headline": ""}
    form["source"] += '<script>alert(1)</script><img src="x" onerror="alert(2)">'
    page = desk.post(reverse(PAGE), form).content.decode()
    seen = page[page.index("desk-source-text") : page.index("desk-found")]
    assert "script" not in seen
    assert "onerror" not in seen


@pytest.mark.parametrize(
    "raw, words", [(b"PK\x03\x04 broken", "damaged"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office")]
)
def test_a_file_that_is_refused_leaves_nothing_behind(desk, raw, words):
    page = upload(desk, raw)
    assert words in page
    assert not Release.objects.exists()


def test_the_command_reads_a_file_as_the_page_does(tmp_path, capsys):
    (tmp_path / "a").write_bytes(DOCX)
    call_command("import_release", str(tmp_path / "a"), dry_run=True, json=True)
    read = json.loads(capsys.readouterr().out)
    assert read["notes"][0]["links"] == ["https://lantern.example.org/figures?year=2026"]
    call_command("import_release", str(tmp_path / "a"))
    assert "<strong>garden</strong>" in Release.objects.get().passages.first().body


def test_the_command_stores_nothing_when_one_file_is_refused(tmp_path):
    (tmp_path / "a").write_bytes(DOCX)
    (tmp_path / "b").write_bytes(DOCX[:300])
    with pytest.raises(CommandError, match="damaged"):
        call_command("import_release", str(tmp_path / "a"), str(tmp_path / "b"))
    assert not Release.objects.exists()
