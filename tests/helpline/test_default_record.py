"""What a new newsroom says before anyone has touched the record: the example of 6 April 2023, unchecked."""

import json
from pathlib import Path

import pytest

from helpline import panel, record
from helpline.defaults import BUILT_IN
from helpline.models import Channel, OpeningHours, Signposting
from tests.helpline.makers import TUESDAY_8PM, channel

pytestmark = pytest.mark.django_db


def test_a_migrated_database_says_what_is_built_in():
    assert record.current() == BUILT_IN


def test_the_phone_is_shown_with_its_number_free_and_24_hours():
    phone = panel.at(TUESDAY_8PM).phone
    assert (phone.printed, phone.tel, phone.terms) == ("0808 2000 247", "tel:+448082000247", "free, 24 hours")


def test_the_chat_is_shown_with_its_hours_to_check_and_no_open_now():
    chat = panel.at(TUESDAY_8PM).chat
    assert chat.now == "3pm to 10pm, Monday to Friday (check on the site)"
    assert chat.is_open is None
    assert chat.next_change is None


def test_nobody_has_confirmed_anything():
    assert not Channel.objects.filter(confirmed_at__isnull=False).exists()


def test_every_stored_row_passes_its_own_form():
    for row in [*Channel.objects.all(), *OpeningHours.objects.all(), *Signposting.objects.all()]:
        row.full_clean()
    channel("phone").helpline.full_clean()


@pytest.mark.parametrize("fact", ["0808 2000 247", "www.nationaldahelpline.org.uk", "refugetechsafety.org"])
def test_every_number_and_address_stands_in_the_example(fact):
    stored = json.dumps([[each.printed, each.address] for each in BUILT_IN.primary.channels])
    assert fact in stored
    example = Path(__file__).parents[3] / "shared" / "examples" / "2023-04-06-met-police-vetting.txt"
    if example.exists():
        assert fact in example.read_text(encoding="utf-8")
