"""Rules are leaves: embargo.py and hours.py know no model, no setting and no clock (DESIGN.md, section 3)."""

import ast
from pathlib import Path

import pytest

from tests.house.source import ROOT, called, imports, plant, tree_of

LEAVES = ("releases/embargo.py", "helpline/hours.py")
FORBIDDEN = ("django.conf", "django.apps", "django.utils.timezone", "django.db.connection", "time", "environs", "os")
CLOCKS = {"now", "today", "utcnow", "localtime", "localdate", "monotonic", "time_ns"}


def what_is_no_leaf(root: Path, leaves: tuple[str, ...] = LEAVES) -> list[str]:
    """Each import of a model, a setting or a clock in a leaf, and each call that reads one."""
    found = []
    for path in (root / leaf for leaf in leaves):
        for imported in imports(root, path):
            ours = imported.name.partition(".")[0] in ("releases", "helpline", "newsroom", "journalists")
            if (ours and "models" in imported.name.split(".")) or imported.name in FORBIDDEN:
                found.append(str(imported))
        found.extend(
            f"{path.relative_to(root)}:{node.lineno} reads a clock: {called(node)}()"
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Call) and called(node) in CLOCKS
        )
    return found


@pytest.mark.parametrize("leaf", LEAVES)
def test_the_rules_know_no_model_no_setting_and_no_clock(leaf: str) -> None:
    assert what_is_no_leaf(ROOT, (leaf,)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from releases.models import Edition",
        "from .models import Edition",
        "from releases.models.edition import Edition",
        "from django.conf import settings",
        "def f():\n    from django.utils import timezone\n    return timezone",
        "from datetime import datetime, UTC\nNOW = datetime.now(UTC)",
        "from datetime import date\ndef f():\n    return date.today()",
        "import time",
    ],
)
def test_a_leaf_that_learns_more_is_caught(tmp_path: Path, text: str) -> None:
    assert what_is_no_leaf(plant(tmp_path, "releases/embargo.py", text), ("releases/embargo.py",)) != []


def test_a_query_object_is_no_model(tmp_path: Path) -> None:
    root = plant(tmp_path, "releases/embargo.py", "from datetime import datetime\nfrom django.db.models import Q\n")
    assert what_is_no_leaf(root, ("releases/embargo.py",)) == []
