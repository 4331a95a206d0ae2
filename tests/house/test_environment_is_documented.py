"""docs/operating.md names every variable that the newsroom reads from the environment, and no other."""

import ast
import re
from pathlib import Path

from tests.house.source import ROOT, plant, tree_of

READ_IN = ("newsroom/settings.py", "newsroom/gunicorn.py")
A_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")


def read_from_the_environment(root: Path) -> set[str]:
    """Names given to environs (`env.str("X")`) or to a reader of the settings file's own (`_https_url("X", ...)`)."""
    names = set()
    for file in READ_IN:
        for node in ast.walk(tree_of(root / file)):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
                continue
            match node.func:
                case ast.Attribute(value=ast.Name(id="env")) | ast.Name(id=_):
                    names.add(str(node.args[0].value))
    return {name for name in names if A_VARIABLE.fullmatch(name)}


def documented(root: Path) -> set[str]:
    """Names in the first column of the table under "The environment"."""
    text = (root / "docs/operating.md").read_text(encoding="utf-8")
    section = text.partition("\n## The environment\n")[2].partition("\n## ")[0]
    first_column = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return {name for cell in first_column for name in re.findall(r"`([A-Z][A-Z0-9_]+)`", cell)}


def test_every_variable_that_is_read_is_documented() -> None:
    assert read_from_the_environment(ROOT) - documented(ROOT) == set()


def test_every_variable_that_is_documented_is_read() -> None:
    assert documented(ROOT) - read_from_the_environment(ROOT) == set()


def test_a_variable_that_only_one_side_knows_is_caught(tmp_path: Path) -> None:
    plant(
        tmp_path, "newsroom/settings.py", 'DEBUG = env.bool("DEBUG", False)\nX = _https_url("NEW_URL", "https://x")\n'
    )
    plant(tmp_path, "newsroom/gunicorn.py", "")
    plant(
        tmp_path,
        "docs/operating.md",
        "# x\n\n## The environment\n\n| `DEBUG` | a |\n| `OLD` | `NEW_URL` |\n\n## After\n",
    )
    assert read_from_the_environment(tmp_path) - documented(tmp_path) == {"NEW_URL"}
    assert documented(tmp_path) - read_from_the_environment(tmp_path) == {"OLD"}
