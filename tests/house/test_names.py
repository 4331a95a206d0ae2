"""Files are for subjects: nothing lies in a drawer, and nothing happens by signal (DESIGN.md, section 3)."""

from pathlib import Path

import pytest

from tests.house.source import ROOT, imports, plant, python_files

DRAWERS = {"utils", "util", "core", "common", "helpers", "helper", "services", "misc", "tools", "shared"}


def drawers(root: Path) -> list[str]:
    """Modules and packages whose name says nothing of what is in them."""
    named = {path for path in python_files(root) if path.stem in DRAWERS or DRAWERS & set(path.relative_to(root).parts)}
    return sorted(str(path.relative_to(root)) for path in named)


def signals(root: Path) -> list[str]:
    """Imports of the signals of models: who is told, and when, must be read in the step that tells."""
    return [
        str(found)
        for path in python_files(root)
        for found in imports(root, path)
        if found.name.startswith(("django.db.models.signals", "django.dispatch"))
    ]


def test_no_module_is_a_drawer() -> None:
    assert drawers(ROOT) == []


def test_nothing_of_ours_happens_by_signal() -> None:
    assert signals(ROOT) == []


@pytest.mark.parametrize("file", ["releases/utils.py", "helpline/core/hours.py", "newsroom/services.py"])
def test_a_drawer_is_caught(tmp_path: Path, file: str) -> None:
    assert drawers(plant(tmp_path, file, "")) == [file]


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "from django.db.models import signals",
        "from django.dispatch import receiver",
    ],
)
def test_a_signal_is_caught(tmp_path: Path, text: str) -> None:
    assert signals(plant(tmp_path, "releases/apps.py", text)) != []
