"""Whatever fails, the number is there. These tests break the database, the table, a row, the file and the disk."""

import json
import logging
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from helpline import panel, record
from helpline.defaults import BUILT_IN
from helpline.models import Channel, Helpline
from tests.helpline.makers import TUESDAY_8PM

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OTHER = ("020 7946 0000", "+442079460000")


@pytest.fixture(autouse=True)
def quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="helpline")


@pytest.fixture
def broken():
    """The database does not answer."""

    def refuse(execute, sql, params, many, context):
        raise OperationalError("the server closed the connection unexpectedly")

    with connection.execute_wrapper(refuse):
        yield


def change_number() -> None:
    Channel.objects.filter(kind="phone").update(printed=OTHER[0], number=OTHER[1])


def shown() -> str:
    record._kept.reading = None  # a second has passed
    return panel.at(TUESDAY_8PM).phone.printed


def test_each_reading_that_differs_is_written(last_known_good: Path):
    shown()
    assert json.loads(last_known_good.read_text())["helplines"][0]["channels"][0]["printed"] == "0808 2000 247"
    first = last_known_good.stat().st_mtime_ns
    shown()
    assert last_known_good.stat().st_mtime_ns == first
    change_number()
    shown()
    assert OTHER[0] in last_known_good.read_text()
    assert [path.name for path in last_known_good.parent.iterdir()] == [record.FILE]


def test_a_file_that_was_removed_is_written_again(last_known_good: Path):
    shown()
    last_known_good.unlink()
    shown()
    assert last_known_good.exists()


def test_a_new_process_without_a_database_says_what_was_last_known(request):
    change_number()
    shown()
    record.start_afresh()
    request.getfixturevalue("broken")
    assert shown() == OTHER[0]


def test_without_database_and_file_it_says_what_is_built_in(broken):
    assert shown() == "0808 2000 247"
    assert panel.at(TUESDAY_8PM).record is BUILT_IN


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", "null", '{"format": 99}', "\x00\xff", '{"format": 1, "helplines": []}']
)
def test_a_damaged_file_is_as_good_as_none(damage, last_known_good: Path, broken):
    last_known_good.parent.mkdir()
    last_known_good.write_text(damage, encoding="latin-1")
    assert shown() == "0808 2000 247"


def test_a_file_whose_number_was_tampered_with_is_not_believed(last_known_good: Path, request):
    shown()
    last_known_good.write_text(last_known_good.read_text().replace("+448082000247", "+442079460000"))
    record.start_afresh()
    request.getfixturevalue("broken")
    assert shown() == "0808 2000 247"


def test_empty_tables_are_no_answer():
    change_number()
    shown()
    Helpline.objects.all().delete()
    assert shown() == OTHER[0]


def test_missing_tables_are_no_answer():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE helpline_channel RENAME TO helpline_lost")
        assert shown() == "0808 2000 247"
        Helpline.objects.count()  # the transaction around it can still be used
        transaction.set_rollback(True)


@pytest.mark.parametrize("damage", [{"label": ""}, {"url": "https://"}, {"printed": "0808 2000 248"}])
def test_a_corrupt_row_is_no_answer_and_the_last_good_record_stands(damage, last_known_good: Path):
    shown()
    good = last_known_good.read_text()
    Channel.objects.filter(kind="phone").update(**damage)
    assert shown() == "0808 2000 247"
    assert last_known_good.read_text() == good


def test_a_disk_that_cannot_be_written_costs_nothing(settings, tmp_path: Path):
    (tmp_path / "a-file").write_text("")
    settings.LAST_KNOWN_GOOD_DIR = str(tmp_path / "a-file" / "below")
    assert shown() == "0808 2000 247"
    change_number()
    assert shown() == OTHER[0]


def test_a_full_disk_leaves_the_old_file_whole(last_known_good: Path, monkeypatch):
    shown()
    good = last_known_good.read_text()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(record.os, "fsync", full)
    change_number()
    assert shown() == OTHER[0]
    assert last_known_good.read_text() == good
    assert [path.name for path in last_known_good.parent.iterdir()] == [record.FILE]


def test_the_trouble_is_logged_once_and_not_once_a_second(broken, caplog):
    caplog.set_level(logging.ERROR, logger="helpline")
    for _ in range(3):
        shown()
    assert [line.message for line in caplog.records] == [
        "The helpline record cannot be read: OperationalError: the server closed the connection unexpectedly"
    ]
