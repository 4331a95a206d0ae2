"""Public code reaches editions, and what hangs on them, through `.visible(at)` or `.in_force(at)` (DESIGN.md, rule 1).

This reads the source; that the addresses really hide what they should is tested by walking them (tests/releases).
"""

import ast
from pathlib import Path

import pytest

from tests.house.source import ROOT, imports, plant, tree_of

PUBLIC = (
    "views",
    "feeds",
    "sitemaps",
    "search",
    "files",
    "paging",
    "corrections",
    "formats",
    "templatetags",
    "old_addresses",
)
GATED = {"Edition", "EditionTopic", "EditionSpeaker", "EditionAsset", "SearchEntry"}
RELATED = {"editions", "links", "topic_links", "speaker_links", "asset_links"}  # managers of gated rows on other rows
GATES = {"visible", "in_force", "none"}
# The working text: a draft is nobody's business but the desk's.
WORKING = {"Release", "Passage", "NoteToEditors", "About", "Attachment"}

# file:function -> why it may read past the gate.
ALLOWED = {
    "releases/feeds.py:topic": "inside Exists of editions in force",
    "releases/feeds.py:spokesperson": "inside Exists of editions in force",
    "releases/feeds.py:_answer": "by the keys of editions that passed the gate",
    "releases/paging.py:_editions": "by the keys of rows that passed the gate",
    "releases/corrections.py:corrections": "superseded editions, for their notes alone",
    "releases/search.py:index": "writes, in the step that signs",
    "releases/search.py:index_all": "writes, in the step that confirms a batch",
}


def past_the_gate(root: Path) -> set[str]:
    """file:function of each place where public code asks gated rows by anything but the gate, or imports a draft."""
    found = set()
    for path in _public_files(root):
        file = path.relative_to(root)
        found |= {f"{file}:{i.name.rpartition('.')[2]}" for i in imports(root, path) if _is_working_text(i.name)}
        for function in ast.walk(tree_of(path)):
            if isinstance(function, ast.FunctionDef):
                found |= {f"{file}:{function.name}" for node in ast.walk(function) if _asks_past_the_gate(node)}
    return found


def _public_files(root: Path) -> list[Path]:
    named = [root / "releases" / f"{name}.py" for name in PUBLIC]
    return [path for path in named if path.exists()] + [
        path for name in PUBLIC for path in sorted((root / "releases" / name).rglob("*.py"))
    ]


def _is_working_text(name: str) -> bool:
    return name.startswith("releases.models") and name.rpartition(".")[2] in WORKING


def _asks_past_the_gate(node: ast.AST) -> bool:
    """`Edition.objects.X` or `anything.editions.X`, where X is no gate."""
    match node:
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=model), attr="objects"), attr=asked):
            return model in GATED and asked not in GATES
        case ast.Attribute(value=ast.Attribute(attr=manager), attr=asked):
            return manager in RELATED and asked not in GATES
    return False


def test_public_code_asks_only_by_the_gate() -> None:
    assert past_the_gate(ROOT) - set(ALLOWED) == set()


def test_every_exception_is_still_needed() -> None:
    assert set(ALLOWED) - past_the_gate(ROOT) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Edition.objects.all()",
        "Edition.objects.filter(slug=slug)",
        "EditionTopic.objects.select_related('edition').visible(at)",
        "topic.links.count()",
        "release.editions.first()",
    ],
)
def test_a_way_past_the_gate_is_caught(tmp_path: Path, line: str) -> None:
    root = plant(tmp_path, "releases/views.py", f"def release(request):\n    return {line}\n")
    assert past_the_gate(root) == {"releases/views.py:release"}


def test_a_draft_in_public_code_is_caught(tmp_path: Path) -> None:
    root = plant(tmp_path, "releases/formats/ninjs.py", "from releases.models import Edition, Passage\n")
    assert past_the_gate(root) == {"releases/formats/ninjs.py:Passage"}


def test_the_gate_is_let_be(tmp_path: Path) -> None:
    text = "def a(request):\n    return Edition.objects.visible(at).filter(x=1), topic.links.in_force(at)\n"
    assert past_the_gate(plant(tmp_path, "releases/views.py", text)) == set()
