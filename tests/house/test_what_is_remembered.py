"""A piece of a page that is remembered names all that is printed in it: else it could be shown for something else."""

from pathlib import Path

import pytest
from django.template import Context, Engine, Template, engines
from django.template.base import FilterExpression, Node, Variable
from django.template.defaulttags import ForNode, WithNode
from django.template.loader_tags import BlockNode, IncludeNode
from django.template.smartif import TokenBase

from releases.templatetags.remember import RememberNode
from tests.house.source import ROOT

TEMPLATES = sorted(
    path for app in ("newsroom", "releases", "helpline") for path in (ROOT / app).rglob("templates/**/*.html")
)


def engine() -> Engine:
    return engines["django"].engine


def names_in(value: object) -> set[str]:
    """The variables that a tag or a filter reads, as dotted paths."""
    if isinstance(value, FilterExpression):
        arguments = [arg for _, args in value.filters for lookup, arg in args if lookup]
        return {path for each in (value.var, *arguments) for path in names_in(each)}
    if isinstance(value, Variable):
        path = ".".join(value.lookups or ())
        return {path} - {"", "True", "False", "None"}
    if isinstance(value, list | tuple):
        return {path for each in value for path in names_in(each)}
    if isinstance(value, dict):
        return {path for each in value.values() for path in names_in(each)}
    if isinstance(value, TokenBase):  # of the condition of {% if %}
        return names_in(value.value) | names_in(value.first) | names_in(value.second)
    return set()


def read_by(nodes: list[Node]) -> set[str]:
    """The variables that come from outside these nodes, includes read through; what they set themselves left out."""
    found: set[str] = set()
    for node in nodes:
        assert not isinstance(node, BlockNode), f"the block {node.name} is filled by other templates"
        for name, value in vars(node).items():
            if name == "conditions_nodelists":
                found |= {path for condition, _ in value for path in names_in(condition)}
            elif name not in ("token", "origin"):
                found |= names_in(value)
        within = {
            path for name in node.child_nodelists if (inner := getattr(node, name, None)) for path in read_by(inner)
        }
        for _, inner in getattr(node, "conditions_nodelists", ()):
            within |= read_by(inner)
        if isinstance(node, IncludeNode):
            within |= read_by(engine().get_template(str(node.template.var)).nodelist) - set(node.extra_context)
        set_here = {*getattr(node, "loopvars", ()), "forloop"} if isinstance(node, ForNode) else set()
        set_here |= set(getattr(node, "extra_context", ())) if isinstance(node, WithNode | IncludeNode) else set()
        found |= {path for path in within if path.partition(".")[0] not in set_here}
    return found


def unnamed(template: Template) -> set[str]:
    """What is printed in a remembered piece and is not in its key."""
    found = set()
    for node in template.nodelist.get_nodes_by_type(RememberNode):
        keys = {path for key in node.keys for path in names_in(key)}
        for path in read_by(node.nodelist):
            if not any(path == key or path.startswith(f"{key}.") for key in keys):
                found.add(path)
    return found


def parsed(path: Path) -> Template:
    return Template(path.read_text(), engine=engine())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_all_that_a_remembered_piece_prints_is_in_its_key(path):
    assert unnamed(parsed(path)) == set()


def test_there_are_pieces_to_look_at():
    assert sum(bool(parsed(path).nodelist.get_nodes_by_type(RememberNode)) for path in TEMPLATES) >= 4


@pytest.mark.parametrize(
    "inside",
    [
        "{{ b }}", "{{ a|default:b }}", "{% if b %}x{% endif %}", "{% if a and not b %}x{% endif %}",
        "{% for x in b %}{{ x }}{% endfor %}", "{% for x in a %}{{ b }}{% endfor %}",
        "{% with x=b %}{{ x }}{% endwith %}",
        "{% include 'helpline/_instead.html' with out=b %}", "{% include 'helpline/_panel.html' %}",
        "{% url 'releases:release' b %}", "{% if a %}x{% else %}{{ b.c }}{% endif %}", "{% firstof a b %}",
    ],
)  # fmt: skip
def test_what_is_not_named_is_caught(inside):
    template = Template("{% load remember %}{% remember a %}" + inside + "{% endremember %}", engine=engine())
    assert unnamed(template)


@pytest.mark.parametrize(
    "inside",
    ["{{ a.b.c }}", "{% for x in a %}{{ x.y }}{{ forloop.first }}{% endfor %}", "{% with x=a %}{{ x }}{% endwith %}"],
)
def test_what_is_named_is_let_be(inside):
    template = Template("{% load remember %}{% remember a %}" + inside + "{% endremember %}", engine=engine())
    assert unnamed(template) == set()


def test_a_block_in_a_remembered_piece_is_caught():
    template = Template(
        "{% load remember %}{% remember a %}{% block x %}{% endblock %}{% endremember %}", engine=engine()
    )
    with pytest.raises(AssertionError, match="filled by other templates"):
        unnamed(template)


def test_the_same_piece_for_another_value_is_another_piece():
    template = Template("{% load remember %}{% remember a.b %}{{ a.b }}{% endremember %}", engine=engine())
    said = [template.render(Context({"a": {"b": value}})) for value in ("<x>", "y", "<x>", ["z"])]
    assert said == ["&lt;x&gt;", "y", "&lt;x&gt;", "[&#x27;z&#x27;]"]
