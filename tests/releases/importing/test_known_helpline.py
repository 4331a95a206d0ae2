"""A helpline that the text prints is compared with our record: nothing wrong is swallowed, nothing right is doubled."""

import pytest

from tests.releases.importing.reads import LANTERN, LONG, read

RIGHT = (
    "If you need help, call the Lantern Helpline on 0808 157 0247, 24 hours a day, or visit www.lantern.example.org."
)


def signposted(paragraph, before_end=True):
    parts = [LONG, paragraph, "ENDS"] if before_end else [LONG, "ENDS", paragraph]
    return read("\n\n".join(["A headline of some length here", *parts]), (LANTERN,))


def prose(release):
    return [text for passage in release["passages"] for text in passage["paragraphs"]]


@pytest.mark.parametrize("before_end", [True, False])
def test_a_paragraph_that_matches_is_recognised_and_not_copied(before_end):
    release = signposted(RIGHT, before_end)
    assert release["signposting"] == {
        "text": RIGHT,
        "phone": "0808 157 0247",
        "website": "www.lantern.example.org",
        "live_chat_hours": None,
    }
    assert RIGHT not in prose(release)
    assert release["warnings"] == [
        "The helpline paragraph matches the Lantern Helpline and was not copied into the text."
    ]


@pytest.mark.parametrize(
    "wrong, record",
    [
        ("If you need help, call the Lantern Helpline on 0808 157 0274.", "0808 157 0247"),
        ("If you need help, call the Lantern Helpline on 01632 960247.", "0808 157 0247"),
        ("If you need help, call 0808 157 0247 or visit www.lantem.example.org.", "www.lantern.example.org"),
        (f"{RIGHT} Live chat is open 3pm to 11pm, Monday to Friday.", "3pm to 10pm, Monday to Friday"),
        ("If you need help, call the Lantern Helpline on 0808 157 0247, 9am to 5pm.", "24 hours"),
    ],
)
def test_what_differs_stays_in_the_text_and_the_warning_shows_both(wrong, record):
    release = signposted(wrong)
    assert wrong in prose(release)
    [warning] = release["warnings"]
    assert record in warning
    assert any(part in warning for part in ("0274", "960247", "lantem", "11pm", "5pm"))


@pytest.mark.parametrize(
    "hours",
    [
        "3pm-10pm, Monday to Friday",
        "Monday to Friday, 3pm – 10pm",
        "Mon–Fri 15:00–22:00",
        "weekdays from 3pm until 10pm",
        "3-10pm Mon-Fri",
    ],
)
def test_hours_agree_when_they_mean_the_same(hours):
    paragraph = f"{RIGHT} Live chat is open {hours}."
    assert paragraph not in prose(signposted(paragraph))


def test_a_sentence_beyond_the_record_is_kept_and_told():
    more = "For help with devices visit www.quay.example.org."
    release = signposted(f"{RIGHT} {more}")
    assert more in release["signposting"]["text"]
    [warning] = release["warnings"]
    assert "matches" in warning
    assert more in warning


def test_an_unknown_helpline_stays_in_the_text_and_is_told():
    unknown = "If you need help, call the Quay Line on 0808 157 0999."
    release = signposted(unknown)
    assert unknown in prose(release)
    assert "0808 157 0999" in release["warnings"][0]


def test_a_number_within_a_statement_stays_in_it():
    words = "If you are worried, ring us free on 0808 157 0247."
    release = signposted(f"Ada Quill said: “{words}”")
    assert words in prose(release)
    assert release["signposting"]["phone"] == "0808 157 0247"
    assert any("stays where it is" in warning for warning in release["warnings"])


def test_our_own_helpline_is_the_signposting_among_several():
    release = signposted(f"If you need help, call the Quay Line on 0808 157 0999.\n\n{RIGHT}")
    assert release["signposting"]["phone"] == "0808 157 0247"


def test_press_office_numbers_are_not_help_for_readers():
    release = signposted("Press office: 020 7946 0101. Lines are open 24 hours a day.", before_end=False)
    assert release["signposting"] is None
