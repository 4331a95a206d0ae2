"""WCAG 3.2.6: the help stands in the same order on every template there is, error pages and kept pages included."""

import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.template import loader
from django.utils import timezone

from helpline import panel
from newsroom import away, errors
from newsroom.context_processors import Frame
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db

# Skip link and exit, then who we are, then the help, then what the page is about, then the press, then the foot.
ORDER = ['class="skip"', 'id="exit"', '<header class="top">', 'class="helpline-panel"', '<main id="main"',
         'class="journalists"', '<footer class="foot">']  # fmt: skip
MAY_FILL = {"title", "head", "columns", "main", "aside"}
STAND_ALONE = {"base.html", "_last_resort.html"}  # the frame itself, and what is sent when the frame cannot be


def templates() -> dict[str, str]:
    """Every public template that is a whole page."""
    found = {}
    for folder in Path(settings.BASE_DIR).glob("*/templates"):
        for file in folder.rglob("*.html"):
            name = str(file.relative_to(folder))
            text = file.read_text(encoding="utf-8")
            newsdesk = name.startswith("admin/") or "newsdesk/" in name
            if not newsdesk and ("{% extends" in text or "<html" in text):
                found[name] = text
    return found


def test_every_page_is_in_the_one_frame_and_fills_only_what_leaves_the_help_in_its_place():
    pages = templates()
    assert {"releases/release.html", "helpline/helpline.html", "_error.html"} <= set(pages)
    for name, text in pages.items():
        if name in STAND_ALONE:
            continue
        assert re.match(r'\{% extends "base.html" %\}', text), name
        assert set(re.findall(r"\{% block (\w+) %\}", text)) <= MAY_FILL, name
        assert "helpline/_panel.html" not in text, name


@pytest.mark.parametrize("status", [*errors.WRONG, 418])
@pytest.mark.parametrize("kept", [False, True])
def test_error_pages_and_kept_pages_have_it_in_the_same_order(rf, status: int, kept: bool):
    with time_machine.travel(NOW, tick=False):
        page = errors.words(None, status, kept=kept)
    places = [page.find(part) for part in ORDER]
    assert -1 not in places
    assert places == sorted(places)
    assert away.PAGES.keys() == {"away.html", "refused.html"}


def test_the_page_of_last_resort_has_the_exit_the_help_and_then_what_is_wrong():
    context = {"frame": Frame(database=False), "helpline": panel.for_errors(timezone.now()), "heading": "Away"}
    page = loader.render_to_string("_last_resort.html", context)
    places = [page.find(part) for part in ("Leave this site", 'class="helpline-panel"', "<main>")]
    assert -1 not in places
    assert places == sorted(places)
