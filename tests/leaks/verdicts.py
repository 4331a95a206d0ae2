"""What every address of the newsroom owes the embargo. A pattern that stands in no table here fails the walk.

Words of `worlds.py`: what is named canary is public at LIFT, what is named raven never is.
"""

import uuid
from dataclasses import dataclass

from releases.formats.syndication import FORMATS

FILE, PICTURE, SHARED, REMOVED = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 4))
HIDDEN_PK = 987_654_321  # of the release under embargo: its newsdesk addresses can be asked for in every world
HIDDEN_UUID = uuid.uuid5(uuid.NAMESPACE_URL, "canary-release")  # as tests/leaks/hidden.py makes it
# Of links to statements: one that nobody made, and four of `worlds.py` that ask no longer.
TOKENS = ("never-made", "spent", "expired", "changed", "closed")


@dataclass(frozen=True)
class Verdict:
    """Addresses of one pattern: `shows` have a canary at the lift, `changes` differ from it on, `same` never do."""

    shows: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        return self.shows + self.changes + self.same


def _feeds(stem: str) -> tuple[str, ...]:
    return tuple(f"/feeds/{stem}.{format}" for format in FORMATS)


def _releases(ending: str, *slugs: str) -> tuple[str, ...]:
    return tuple(f"/releases/{slug}{ending}" for slug in slugs)


TO_COME = ("canary-release", "canary-timed", "corrected", "twice", "second", "ending")
NOT_TO_COME = ("raven-held", "raven-draft", "raven-removed", "held-second", "edited", "superseded", "plain")
PUBLIC = {
    "": Verdict(shows=("/",)),
    "releases/": Verdict(
        shows=(
            "/releases/", "/releases/?topic=canarytopic", "/releases/?topic=policing", "/releases/?kind=blog_post",
            "/releases/?year=2026", "/releases/?spokesperson=canaryspeaker", "/releases/?q=canarynarrative",
            "/releases/?q=canarystatement", "/releases/?q=canarynote", "/releases/?q=canarysecond",
            "/releases/?topic=canarytopic&spokesperson=canaryspeaker&kind=blog_post&year=2026&q=canarynarrative",
        ),
        changes=("/releases/?page=2", "/releases/?q=canaryprotected"),
        same=("/releases/?page=3", "/releases/?page=0", "/releases/?page=x"),
    ),
    "releases/<slug:slug>/": Verdict(shows=_releases("/", *TO_COME), same=_releases("/", *NOT_TO_COME)),
    "releases/<slug:slug>.txt": Verdict(shows=_releases(".txt", *TO_COME), same=_releases(".txt", *NOT_TO_COME)),
    "topics/<slug:slug>/": Verdict(
        shows=("/topics/canarytopic/", "/topics/policing/"), same=("/topics/raventopic/", "/topics/housing/")
    ),
    "spokespeople/": Verdict(shows=("/spokespeople/",)),
    "spokespeople/<slug:slug>/": Verdict(
        shows=("/spokespeople/canaryspeaker/", "/spokespeople/priya-nair/"), same=("/spokespeople/ravenspeaker/",)
    ),
    "^(?P<slug>privacy|accessibility|corrections)/$": Verdict(same=("/privacy/", "/accessibility/", "/corrections/")),
    "feeds/releases.<feed:format>": Verdict(shows=_feeds("releases")),
    "feeds/topics/<slug:slug>.<feed:format>": Verdict(
        shows=_feeds("topics/canarytopic") + _feeds("topics/policing"), same=_feeds("topics/raventopic")
    ),
    "feeds/spokespeople/<slug:slug>.<feed:format>": Verdict(
        shows=_feeds("spokespeople/canaryspeaker") + _feeds("spokespeople/priya-nair"),
        same=_feeds("spokespeople/ravenspeaker"),
    ),
    "feeds/kinds/<kind:kind>.<feed:format>": Verdict(
        shows=_feeds("kinds/blog_post") + _feeds("kinds/press_release"), same=_feeds("kinds/statement")
    ),
    "feed/": Verdict(same=("/feed/",)),
    "rss.xml": Verdict(same=("/rss.xml",)),
    "files/<uuid:identity>/<str:name>": Verdict(
        shows=(f"/files/{FILE}/canaryfile.pdf", f"/files/{FILE}/guess.pdf", f"/files/{SHARED}/shared.pdf"),
        changes=(f"/files/{PICTURE}/canarypicture.png", f"/files/{SHARED}/canaryrenamed.pdf"),
        same=(f"/files/{REMOVED}/ravenfile.pdf", f"/files/{REMOVED}/guess.pdf"),
    ),
    "files/<uuid:identity>/<width:width>/<str:name>": Verdict(
        changes=(f"/files/{PICTURE}/480/canarypicture.avif", f"/files/{PICTURE}/480/canarypicture.png"),
        same=(f"/files/{PICTURE}/481/canarypicture.avif", f"/files/{FILE}/480/canaryfile.pdf"),
    ),
    # Private: whoever has a live token sees the words it asks about. No other token tells of anything.
    "approve/<slug:token>/": Verdict(same=tuple(f"/approve/{token}/" for token in TOKENS)),
    "sitemap.xml": Verdict(
        shows=("/sitemap.xml?of=pages", "/sitemap.xml?year=2026"),
        changes=("/sitemap.xml", "/sitemap.xml?year=2025"),
        same=("/sitemap.xml?year=2026&page=2", "/sitemap.xml?year=2024"),
    ),
    "helpline/": Verdict(same=("/helpline/",)),
    "helpline.json": Verdict(same=("/helpline.json",)),
    "staying-safe-online/": Verdict(same=("/staying-safe-online/",)),
    "robots.txt": Verdict(same=("/robots.txt",)),
    ".well-known/security.txt": Verdict(same=("/.well-known/security.txt",)),
    "healthz/live": Verdict(same=("/healthz/live",)),
    # The same words; from the lift on it asks a few questions more, at the doors where the release must be found.
    "healthz/ready": Verdict(changes=("/healthz/ready",)),
}  # fmt: skip
