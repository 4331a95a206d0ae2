"""What could tell of one release at its own address and beside it; the numbers are those of channels.py."""

import re

import pytest

from tests.leaks.channels import at_the_lift, before, text
from tests.leaks.conftest import STAFF, STRANGER, Walked
from tests.leaks.questions import GUESSES, MANNERS, PARAMETERS
from tests.leaks.verdicts import FILE, HIDDEN_PK, HIDDEN_UUID, PICTURE
from tests.leaks.walk import Question, get
from tests.leaks.worlds import BEFORE, SIGNED

pytestmark = pytest.mark.django_db
PAGE, NEVER_USED = "/releases/canary-release/", "/releases/never-used/"
NO_FILE = "/files/00000000-0000-4000-8000-00000000000f/never.pdf"


def test_01_the_address_by_slug(walked: Walked):
    assert before(walked, PAGE) == before(walked, NEVER_USED)
    assert before(walked, PAGE).status == 404
    assert before(walked, PAGE).header("Cache-Control") == "no-store"
    assert at_the_lift(walked, PAGE).status == 200


@pytest.mark.parametrize("address", [f"/releases/{HIDDEN_PK}/", f"/releases/{HIDDEN_UUID}/"])
def test_02_the_address_by_number_or_uuid(walked: Walked, address: str):
    assert before(walked, address) == before(walked, NEVER_USED)
    assert before(walked, f"/?p={HIDDEN_PK}").status == 200  # the front page, as with any parameter


@pytest.mark.parametrize("method, headers", MANNERS)
def test_03_other_methods_and_ranges(walked: Walked, method: str, headers: tuple):
    answer = before(walked, Question(method, PAGE, headers))
    assert answer.status == (404 if method in ("GET", "HEAD") else 405)
    assert "Content-Range" not in dict(answer.headers)


@pytest.mark.parametrize("parameter", PARAMETERS)
def test_04_parameters_that_other_systems_obey(walked: Walked, parameter: str):
    assert before(walked, f"{PAGE}?{parameter}") == before(walked, PAGE)


@pytest.mark.parametrize("guess", [g for g in GUESSES if "canary" in g and g.startswith("/releases/")])
def test_04_variants_of_the_slug(walked: Walked, guess: str):
    answer = before(walked, guess)
    assert answer.status in (301, 404)
    if answer.status == 301:  # a slash is added to any path whatever
        assert answer.header("Location") == f"{guess}/"


@pytest.mark.parametrize("address", ["/releases/plain/", "/releases/superseded/", "/releases/plain.txt"])
def test_10_no_live_release_points_to_it(walked: Walked, address: str):
    assert before(walked, address).count("canary") == 0
    assert before(walked, address).status == 200


def test_20_the_plain_text(walked: Walked):
    assert before(walked, "/releases/canary-release.txt") == before(walked, "/releases/never-used.txt")
    assert before(walked, "/releases/canary-release.json").status == 404
    assert "Canarystatement" in text(at_the_lift(walked, "/releases/canary-release.txt"))


def test_24_social_cards(walked: Walked):
    assert "og:" not in text(before(walked, PAGE))
    assert "og:image" in text(at_the_lift(walked, PAGE))
    assert "Canary" not in "".join(re.findall("<meta[^>]*>", text(before(walked, "/releases/corrected/"))))


def test_25_structured_data_and_links_in_the_head(walked: Walked):
    head = text(before(walked, "/releases/corrected/")).partition("</head>")[0]
    assert "canary" not in head.lower()
    assert '"correction"' not in head
    assert '"correction"' in text(at_the_lift(walked, "/releases/corrected/")).partition("</head>")[0]
    assert "ld+json" not in text(before(walked, PAGE))


@pytest.mark.parametrize("address", ["/releases/canary-release/amp/", "/releases/canary-release/feed/"])
def test_27_no_other_address_leads_to_it(walked: Walked, address: str):
    assert before(walked, address).status == 404
    assert "Location" not in dict(before(walked, address).headers)


def test_38_the_history_of_its_texts(walked: Walked):
    assert before(walked, "/releases/canary-release/history/").status == 404
    assert before(walked, f"/admin/releases/release/{HIDDEN_PK}/history/").status == 302
    for words in ("ravenold", "ravenedit"):  # what was superseded, and what is being written
        assert at_the_lift(walked, "/releases/superseded/").count(words) == 0


def test_31_the_same_address_for_staff(walked: Walked):
    for question in (get(PAGE), get("/releases/canary-release.txt"), get("/releases/corrected/"), get("/")):
        assert walked(SIGNED, BEFORE, STAFF)[question] == walked(SIGNED, BEFORE, STRANGER)[question]


@pytest.mark.parametrize(
    "hidden, unused",
    [
        (PAGE, NEVER_USED),
        ("/releases/raven-draft/", NEVER_USED),
        ("/releases/raven-held/", NEVER_USED),
        ("/releases/canary-release.txt", "/releases/never-used.txt"),
        ("/topics/canarytopic/", "/topics/never-used/"),
        ("/spokespeople/ravenspeaker/", "/spokespeople/never-used/"),
        ("/feeds/topics/canarytopic.rss", "/feeds/topics/never-used.rss"),
        (f"/files/{FILE}/canaryfile.pdf", NO_FILE),
        (f"/files/{PICTURE}/canarypicture.png", NO_FILE),
    ],
)
def test_47_hidden_is_the_same_as_never_used_to_the_query(walked: Walked, hidden: str, unused: str):
    assert before(walked, hidden) == before(walked, unused)


@pytest.mark.parametrize("guess", [g for g in GUESSES if "%" in g or not g.isascii()])
def test_53_spellings_that_a_server_might_take_for_it(walked: Walked, guess: str):
    answer = before(walked, guess)
    assert (answer.status, answer.body) == (404, before(walked, NEVER_USED).body)
