"""The desk names who acted alone, and shows the way back of a part that was taken down to whoever may take it."""

import pytest
import time_machine
from django.urls import reverse

from releases import clearance, removal
from releases.models import Release
from releases.removal import Reason
from tests import newsdesk
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
ACTED = "Jo Test took down a part of"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def noor():
    return newsdesk.person("noor", "Noor", *newsdesk.WRITER, "releases.sign_release")


@pytest.fixture
def edition(clock):
    newsdesk.organisation()
    edition = newsdesk.signed(narrative="<p>Canary narrative.</p>")
    clock.shift(90)
    return edition


def down(edition, actor):
    part = next(part.key for part in removal.parts_of(edition) if "Canary" in part.words)
    return removal.take_down_part(release_id=edition.release_id, actor=actor, part=part, reason=Reason.SAFETY)


def seen(client, who, name, *args) -> str:
    client.force_login(who)
    return client.get(reverse(f"admin:{name}", args=args)).content.decode()


def test_whoever_took_a_part_down_is_named_and_not_who_had_signed(client, edition):
    down(edition, newsdesk.jo())
    assert f"{ACTED} “{edition.headline}”" in seen(client, noor(), "index")
    look = seen(client, noor(), "releases_release_look", edition.release_id, edition.pk)
    assert f"{ACTED} this release, alone" in look
    assert "Amira Test, alone" not in look
    assert "I have looked at it</button>" in look
    assert f"{ACTED} this release, alone" in seen(client, noor(), "releases_release_change", edition.release_id)


def test_whoever_acted_alone_is_not_shown_the_button(client, edition):
    down(edition, noor())
    look = seen(client, noor(), "releases_release_look", edition.release_id, edition.pk)
    assert "I have looked at it</button>" not in look
    assert "someone else has to look at it" in look
    assert "Needs a second look" not in seen(client, noor(), "releases_release_change", edition.release_id)


def test_a_part_is_restored_from_the_desk_by_another_who_may_sign(client, edition):
    link = f'href="{reverse("admin:releases_release_restore", args=[edition.release_id])}"'
    assert link not in seen(client, newsdesk.amira(), "releases_release_change", edition.release_id)
    down(edition, noor())
    assert link in seen(client, newsdesk.amira(), "releases_release_change", edition.release_id)
    for who in (noor(), newsdesk.jo()):
        assert link not in seen(client, who, "releases_release_change", edition.release_id)
    removal.restore(release_id=edition.release_id, actor=newsdesk.amira(), remark="It is safe.")
    assert link not in seen(client, newsdesk.amira(), "releases_release_change", edition.release_id)


def test_the_folded_line_says_when_it_is_cleared(client):
    release = newsdesk.draft()
    clearance.mark(release_id=release.pk, actor=newsdesk.jo(), reason="The trial has begun.")
    assert "Marked for legal clearance." in seen(client, newsdesk.jo(), "releases_release_change", release.pk)
    counsel = newsdesk.person("lena", "Lena", *newsdesk.WRITER, "releases.clear_legally")
    text = clearance.fingerprint(Release.with_text(release.pk))
    clearance.clear(release_id=release.pk, actor=counsel, sha256=text)
    assert "Marked for legal clearance: cleared." in seen(client, newsdesk.jo(), "releases_release_change", release.pk)
