"""The paragraph for feeds, texts and mail: filled from the record, and only with what keeps."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from helpline import panel, signposting
from helpline.models import Channel, Closure, OpeningHours, Signposting
from tests.helpline.makers import TUESDAY_8PM, channel, london, robin

pytestmark = pytest.mark.django_db

TEXT = (
    "For confidential support with domestic abuse, call the National Domestic Abuse Helpline on 0808 2000 247 "
    "(free, 24 hours). At www.nationaldahelpline.org.uk you can fill in a form to ask for a safe time to be contacted, "
    "or use live chat; the hours of the chat are given there."
)


def both(at=TUESDAY_8PM) -> tuple[str, str]:
    return panel.at(at).signposting_text, panel.at(at).signposting_html


def test_as_text_it_is_a_paragraph_that_can_be_printed():
    assert both()[0] == TEXT
    assert render_to_string("helpline/_signposting.txt", {"helpline": panel.at(TUESDAY_8PM)}).strip() == TEXT


def test_as_html_only_number_and_address_are_links():
    html = both()[1]
    assert '<a class="helpline-number" href="tel:+448082000247">0808 2000 247</a>' in html
    assert (
        'href="https://www.nationaldahelpline.org.uk/" rel="noreferrer noopener">www.nationaldahelpline.org.uk</a>'
        in html
    )
    assert html.count("<a ") == 2
    assert render_to_string("helpline/_signposting.html", {"helpline": panel.at(TUESDAY_8PM)}).strip() == html


def test_it_is_the_same_whatever_the_hour_the_hours_and_the_closures():
    before = both()
    chat = channel("live_chat")
    OpeningHours.objects.filter(channel=chat).update(closes="21:00")
    chat.confirm(by=robin(), at=TUESDAY_8PM)
    for each in Channel.objects.all():
        Closure.objects.create(channel=each, first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    assert both() == both(london(2026, 11, 29, 3)) == before


def test_a_number_stands_in_one_place():
    phone = channel("phone")
    phone.printed = "020 7946 0000"
    phone.save()
    text, html = both()
    assert "020 7946 0000" in text
    assert "tel:+442079460000" in html
    assert "0808" not in text + html


@pytest.mark.parametrize(
    "words, sentence",
    [
        ("Call {phone} or 0808 2000 247.", "looks like a number"),
        ("Call us.", "write {phone} where it belongs"),
        ("Call {phone} or see www.example.org.", "Write {website}"),
        ("Call {phone} or see https://example.org/.", "Write {website}"),
        ("Call {phone} or see example.org.", "Write {website}"),
        ("Call {phone.__class__}.", "can stand in braces"),
        ("Call {phone} {secret}.", "can stand in braces"),
        ("Call {phone} {.", "can stand in braces"),
    ],
)
def test_words_that_would_be_a_second_place_are_refused(words, sentence):
    row = Signposting.objects.get()
    row.words = words
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(ValueError, match=sentence):
        row.save()


def test_an_editor_may_say_it_in_other_words():
    row = Signposting.objects.get()
    row.words = "In danger now? 999.  Otherwise\u00a0{phone}, {terms} <b>&</b> {website}."
    row.save()
    text, html = both()
    assert text == (
        "In danger now? 999. Otherwise 0808 2000 247, free, 24 hours <b>&</b> www.nationaldahelpline.org.uk."
    )
    assert "&lt;b&gt;&amp;&lt;/b&gt;" in html


def test_words_that_ask_for_what_is_not_there_give_way_to_what_is():
    Channel.objects.exclude(kind="phone").update(active=False)
    assert both()[0] == "National Domestic Abuse Helpline: 0808 2000 247, free, 24 hours."


def test_a_reader_of_releases_learns_which_helplines_are_known():
    assert signposting.known(TUESDAY_8PM)[:1] == (
        (
            "National Domestic Abuse Helpline",
            ("0808 2000 247",),
            ("www.nationaldahelpline.org.uk", "refugetechsafety.org"),
            "3pm to 10pm, Monday to Friday",
            "24 hours",
        ),
    )
