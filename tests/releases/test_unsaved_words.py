"""Words that were typed and not saved are kept for whoever typed them, put back, thrown away, and never made public."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases import erasure, unsaved
from releases.models import Release, UnsavedText
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor, Page

pytestmark = pytest.mark.django_db
KEEP = reverse("admin:releases_release_unsaved")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    return newsdesk.draft(headline="As it was")


def keeps(editor, release, data, **typed):
    return editor.client.post(KEEP, {"place": "release", "release": release.pk} | data | typed)


def form_of(editor, release):
    return editor.client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()


def put_in(editor, release, page):
    return editor.client.post(reverse("admin:releases_release_change", args=[release.pk]), {"put_in": page})


def test_they_are_kept_offered_and_put_back_without_being_saved(release, clock):
    jo = Editor()
    data = jo.opens(release.pk)
    assert keeps(jo, release, data, headline="Half a", **{"passages-0-body": "<p>Half.</p>"}).json() == {
        "kept": "2.32pm"
    }
    clock.shift(timedelta(minutes=20))
    assert "You have unsaved words of 2.32pm." in form_of(jo, release)
    answer = put_in(jo, release, data["page"])
    back = Page(answer.content.decode()).data
    assert (back["headline"], back["passages-0-body"]) == ("Half a", "<p>Half.</p>")
    assert Release.objects.get().headline == "As it was"
    assert "Your unsaved words" in answer.content.decode()
    assert jo.saves(release.pk, {name: value for name, value in back.items() if name != "put_in"}) == "saved"
    assert Release.objects.get().headline == "Half a"
    assert not UnsavedText.objects.exists()


def test_words_from_before_somebody_elses_save_come_back_beside_it(release):
    jo, amira = Editor(), Editor(newsdesk.amira())
    data = jo.opens(release.pk)
    keeps(jo, release, data, headline="Mine")
    amira.saves(release.pk, amira.opens(release.pk), headline="Theirs")
    page = put_in(jo, release, data["page"]).content.decode()
    assert "Two texts" in page
    assert 'name="over"' in page


def test_nobody_else_sees_them(release):
    jo, amira = Editor(), Editor(newsdesk.amira())
    data = jo.opens(release.pk)
    keeps(jo, release, data, headline="For my eyes")
    assert "unsaved words" not in form_of(amira, release)
    assert "kept no more" in amira.client.post(
        reverse("admin:releases_release_change", args=[release.pk]), {"put_in": data["page"]}, follow=True
    ).content.decode()  # fmt: skip
    assert amira.client.post(reverse("admin:releases_release_throw_away"), {"put_in": data["page"]}).status_code == 404
    assert Editor(newsdesk.sam()).client.post(KEEP, data).status_code == 403


def test_two_pages_of_one_person_do_not_overwrite_each_other(release):
    jo = Editor()
    one, other = jo.opens(release.pk), jo.opens(release.pk)
    keeps(jo, release, one, headline="One"), keeps(jo, release, other, headline="Other")
    keeps(jo, release, one, headline="One, longer")
    assert sorted(dict(row.fields)["headline"] for row in UnsavedText.objects.all()) == ["One, longer", "Other"]


def test_a_refused_form_is_kept_without_any_script(release):
    jo = Editor()
    data = jo.opens(release.pk)
    jo.client.post(reverse("admin:releases_release_change", args=[release.pk]), data | {"headline": ""})
    assert UnsavedText.objects.get().page == data["page"]
    address = reverse("admin:releases_release_add")
    jo.client.post(address, Page(jo.client.get(address).content.decode()).data | {"summary": "Only this."})
    assert dict(UnsavedText.objects.get(place="new").fields)["summary"] == "Only this."


def test_they_are_thrown_away_when_that_is_wanted(release):
    jo = Editor()
    data = jo.opens(release.pk)
    keeps(jo, release, data)
    answer = jo.client.post(reverse("admin:releases_release_throw_away"), {"put_in": data["page"]}, follow=True)
    assert "Thrown away." in answer.content.decode()
    assert not UnsavedText.objects.exists()


def test_they_go_after_three_days(release, clock):
    jo = Editor()
    keeps(jo, release, jo.opens(release.pk), headline="Old")
    clock.shift(timedelta(days=3, minutes=1))
    jo = Editor()
    assert "unsaved words" not in form_of(jo, release)
    keeps(jo, release, jo.opens(release.pk), headline="New")
    assert dict(UnsavedText.objects.get().fields)["headline"] == "New"


def test_an_erasure_reaches_them_and_nothing_brings_the_words_back(release):
    jo = Editor()
    data = jo.opens(release.pk)
    keeps(jo, release, data, headline="What Zarquon told us")
    noor, tess = (newsdesk.person(n, n, *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess"))
    wish = erasure.propose(release_id=release.pk, actor=noor, words=["Zarquon"], reason="Asked for.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    assert "Zarquon" not in str(UnsavedText.objects.get().fields)
    answer = keeps(jo, release, data, headline="What Zarquon told us")  # the page is open still
    assert answer.status_code == 409
    assert "Words were erased" in answer.json()["refused"]
    assert "Zarquon" not in str(UnsavedText.objects.get().fields)


def test_what_is_too_long_or_from_nowhere_is_refused_with_a_sentence(release):
    jo = Editor()
    data = jo.opens(release.pk)
    answer = keeps(jo, release, data, summary="x" * (unsaved.LARGEST + 1))
    assert (answer.status_code, answer.json()["refused"]) == (
        409, "This is too long to be kept before it is saved. Save it.",
    )  # fmt: skip
    for wrong in ({"page": ""}, {"place": "elsewhere"}, {"release": ""}):
        assert "too old" in keeps(jo, release, data | wrong).json()["refused"]
    assert keeps(jo, release, data | {"release": "99"}).status_code == 404
    assert not UnsavedText.objects.exists()


def test_a_text_that_is_being_brought_in_is_kept_at_both_of_its_pages():
    newsdesk.DeskFactory()
    jo, address = Editor(), reverse("admin:releases_release_new_from_text")
    first = Page(jo.client.get(address).content.decode()).data
    text = "Harbourlight opens two houses\n\nBoth open on Tuesday.\n\nENDS"
    read = Page(jo.client.post(address, first | {"source": text}).content.decode()).data
    assert read["page"] == first["page"]
    kept = jo.client.post(KEEP, read | {"place": "text", "headline": "Corrected"})
    assert kept.status_code == 200
    assert "unsaved words" in jo.client.get(address).content.decode()
    back = Page(jo.client.post(address, {"put_in": read["page"]}).content.decode()).data
    assert back["headline"] == "Corrected"
    assert not Release.objects.exists()
    assert jo.client.post(address, {k: v for k, v in back.items() if k != "put_in"}).status_code == 302
    assert Release.objects.get().headline == "Corrected"
    assert not UnsavedText.objects.exists()


def test_whoever_sends_a_form_can_ask_first_whether_they_are_signed_in(client, release):
    assert client.get(KEEP).status_code == 302
    jo = newsdesk.jo()
    client.force_login(jo)
    answer = client.get(KEEP)
    assert answer.json()["user"] == jo.pk
    assert answer.json()["token"]
    assert "no-store" in answer["Cache-Control"]


def test_the_database_refuses_words_of_no_place(release):
    for wrong in ({"place": "release"}, {"place": "new", "release": release}, {"place": "afar"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UnsavedText.objects.create(user=newsdesk.jo(), page="a" * 32, fields=[], at=NOW, **wrong)
