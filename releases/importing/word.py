"""What a Word document carries besides its text, and how its text is put where mammoth finds it.

mammoth reads paragraphs, lists, tables, links and emphasis. Text boxes, hidden words, notes, comments, tracked changes
and the head and foot of the page are ours: each is either moved into the text or told of.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # noqa: S405  # releases.importing.archive has refused every document type
from collections.abc import Iterator
from dataclasses import dataclass, field

Tree = ET.Element
_KEPT_IN_ALL = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Found:
    """What was met in a document's text; the sentences are made of it."""

    insertions: int = 0
    deletions: int = 0
    hidden: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    pictures: int = 0
    graphics: int = 0
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote"|"endnote", id), as they are referred to


def tree_of(part: bytes) -> Tree:
    """A part, as a tree; `archive.parts_of` has looked at it before."""
    return ET.fromstring(part)  # noqa: S314  # as above


def local(element: Tree) -> str:
    """`p` for `{http://...}p`, in Word's transitional and strict names alike."""
    return element.tag.rpartition("}")[2]


def value(element: Tree, name: str) -> str:
    """An attribute, whatever namespace it was written in."""
    return next((v for key, v in element.attrib.items() if key.rpartition("}")[2] == name), "")


def each(tree: Tree, *names: str) -> Iterator[Tree]:
    return (element for element in tree.iter() if local(element) in names)


def words(element: Tree) -> str:
    """The text of an element as printed: no deleted or moved-away words; a tab is an em space."""
    name = local(element)
    if name in ("del", "moveFrom", "instrText", "delText"):
        return ""
    if name == "t":
        return element.text or ""
    own = {"tab": "\u2003", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(name, "")
    if name in ("pPr", "rPr", "tabs"):
        return ""
    return own + "".join(words(child) for child in element)


def paragraphs(part: Tree) -> list[str]:
    """The paragraphs of a header, a footer, a note."""
    return [text for p in each(part, "p") if (text := words(p).strip())]


def prepare(document: Tree) -> Found:
    """Change the tree so that mammoth loses nothing of it, and say what was met."""
    found = Found()
    found.insertions = sum(1 for _ in each(document, "ins", "moveTo"))
    found.deletions = sum(1 for _ in each(document, "del", "moveFrom"))
    found.graphics = sum(1 for _ in each(document, "chart", "relIds"))
    _wrappers(document)
    _text_boxes(document, found)
    _choices(document)
    found.pictures = sum(1 for _ in each(document, "blip", "imagedata"))
    _hidden(document, found)
    _references(document, found)
    return found


def _parents(tree: Tree) -> dict[Tree, Tree]:
    return {child: parent for parent in tree.iter() for child in parent}


def _wrappers(document: Tree) -> None:
    """A field that Word fills in (a date, a title), custom marks and a direction of writing: their words are words."""
    # From the last to the first, so that what stands within another is unwrapped before it.
    for parent in reversed(list(document.iter())):
        for wrapper in [child for child in parent if local(child) in ("fldSimple", "customXml", "dir", "bdo")]:
            place = list(parent).index(wrapper)
            parent.remove(wrapper)
            for offset, child in enumerate(list(wrapper)):
                parent.insert(place + offset, child)


def _text_boxes(document: Tree, found: Found) -> None:
    """The paragraphs of a text box go behind the paragraph that it hangs on. Word writes each box twice, for itself and
    for programs that cannot draw it: once is taken."""
    parents = _parents(document)
    for box in list(each(document, "txbxContent")):
        above = list(_above(box, parents))
        if any(local(element) == "Fallback" for element in above) and _has_choice_box(above):
            continue
        if any(local(element) == "txbxContent" for element in above) or not words(box).strip():
            continue
        paragraph = next((element for element in above if local(element) == "p"), None)
        home = parents.get(paragraph) if paragraph is not None else None
        if paragraph is None or home is None:
            continue
        found.boxes.append(" ".join(words(box).split()))
        place = list(home).index(paragraph) + 1
        for offset, child in enumerate(list(box)):
            home.insert(place + offset, child)
    for box in list(each(document, "txbxContent")):
        for child in list(box):
            box.remove(child)


def _above(element: Tree, parents: dict[Tree, Tree]) -> Iterator[Tree]:
    while (parent := parents.get(element)) is not None:
        yield parent
        element = parent


def _has_choice_box(above: list[Tree]) -> bool:
    content = next((element for element in above if local(element) == "AlternateContent"), None)
    if content is None:
        return False
    return any(True for choice in content if local(choice) == "Choice" for _ in each(choice, "txbxContent"))


def _choices(document: Tree) -> None:
    """Of two ways to say a thing mammoth reads the second; where there is none, the first takes its place."""
    for content in list(each(document, "AlternateContent")):
        choices = [child for child in content if local(child) == "Choice"]
        if not any(local(child) == "Fallback" for child in content) and choices:
            choices[0].tag = content.tag.rpartition("}")[0] + "}Fallback"


def _hidden(document: Tree, found: Found) -> None:
    parents = _parents(document)
    for run in list(each(document, "r")):
        properties = next((child for child in run if local(child) == "rPr"), None)
        marks = [] if properties is None else [child for child in properties if local(child) == "vanish"]
        if any(value(mark, "val") not in ("0", "false", "off") for mark in marks):
            if text := words(run).strip():
                found.hidden.append(text)
            parents[run].remove(run)


def _references(document: Tree, found: Found) -> None:
    """[1] where a footnote or endnote hangs, in the order of the text."""
    for run in each(document, "r"):
        for child in list(run):
            if local(child) not in ("footnoteReference", "endnoteReference"):
                continue
            found.notes.append((local(child).removesuffix("Reference"), value(child, "id")))
            child.tag = child.tag.rpartition("}")[0] + "}t"
            child.attrib.clear()
            child.set(_KEPT_IN_ALL, "preserve")
            child.text = f"[{len(found.notes)}]"
