"""The copy on disk: written whole or not at all, believed only when it makes sense."""

import json
from pathlib import Path

import pytest

from helpline import record
from tests.helpline.makers import OTHER, change_number, number_after_a_second

AWAY = {"away", "refused"}  # the static pages, which newsroom/away.py writes beside the record with what they name

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.usefixtures("quiet")]


def test_each_reading_that_differs_is_written(last_known_good: Path):
    number_after_a_second()
    assert json.loads(last_known_good.read_text())["helplines"][0]["channels"][0]["printed"] == "0808 2000 247"
    first = last_known_good.stat()
    number_after_a_second()
    assert last_known_good.stat() == first
    change_number()
    number_after_a_second()
    assert OTHER[0] in last_known_good.read_text()
    assert last_known_good.stat().st_ino != first.st_ino  # another file in its place, never half of one
    assert [path.name for path in last_known_good.parent.iterdir() if path.stem not in AWAY] == [record.FILE]


def test_a_file_that_was_removed_is_written_again(last_known_good: Path):
    number_after_a_second()
    last_known_good.unlink()
    number_after_a_second()
    assert last_known_good.exists()


def test_what_another_process_wrote_since_is_newer_than_what_this_one_remembers(last_known_good: Path, request):
    number_after_a_second()
    newer = last_known_good.read_text().replace("+448082000247", OTHER[1]).replace("0808 2000 247", OTHER[0])
    last_known_good.write_text(newer)
    request.getfixturevalue("broken")
    assert number_after_a_second() == OTHER[0]


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"format": 99}', "\x00\xff", '{"format": 1, "helplines": []}']
)
def test_a_damaged_file_is_as_good_as_none(damage, last_known_good: Path, broken):
    last_known_good.parent.mkdir()
    last_known_good.write_text(damage, encoding="latin-1")
    assert number_after_a_second() == "0808 2000 247"


def test_a_file_whose_number_was_tampered_with_is_not_believed(last_known_good: Path, request):
    number_after_a_second()
    last_known_good.write_text(last_known_good.read_text().replace("+448082000247", "+442079460000"))
    record.start_afresh()
    request.getfixturevalue("broken")
    assert number_after_a_second() == "0808 2000 247"


def test_a_disk_that_cannot_be_written_costs_nothing(settings, tmp_path: Path):
    (tmp_path / "a-file").write_text("")
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "a-file" / "below")
    assert number_after_a_second() == "0808 2000 247"
    change_number()
    assert number_after_a_second() == OTHER[0]


def test_a_full_disk_leaves_the_old_file_whole(last_known_good: Path, monkeypatch):
    number_after_a_second()
    good = last_known_good.read_text()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.os, "fsync", full)
    change_number()
    assert number_after_a_second() == OTHER[0]
    assert last_known_good.read_text() == good
    assert [path.name for path in last_known_good.parent.iterdir() if path.stem not in AWAY] == [record.FILE]
