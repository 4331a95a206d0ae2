"""Copies sent under embargo, for tests."""

from releases import sending, telling
from releases.addresses import recipients
from releases.models import Edition, Sending
from tests import newsdesk
from tests.newsdesk import NOW

LIST = (
    "Isla Drummond <isla@daily.example>, Daily Example\nTom Okafor <tom@wire.example>, Wire Example\njo@radio.example"
)


def embargoed(people: str = LIST, **traits) -> Edition:
    """An edition signed under embargo, a copy of which was sent by Jo to three people."""
    edition = newsdesk.signed(embargoed=True, **traits)
    if people:
        send(edition, people)
    return edition


def send(edition: Edition, people: str = LIST) -> list[Sending]:
    return sending.note(edition_id=edition.pk, actor=newsdesk.jo(), people=recipients(people))


def news(edition: Edition, at=NOW) -> telling.News | None:
    return next(iter(telling.news(at, [edition.release_id])), None)
