"""One file makes a release's page and files answer 410: within a second, without a restart, without the database."""

import os

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from newsroom.kill_switch import is_listed, listed_in
from tests import newsdesk
from tests.newsdesk import NOW


@pytest.fixture
def switch(settings, tmp_path):
    settings.KILL_SWITCH_FILE = str(tmp_path / "kill-switch.txt")
    return tmp_path / "kill-switch.txt"


@pytest.fixture
def edition(db):
    newsdesk.organisation()
    with time_machine.travel(NOW, tick=False):
        return newsdesk.signed()


def answer(client, where):
    newsdesk.forget_what_is_kept()
    with time_machine.travel(NOW, tick=False):
        return client.get(where)


def test_listed_it_is_gone_and_unlisted_it_is_back(client, edition, switch):
    page, text = f"/releases/{edition.slug}/", f"/releases/{edition.slug}.txt"
    assert answer(client, page).status_code == 200
    switch.write_text(f"# the court rang\n{edition.slug}\n")
    for where in (page, text):
        response = answer(client, where)
        assert response.status_code == 410
        assert edition.headline not in response.content.decode()
        assert "0808 2000 247" in response.content.decode()
    assert answer(client, "/").status_code == 200
    switch.unlink()
    assert answer(client, page).status_code == 200


def test_it_needs_no_database(client, edition, switch):
    switch.write_text(f"/releases/{edition.slug}/\n")

    def refuse(*args):
        raise AssertionError("the database was asked")

    with connection.execute_wrapper(refuse):
        assert answer(client, f"/releases/{edition.slug}/").status_code == 410


def test_a_list_that_cannot_be_read_lets_nothing_back(client, edition, switch, monkeypatch):
    switch.write_text(edition.slug)
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410
    monkeypatch.setattr(os, "stat", lambda *args, **kwargs: (_ for _ in ()).throw(PermissionError()))
    assert answer(client, f"/releases/{edition.slug}/").status_code == 410


def test_the_command_lists_the_release_and_refuses_what_is_none(edition, switch, capsys):
    call_command("kill", edition.slug)
    assert switch.read_text() == f"/releases/{edition.slug}/\n"
    with pytest.raises(CommandError, match="Nothing was listed"):
        call_command("kill", "never-used")


@pytest.mark.parametrize(
    "path, gone",
    [
        ("/releases/one/", True), ("/releases/one.txt", True), ("/releases/one", True), ("/releases/one-more/", False),
        ("/files/aa/table.pdf", True), ("/files/aa/480/table.webp", True), ("/files/ab/table.pdf", False), ("/", False),
    ],
)  # fmt: skip
def test_what_stands_at_or_below_a_listed_address_is_gone_and_nothing_else(path, gone):
    assert is_listed(path, listed_in("one\n/files/aa/\n\n# /releases/two/\n")) is gone


@given(st.text(), st.text())
def test_no_text_of_the_file_breaks_it(text, path):
    is_listed(f"/{path}", listed_in(text))
