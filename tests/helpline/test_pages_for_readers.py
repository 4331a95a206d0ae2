"""/helpline/, /staying-safe-online/ and /helpline.json."""

import json
import re

import pytest
from pytest_django import DjangoAssertNumQueries

from helpline import panel
from helpline.data import as_data
from helpline.models import Channel, Closure, Helpline
from newsroom import freshness
from tests.helpline.makers import TUESDAY_8PM, channel, london, robin

pytestmark = pytest.mark.django_db

PAGES = ["/helpline/", "/staying-safe-online/"]


@pytest.mark.parametrize("page", [*PAGES, "/helpline.json"])
def test_it_is_read_and_nothing_is_sent_to_it(client, page):
    assert client.get(page).status_code == 200
    assert client.head(page).status_code == 200
    assert client.post(page).status_code == 405


@pytest.mark.parametrize("page", PAGES)
def test_danger_comes_before_everything_else(client, page):
    main = client.get(page).content.decode().split("<h1>", 1)[1]
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", main)[0] == "If you are in immediate danger"
    assert "999" in main


def test_the_helpline_page_lists_every_channel_with_its_whole_hours(client):
    main = client.get("/helpline/").content.decode().split("<h1>", 1)[1]
    for words in ("0808 2000 247", "free, 24 hours", "3pm to 10pm, Monday to Friday (check on the site)",
                  "refugetechsafety.org", "Ask for a safe time to be contacted."):  # fmt: skip
        assert words in main


def test_nations_and_audiences_have_their_places_and_what_is_not_known_is_said(client):
    main = client.get("/helpline/").content.decode().split("<h1>", 1)[1]
    for words in ("In each nation", ">Men<", "LGBT+ people", "Children and young people", "worried about someone",
                  "your own behaviour", "No number for Scotland alone is listed", "Not yet checked by us"):  # fmt: skip
        assert words in main
    wales = main[main.index(">Wales<") : main.index("<h2", main.index(">Wales<"))]
    assert 'href="tel:+448088010800"' in wales
    assert "07860 077333" in wales


def test_a_service_for_one_audience_stands_under_its_heading(client):
    line = Helpline.objects.create(name="A line for men", audience="men", when_you_call="Someone listens.")
    Channel.objects.create(helpline=line, kind="phone", label="Phone", printed="020 7946 0000", order=99)
    main = client.get("/helpline/").content.decode().split("<h1>", 1)[1]
    part = main[main.index('id="men"') : main.index('id="lgbt"')]
    assert "A line for men" in part
    assert main.count("A line for men") == 1


def test_search_engines_are_told_hours_only_once_somebody_has_checked_them(client):
    def chat() -> dict:
        html = client.get("/helpline/").content.decode()
        told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])
        return next(each for each in told[0]["contactPoint"] if each["contactType"] == "Live chat")

    assert "hoursAvailable" not in chat()
    channel("live_chat").confirm(by=robin(), at=TUESDAY_8PM)
    freshness.PAGES.clear()
    assert chat()["hoursAvailable"][0] == {
        "@type": "OpeningHoursSpecification", "opens": "15:00", "closes": "22:00",
        "dayOfWeek": "https://schema.org/Monday",
    }  # fmt: skip


def test_a_word_of_the_record_cannot_end_the_script_that_it_stands_in(client):
    Helpline.objects.filter(is_primary=True).update(name="</script><b>")
    assert "</script><b>" not in client.get("/helpline/").content.decode()


def test_every_link_to_another_site_sends_no_referrer(client):
    for page in PAGES:
        main = client.get(page).content.decode().split("<h1>", 1)[1].split("</main>")[0]
        for link in re.findall(r'<a [^>]*href="https://[^>]*>', main):
            assert 'rel="noreferrer noopener"' in link


def test_the_safety_page_promises_no_more_than_it_can_keep(client):
    main = client.get("/staying-safe-online/").content.decode()
    for words in ("does not remove our pages from the browser’s history", "software that watches", "look suspicious"):
        assert words in main


def test_what_nobody_has_confirmed_stays_unpublished(client):
    main = client.get("/helpline/").content.decode()
    for number in ("0800 027 1234", "0808 802 1414", "0808 801 0327", "0800 1111"):
        assert number not in main


def test_the_record_as_data_needs_no_query_when_warm(client, django_assert_num_queries: DjangoAssertNumQueries):
    client.get("/helpline.json")
    with django_assert_num_queries(0):
        answer = client.get("/helpline.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    data = json.loads(answer.content)
    assert (data["format"], data["zone"], data["helplines"][0]["primary"]) == (1, "Europe/London", True)
    assert data["helplines"][0]["channels"][0]["tel"] == "tel:+448082000247"
    assert "0808 2000 247" in data["signposting"]["text"]


def test_the_data_carries_the_live_state_once_confirmed():
    chat = channel("live_chat")
    assert _chat()["state"] is None
    chat.confirm(by=robin(), at=TUESDAY_8PM)
    assert (_chat()["state"], _chat()["next_change"]) == ("open", "2026-11-24T22:00:00+00:00")
    assert _chat()["state_in_words"] == "open until 10pm today, Tuesday 24 November"
    assert _chat(london(2026, 11, 27, 22))["state"] == "closed"


def test_the_data_names_a_closure_only_from_the_day_on_which_readers_are_told():
    Closure.objects.create(channel=channel("live_chat"), first_day="2026-12-25", last_day="2026-12-28", note="Rest.")
    assert _chat(london(2026, 12, 17))["closures"] == []
    assert _chat(london(2026, 12, 18))["closures"] == [
        {"from": "2026-12-25", "until": "2026-12-28", "opens": None, "closes": None, "note": "Rest."}
    ]


def test_the_data_is_the_same_within_a_minute():
    assert as_data(panel.at(TUESDAY_8PM)) == as_data(panel.at(TUESDAY_8PM.replace(second=59, microsecond=999_999)))


def _chat(at=TUESDAY_8PM) -> dict:
    return next(each for each in as_data(panel.at(at))["helplines"][0]["channels"] if each["kind"] == "live_chat")
