"""Two wordings of hours are the same when they mean the same minutes of the week."""

import pytest

from releases.importing.printed_hours import hours_in, meaning, same_hours


@pytest.mark.parametrize(
    "one, other",
    [
        ("3pm-10pm, Monday to Friday", "3pm to 10pm, Monday to Friday"),
        ("3pm-10pm, Monday to Friday", "Mon–Fri 15:00–22:00"),
        ("3pm-10pm, Monday to Friday", "weekdays, 3–10pm"),
        ("24 hours a day 7 days a week", "24/7"),
        ("24 hours", "24 hours a day, every day"),
        ("9am to noon on Saturdays", "Sat 09:00-12:00"),
        ("Mon – Wed 11am – 9pm, and Fri 11am – 3:30pm", "Monday to Wednesday 11am to 9pm, Friday 11:00-15:30"),
        ("10.30am to 4.30pm daily", "every day 10:30 - 16:30"),
    ],
)
def test_same_hours_in_other_words_are_the_same(one, other):
    assert same_hours(one, other) is True


@pytest.mark.parametrize(
    "one, other",
    [
        ("3pm-10pm, Monday to Friday", "3pm-10pm, Monday to Saturday"),
        ("3pm-10pm, Monday to Friday", "3pm-11pm, Monday to Friday"),
        ("24 hours a day", "24 hours a day, Monday to Friday"),
        ("3am-10pm daily", "3pm-10pm daily"),
    ],
)
def test_other_hours_are_not(one, other):
    assert same_hours(one, other) is False


@pytest.mark.parametrize("words", ["office hours", "most evenings", "", "9am", "10 to 4pm"])
def test_what_cannot_be_understood_is_not_called_the_same(words):
    assert same_hours(words, "9am-5pm, Monday to Friday") is not True


def test_a_night_that_ends_at_midnight_ends_with_the_day():
    assert meaning("6pm to midnight, Fridays") == {(4, 1080, 1440)}


def test_hours_are_found_within_a_sentence_as_printed():
    [found] = hours_in("Live chat is there on Tuesdays and Thursdays, 5pm – 8:30pm, at a.example.org.")
    assert found.text == "Tuesdays and Thursdays, 5pm – 8:30pm"
