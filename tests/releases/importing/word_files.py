"""Word documents, made here out of their XML: what Word itself writes around the words is left out."""

import io
import zipfile
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
LISTS = (
    f'{HEAD}<w:numbering xmlns:w="{W}">'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    "</w:numbering>"
)


def run(words: str, how: str = "") -> str:
    """`how` is a run's properties: "<w:b/>"."""
    return f'<w:r><w:rPr>{how}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def p(*inner: str, style: str = "", numbered: int = 0) -> str:
    """A paragraph of runs; a piece without a tag is words. `numbered`: 1 for numbers, 2 for bullets."""
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "".join(piece if piece.startswith("<") else run(piece) for piece in inner)
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{runs}</w:p>"


def link(words: str, identity: str) -> str:
    return f'<w:hyperlink r:id="{identity}">{run(words)}</w:hyperlink>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def part(root: str, inner: str) -> str:
    return f'{HEAD}<w:{root} xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}" xmlns:wps="urn:wps">{inner}</w:{root}>'


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def docx(*paragraphs: str, links: dict[str, str] | None = None, main: str = MAIN, **parts: str) -> bytes:
    """The bytes of a .docx; `parts` are further files of its word/ folder, e.g. comments=part("comments", ...)."""
    document = part("document", f"<w:body>{''.join(paragraphs)}</w:body>")
    relations = "".join(
        f'<Relationship Id="{key}" Type="{R}/hyperlink" Target="{escape(target)}" TargetMode="External"/>'
        for key, target in (LINKS if links is None else links).items()
    )
    return archive(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
            "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": document,
            "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{relations}'
            "</Relationships>",
            "word/numbering.xml": LISTS,
            **{f"word/{name}.xml": text for name, text in parts.items()},
        }
    )


def archive(files: dict[str, str | bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return packed.getvalue()


RELEASE = (
    p("PRESS RELEASE"),
    p("24 November 2026"),
    p("Lantern opens two houses in the north", style="Title"),
    p("Both houses open on Tuesday, and both have a ", run("garden", "<w:b/>"), " and a door that locks from within."),
    p("What comes with a room:"),
    p("a ", run("key", "<w:i/>"), " of one’s own", numbered=2),
    p("a lamp", numbered=2),
    p("Priya Nair, Director of Services, said:"),
    p("“We kept a ", run("light", "<w:b/>"), " on."),
    p("“We always will.”"),
    p("ENDS"),
    p("Notes to editors"),
    p("The figures are ", link("here", "far"), ".", numbered=1),
    p("Neither address is public.", numbered=1),
)
LINKS = {"far": "https://lantern.example.org/figures?year=2026"}
