"""People read from a pasted list, in the ways such lists come; a line that cannot be read is named."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.addresses import Recipient, recipients
from releases.refusal import Refusal

ISLA = Recipient("Isla Drummond", "Daily Example", "isla@daily.example")


@pytest.mark.parametrize(
    "line",
    [
        "Isla Drummond <isla@daily.example>, Daily Example", "Isla Drummond, Daily Example, isla@daily.example",
        '"Isla Drummond" <isla@daily.example> (Daily Example)', "isla@daily.example, Isla Drummond, Daily Example",
        "Isla Drummond\tDaily Example\tisla@daily.example", "  Isla  Drummond ; isla@daily.example ; Daily Example ",
        "Isla\u200b Drummond <isla@daily.example>, Daily Example",
    ],
)  # fmt: skip
def test_one_person_in_the_ways_one_is_written(line):
    assert recipients(line) == [ISLA]


def test_a_to_line_and_a_list_and_an_address_alone():
    line = 'Isla Drummond <isla@daily.example>, "Okafor, Tom" <tom@wire.example>; jo@radio.example'
    assert [(p.name, p.email) for p in recipients(line)] == [
        ("Isla Drummond", "isla@daily.example"), ("Tom Okafor", "tom@wire.example"), ("", "jo@radio.example")
    ]  # fmt: skip
    assert len(recipients("a@daily.example\n\nb@daily.example\n")) == 2


def test_an_address_that_comes_twice_counts_once():
    assert recipients("Isla Drummond <isla@daily.example>, Daily Example\nISLA@daily.example") == [ISLA]


@pytest.mark.parametrize(
    "pasted, said",
    [
        ("", "Nobody is named"), ("a@daily.example\nIsla Drummond", "Line 2, “Isla Drummond”, has no e-mail address"),
        ("Isla <isla@daily>", "“isla@daily” is no e-mail address"), (f"{'A' * 130} <a@b.example>", "longer than 120"),
        ("\n".join(f"a{n}@daily.example" for n in range(201)), "201 people"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_what_to_do(pasted, said):
    with pytest.raises(Refusal, match=said):
        recipients(pasted)


@given(st.text(max_size=300))
def test_whatever_is_pasted_gives_people_or_a_sentence(pasted):
    said, found = "", []
    with suppress(Refusal):
        found = recipients(pasted)
    if not found:
        with pytest.raises(Refusal) as refused:
            recipients(pasted)
        said = str(refused.value)
    assert found or said.endswith(".")
    assert all("\n" not in part and "\r" not in part for person in found for part in person)
