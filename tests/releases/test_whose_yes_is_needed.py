"""Whose words wait for their yes: ours, and a protected person's, who is never sent a link and never named."""

import pytest
import time_machine

from releases import approvals, blocks, signoff, statements
from releases.models import Event, Release, Spokesperson
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def draft(kind, name):
    return newsdesk.draft(
        statement__speaker_kind=kind,
        statement__speaker_name=name,
        statement__approved=False,
        statement__spokesperson=None,
    )


def first(release):
    return statements.of(Release.with_text(release.pk))[0]


def test_a_judges_or_a_ministers_words_wait_for_nobody_and_a_yes_can_be_recorded():
    release = draft("other", "Justice Hale")
    assert blocks.awaited(Release.with_text(release.pk)) == []
    approvals.record(release_id=release.pk, actor=newsdesk.jo(), sha256=first(release).sha256, how="in_public")
    assert first(release).approval.how == "in_public"


def test_someone_elses_wish_for_a_change_stops_it_all_the_same():
    release = draft("other", "Justice Hale")
    token, _ = approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=first(release).sha256)
    approvals.wish_for_a_change(token=token, surname="hale", text="I did not say “first”.")
    (sentence,) = blocks.awaited(Release.with_text(release.pk))
    assert "Justice Hale asks for a change: “I did not say “first”.”" in sentence


@pytest.mark.parametrize("written", ["Priya Nair", "  priya   NAIR ", "Priya\u00a0Nair"])
def test_a_spokesperson_of_ours_is_not_quoted_as_someone_else_by_name(written):
    Spokesperson.objects.get_or_create(name="Priya Nair", slug="priya-nair")
    release = draft("other", written)
    (sentence,) = blocks.blocks_to_sending(Release.with_text(release.pk), NOW)
    assert "is one of our spokespeople: choose them as the speaker, so that they are asked." in sentence
    with pytest.raises(Refusal, match="one of our spokespeople"):
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())


@pytest.mark.parametrize("written", ["Dr Priya Nair", "Priya Naira", "Justice Hale"])
def test_somebody_else_is_not_taken_for_a_spokesperson(written):
    Spokesperson.objects.get_or_create(name="Priya Nair", slug="priya-nair")
    assert blocks.blocks_to_sending(Release.with_text(draft("other", written).pk), NOW) == []


def test_what_was_signed_with_a_name_stands_when_its_bearer_becomes_a_spokesperson():
    release = draft("other", "Owen Pritchard")
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    signoff.sign(release_id=release.pk, actor=newsdesk.amira(), seen=signoff.seen(Release.with_text(release.pk)))
    Spokesperson.objects.create(name="Owen Pritchard", slug="owen-pritchard")
    assert statements.ours_by_name(Release.with_text(release.pk)) == []


def test_a_protected_persons_words_wait_and_the_sentence_does_not_name_them():
    (sentence,) = blocks.awaited(draft("protected", "Zarquon"))
    assert "has no agreement on record" in sentence
    assert "Zarquon" not in sentence


def test_a_protected_person_is_sent_no_link():
    release = draft("protected", "Zarquon")
    with pytest.raises(Refusal, match="their phone may be watched"):
        approvals.ask(release_id=release.pk, actor=newsdesk.jo(), sha256=first(release).sha256)
    assert not release.approval_links.exists()


@pytest.mark.parametrize("more", [{"note": "At her sister's."}, {"said_by": "Her sister"}])
def test_of_a_protected_person_it_is_recorded_how_and_when_and_nothing_that_leads_to_them(more):
    release = draft("protected", "Zarquon")
    yes = {"release_id": release.pk, "actor": newsdesk.jo(), "sha256": first(release).sha256, "how": "in_person"}
    with pytest.raises(Refusal, match="case file"):
        approvals.record(**yes, **more)
    approvals.record(**yes)
    assert first(release).is_settled
    assert "Zarquon" not in str(list(Event.objects.values()))
    release.passages.filter(type="statement").update(body="<p>A town is named.</p>")
    (sentence,) = blocks.awaited(Release.with_text(release.pk))
    assert "changed after they had agreed" in sentence
