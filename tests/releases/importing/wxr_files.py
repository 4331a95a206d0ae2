"""WordPress exports, made here: our own wording in the shape that WordPress writes."""

from html import escape

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
<title>Lantern news</title>
<wp:wxr_version>1.2</wp:wxr_version>
<wp:base_site_url>https://old.lantern.example</wp:base_site_url>
<wp:base_blog_url>https://old.lantern.example</wp:base_blog_url>
<wp:author><wp:author_login><![CDATA[jm]]></wp:author_login>
<wp:author_display_name><![CDATA[Jo Marsh]]></wp:author_display_name></wp:author>
<wp:category><wp:term_id>1</wp:term_id><wp:category_nicename>courts</wp:category_nicename>
<wp:category_parent>law</wp:category_parent><wp:cat_name><![CDATA[Courts]]></wp:cat_name></wp:category>
"""
CONTENT = "<!-- wp:paragraph -->\n<p>Both houses have a <strong>garden</strong>.</p>\n<!-- /wp:paragraph -->"
PICTURE = "https://old.lantern.example/wp-content/uploads/2023/04/house.png"


def post(number: int, title: str, content: str = CONTENT, *, slug: str = "", date: str = "2023-04-06 09:15:27",
         status: str = "publish", kind: str = "post", more: str = "", terms: tuple[tuple[str, str, str], ...] = (),
         excerpt: str = "") -> str:  # fmt: skip
    """An item; `date` is in UTC; `terms` are (domain, slug, name); `more` is XML of its own."""
    slug = slug or title.lower().replace(" ", "-")
    path = date[:10].replace("-", "/")
    named = "".join(
        f'<category domain="{domain}" nicename="{nicename}"><![CDATA[{name}]]></category>'
        for domain, nicename, name in terms
    )
    return f"""<item>
<title><![CDATA[{title}]]></title>
<link>https://old.lantern.example/{path}/{slug}/</link>
<dc:creator><![CDATA[jm]]></dc:creator>
<guid isPermaLink="false">https://old.lantern.example/?p={number}</guid>
<content:encoded><![CDATA[{content}]]></content:encoded>
<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded>
<wp:post_id>{number}</wp:post_id>
<wp:post_date_gmt>{date}</wp:post_date_gmt>
<wp:post_name>{escape(slug)}</wp:post_name>
<wp:status>{status}</wp:status>
<wp:post_type>{kind}</wp:post_type>
{named}{more}</item>
"""


def attachment(number: int, address: str, words: str) -> str:
    alt = "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
    alt += f"<wp:meta_value><![CDATA[{words}]]></wp:meta_value></wp:postmeta>"
    return post(number, "file", "", kind="attachment", status="inherit",
                more=f"<wp:attachment_url>{address}</wp:attachment_url>{alt}")  # fmt: skip


def export(*items: str, head: str = HEAD) -> bytes:
    return (head + "".join(items) + "</channel></rss>\n").encode()
