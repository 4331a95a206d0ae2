"""Two people have one release open: the second save is refused, both texts are shown, and either can be kept."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from reversion.models import Version

from releases import erasure, signoff
from releases.models import Event, Passage, Release
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor, Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def release():
    release = newsdesk.draft(headline="As it was", narrative="<p>Forces were told to look again.</p>")
    Editor().saves(release.pk, Editor().opens(release.pk), summary="Kept once.")
    return release


def refused(editor, release, data, **typed):
    """The page that refuses a save."""
    answer = editor.client.post(reverse("admin:releases_release_change", args=[release.pk]), data | typed)
    assert answer.status_code == 200
    return answer


def parts(answer):
    return {part.name: part for part in answer.context["both"]["parts"]}


def marked(runs):
    return [run.words.strip() for run in runs if run.mark and run.words.strip()]


def test_each_part_that_differs_is_shown_with_who_changed_it(release):
    jo, amira = Editor(), Editor(newsdesk.amira())
    mine, theirs = jo.opens(release.pk), amira.opens(release.pk)
    amira.saves(release.pk, theirs, headline="As Amira has it",
                **{"passages-0-body": "<p>Forces were told to look again at every case.</p>"})  # fmt: skip
    answer = refused(jo, release, mine, headline="As Jo has it", summary="Jo’s summary.")  # noqa: RUF001
    found = parts(answer)
    assert found["Headline"].said == "Amira Test changed it, and so did you."
    assert marked(found["Headline"].mine) == ["Jo"]
    assert marked(found["Headline"].theirs) == ["Amira"]
    assert found["Summary"].said == "You changed it."
    assert found["Passage 1, words"].said == "Amira Test changed it; you did not."
    assert set(found) == {"Headline", "Summary", "Passage 1, words"}
    assert "Amira Test saved this release at 2.32pm" in answer.content.decode()


def test_all_that_was_typed_stays_in_the_form(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    Editor(newsdesk.amira()).saves(release.pk, mine, headline="Theirs")
    page = refused(jo, release, mine, headline="Mine", **{"passages-1-body": "<p>Mine too.</p>"}).content.decode()
    sent = Page(page).data
    assert (sent["headline"], sent["passages-1-body"]) == ("Mine", "<p>Mine too.</p>")
    assert Release.objects.get(pk=release.pk).headline == "Theirs"


def test_it_may_be_saved_over_once_both_texts_were_shown_and_the_log_says_so(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    Editor(newsdesk.amira()).saves(release.pk, mine, headline="Theirs")
    page = Page(refused(jo, release, mine, headline="Mine").content.decode())
    assert jo.saves(release.pk, page.data, over="2") == "saved"
    assert Release.objects.get(pk=release.pk).headline == "Mine"
    event = Event.objects.filter(step="saved").first()
    assert event.details["over"] == 2
    assert event.reason == "Over save 2 (Amira Test, 23 November 2026, 2.32pm), which was shown beside it."
    kept = [version.field_dict["headline"] for version in Version.objects.get_for_object(release)]
    assert kept[:2] == ["Mine", "Theirs"]


def test_what_was_not_shown_is_not_saved_over(release):
    """A third save came between the comparison and the press."""
    jo, amira = Editor(), Editor(newsdesk.amira())
    mine = jo.opens(release.pk)
    amira.saves(release.pk, mine, headline="Theirs")
    page = Page(refused(jo, release, mine, headline="Mine").content.decode())
    amira.saves(release.pk, amira.opens(release.pk), headline="Theirs again")
    with pytest.raises(Refusal, match="Amira Test saved this release"):
        jo.saves(release.pk, page.data, over="2")
    assert Release.objects.get(pk=release.pk).headline == "Theirs again"


def test_ones_own_other_tab_is_called_that(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    jo.saves(release.pk, mine, headline="From the other tab")
    answer = refused(jo, release, mine, headline="From this one")
    assert "You, in another tab, saved this release at 2.32pm" in answer.content.decode()
    assert parts(answer)["Headline"].said == "You, in another tab, changed it, and so did you."


def test_a_row_that_was_taken_away_comes_back_with_ones_words(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    Editor(newsdesk.amira()).saves(release.pk, mine, **{"passages-1-DELETE": "on"})
    answer = refused(jo, release, mine, **{"passages-1-body": "<p>Never again.</p>"})
    assert parts(answer)["Passage 2"].said == "It is not in the stored text."
    assert jo.saves(release.pk, Page(answer.content.decode()).data, over="2") == "saved"
    assert [str(p.body) for p in Passage.objects.filter(release=release)][1] == "<p>Never again.</p>"


def test_a_row_that_was_added_meanwhile_is_shown_and_goes_only_when_that_is_chosen(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    Passage.objects.create(release=release, position=3, type="narrative", body="<p>Theirs alone.</p>")
    Editor(newsdesk.amira()).saves(release.pk, Editor().opens(release.pk), headline="Theirs")
    answer = refused(jo, release, mine, headline="Mine")
    assert "marked to be taken away" in parts(answer)["Passage 3"].said
    shown = Page(answer.content.decode()).data
    assert shown["passages-2-DELETE"] == ["on"]
    kept = {name: value for name, value in shown.items() if name != "passages-2-DELETE"}
    assert jo.saves(release.pk, kept, over="2") == "saved"
    assert "<p>Theirs alone.</p>" in [p.body for p in Passage.objects.filter(release=release)]


def test_rows_stored_anew_are_matched_by_their_words(release):
    """A draft that was restored has every row under a new key."""
    jo = Editor()
    mine = jo.opens(release.pk)
    old = Passage.objects.latest("pk").pk
    for passage in Passage.objects.filter(release=release):
        passage.pk = None
        passage.save()
    Passage.objects.filter(release=release, pk__lte=old).delete()
    Editor(newsdesk.amira()).saves(release.pk, Editor().opens(release.pk), headline="Restored")
    answer = refused(jo, release, mine, headline="Mine")
    assert set(parts(answer)) == {"Headline"}


def test_steps_taken_meanwhile_are_said(release, clock):
    jo = Editor()
    mine = jo.opens(release.pk)
    clock.shift(timedelta(minutes=5))
    Editor(newsdesk.amira()).saves(release.pk, Editor().opens(release.pk), headline="Theirs")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    told = refused(jo, release, mine, headline="Mine").context["both"]["meanwhile"]
    assert told == ["2.37pm: Saved, Amira Test.", "2.37pm: Sent for sign-off, you."]


def test_whoever_saves_a_text_that_was_sent_meanwhile_is_told(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    signoff.submit(release_id=release.pk, actor=newsdesk.amira())
    address = reverse("admin:releases_release_change", args=[release.pk])
    page = jo.client.post(address, mine | {"headline": "Mine"}, follow=True).content.decode()
    assert "While you had it open: 2.32pm: Sent for sign-off, Amira Test." in page


def test_words_that_were_erased_meanwhile_cannot_be_saved_over(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    noor = newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.erase")
    tess = newsdesk.person("tess", "Tess", *newsdesk.WRITER, "releases.erase")
    wish = erasure.propose(release_id=release.pk, actor=noor, words=["Forces"], reason="Asked for.")
    erasure.carry_out(erasure_id=wish.pk, actor=tess)
    answer = refused(jo, release, mine)
    assert "words were erased from it" in answer.content.decode()
    assert 'name="over"' not in answer.content.decode()
    with pytest.raises(Refusal, match="cannot be saved over"):
        jo.saves(release.pk, mine, over=str(Release.objects.get(pk=release.pk).saves))
    assert "Forces" not in Passage.objects.filter(release=release)[0].body


def test_a_save_that_changes_nothing_makes_nobody_elses_stale(release):
    jo = Editor()
    mine = jo.opens(release.pk)
    Editor(newsdesk.amira()).saves(release.pk, mine)
    assert jo.saves(release.pk, mine, headline="Mine") == "saved"
