"""What stands under the header of every page."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from helpline import panel, record
from helpline.context_processors import helpline
from helpline.models import Channel, Closure, Helpline
from tests.helpline.makers import TUESDAY_8PM, channel, london, robin

pytestmark = pytest.mark.django_db


def rendered(at=TUESDAY_8PM, template="helpline/_panel.html") -> str:
    return render_to_string(template, {"helpline": panel.at(at)})


def text(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split()).replace(" ,", ",").replace(" .", ".")


def test_unconfirmed_it_gives_number_and_hours_and_no_open_now():
    assert text(rendered()) == (
        "Need help? 0808 2000 247, free, 24 hours. "
        "Live chat: 3pm to 10pm, Monday to Friday (check on the site). More ways to get help"
    )


def test_confirmed_it_says_until_when_the_chat_is_open():
    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    assert "Live chat: open until 10pm today, Tuesday 24 November." in text(rendered())
    assert "Live chat: closed until 3pm tomorrow, Wednesday 25 November." in text(rendered(london(2026, 11, 24, 22)))


def test_only_the_number_can_be_called_and_it_has_ordinary_spaces():
    html = rendered()
    assert re.findall(r'href="(tel:[^"]*)"[^>]*>([^<]*)<', html) == [("tel:+448082000247", "0808 2000 247")]
    assert re.findall(r'href="([^t][^"]*)"', html) == ["/helpline/"]


def test_it_is_a_named_section_without_inline_code():
    html = rendered()
    assert re.search(r'<section [^>]*aria-labelledby="(\S+)"', html)[1] == re.search(r'<h2 [^>]*id="(\S+)"', html)[1]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=", html)


def test_a_phone_that_is_closed_is_not_offered_as_open():
    Closure.objects.create(channel=channel("phone"), first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    assert "0808 2000 247, free, closed today, Tuesday 24 November" in text(rendered())
    assert "0808 2000 247, free, 24 hours" in text(rendered(london(2026, 11, 25)))


def test_an_inactive_chat_disappears():
    Channel.objects.filter(kind="live_chat").update(active=False)
    assert text(rendered()) == "Need help? 0808 2000 247, free, 24 hours. More ways to get help"


def test_the_page_that_stands_alone_holds_only_what_keeps():
    before = rendered(template="helpline/_standalone.html")
    Closure.objects.create(channel=channel("phone"), first_day=date(2026, 11, 24), last_day=date(2026, 11, 24))
    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    assert rendered(template="helpline/_standalone.html") == before
    assert "0808 2000 247, free, 24 hours" in text(before)
    assert "999" in before


def test_every_word_of_the_record_is_escaped():
    evil = "<script>alert(1)</script>\"'"
    Helpline.objects.filter(is_primary=True).update(name=evil, organisation=evil, about=evil)
    Channel.objects.update(label=evil, note=evil)
    for template in ("_panel.html", "_standalone.html", "_signposting.html"):
        assert "<script" not in rendered(template=f"helpline/{template}")


def test_a_page_that_shows_no_help_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries):
    record.start_afresh()
    context = Context(helpline(RequestFactory().get("/")))
    assert set(context.flatten()) == {"True", "False", "None", "helpline"}
    with django_assert_num_queries(0):
        Template("nothing").render(context)


def test_the_panel_is_drawn_at_the_instant_of_the_request():
    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    request = RequestFactory().get("/")
    request.at = london(2026, 11, 27, 22)  # type: ignore[attr-defined]
    drawn = Template('{% include "helpline/_panel.html" %}').render(Context(helpline(request)))
    assert "closed until 3pm on Monday 30 November" in drawn


def test_a_page_without_a_request_is_drawn_now():
    assert "0808 2000 247" in Template("{{ helpline.phone.printed }}").render(Context(helpline(None)))


def test_a_mistake_of_ours_in_the_hours_does_not_take_the_number_away(monkeypatch):
    real = panel.way

    def fails(each, instant):
        if each.checked_at:
            raise ZeroDivisionError
        return real(each, instant)

    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    monkeypatch.setattr(panel, "way", fails)
    assert panel.for_errors(TUESDAY_8PM).phone.printed == "0808 2000 247"
