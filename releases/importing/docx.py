"""A Word document as clean HTML, with sentences about what of it was not brought in.

mammoth turns the text into HTML (paragraphs, headings, lists, links, bold, italic, tables); styles are lost on purpose.
What it would pass over in silence is told of, or moved into the text, by releases.importing.word.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET  # noqa: S405  # only writes here; releases.importing.archive guards what is read
from collections import Counter
from html import escape
from zipfile import ZipFile

import mammoth

from releases.importing import word
from releases.importing.archive import parts_of
from releases.importing.furniture import is_furniture
from releases.importing.markup import FOOTNOTE, cleaned, read_markup
from releases.importing.reading import CannotRead

_DOCUMENT = "word/document.xml"
_FOR_MAMMOTH = ("[Content_Types].xml", "_rels/.rels", "word/styles.xml", "word/numbering.xml")
_STYLES = "p[style-name='Title'] => h1:fresh"
_WORD = re.compile(r"\w+")


def source_of(raw: bytes) -> tuple[str, list[str]]:
    """(clean HTML, warnings) of a .docx file. Raises CannotRead for what is no Word document or cannot be trusted."""
    parts = parts_of(raw)
    main = _main_part(parts)
    document = word.tree_of(parts[main])
    found = word.prepare(document)
    body = _converted(parts, main, document)
    html = cleaned(_head_and_foot(parts, "header") + body + _head_and_foot(parts, "footer") + _notes(parts, found))
    if not _WORD.search(re.sub(r"<[^>]*>", " ", html)):
        raise CannotRead("The Word document holds no words: choose the file that holds the release.")
    return html, [*_met(found), *_comments(parts), *_lost(document, body)]


def _main_part(parts: dict[str, bytes]) -> str:
    relations = word.tree_of(parts["_rels/.rels"]) if "_rels/.rels" in parts else None
    for relation in relations if relations is not None else ():
        target = word.value(relation, "Target").lstrip("/")
        if word.value(relation, "Type").endswith("/officeDocument") and target in parts:
            return target
    if _DOCUMENT in parts:
        return _DOCUMENT
    raise CannotRead("The Word document is damaged. Open it in Word, save it again, and choose that file.")


def _relations_of(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels"


def _converted(parts: dict[str, bytes], main: str, document: ET.Element) -> str:
    """The text as mammoth's HTML. It is given a new archive of what it needs: no pictures, no notes, no macros."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name in (*_FOR_MAMMOTH, _relations_of(main)):
            if name in parts:
                archive.writestr(name, parts[name])
        archive.writestr(main, ET.tostring(document, encoding="unicode"))
    packed.seek(0)
    try:
        # Empty paragraphs say what belongs together; pictures are told of, and attached by hand.
        result = mammoth.convert_to_html(
            packed, style_map=_STYLES, ignore_empty_paragraphs=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )  # fmt: skip
    except Exception as error:  # mammoth raises whatever the part it trips over raises
        raise CannotRead(
            "The Word document could not be read. Open it in Word, save it again, or copy the text and paste it here."
        ) from error
    return str(result.value).replace("\t", "\u2003")


def _head_and_foot(parts: dict[str, bytes], which: str) -> str:
    """The head or foot of the pages, each line once: an embargo often stands there and nowhere else."""
    lines: dict[str, None] = {}
    for name in sorted(name for name in parts if re.fullmatch(rf"word/{which}\d*\.xml", name)):
        for paragraph in word.paragraphs(word.tree_of(parts[name])):
            lines |= dict.fromkeys(paragraph.split("\n"))
    kept = [line for line in lines if not is_furniture(line) and not line.strip().isdigit()]
    html = "".join(f"<p>{escape(line)}</p>" for line in kept)
    return f"<{which}>{html}</{which}>" if html else ""


def _notes(parts: dict[str, bytes], found: word.Found) -> str:
    """Footnotes and endnotes, with their links, numbered as the text refers to them."""
    html = []
    for number, (kind, identity) in enumerate(found.notes, 1):
        part = f"word/{kind}s.xml"
        if part not in parts:
            continue
        links = _links(parts, part)
        for note in word.each(word.tree_of(parts[part]), kind):
            if word.value(note, "id") == identity:
                text = " ".join(" ".join(word.paragraphs(note)).split())
                hrefs = [links.get(word.value(link, "id"), "") for link in word.each(note, "hyperlink")]
                anchors = "".join(f' <a href="{escape(href)}">{escape(href)}</a>' for href in hrefs if href not in text)
                html.append(f'<aside role="{FOOTNOTE}"><p>Footnote {number}: {escape(text)}{anchors}</p></aside>')
    return "".join(html)


def _links(parts: dict[str, bytes], part: str) -> dict[str, str]:
    name = _relations_of(part)
    relations = word.tree_of(parts[name]) if name in parts else ()
    return {word.value(relation, "Id"): word.value(relation, "Target") for relation in relations}


def _met(found: word.Found) -> list[str]:
    said = []
    if found.insertions or found.deletions:
        said.append("The document has tracked changes: deletions were left out, insertions kept.")
    if found.hidden:
        said.append(f"Hidden text was left out: “{_start(found.hidden[0])}”.")
    if found.boxes:
        many = "A text box stands" if len(found.boxes) == 1 else f"{len(found.boxes)} text boxes stand"
        said.append(f"{many} behind the paragraph it hung on: “{_start(found.boxes[0])}”. Check its place.")
    if found.pictures:
        many = "A picture was" if found.pictures == 1 else f"{found.pictures} pictures were"
        said.append(f"{many} not brought in: attach what is needed to the draft, with alternative text.")
    if found.graphics:
        said.append("A chart or diagram was not brought in: save it as a picture and attach it to the draft.")
    return said


def _comments(parts: dict[str, bytes]) -> list[str]:
    if "word/comments.xml" not in parts:
        return []
    authors = [word.value(each, "author") for each in word.each(word.tree_of(parts["word/comments.xml"]), "comment")]
    if not authors:
        return []
    names = list(dict.fromkeys(name for name in authors if name))
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
    many = "1 comment" if len(authors) == 1 else f"{len(authors)} comments"
    return [f"{many}{f' by {listed}' if listed else ''} {'was' if len(authors) == 1 else 'were'} not brought in."]


def _lost(document: ET.Element, html: str) -> list[str]:
    """The last net: words of the document that are not in the HTML are told of, whatever swallowed them."""
    have = Counter(_WORD.findall(" ".join(block.text for block in read_markup(html).blocks)))
    lost = []
    for paragraph in word.each(document, "p"):
        need = Counter(_WORD.findall(word.words(paragraph)))
        if any(have[token] < count for token, count in need.items()):
            lost.append(" ".join(word.words(paragraph).split()))
        have -= need
    return [f"Some words could not be brought in; compare this paragraph: “{_start(text)}”." for text in lost[:5]]


def _start(text: str) -> str:
    tokens = text.split()
    return " ".join(tokens[:12]) + (" …" if len(tokens) > 12 else "")
