"""Which part of the house may know which (DESIGN.md, section 3)."""

from pathlib import Path

import pytest

from tests.house.source import ROOT, Import, imports, plant, python_files

# An app -> what it may never import. newsroom composes, so it may import all three and is imported by none.
MAY_NOT = {
    "releases": {"helpline", "newsroom", "journalists", "tests", "bench"},
    "helpline": {"releases", "newsroom", "journalists", "tests", "bench"},
    "journalists": {"helpline", "newsroom", "tests", "bench"},
    "newsroom": {"tests", "bench"},
}


def wrong_arrows(root: Path) -> list[Import]:
    """Every import that runs against MAY_NOT."""
    return [
        found
        for app, forbidden in MAY_NOT.items()
        for path in python_files(root, (app,))
        for found in imports(root, path)
        if found.name.partition(".")[0] in forbidden
    ]


def test_no_import_runs_against_the_design() -> None:
    assert [str(found) for found in wrong_arrows(ROOT)] == []


@pytest.mark.parametrize(
    "file, text",
    [
        ("releases/views.py", "import helpline.models"),
        ("releases/views.py", "from helpline import hours"),
        ("releases/deep/down/files.py", "def late():\n    from newsroom.freshness import KEEP_FOR\n"),
        ("releases/signoff.py", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import journalists\n"),
        ("helpline/views.py", "from releases.models import Release"),
        ("helpline/panel.py", "try:\n    import newsroom.settings as s\nexcept ImportError:\n    s = None\n"),
        ("helpline/panel.py", "import importlib\nimportlib.import_module('releases.models')\n"),
        ("journalists/deliveries.py", "from helpline.models import Channel"),
        ("newsroom/urls.py", "from tests.newsdesk import author"),
    ],
)
def test_an_arrow_that_runs_the_wrong_way_is_caught(tmp_path: Path, file: str, text: str) -> None:
    caught = wrong_arrows(plant(tmp_path, file, text))
    assert {found.file for found in caught} == {file}


@pytest.mark.parametrize(
    "file, text",
    [
        ("newsroom/signposts.py", "from helpline.models import Helpline\nfrom releases import reading"),
        ("journalists/models.py", "from releases.models import Edition"),
        ("releases/models/edition.py", "from ..embargo import SIGNED\nfrom . import newsroom_words"),
        ("releases/words.py", '"""import helpline would be wrong here."""'),
    ],
)
def test_an_arrow_that_runs_the_right_way_is_let_be(tmp_path: Path, file: str, text: str) -> None:
    assert wrong_arrows(plant(tmp_path, file, text)) == []


def test_a_relative_import_cannot_leave_the_app_unseen(tmp_path: Path) -> None:
    root = plant(tmp_path, "releases/models/edition.py", "from ...helpline import hours")
    assert [found.name for found in wrong_arrows(root)] == ["helpline", "helpline.hours"]
