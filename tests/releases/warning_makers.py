"""Documents for tests of warnings: only what a warning reads."""

from typing import Any

from releases.warnings import warnings

Document = dict[str, Any]


def document(*passages: Document, **words: Any) -> Document:
    return {
        "headline": "A plain headline", "summary": "One sentence.", "notes": ["<p>Our own figures.</p>"],
        "passages": list(passages), "pictures": [], "about": [{"heading": "About Harbourlight", "html": ""}],
        "language": "en-GB",
    } | words  # fmt: skip


def text(*paragraphs: str) -> Document:
    return {"type": "text", "html": "".join(f"<p>{words}</p>" for words in paragraphs)}


def said(*paragraphs: str, kind: str = "other", name: str = "Kim", role: str = "", number: int = 1) -> Document:
    return {
        "type": "statement", "number": number, "lead_in": "", "attribution": "before", "paragraphs": list(paragraphs),
        "speaker": {"kind": kind, "name": name, "role": role, "spokesperson": None},
    }  # fmt: skip


def sentences(*passages: Document, embargoed: bool = False, to_avoid: Any = (), helplines: Any = (), **words: Any):
    return warnings(document(*passages, **words), embargoed=embargoed, to_avoid=to_avoid, helplines=helplines)
