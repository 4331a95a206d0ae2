"""Wishes, comments and clearances on the desk's front page: each person is told what they can do something about."""

import re

import pytest
import time_machine
from django.urls import reverse

from releases import approvals, clearance, comments, duties, removal, signoff
from releases.models import Release
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def front(client, who):
    """The words of the page, on one line."""
    client.force_login(who)
    html = client.get(reverse("admin:index")).content.decode()
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_speakers_wish_is_told_to_the_whole_desk_until_it_is_settled(client):
    release = newsdesk.draft(statement__approved=False)
    newsdesk.link_to_statement(release, "token")
    wish = approvals.wish_for_a_change(token="token", surname="Nair", text="Not “step”.\n\nSay “beginning”.")
    told = f"Priya Nair asks for a change in “{release.headline}”: “Not “step”. Say “beginning”.”"
    for who in (newsdesk.jo(), newsdesk.amira()):
        assert told in front(client, who)
    assert "asks for a change" not in front(client, newsdesk.sam())
    comments.settle(comment_id=wish.pk, actor=newsdesk.amira())
    assert "asks for a change" not in front(client, newsdesk.jo())


def test_a_comment_is_told_to_whoever_edited_or_sent_the_text_and_not_to_who_made_it(client):
    release = newsdesk.draft(last_editor=newsdesk.jo())
    made = comments.comment(release_id=release.pk, actor=newsdesk.amira(), text="Which forces? " * 20)
    page = front(client, newsdesk.jo())
    assert f"Amira Test comments on “{release.headline}”: “Which forces?" in page
    assert "…”" in page
    assert "comments on" not in front(client, newsdesk.amira())
    newsdesk.person("kit", "Kit", *newsdesk.WRITER)
    assert "comments on" not in front(client, newsdesk.person("kit", "Kit"))
    comments.settle(comment_id=made.pk, actor=newsdesk.jo())
    assert "comments on" not in front(client, newsdesk.jo())


def test_a_marked_text_in_review_waits_for_who_may_clear_it(client):
    counsel = newsdesk.person("lena", "Lena", *newsdesk.WRITER, "releases.clear_legally")
    release = newsdesk.draft()
    clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
    assert "waits for legal clearance" not in front(client, counsel)
    signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    assert f"“{release.headline}” waits for legal clearance: The trial has begun." in front(client, counsel)
    assert "waits for legal clearance" not in front(client, newsdesk.amira())
    text = Release.with_text(release.pk)
    clearance.clear(release_id=release.pk, actor=counsel, sha256=clearance.fingerprint(text))
    assert "waits for legal clearance" not in front(client, counsel)
    Release.objects.filter(pk=release.pk).update(saves=text.saves + 1)
    assert "waits for legal clearance" in front(client, counsel)


def test_of_a_removed_release_nothing_waits_and_no_list_grows_its_queries(django_assert_num_queries):
    who = newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.clear_legally")
    for _ in range(4):
        release = newsdesk.draft(statement__approved=False, last_editor=who)
        comments.comment(release_id=release.pk, actor=newsdesk.jo(), text="Which forces?")
        clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="Trial.")
        newsdesk.link_to_statement(release, f"token-{release.pk}")
        approvals.wish_for_a_change(token=f"token-{release.pk}", surname="Nair", text="Other words.")
        signoff.submit(release_id=release.pk, actor=newsdesk.jo())
    removal.remove(release_id=release.pk, actor=newsdesk.jo(), reason="Court order.")
    who = type(who).objects.get(pk=who.pk)
    who.has_perm("releases.change_release")
    for lines in (duties.wishes, duties.comments, duties.clearances):
        with django_assert_num_queries(1):
            assert len(lines(who, NOW)) == 3
