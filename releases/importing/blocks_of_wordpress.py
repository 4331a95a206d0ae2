"""A WordPress text as plain HTML: paragraphs made, shortcodes and block comments gone, addresses made whole."""

from __future__ import annotations

import re
from html import escape

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLOCK = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|blockquote|table|figure|pre|section|hr|address|dl)\b|</(?:ul|ol|blockquote|table|div)>",
    re.IGNORECASE,
)
_SHORTCODE = re.compile(r"\[(?P<close>/?)(?P<name>[a-z][\w-]{1,40})(?P<rest>(?:\s[^\[\]<>]*)?)/?\]")
_ATTRIBUTE = re.compile(r"\w=[\"'“”‘’]")
_CAPTION = re.compile(r"\[(?:wp_)?caption\b[^\]]*\](?P<inner>.*?)\[/(?:wp_)?caption\]", re.DOTALL)
_EMBED = re.compile(r"\[embed\b[^\]]*\]\s*(?P<address>[^\s\[\]]+)\s*\[/embed\]")
_RELATIVE = re.compile(r"(\b(?:href|src)=[\"'])/(?!/)")
_GONE = re.compile(r"<(iframe|script|form|video|audio|object|embed|svg)\b", re.IGNORECASE)
# Shortcodes known without attributes; any other in square brackets may be a person's own words: "[she]", "[sic]".
_KNOWN = {"gallery", "caption", "wp_caption", "embed", "audio", "video", "playlist", "more", "nextpage", "toc"}


def as_html(text: str, home: str) -> tuple[str, list[str]]:
    """(HTML, what was left out of it). `home` is the old site's address, for links that name only a path."""
    text = _COMMENT.sub("", text.replace("\r\n", "\n").replace("\0", ""))
    remarks = [f"<{name}> was left out" for name in dict.fromkeys(tag.lower() for tag in _GONE.findall(text))]
    text = _CAPTION.sub(lambda found: f"\n\n{found['inner'].strip()}\n\n", text)
    text = _EMBED.sub(lambda found: _link(found["address"]), text)
    text, codes = _without_shortcodes(text)
    remarks += [f"the shortcode [{name}] was left out" for name in codes]
    origin = re.match(r"https?://[^/]+", home)
    if origin:
        text = _RELATIVE.sub(lambda found: f"{found[1]}{origin[0]}/", text)
    return _paragraphs(text), remarks


def _link(address: str) -> str:
    return f'\n\n<a href="{escape(address)}">{escape(address)}</a>\n\n'


def _without_shortcodes(text: str) -> tuple[str, list[str]]:
    """The text with shortcodes taken out and what they enclose left in."""
    closed = {found["name"] for found in _SHORTCODE.finditer(text) if found["close"]}
    names: dict[str, None] = {}

    def take(found: re.Match[str]) -> str:
        name = found["name"]
        if name in _KNOWN or name in closed or _ATTRIBUTE.search(found["rest"]):
            names[name] = None
            return ""
        return found[0]

    return _SHORTCODE.sub(take, text), list(names)


def _paragraphs(text: str) -> str:
    """Blank lines part paragraphs and single ends break lines, as WordPress shows text without blocks of its own."""
    pieces = []
    for piece in re.split(r"\n\s*\n", text):
        piece = piece.strip()
        if not piece:
            continue
        pieces.append(piece if _BLOCK.search(piece) else "<p>" + piece.replace("\n", "<br>\n") + "</p>")
    return "\n".join(pieces)
