"""The desk's own list of words: begun by the migration, edited at the desk, shown on the form and to the signer, and
what stood there when someone pressed is kept in the log."""

from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases import signoff
from releases.models import AvoidedWord, Event, Release
from releases.warned import to_avoid, warnings_of
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
BEGUN = import_module("releases.migrations.0007_words_to_avoid")
TRAGIC = "<p>It was a tragedy.</p>"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def begun():
    AvoidedWord.objects.all().delete()
    BEGUN.begin(apps, None)


@pytest.mark.parametrize(
    "words",
    ["A tragedy.", "The horror of it.", "A domestic incident.", "A crime of passion.", "After a row.", "He snapped."],
)
def test_it_begins_with_the_words_that_the_guidelines_name(begun, words):
    (found,) = warnings_of(newsdesk.draft(narrative=f"<p>{words}</p>"))
    assert found.startswith("“")
    assert found.split("“")[1].split("”")[0] in words


def test_it_lets_be_what_is_no_word_of_that_kind(begun):
    for words in ("Three years in a row.", "The front row.", "The places were snapped up.", "Rowan spoke."):
        assert warnings_of(newsdesk.draft(narrative=f"<p>{words}</p>")) == []


def test_what_the_desk_adds_is_found_and_what_it_switches_off_is_not(begun):
    release = newsdesk.draft(narrative="<p>A battered wife.</p>")
    assert warnings_of(release) == []
    row = AvoidedWord.objects.create(words="battered wife\nbattered wives", advice="Say what was done to her.")
    assert warnings_of(release) == ["“battered wife”: Say what was done to her."]
    row.active = False
    row.save()
    assert warnings_of(release) == []


def test_an_entry_is_written_at_the_desk_and_one_without_a_word_is_refused(client):
    someone = newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.add_avoidedword", "releases.view_avoidedword")
    client.force_login(someone)
    add = reverse("admin:releases_avoidedword_add")
    refused = client.post(add, {"words": " -, \n", "advice": "Think.", "active": "on"})
    assert "There is no word in it." in refused.content.decode()
    client.post(add, {"words": "plight", "advice": "Say what they face.", "active": "on"})
    assert AvoidedWord.objects.filter(words="plight").exists()
    client.force_login(newsdesk.jo())
    assert client.get(add).status_code == 403


@pytest.mark.parametrize("empty", ["words", "advice"])
def test_the_database_refuses_an_entry_that_says_nothing(empty):
    with pytest.raises(IntegrityError), transaction.atomic():
        AvoidedWord.objects.create(**({"words": "plight", "advice": "Think."} | {empty: ""}))


def test_the_form_and_the_sign_off_page_show_it_and_the_list_is_read_once_a_page(
    client, begun, django_assert_num_queries
):
    release = newsdesk.draft(narrative=TRAGIC)
    client.force_login(newsdesk.amira())
    for name in ("change", "sign_off"):
        assert "“tragedy”: A tragedy is nobody’s doing." in client.get(
            reverse(f"admin:releases_release_{name}", args=[release.pk])
        ).content.decode()  # fmt: skip
    with django_assert_num_queries(1):
        assert len(to_avoid()) == len(BEGUN.SEED)


def test_what_stood_when_it_was_sent_and_when_it_was_signed_is_kept(client, begun):
    release = newsdesk.draft(narrative=TRAGIC)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    AvoidedWord.objects.all().delete()
    client.force_login(newsdesk.amira())
    page = client.get(reverse("admin:releases_release_sign_off", args=[release.pk])).content.decode()
    assert "Jo Test sent it for sign-off on 23 November 2026, 2.32pm, with 1 warning shown" in page
    BEGUN.begin(apps, None)
    signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)))
    for step in (Event.Step.SUBMITTED, Event.Step.SIGNED):
        (kept,) = Event.objects.get(step=step).details["warnings"]
        assert kept.startswith("“tragedy”:")


def test_nothing_stood_and_nothing_is_kept(begun):
    edition = newsdesk.signed()
    assert all("warnings" not in event.details for event in edition.release.events.all())


def test_the_log_says_no_detail_of_a_protected_person(begun):
    story = "<p>Aged 34, the mother of two from Northport spoke.</p>"
    edition = newsdesk.signed(
        narrative=story, statement__speaker_kind="protected", statement__speaker_name="Kim", statement__speaker_role=""
    )
    kept = str(list(edition.release.events.values_list("details", flat=True)))
    assert "Details near a protected person" in kept
    assert "an age" not in kept
