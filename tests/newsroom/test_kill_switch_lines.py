"""The lines of the kill switch, as an operator in a hurry writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.kill_switch import is_listed, listed_in


@pytest.mark.parametrize(
    "path, gone",
    [
        ("/releases/one/", True), ("/releases/one.txt", True), ("/releases/one", True), ("/releases/one-more/", False),
        ("/files/aa/table.pdf", True), ("/files/aa/480/table.webp", True), ("/files/ab/table.pdf", False), ("/", False),
    ],
)  # fmt: skip
def test_what_stands_at_or_below_a_listed_address_is_gone_and_nothing_else(path, gone):
    assert is_listed(path, listed_in("one\n/files/aa/\n\n# /releases/two/\n")) is gone


@pytest.mark.parametrize(
    "line",
    ["one", "/releases/one/", "/releases/one", "/releases/one.txt", "https://news.example/releases/one/?x=1#statement-1",
     '"/releases/one/"', "  one  ", "\ufeffone", "/releases/one/feed/"],
)  # fmt: skip
def test_a_line_is_taken_as_an_operator_in_a_hurry_writes_it(line):
    assert is_listed("/releases/one/", listed_in(f"{line}\r\n"))


@pytest.mark.parametrize(
    "line", ["/", "//", "/releases/", "/admin/", "https://news.example/", "/helpline/", "[", "http://["]
)
def test_no_slip_kills_more_than_one_release(line):
    for path in ("/", "/releases/", "/releases/one/", "/helpline/", "/admin/", "/healthz/live", "/files/aa/x"):
        assert not is_listed(path, listed_in(line))


@given(st.text(), st.text())
def test_no_text_of_the_file_breaks_it(text, path):
    is_listed(f"/{path}", listed_in(text))
