"""Whatever fails, the number is there. These tests break the database, the table, a row, the file and the disk."""

import logging
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from helpline import panel, record
from helpline.defaults import BUILT_IN
from helpline.models import Channel, Helpline
from tests.helpline.makers import OTHER, TUESDAY_8PM, change_number, number_after_a_second

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.usefixtures("quiet")]


def test_a_new_process_without_a_database_says_what_was_last_known(request):
    change_number()
    number_after_a_second()
    record.start_afresh()
    request.getfixturevalue("broken")
    assert number_after_a_second() == OTHER[0]


def test_without_database_and_file_it_says_what_is_built_in(broken):
    assert number_after_a_second() == "0808 2000 247"
    assert panel.at(TUESDAY_8PM).record is BUILT_IN


def test_empty_tables_are_no_answer():
    change_number()
    number_after_a_second()
    Helpline.objects.all().delete()
    assert number_after_a_second() == OTHER[0]


def test_a_transaction_that_is_already_spoilt_is_no_answer():
    number_after_a_second()
    with transaction.atomic():
        with pytest.raises(IntegrityError):
            Helpline.objects.create(name="National Domestic Abuse Helpline")
        transaction.set_rollback(True)  # as Django marks the block that held the failed query
        assert number_after_a_second() == "0808 2000 247"


def test_missing_tables_are_no_answer():
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE helpline_channel RENAME TO helpline_lost")
        assert number_after_a_second() == "0808 2000 247"
        Helpline.objects.count()  # the transaction around it can still be used
        transaction.set_rollback(True)


@pytest.mark.parametrize("damage", [{"label": ""}, {"url": "https://"}, {"printed": "0808 2000 248"}])
def test_a_corrupt_row_is_no_answer_and_the_last_good_record_stands(damage, last_known_good: Path):
    number_after_a_second()
    good = last_known_good.read_text()
    Channel.objects.filter(kind="phone").update(**damage)
    assert number_after_a_second() == "0808 2000 247"
    assert last_known_good.read_text() == good


def test_the_trouble_is_logged_once_and_not_once_a_second(broken, caplog):
    caplog.set_level(logging.ERROR, logger="helpline")
    for _ in range(3):
        number_after_a_second()
    assert [line.message for line in caplog.records] == [
        "The helpline record cannot be read: OperationalError: the server closed the connection unexpectedly"
    ]
