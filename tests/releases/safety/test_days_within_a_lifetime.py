"""A last day is a day that somebody can see: the year 9999 is a slip, and gets a sentence."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from releases.admin.as_at import InstantForm
from releases.admin.bringing_in import ReadForm
from releases.admin.safety import DateField
from tests.newsdesk import NOW


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.mark.parametrize("day", ["9999-12-31", "2126-11-24"])
def test_a_day_beyond_a_lifetime_is_refused(day: str) -> None:
    with pytest.raises(ValidationError, match="more than 100 years away. Check the year."):
        DateField().clean(day)


@pytest.mark.parametrize("day", ["2126-11-23", "2027-03-03", "1992-06-01"])
def test_a_day_within_a_lifetime_is_taken(day: str) -> None:
    assert str(DateField().clean(day)) == day


def test_the_date_on_a_text_is_not_far_ahead() -> None:
    field = ReadForm.base_fields["date"]
    with pytest.raises(ValidationError, match="more than 5 years away"):
        field.clean("9999-12-31")
    assert str(field.clean("2026-11-24")) == "2026-11-24"


def test_the_newsroom_has_nothing_from_before_there_were_press_offices() -> None:
    form = InstantForm({"instant_0": "0001-01-01", "instant_1": "12:00"})
    assert not form.is_valid()
    assert "1900" in str(form.errors)
