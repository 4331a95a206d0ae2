"""Every template compiles, runs no inline code, and loads nothing from anyone else (DESIGN.md, rule 8)."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

from tests.house.markup import wrong_in_static, wrong_in_template
from tests.house.source import APPS, ROOT, templates

STATIC = sorted(path for app in APPS for path in (ROOT / app / "static").rglob("*") if path.is_file())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", templates(ROOT), ids=name_of)
def test_a_template_compiles(template: Path) -> None:
    name = template.relative_to(ROOT).parts[2:]  # app/templates/...
    compiled = engines["django"].get_template("/".join(name))
    assert Path(compiled.origin.name) == template, "another template of the same name stands before it"


@pytest.mark.parametrize("template", templates(ROOT), ids=name_of)
def test_a_template_has_no_inline_code_or_style_and_fetches_only_from_us(template: Path) -> None:
    assert wrong_in_template(template.read_text()) == []


@pytest.mark.parametrize("template", templates(ROOT), ids=name_of)
def test_every_static_file_that_a_template_names_exists(template: Path) -> None:
    named = re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", template.read_text())
    assert [name for name in named if finders.find(name) is None] == []


@pytest.mark.parametrize("static", STATIC, ids=name_of)
def test_a_static_file_reaches_for_nothing_elsewhere(static: Path) -> None:
    assert wrong_in_static(static) == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<script type='module'>1</script>",
        "<p>\n<style>p {}</style>",
        '<p style="color: red">',
        '<a href="/" onclick="go()">',
        '<a href="javascript:go()">',
        '<img src="https://example.org/x.png" alt="">',
        '<img srcset="/a.png, //cdn.example.org/b.png 2x" alt="">',
        '<link rel="stylesheet" href="//fonts.example.org/css">',
        '<link rel="preconnect" href="https://fonts.example.org">',
        '<script src="https://example.org/x.js" defer></script>',
        '{% if x %}<iframe src="https://example.org/"></iframe>{% endif %}',
        '<form action="https://example.org/">',
        '<base href="/elsewhere/">',
    ],
)
def test_what_a_template_must_not_hold_is_caught(text: str) -> None:
    assert len(wrong_in_template(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<script type="application/ld+json">{{ data }}</script><script src="{% static "x.js" %}" defer></script>',
        '<link rel="canonical" href="https://newsroom.example.org/"><a href="https://example.org/">elsewhere</a>',
        "{# <script>an old way</script> #}{% comment %}<style></style>{% endcomment %}",
        '<a {% if x > y %}aria-current="page"{% endif %} href="{{ url }}">',
    ],
)
def test_what_a_template_may_hold_is_let_be(text: str) -> None:
    assert wrong_in_template(text) == []


@pytest.mark.parametrize(
    "name, text",
    [
        ("x.css", "@import 'https://fonts.example.org/x.css';"),
        ("x.css", "a { background: url(//example.org/x.png) }"),
        ("x.js", 'fetch("https://example.org/")'),
        ("x.js", "localStorage.setItem('a', 'b')"),
        ("x.svg", '<svg><image href="https://example.org/x.png"/></svg>'),
    ],
)
def test_what_a_static_file_must_not_hold_is_caught(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    assert len(wrong_in_static(tmp_path / name)) == 1
