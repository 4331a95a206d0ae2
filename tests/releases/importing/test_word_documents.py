"""A Word document: its words, bold, lists and links are read; what stays behind is told of."""

from releases.importing import incoming
from releases.importing.reading import ReadStatement
from tests.releases.importing.word_files import LINKS, RELEASE, W, docx, link, p, part, run, table


def read(*paragraphs, **more):
    return incoming.read(incoming.opened(docx(*paragraphs, **more)))


def bodies(*paragraphs, **more):
    came = incoming.opened(docx(*paragraphs, **more))
    return [came.formatting.html(passage.paragraphs) for passage in incoming.read(came).passages]


def said(read, words):
    return [warning for warning in read.warnings if words in warning]


def test_it_is_read_as_the_same_text_would_be():
    found = read(*RELEASE, links=LINKS)
    assert (found.headline, found.date) == ("Lantern opens two houses in the north", "2026-11-24")
    statement = next(passage for passage in found.passages if isinstance(passage, ReadStatement))
    assert (statement.speaker, statement.paragraphs) == ("Priya Nair", ("We kept a light on.", "We always will."))
    assert found.ends_marker == "ENDS"
    assert found.warnings == ()


def test_bold_italic_and_lists_are_kept():
    narrative, statement = bodies(*RELEASE, links=LINKS)
    assert "a <strong>garden</strong> and" in narrative
    assert "<ul><li>a <em>key</em> of one’s own</li><li>a lamp</li></ul>" in narrative
    assert statement == "<p>We kept a <strong>light</strong> on.</p>\n<p>We always will.</p>"


def test_a_note_that_says_here_has_its_address():
    came = incoming.opened(docx(*RELEASE, links=LINKS))
    first, second = incoming.read(came).notes
    assert first.links == ("https://lantern.example.org/figures?year=2026",)
    assert came.formatting.html([first.text], first.links) == (
        '<p>The figures are <a href="https://lantern.example.org/figures?year=2026">here</a>.</p>'
    )
    assert second.text == "Neither address is public."


def test_a_link_that_runs_code_is_no_link():
    found = bodies(*RELEASE[:4], p("See ", link("this", "far"), "."), links={"far": "javascript:alert(1)"})
    assert "javascript" not in "".join(found)


def test_comments_are_told_of_by_their_writers():
    comments = "".join(f'<w:comment w:id="{i}" w:author="{who}">{p("Hm")}</w:comment>' for i, who in enumerate(
        ["Jo Marsh", "Amira Khan", "Jo Marsh"]))  # fmt: skip
    found = read(*RELEASE, links=LINKS, comments=part("comments", comments))
    assert said(found, "3 comments by Jo Marsh and Amira Khan were not brought in.")


def test_of_tracked_changes_the_insertions_are_kept_and_the_deletions_left_out():
    change = f'<w:ins w:author="A">{run("eleven")}</w:ins><w:del><w:r><w:delText>ten</w:delText></w:r></w:del>'
    found = read(*RELEASE, p("Both have ", change, " rooms."), links=LINKS)
    text = str(found.as_json())
    assert "eleven rooms" in text
    assert "ten rooms" not in text.replace("eleven", "")
    assert said(found, "deletions were left out, insertions kept")


def test_hidden_text_stays_hidden_and_is_told_of():
    found = read(*RELEASE, p(run("The house is at 4 Quay Street", "<w:vanish/>"), "Open to all."), links=LINKS)
    assert "Quay Street" not in str(found.passages) + str(found.set_aside)
    assert said(found, "Hidden text was left out: “The house is at 4 Quay Street”.")


def test_an_embargo_in_the_head_of_the_page_is_not_missed():
    head = part("hdr", p("Embargoed until 00:01 GMT, Tuesday 24 November 2026") + p("Lantern, 1 Example Quay"))
    found = read(*RELEASE, links=LINKS, header1=head, footer1=part("ftr", p("Page 1 of 2")))
    assert found.embargo.datetime == "2026-11-24T00:01:00+00:00"
    assert "Lantern, 1 Example Quay" in found.set_aside
    assert found.headline == "Lantern opens two houses in the north"


def test_footnotes_become_notes_under_the_number_that_the_text_gives_them():
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    notes = part("footnotes", f'<w:footnote w:id="7">{p("Counted in October.")}</w:footnote>')
    found = read(*RELEASE[:4], p("There are 57 rooms.", mark), *RELEASE[7:], links=LINKS, footnotes=notes)
    assert "57 rooms.[1]" in str(found.passages)
    assert found.notes[-1].text == "Footnote 1: Counted in October."
    assert said(found, "1 footnote")


def test_a_text_box_that_word_writes_twice_is_read_once():
    box = f"<w:txbxContent>{p('Rooms are let by the week.')}</w:txbxContent>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    drawn = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    found = read(*RELEASE[:4], p("The rent is low.", drawn), *RELEASE[7:], links=LINKS)
    assert str(found.passages).count("Rooms are let by the week.") == 1
    assert said(found, "text box")


def test_a_table_is_text_with_a_line_for_each_row():
    found = read(*RELEASE[:4], table(("North", "12"), ("South", "9")), *RELEASE[7:], links=LINKS)
    assert found.passages[0].paragraphs[1:3] == ("North | 12", "South | 9")
    assert said(found, "A table was brought in as text")


def test_struck_words_and_pictures_are_told_of():
    picture = f'<w:r><w:drawing xmlns:a="urn:a"><a:blip xmlns:w="{W}"/></w:drawing></w:r>'
    found = read(*RELEASE, p(run("No longer so.", "<w:strike/>")), p(picture), links=LINKS)
    assert said(found, "struck through")
    assert said(found, "A picture was not brought in")


def test_tabs_in_a_letterhead_part_what_stands_side_by_side():
    found = read(p("PRESS RELEASE", "<w:r><w:tab/></w:r>", "24 November 2026"), *RELEASE[2:], links=LINKS)
    assert (found.kind, found.date) == ("PRESS RELEASE", "2026-11-24")


def test_what_word_fills_in_and_marks_around_words_are_words():
    filled = '<w:fldSimple w:instr="DATE"><w:customXml><w:r><w:t>5 May 2026</w:t></w:r></w:customXml></w:fldSimple>'
    found = read(p("Press release"), p(run("Issued "), filled), p(run("Twelve doors open in Quayside this winter")))
    assert found.date == "2026-05-05"
    assert not said(found, "could not be brought in")
