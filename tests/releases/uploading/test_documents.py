"""PDF, Word, Excel and CSV files: what acts or hides something is refused, and who made them is taken out."""

import io
import zipfile

import pikepdf
import pytest

from releases import office
from releases.refusal import Refusal
from tests.releases.uploading.makers import archive, bytes_of, drawing, encoded, excel, from_a_phone, pdf, sent, word

SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def annotated(**entries):
    """A PDF whose first page has an annotation."""
    with pikepdf.new() as new:
        new.add_blank_page()
        note = new.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[0, 0, 1, 1], **entries))
        new.pages[0].Annots = pikepdf.Array([note])
        out = io.BytesIO()
        new.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw, why",
    [
        (pdf(OpenAction=SCRIPT), "runs JavaScript"),
        (pdf(AA=pikepdf.Dictionary(WC=SCRIPT)), "runs JavaScript"),
        (pdf(Names=pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())), "runs JavaScript"),
        (annotated(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="x.exe")), "a program"),
        (annotated(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="x.pdf")), "another file"),
        (annotated(Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="x")), "what is typed"),
        (annotated(Subtype=pikepdf.Name.RichMedia), "plays something"),
        (pdf(Names=pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary())), "other files inside"),
        (pdf(AcroForm=pikepdf.Dictionary(XFA="<xdp/>")), "program in it"),
        (pdf() + archive(a=b"hidden"), "hidden behind it"),
        (pdf()[:9] + b"<html><script>alert(1)</script>\n" + pdf()[9:], "web page as well"),
        (b"<html>" + pdf(), "web page as well"),
        (b"%PDF-1.7\nnothing", "cannot be read"),
        (b"MZ\x90", "not what its ending says"),
    ],
)  # fmt: skip
def test_a_pdf_that_acts_or_is_two_things_is_refused_with_a_sentence(raw, why):
    with pytest.raises(Refusal, match=why):
        sent("report.pdf", raw)


def test_a_pdf_under_a_password_is_refused():
    with pikepdf.open(io.BytesIO(pdf())) as plain:
        for encryption in (pikepdf.Encryption(owner="o", user="u"), pikepdf.Encryption(owner="o", user="")):
            out = io.BytesIO()
            plain.save(out, encryption=encryption)
            with pytest.raises(Refusal, match="password"):
                sent("report.pdf", out.getvalue())


def test_a_pdf_loses_its_author_and_its_earlier_versions_and_keeps_its_title():
    raw = pdf() + b"\n% Canary, of a version before this one\n%%EOF\n"
    asset = sent("report.pdf", raw)
    assert b"canary" not in bytes_of(asset).lower()
    assert asset.taken_out[0] == "author “Jane Canary”"
    with pikepdf.open(io.BytesIO(bytes_of(asset))) as after:
        assert str(after.docinfo["/Title"]) == "Waiting times"
        assert len(after.pages) == 1


@pytest.mark.parametrize(
    "raw, why",
    [
        (word('<w:p><w:del w:id="1" w:author="Jane"><w:delText>name</w:delText></w:del></w:p>'), "tracked changes"),
        (word('<w:p><w:ins w:id="1" w:author="Jane">'), "tracked changes"),
        (word("<w:r><w:rPr><w:vanish/></w:rPr>"), "hidden text"),
        (word(**{"word/comments.xml": "<w:comments/>"}), "comments"),
        (word(**{"word/vbaProject.bin": b"\xd0\xcf"}), "macros"),
        (word(**{"word/embeddings/oleObject1.bin": b"\xd0\xcf"}), "another file inside"),
        (word(**{"word/_rels/settings.xml.rels":
                 '<Relationship Type="x/attachedTemplate" Target="https://x.example/" TargetMode="External"/>'}),
         "from elsewhere"),
        (word(**{"../evil.xml": "x"}), "not what its ending says"),
        (archive(**{"word/document.xml": "x"}), "not what its ending says"),
        (b"PK\x03\x04nothing", "not what its ending says"),
        (pdf(), "not what its ending says"),
    ],
)  # fmt: skip
def test_a_word_file_that_acts_or_hides_words_is_refused_with_a_sentence(raw, why):
    with pytest.raises(Refusal, match=why):
        sent("letter.docx", raw)


def test_a_small_file_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(office, "MOST_BYTES", 10_000)
    with pytest.raises(Refusal, match="unpacks to more"):
        sent("letter.docx", word(**{"word/media/bomb.bin": b"\0" * 10_000}))


@pytest.mark.parametrize(
    "raw, why",
    [
        (excel('<sheets><sheet name="One"/><sheet name="Names" sheetId="2" state="veryHidden"/></sheets>'), "a hidden"),
        (excel(**{"xl/pivotCache/pivotCacheRecords1.xml": "<x/>"}), "pivot table"),
        (excel(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), "other workbooks"),
        (excel(**{"xl/threadedComments/threadedComment1.xml": "<x/>"}), "comments"),
    ],
)  # fmt: skip
def test_a_workbook_that_holds_more_than_it_shows_is_refused_with_a_sentence(raw, why):
    with pytest.raises(Refusal, match=why):
        sent("table.xlsx", raw)


def test_a_word_file_loses_its_authors_its_dates_and_what_cameras_wrote_and_keeps_its_words():
    plain = encoded(drawing(), "PNG")
    link = '<Relationship Type="x/hyperlink" Target="https://x.example/" TargetMode="External"/>'
    asset = sent("letter.docx", word(**{
        "word/media/image1.jpeg": from_a_phone(), "word/media/image2.png": plain, "word/_rels/document.xml.rels": link,
        "docProps/custom.xml": '<Properties xmlns="p"><property>Label</property></Properties>',
    }))  # fmt: skip
    assert asset.taken_out == (
        "author “Jane Doe”", "last editor “John Roe”", "what a camera had written into a picture",
        "labels of your organisation",
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(bytes_of(asset))) as after:
        everything = b"".join(after.read(part) for part in after.namelist())
        assert not [word for word in (b"Jane", b"Roe", b"anary", b"Label") if word in everything]
        assert b"Waiting times" in everything
        assert b"Words." in after.read("word/document.xml")
        assert after.read("word/media/image2.png") == plain
        assert {entry.date_time[0] for entry in after.infolist()} == {1980}


@pytest.mark.parametrize(
    "raw, why",
    [(b"a,b\0", "UTF-8"), (b"\xff\xfea", "UTF-8"), (b"<html>", "page as well"), (b"a\n" + archive(a=b"x"), "hidden")],
)
def test_a_table_that_is_none_is_refused_with_a_sentence(raw, why):
    with pytest.raises(Refusal, match=why):
        sent("table.csv", raw)


def test_a_plain_table_and_an_honest_workbook_come_in():
    assert sent("table.csv", b"Area,Number\nGwynedd,3\n").content_type == "text/csv"
    assert sent("table.xlsx", excel()).taken_out == ()
