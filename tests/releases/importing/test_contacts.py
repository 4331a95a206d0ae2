"""Press contacts: a person or a desk, one number and one address each. Telephone numbers as they are printed."""

import pytest

from releases.importing.reach import links_in, phones_in
from tests.releases.importing.reads import LONG, read


def contacts(*lines):
    found = read("\n\n".join(["A headline of some length here", LONG, "ENDS", "\n".join(lines)]))["contacts"]
    return [(one["name"], one["email"], one["phone"]) for one in found]


ADA = ("Ada Quill", "ada@lantern.example.org", "020 7946 0101")


@pytest.mark.parametrize(
    "lines",
    [
        ("For media enquiries: Ada Quill (she/her), 020 7946 0101, ada@lantern.example.org",),
        ("For further information please contact Ada Quill on 020 7946 0101 or ada@lantern.example.org.",),
        (
            "For Further Information: Ada Quill, Communications, Lantern. Tel: 020 7946 0101 / 020 7946 0102. "
            "E-mail: ada@lantern.example.org",
        ),
        ("Media contact", "Ada Quill", "Press Officer, Lantern", "T: 020 7946 0101", "E: ada@lantern.example.org"),
        ("CONTACT: Ada Quill, Exec. Director", "020 7946 0101", "ada@lantern.example.org", "www.lantern.example.org"),
        ("Press contact: Ada Quill | 020 7946 0101 | ada@lantern.example.org",),
        ("Contact Ada Quill: 020 7946 0101, ada@lantern.example.org",),
    ],
)
def test_a_person_is_found_in_every_layout(lines):
    assert contacts(*lines) == [ADA]


def test_a_desk_is_named_as_printed():
    line = "Contact: Communications Team, Carrow Council, 01632 960144, news@carrow.example.org"
    assert contacts(line) == [("Communications Team, Carrow Council", "news@carrow.example.org", "01632 960144")]


def test_an_out_of_hours_line_is_a_contact_of_its_own():
    assert contacts("Press office: 020 7946 0101, press@lantern.example.org", "Out of hours: 07700 900101") == [
        ("Press office", "press@lantern.example.org", "020 7946 0101"),
        ("Out of hours", None, "07700 900101"),
    ]


def test_several_people_are_several_contacts():
    assert contacts("Contacts", "Ada Quill 020 7946 0101", "Bo Finch 07700 900102 bo@quay.example.org") == [
        ("Ada Quill", None, "020 7946 0101"),
        ("Bo Finch", "bo@quay.example.org", "07700 900102"),
    ]


def test_contacts_above_the_headline_are_found():
    text = f"PRESS RELEASE\nContact: Ada Quill, 020 7946 0101\n\nA headline of some length here\n\n{LONG}"
    release = read(text)
    assert release["contacts"] == [{"name": "Ada Quill", "email": None, "phone": "020 7946 0101"}]
    assert release["headline"] == "A headline of some length here"


def test_a_contact_within_a_note_is_found_and_the_note_stays():
    note = "2) For more information contact Ada Quill, media officer, on 07700 900815 / ada@lantern.example.org"
    release = read(f"A headline of some length here\n\n{LONG}\n\nENDS\n\nNotes\n\n1) One.\n\n{note}")
    assert release["contacts"] == [{"name": "Ada Quill", "email": "ada@lantern.example.org", "phone": "07700 900815"}]
    assert len(release["notes"]) == 2


def test_a_press_office_within_the_story_is_found_and_the_paragraph_stays():
    line = "We can offer a spokesperson. Ring the press office on 020 7946 0731 or email press@lantern.example.org."
    release = read(f"A headline of some length here\n\n{LONG}\n\n{line}")
    assert release["contacts"] == [
        {"name": "press office", "email": "press@lantern.example.org", "phone": "020 7946 0731"}
    ]
    assert line in release["passages"][-1]["paragraphs"]


def test_a_box_office_is_no_press_contact():
    assert contacts("Tickets: 01632 960888") == []


@pytest.mark.parametrize(
    "phone",
    [
        *("020 7946 0101", "0808 157 0101", "(01632) 960101", "01632-960101", "07700900101", "+44 20 7946 0101"),
        *("+44 (0)20 7946 0101", "+353 1 234 5678", "01 234 5678", "1800 999 011", "651-555-0126", "(651) 555-0126"),
        *("1-800-555-0199", "1-800-555-SAFE (7233)", "116 123", "13 11 14"),
    ],
)
def test_telephone_numbers_are_found_as_printed(phone):
    assert [found.text for found in phones_in(f"Ring {phone}, day or night.")] == [phone]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "since 2018-2019",
            "on 2023-08-15",
            "cost £240,000",
            "20,805 calls",
            "registered charity number 01234 567890",
        ),
        *("at 11.30", "SC045678", "ref CB/1023/044", "13 of 112", "v1.2.3.4"),
    ],
)
def test_other_numbers_are_no_telephone_numbers(text):
    assert phones_in(text) == []


def test_web_addresses_lose_the_full_stop_behind_them():
    text = "See www.lantern.example.org. Or lantern.example.org/chat, or (https://a.example.org/b?c=d)."
    assert [found.text for found in links_in(text)] == [
        "www.lantern.example.org",
        "lantern.example.org/chat",
        "https://a.example.org/b?c=d",
    ]
