"""RSS 2.0 and Atom (RFC 4287) of a list of releases. Bytes derive from the items alone, never from the clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from xml.sax.xmlreader import AttributesImpl

from django.utils import feedgenerator
from django.utils.feedgenerator import rfc2822_date, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

NOTHING: "AttributesImpl[str]" = AttributesImpl({})
# XML 1.0, section 2.2: characters that no document may hold, escaped or not.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # RFC 4287 wants an instant of every feed, of an empty one too


@dataclass(frozen=True)
class Picture:
    """A picture of an item: absolute address, media type, bytes, pixels."""

    url: str
    type: str
    size: int
    width: int | None
    height: int | None
    alt: str
    credit: str


@dataclass(frozen=True)
class Item:
    """A release as feeds know it. `identity` is for ever; `day` stands in for the hour where only the day is known."""

    identity: str
    title: str
    url: str
    summary: str
    html: str
    published: datetime
    updated: datetime | None
    changed: datetime  # when the feed last changed for this item
    day: date | None
    topics: Sequence[str] = ()
    pictures: Sequence[Picture] = ()


class NewsroomFeed(feedgenerator.SyndicationFeed):
    """What both formats share."""

    content_type: str

    def __init__(
        self, *, title: str, url: str, description: str, feed_url: str, author: str, entries: Sequence[str],
        changed: datetime,
    ) -> None:  # fmt: skip
        super().__init__(
            title=title, link=url, description=description, feed_url=feed_url, author_name=author, language="en-gb"
        )
        self.entries = entries
        self.changed = changed  # when the newest change among the entries became public; NEVER of an empty feed

    def write_items(self, handler: SimplerXMLGenerator) -> None:
        for entry in self.entries:
            handler.ignorableWhitespace(entry)  # which writes what it is given, as it stands

    @classmethod
    def entry(cls, item: Item) -> str:
        """The element of an item, by itself: well-formed, and made of the item alone."""
        out = StringIO()
        cls.write_item(SimplerXMLGenerator(out, "utf-8", short_empty_elements=True), item)
        return out.getvalue()

    @classmethod
    def write_item(cls, handler: SimplerXMLGenerator, item: Item) -> None:
        raise NotImplementedError


def _element(handler: SimplerXMLGenerator, name: str, text: str, **attributes: str) -> None:
    handler.addQuickElement(name, _FORBIDDEN.sub("", text), {k: _FORBIDDEN.sub("", v) for k, v in attributes.items()})


class Rss(NewsroomFeed, feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with the full text in content:encoded, dates without an hour in dc:date, pictures in media:content."""

    content_type = "application/rss+xml; charset=utf-8"

    def rss_attributes(self) -> dict[str, str]:
        return {
            "version": "2.0",
            "xmlns:atom": "http://www.w3.org/2005/Atom",
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        _element(handler, "title", self.feed["title"])
        _element(handler, "link", self.feed["link"])
        _element(handler, "description", self.feed["description"])
        _element(handler, "language", self.feed["language"])
        if self.entries:
            _element(handler, "lastBuildDate", rfc2822_date(self.changed))
        _element(handler, "atom:link", "", rel="self", type="application/rss+xml", href=self.feed["feed_url"])

    @classmethod
    def write_item(cls, handler: SimplerXMLGenerator, item: Item) -> None:
        handler.startElement("item", NOTHING)
        _element(handler, "title", item.title)
        _element(handler, "link", item.url)
        _element(handler, "guid", item.identity, isPermaLink="false")
        if item.day:
            _element(handler, "dc:date", item.day.isoformat())
        else:
            _element(handler, "pubDate", rfc2822_date(item.published))
        if item.updated:
            _element(handler, "atom:updated", rfc3339_date(item.updated))
        for topic in item.topics:
            _element(handler, "category", topic)
        _element(handler, "description", item.summary)
        _element(handler, "content:encoded", item.html)
        for picture in item.pictures[:1]:  # RSS 2.0 knows one enclosure an item
            _element(handler, "enclosure", "", url=picture.url, length=str(picture.size), type=picture.type)
        for picture in item.pictures:
            cls._write_picture(handler, picture)
        handler.endElement("item")

    @staticmethod
    def _write_picture(handler: SimplerXMLGenerator, picture: Picture) -> None:
        attributes = {"url": picture.url, "type": picture.type, "fileSize": str(picture.size), "medium": "image"}
        if picture.width and picture.height:
            attributes |= {"width": str(picture.width), "height": str(picture.height)}
        handler.startElement("media:content", AttributesImpl(attributes))
        if picture.alt:
            _element(handler, "media:description", picture.alt, type="plain")
        if picture.credit:
            _element(handler, "media:credit", picture.credit)
        handler.endElement("media:content")


class Atom(NewsroomFeed, feedgenerator.Atom1Feed):
    """Atom with the full text as HTML. Where only the day is known it has no `published`, and dc:date says the day."""

    content_type = "application/atom+xml; charset=utf-8"

    def root_attributes(self) -> dict[str, str]:
        return {
            "xmlns": "http://www.w3.org/2005/Atom",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xml:lang": "en-GB",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        _element(handler, "title", self.feed["title"])
        _element(handler, "subtitle", self.feed["description"])
        _element(handler, "link", "", rel="alternate", type="text/html", href=self.feed["link"])
        _element(handler, "link", "", rel="self", type="application/atom+xml", href=self.feed["feed_url"])
        _element(handler, "id", self.feed["feed_url"])
        _element(handler, "updated", rfc3339_date(self.changed))
        handler.startElement("author", NOTHING)
        _element(handler, "name", self.feed["author_name"])
        handler.endElement("author")

    @classmethod
    def write_item(cls, handler: SimplerXMLGenerator, item: Item) -> None:
        handler.startElement("entry", NOTHING)
        _element(handler, "title", item.title)
        _element(handler, "link", "", rel="alternate", type="text/html", href=item.url)
        _element(handler, "id", item.identity)
        if item.day:
            _element(handler, "dc:date", item.day.isoformat())
        else:
            _element(handler, "published", rfc3339_date(item.published))
        _element(handler, "updated", rfc3339_date(item.changed))
        for topic in item.topics:
            _element(handler, "category", "", term=topic)
        if item.summary:
            _element(handler, "summary", item.summary)
        _element(handler, "content", item.html, type="html")
        for picture in item.pictures:
            _element(
                handler, "link", "", rel="enclosure", type=picture.type, length=str(picture.size), href=picture.url
            )
        handler.endElement("entry")


FORMATS: dict[str, type[Rss] | type[Atom]] = {"rss": Rss, "atom": Atom}
