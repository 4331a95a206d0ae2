"""After a take-down or a withdrawal the form asks for nothing while nobody has touched the words."""

import pytest
import time_machine
from django.urls import reverse

from releases import clearance, removal
from releases.models import Release
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
ASKS = ("Before it can be signed off:", "Say what this change is", "changed after it was legally cleared")


@pytest.fixture
def release():
    with time_machine.travel(NOW, tick=False) as clock:
        release = newsdesk.draft()
        clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
        counsel = newsdesk.person("lena", "Lena", *newsdesk.WRITER, "releases.clear_legally")
        text = clearance.fingerprint(Release.with_text(release.pk))
        clearance.clear(release_id=release.pk, actor=counsel, sha256=text)
        edition = newsdesk.signed(Release.with_text(release.pk))
        clock.shift(60)
        removal.take_down(release_id=edition.release_id, actor=newsdesk.jo(), reason=Reason.WRONG)
        clock.shift(60)
        yield edition.release


def asked(client, release) -> list[str]:
    client.force_login(newsdesk.jo())
    page = client.get(reverse("admin:releases_release_change", args=[release.pk])).content.decode()
    return [words for words in ASKS if words in page]


def test_nothing_is_asked_of_words_that_nobody_touched(client, release):
    assert asked(client, release) == []
    removal.withdraw(release_id=release.pk, actor=newsdesk.amira(), public_reason="The figure was wrong.")
    assert asked(client, release) == []


def test_it_is_asked_again_as_soon_as_a_word_is_changed(client, release):
    Release.objects.filter(pk=release.pk).update(headline="Another headline")
    assert asked(client, release)[:2] == list(ASKS[:2])
