"""What a template or a static file must not hold: inline code, inline style, anything fetched from someone else."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

DATA = {"application/ld+json", "application/json"}  # a script element of these types is data; no browser runs it
FETCHES = {"src", "srcset", "poster", "data", "background"}  # attributes that make a browser fetch, on any element
NAMES_ONLY = {"canonical", "alternate", "author", "license", "me"}  # <link rel> that fetches nothing
ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
COMMENTS = re.compile(r"{%\s*comment\b.*?endcomment\s*%}|{#.*?#}", re.DOTALL)
TAGS = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)


class _Reader(HTMLParser):
    """Collects what is wrong with each start tag, as sentences."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        for sentence in _wrong_with(tag, values):
            self.wrong.append(f"line {self.getpos()[0]}: <{tag}> {sentence}")


def _wrong_with(tag: str, values: dict[str, str]) -> Iterator[str]:
    if tag == "script" and "src" not in values and values.get("type", "") not in DATA:
        yield "is inline code"
    if tag == "style" or "style" in values:
        yield "is inline style"
    for name, value in values.items():
        if name.startswith("on"):
            yield f"runs inline code in {name}"
        if value.strip().lower().startswith(("javascript:", "data:text")):
            yield f"runs inline code in {name}"
        if name in FETCHES and any(ELSEWHERE.match(part) for part in value.split(",")):
            yield f"fetches from elsewhere in {name}"
        if name in ("action", "formaction", "ping") and ELSEWHERE.match(value):
            yield f"sends to elsewhere in {name}"
    fetched = not NAMES_ONLY & set(values.get("rel", "").split())
    if (tag == "base") or (tag == "link" and fetched and ELSEWHERE.match(values.get("href", ""))):
        yield "fetches from elsewhere in href"


def wrong_in_template(text: str) -> list[str]:
    """Everything in the template's own words that rule 8 forbids; what variables bring is the sanitiser's and CSP's."""
    reader = _Reader()
    text = COMMENTS.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    reader.feed(TAGS.sub(lambda tag: "\n" * tag[0].count("\n"), text))
    reader.close()
    return reader.wrong


def wrong_in_static(path: Path) -> list[str]:
    """Addresses of someone else in a style sheet, script or picture of ours."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".css":
        found = re.findall(r"(?:url\(|@import)\s*['\"]?((?:https?:)?//[^'\")\s]*)", text)
    elif path.suffix == ".js":
        code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)", "", text, flags=re.DOTALL)
        found = re.findall(r"['\"`]((?:https?|wss?):?//[^'\"`]*|//[a-z0-9][^'\"`]*)", code)
        found += re.findall(r"\beval\(|new Function\(|document\.cookie|localStorage|sessionStorage|indexedDB", code)
    elif path.suffix == ".svg":
        found = re.findall(r"(?:href|src)=['\"]((?:https?:)?//[^'\"]*)|(<script)|\son[a-z]+=", text)
    else:
        found = []
    return [f"holds {address!r}" for address in found]
