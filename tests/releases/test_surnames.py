"""A surname is typed by a tired person on a phone: what is forgiven, and what is not theirs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.surnames import matches


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("Nair", "Priya Nair"), ("nair ", "Priya Nair"), ("NAIR", "Priya Nair"), ("Priya Nair", "Priya Nair"),
        ("Ms Nair", "Priya Nair"), ("Nair", "Dr Priya Nair OBE"), ("Osei", "Dame Marian Osei DBE"),
        ("Nunez", "Ana Núñez"), ("Núñez", "Ana Nunez"), ("Sorensen", "Liv Sørensen"), ("Lukasz", "Ewa Łukasz"),
        ("Jones-Smith", "Mary Jones-Smith"), ("jones smith", "Mary Jones-Smith"), ("Smith", "Mary Jones-Smith"),
        ("Jones", "Mary Jones-Smith"), ("JonesSmith", "Mary Jones–Smith"), ("O'Neill", "Una O’Neill"),
        ("oneill", "Una O’Neill"), ("van der Berg", "Anna van der Berg"), ("Berg", "Anna van der Berg"),
        ("Berg", "Anna Berg and Tom Lindqvist"), ("Lindqvist", "Anna Berg and Tom Lindqvist"),
        ("Nair", "Priya Nair (she/her)"), ("Ma", "Li Ma"), ("Li", "Jet Li, MBE"), ("Rowan", "Rowan"),
        ("ap Rhys", "Gwyn ap Rhys"), ("Osei", "Dame Osei"),
    ],
)  # fmt: skip
def test_a_surname_is_known_however_it_is_typed(typed: str, printed: str) -> None:
    assert matches(typed, printed)


@pytest.mark.parametrize(
    "typed, printed",
    [
        ("Priya", "Priya Nair"), ("", "Priya Nair"), ("   ", "Priya Nair"), ("-", "Priya Nair"), ("Nai", "Priya Nair"),
        ("Nairs", "Priya Nair"), ("Osei", "Priya Nair"), ("Ms", "Ms Priya Nair"), ("Nair", ""),
        ("Anna", "Anna Berg and Tom Lindqvist"), ("and", "Anna Berg and Tom Lindqvist"),
        ("she", "Priya Nair (she/her)"), ("a" * 5000, "Priya Nair"),
    ],
)  # fmt: skip
def test_what_is_no_surname_of_theirs_is_not_taken_for_one(typed: str, printed: str) -> None:
    assert not matches(typed, printed)


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_whatever_breaks_it(typed: str, printed: str) -> None:
    assert matches(typed, printed) in (True, False)
