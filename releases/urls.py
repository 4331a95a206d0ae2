"""The public addresses. They never change once published."""

from django.urls import path, re_path, register_converter

from releases import approving, feeds, files, pictures, sitemaps, views
from releases.models import STANDING_PAGES, Kind


class FeedFormat:
    """The feed formats there are."""

    regex = "rss|atom"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class KindOfRelease(FeedFormat):
    """The kinds there are, as the archive's filter names them."""

    regex = "|".join(Kind.values)


class Width(FeedFormat):
    """The widths in pixels that a picture is offered in."""

    regex = "|".join(map(str, pictures.WIDTHS))


register_converter(FeedFormat, "feed")
register_converter(Width, "width")
register_converter(KindOfRelease, "kind")

app_name = "releases"
urlpatterns = [
    path("", views.front, name="front"),
    path("releases/", views.archive, name="archive"),
    path("releases/<slug:slug>/", views.release, name="release"),
    path("releases/<slug:slug>.txt", views.release_as_text, name="release-text"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("spokespeople/", views.spokespeople, name="spokespeople"),
    path("spokespeople/<slug:slug>/", views.spokesperson, name="spokesperson"),
    re_path(rf"^(?P<slug>{'|'.join(STANDING_PAGES)})/$", views.standing_page, name="standing-page"),
    path("feeds/releases.<feed:format>", feeds.everything, name="feed"),
    path("feeds/topics/<slug:slug>.<feed:format>", feeds.topic, name="topic-feed"),
    path("feeds/spokespeople/<slug:slug>.<feed:format>", feeds.spokesperson, name="spokesperson-feed"),
    path("feeds/kinds/<kind:kind>.<feed:format>", feeds.kind, name="kind-feed"),
    path("feed/", feeds.moved, name="feed-as-wordpress-had-it"),
    path("rss.xml", feeds.moved, name="feed-as-others-had-it"),
    path("files/<uuid:identity>/<str:name>", files.file, name="file"),
    path("files/<uuid:identity>/<width:width>/<str:name>", files.rendition, name="rendition"),
    path("approve/<slug:token>/", approving.statement, name="approve"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
]
