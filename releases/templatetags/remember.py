"""`{% remember organisation desks %} ... {% endremember %}`: a piece of a page that is made once for what it is made of
(releases/remembering.py). Whatever is printed inside must be named; a test reads every template for it.
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString

from releases.remembering import Store, plainly

register = template.Library()
MOST = 256  # pieces of one place in one template


class RememberNode(template.Node):
    """The piece, its key, and what it was rendered to."""

    child_nodelists = ("nodelist",)

    def __init__(self, keys: list[FilterExpression], nodelist: NodeList) -> None:
        self.keys, self.nodelist = keys, nodelist
        self.store = Store(MOST)

    def render(self, context: template.Context) -> SafeString:
        key = (context.autoescape, *(plainly(expression.resolve(context)) for expression in self.keys))
        rendered: SafeString = self.store.get(key, lambda: self.nodelist.render(context))
        return rendered


@register.tag
def remember(parser: Parser, token: Token) -> RememberNode:
    """The block tag."""
    keys = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(keys, nodelist)
