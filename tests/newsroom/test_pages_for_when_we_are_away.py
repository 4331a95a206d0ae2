"""What the server in front sends when the newsroom is gone is the record as it stands, from save and from start."""

import re
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as configured
from django.contrib.staticfiles import finders

from helpline import record
from helpline.models import Channel, Closure
from newsroom import away, errors
from tests.helpline.makers import OTHER, TUESDAY_8PM, change_number, channel, robin
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path: Path) -> Path:
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "last-known-good")
    return tmp_path / "last-known-good"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def on_disk(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir() if path.suffix == ".html"}


def test_a_save_writes_them_though_nobody_asks_for_a_page(folder: Path):
    away.write()
    assert all("0808 2000 247" in page for page in on_disk(folder).values())
    change_number()
    for name, page in on_disk(folder).items():
        assert page == errors.words(None, away.PAGES[name], kept=True)
        assert OTHER[0] in page
        assert "0808 2000 247" not in page


@pytest.mark.parametrize("change", [{"label": "Chat"}, {"url": "https://example.org/"}, {"active": False}])
def test_they_never_differ_from_the_record(folder: Path, change):
    away.write()
    Channel.objects.filter(kind="website").update(**change)
    assert on_disk(folder) == {name: errors.words(None, status, kept=True) for name, status in away.PAGES.items()}


def test_a_process_that_starts_writes_what_is_missing_or_old(folder: Path):
    folder.mkdir()
    (folder / "away.html").write_text("old")
    away.write()
    assert set(on_disk(folder)) == set(away.PAGES)
    assert "old" not in on_disk(folder).values()
    assert {path.name for path in folder.iterdir()} == {*away.PAGES, *away.NAMED.values(), record.FILE}


def test_they_hold_only_what_keeps(folder: Path, clock):
    away.write()
    before = on_disk(folder)
    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    Closure.objects.create(channel=channel("phone"), first_day=NOW.date(), last_day=NOW.date())
    clock.move_to(TUESDAY_8PM)
    away.write()
    assert on_disk(folder) == before
    assert not re.search(r"open until|closed|today", "".join(before.values()))


def test_a_disk_that_is_full_leaves_the_old_pages_whole(folder: Path, monkeypatch):
    away.write()
    before = on_disk(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    change_number()
    away.write()
    assert on_disk(folder) == before


def test_the_configuration_of_the_server_in_front_names_each_of_them():
    text = (Path(configured.BASE_DIR) / "deploy/nginx.conf").read_text()
    assert set(re.findall(r"/(\w+\.html);", text)) == set(away.PAGES)
    assert re.search(r"error_page 500 502 504 =503 /away.html;", text)


def test_they_name_a_style_and_a_script_that_lie_beside_them_and_nothing_of_the_newsrooms(folder: Path):
    away.write()
    for page in on_disk(folder).values():
        named = set(re.findall(r'(?:href|src)="(/[^"]*\.(?:css|js|svg))"', page))
        assert named == {"/away.css", "/away.js", "/away.svg"}
        assert "/static/" not in page
    assert ".helpline-panel" in (folder / "away.css").read_text()
    assert (folder / "away.js").read_text() == Path(finders.find("newsroom/exit.js")).read_text()
