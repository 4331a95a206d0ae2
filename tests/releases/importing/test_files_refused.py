"""What is no release, or cannot be trusted, is refused by its bytes, with a sentence that says what to do."""

import io
import zipfile

import pytest

from releases.importing import incoming
from releases.importing.archive import MAX_DEPTH, MAX_UNPACKED
from releases.importing.reading import CannotRead
from tests.releases.importing.word_files import MAIN, RELEASE, archive, docx, p, part

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TYPES = "[Content_Types].xml"


def refusal(raw):
    with pytest.raises(CannotRead) as refused:
        incoming.opened(raw)
    return str(refused.value)


@pytest.mark.parametrize(
    "raw, words",
    [
        (OLD + "WordDocument".encode("utf-16-le"), "old Word (.doc)"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLD, "old Office"),
        (archive({TYPES: "<Types/>", "xl/workbook.xml": "<a/>"}), "an Excel workbook"),
        (archive({"content.xml": "<a/>", "mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (archive({"a.txt": "words"}), "a zip archive"),
        (docx(*RELEASE)[:400], "damaged"),
        (docx(p("")), "no words"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html><body><script>draw()</script></body></html>", "no words"),
        (b"From: <Saved by a browser>\r\nContent-Type: multipart/related;", "web archive"),
        (b"", "empty"),
    ],
)
def test_each_is_told_for_what_it_is(raw, words):
    assert words in refusal(raw)


def test_macros_are_refused_by_the_type_and_by_the_program_in_it():
    macros = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert "macros" in refusal(docx(*RELEASE, main=macros))
    smuggled = io.BytesIO(docx(*RELEASE))
    with zipfile.ZipFile(smuggled, "a") as opened:
        opened.writestr("word/vbaProject.bin", b"\0")
    assert "macros" in refusal(smuggled.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert "far more" in refusal(docx(*RELEASE, styles="<a>" + " " * (MAX_UNPACKED + 1) + "</a>"))


def test_a_part_that_says_it_is_smaller_than_it_is_is_damaged():
    raw = docx(*RELEASE)
    with zipfile.ZipFile(io.BytesIO(raw)) as opened:
        size = opened.getinfo("word/document.xml").file_size
    assert "damaged" in refusal(raw.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")))


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;&b;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_in_every_part_and_encoding(declared, encoding):
    evil = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<a>x</a>'.encode(encoding)
    assert "outside parts" in refusal(docx(*RELEASE, settings=evil))


def test_a_document_nested_beyond_reason_is_refused():
    deep = "<w:customXml>" * MAX_DEPTH + p("x") + "</w:customXml>" * MAX_DEPTH
    assert "nested too deeply" in refusal(docx(deep))


def test_a_part_twice_in_one_archive_is_refused(recwarn):
    twice = io.BytesIO(docx(*RELEASE))
    with zipfile.ZipFile(twice, "a") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        opened.writestr("word/document.xml", part("document", ""))
    assert "damaged" in refusal(twice.getvalue())


def test_a_word_document_is_known_whatever_its_name():
    assert incoming.opened(docx(*RELEASE, main=MAIN)).markup
    assert not incoming.opened(b"Lantern opens a house\n\nIt opened today.").markup
