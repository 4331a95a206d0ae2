"""A release as schema.org NewsArticle, for search engines. No speaker enters it, so no protected one can."""

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from releases import wording
from releases.models import Edition, Organisation

# So that no word of an editor's can end the data block (HTML, section 4.12.1.3).
_ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def news_article(edition: Edition, corrections: Iterable[Edition], organisation: Organisation) -> str:
    """The JSON-LD text, safe inside a script element. Of a day-only import `datePublished` is a date."""
    body = edition.body
    first = wording.local(edition.first_public_at)
    publisher = {"@type": "Organization", "name": organisation.name, "url": organisation.website or settings.SITE_URL}
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": body["headline"],
        "description": body["summary"],
        "inLanguage": body["language"],
        "datePublished": first.date().isoformat() if edition.day_only else first.isoformat(timespec="seconds"),
        "mainEntityOfPage": settings.SITE_URL + reverse("releases:release", args=[edition.slug]),
        "publisher": publisher,
        "author": publisher,
        "image": [
            settings.SITE_URL + reverse("releases:file", args=[picture["asset"], picture["name"]])
            for picture in body["pictures"]
        ],
        "keywords": [topic["name"] for topic in body["topics"]],
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.note,
                "datePublished": wording.local(correction.public_at).isoformat(timespec="seconds"),
            }
            for correction in corrections
        ],
    }
    if edition.updated_at:
        article["dateModified"] = wording.local(edition.updated_at).isoformat(timespec="seconds")
    kept = {name: value for name, value in article.items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
