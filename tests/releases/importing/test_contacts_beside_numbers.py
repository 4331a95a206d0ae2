"""Who stands beside a number: in tables, under organisations, in brackets, in the last line."""

import pytest

from tests.releases.importing.reads import LONG, read
from tests.releases.importing.test_contacts import contacts


@pytest.mark.parametrize(
    "lines, name",
    [
        ("Media Contact:\nAda Quill\nHarbour Family Trust\n020 7946 0101", "Ada Quill"),
        ("Press contact\nName: Ada Quill\nRole: Head of Media\nPhone: 020 7946 0101", "Ada Quill"),
        ("CONTACTS\nSafe Side: Ada Quill, Media Manager, 020 7946 0101", "Ada Quill"),
        ("For further information:\n\nAda Quill\tHarbour\t020 7946 0101", "Ada Quill"),
        ("Issued by Corporate Communications, Westmarch Police. Tel: 020 7946 0101", None),
        ("Ada Quill, Press and Public Affairs\nMob: 020 7946 0101", "Ada Quill"),
    ],
)
def test_who_stands_beside_a_number(lines, name):
    found = read(f"A headline of some length here\n\n{LONG}\n\nENDS\n\n{lines}")["contacts"]
    assert [contact["name"] for contact in found] == [name or "Corporate Communications, Westmarch Police"]
    assert found[0]["phone"] == "020 7946 0101"


def test_a_number_may_say_behind_itself_whose_it_is_and_a_sales_office_is_nobody_for_the_press():
    lines = ("Press Office", "01632 960270 (office hours)", "01632 960271 (on-call press officer)")
    assert [name for name, _, _ in contacts(*lines)] == ["Press Office", "on-call press officer"]
    assert contacts("For more information call the sales office on 01632 960310.") == []


def test_an_extension_is_no_part_of_the_name():
    found = contacts("Contact: Communications, Lantern, ext. 5512 via switchboard 01632 960512")
    assert found == [("Communications, Lantern", None, "01632 960512")]


def test_an_organisation_over_its_line_names_it_where_nobody_else_does():
    found = contacts("Contact:", "Ada Quill, Media, 020 7946 0123", "Lantern Trust", "press@lantern.example.org")
    assert [name for name, _, _ in found] == ["Ada Quill", "Lantern Trust"]
    found = contacts("Contact:", "Ada Quill, 020 7946 0123", "Lantern Trust", "Bo Finch, 020 7946 0124")
    assert [name for name, _, _ in found] == ["Ada Quill", "Bo Finch"]


def test_an_office_before_the_name_is_no_part_of_it():
    assert contacts("Contact", "Public Affairs Officer Ada Quill", "020 7946 0123")[0][0] == "Ada Quill"


def test_a_name_with_a_number_in_the_last_line_is_the_contact_where_nothing_ends_the_story():
    found = read(f"A headline of some length here\n\n{LONG}\n\nAda Quill, 01632 960377")
    assert [contact["name"] for contact in found["contacts"]] == ["Ada Quill"]
    assert [passage["paragraphs"] for passage in found["passages"]] == [[LONG]]


def test_an_address_of_both_is_the_address_of_each():
    found = contacts(
        "Contacts", "Ada Quill: 020 7946 0515", "Bo Finch: 07700 900515", "Both: press@lantern.example.org"
    )
    assert [email for _, email, _ in found] == ["press@lantern.example.org"] * 2


def test_a_team_under_the_heading_of_the_contacts_has_its_own_name():
    found = contacts("Media contact", "Communications Team", "Marsh End District Council", "Tel: 01632 960222")
    assert [name for name, _, _ in found] == ["Communications Team"]


def test_for_media_enquiries_please_is_no_name():
    assert contacts("For media enquiries, please email a@lantern.example.org.")[0][0] == "media enquiries"
