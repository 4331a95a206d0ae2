"""Every address carries the helpline's number in ordinary characters; a new one without a verdict fails."""

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import URLPattern, URLResolver, get_resolver

from releases.models import Asset, Attachment, Release
from tests import newsdesk
from tests.newsdesk import NOW

NUMBER = "0808 2000 247"
# Route, as the URLconf spells it: addresses to ask, which together are every answer the route can give.
CARRY = {
    "": ["/"],
    "releases/": ["/releases/", "/releases/?q=no-such-word", "/releases/?topic=policing", "/releases/?page=99"],
    "releases/<slug:slug>/": ["/releases/one/", "/releases/gone/", "/releases/never/"],
    "releases/<slug:slug>.txt": ["/releases/one.txt", "/releases/gone.txt", "/releases/never.txt"],
    "topics/<slug:slug>/": ["/topics/policing/", "/topics/never/"],
    "spokespeople/": ["/spokespeople/"],
    "spokespeople/<slug:slug>/": ["/spokespeople/priya-nair/", "/spokespeople/never/"],
    "^(?P<slug>privacy|accessibility|corrections)/$": ["/privacy/", "/accessibility/", "/corrections/"],
    "feeds/releases.<feed:format>": ["/feeds/releases.rss", "/feeds/releases.atom"],
    "feeds/topics/<slug:slug>.<feed:format>": ["/feeds/topics/policing.rss", "/feeds/topics/never.rss"],
    "feeds/spokespeople/<slug:slug>.<feed:format>": ["/feeds/spokespeople/priya-nair.atom"],
    "feeds/kinds/<kind:kind>.<feed:format>": ["/feeds/kinds/press_release.rss", "/feeds/kinds/blog_post.atom"],
    "approve/<slug:token>/": ["/approve/asks/", "/approve/answered/", "/approve/never/"],
    "helpline/": ["/helpline/"],
    "helpline.json": ["/helpline.json"],
    "staying-safe-online/": ["/staying-safe-online/"],
}
# Redirects have no text; the rest DESIGN.md, rule 7, excepts by name. A file is what an editor uploaded.
EXCEPTED = {
    "feed/", "rss.xml", "files/<uuid:identity>/<str:name>",
    "files/<uuid:identity>/<width:width>/<str:name>", "sitemap.xml", "robots.txt", ".well-known/security.txt",
    "healthz/live", "healthz/ready", settings.ADMIN_PATH,
}  # fmt: skip


def routes() -> Iterator[str]:
    """The routes of the URLconf; the newsdesk counts as one."""
    for entry in get_resolver().url_patterns:
        if isinstance(entry, URLResolver) and str(entry.pattern) == "":
            yield from (str(pattern.pattern) for pattern in entry.url_patterns)
        else:
            assert isinstance(entry, URLPattern | URLResolver)
            yield str(entry.pattern)


def test_every_route_has_a_verdict():
    assert set(routes()) == set(CARRY) | EXCEPTED


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_carries_the_number(client, method):
    with time_machine.travel(NOW, tick=False):
        newsdesk.organisation()
        release = newsdesk.draft(slug="one")
        asset = Asset(sha256="c" * 64, content_type="image/png", size=6, uploaded_at=NOW, original_name="a.png")
        asset.file.save("a", ContentFile(b"bytes"))
        Attachment.objects.create(release=release, asset=asset, title="A", shown="picture", alternative_text="A")
        newsdesk.signed(Release.with_text(release.pk))
        newsdesk.edition_row(release=newsdesk.draft(slug="gone"), withdrawn=True)
        newsdesk.link_to_statement(release, "asks")
        newsdesk.link_to_statement(release, "answered", ended="replaced", ended_at=NOW)
        answers = {address: getattr(client, method)(address) for each in CARRY.values() for address in each}
    for address, response in answers.items():
        assert NUMBER in response.content.decode(), address
    taking = {a: r.status_code for a, r in answers.items() if a.startswith("/approve/")}
    assert list(taking.values()) == ([200, 410, 404] if method == "get" else [409, 410, 404])
    statuses = {r.status_code for a, r in answers.items() if a not in taking}
    assert statuses == ({200, 404, 410} if method == "get" else {405})


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/files/x/y", "/nope.php", "/releases/%FF/", "/" + "a" * 3000, "/feeds/", "/\x00"])
def test_an_address_that_nobody_made_carries_it_too(client, address):
    response = client.get(address)
    assert response.status_code == 404
    assert NUMBER in response.content.decode()
