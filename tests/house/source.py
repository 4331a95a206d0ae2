"""The source as data: which Python files there are, what each imports, which templates there are.

Every check of tests/house takes the root it reads, so that each can be shown a tree with a violation planted in it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
APPS = ("newsroom", "releases", "helpline", "journalists")


class Import(NamedTuple):
    """One name that a module imports, at whatever depth: in a function and under TYPE_CHECKING too."""

    file: str  # relative to the root
    line: int
    name: str  # dotted; for `from a.b import c` both a.b and a.b.c are given

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.name}"


def python_files(root: Path, apps: tuple[str, ...] = APPS) -> list[Path]:
    """The apps' own Python files, in order; an app that has not been built yet has none."""
    return sorted(path for app in apps for path in (root / app).rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(root: Path, path: Path) -> Iterator[Import]:
    """Every import in the file, relative ones resolved, and `import_module("...")` with a plain string."""
    file = path.relative_to(root)
    package = list(file.parent.parts)
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            names = [module, *(f"{module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Call) and called(node) in {"import_module", "__import__", "import_string"}:
            names = [node.args[0].value] if node.args and isinstance(node.args[0], ast.Constant) else []
        else:
            continue
        for name in names:
            yield Import(str(file), node.lineno, str(name))


def called(node: ast.Call) -> str:
    """The last word of what is called: `now` for `timezone.now()`."""
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def templates(root: Path) -> list[Path]:
    """Every template of ours, in the apps."""
    return sorted(path for app in APPS for path in (root / app / "templates").rglob("*") if path.is_file())


def plant(root: Path, file: str, text: str) -> Path:
    """Write a file into a tree made for a test; gives the root."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return root
