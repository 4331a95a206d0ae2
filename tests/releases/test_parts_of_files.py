"""Parts of files, their heads, and who sends the bytes (RFC 9110 sections 9.3.2, 13.1.5 and 14)."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.signals import request_finished
from django.db import close_old_connections

from releases.models import Asset, Attachment, Release
from tests import newsdesk
from tests.newsdesk import LIFT, NOW

pytestmark = pytest.mark.django_db
WORDS = b"0123456789"
TAG = '"' + "ab" * 32 + '"'


@pytest.fixture
def address():
    with time_machine.travel(NOW, tick=False):
        release = newsdesk.draft()
        asset = Asset(sha256="ab" * 32, content_type="text/csv", size=10, uploaded_at=NOW, original_name="x")
        asset.file.save("a", ContentFile(WORDS))
        Attachment.objects.create(release=release, asset=asset, title="A table", position=1)
        newsdesk.signed(Release.with_text(release.pk))
    return f"/files/{asset.uuid}/a-table.csv"


def ask(client, address, method="get", **headers):
    with time_machine.travel(NOW, tick=False):
        response = getattr(client, method)(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    # As the test client does: the end of a request would close the connection on which the test's transaction stands.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    return response


@pytest.mark.parametrize(
    "asked, body, said",
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", WORDS, "bytes 0-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("Bytes=0-0", b"0", "bytes 0-0/10"),
    ],
)
def test_a_part_is_sent_as_a_part(client, address, asked, body, said):
    response = ask(client, address, range=asked)
    assert (response.status_code, response.body) == (206, body)
    assert response["Content-Range"] == said
    assert response["Content-Length"] == str(len(body))
    assert response["ETag"] == TAG
    assert response["Content-Type"] == "text/csv"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "public, max-age=49, s-maxage=49, must-revalidate"


@pytest.mark.parametrize(
    "asked", ["bytes=3-1", "bytes=x", "lines=0-3", "bytes=0-1,4-5", "bytes=-", "bytes=" + "9" * 400, ""]
)
def test_what_is_no_range_or_several_is_answered_with_the_whole(client, address, asked):
    response = ask(client, address, range=asked)
    assert (response.status_code, response.body) == (200, WORDS)
    assert response["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_to_be_not_there_with_the_help(client, address, asked):
    response = ask(client, address, range=asked)
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"
    assert "0808 2000 247" in response.body.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "tag, status", [(TAG, 206), (f"W/{TAG}", 200), ('"other"', 200), ("Mon, 23 Nov 2026 14:00:00 GMT", 200)]
)
def test_a_part_is_joined_only_to_the_same_bytes(client, address, tag, status):
    assert ask(client, address, range="bytes=0-3", if_range=tag).status_code == status


def test_who_has_it_already_gets_no_part_of_it(client, address):
    response = ask(client, address, range="bytes=0-3", if_none_match=TAG)
    assert (response.status_code, response.body) == (304, b"")
    assert not {"Content-Range", "Content-Length", "Content-Type"} & set(response.headers)


def test_the_head_says_what_the_whole_would_and_sends_nothing(client, address):
    whole, head = ask(client, address), ask(client, address, "head", range="bytes=0-3")
    assert (head.status_code, head.body) == (200, b"")
    assert dict(head.items()) == dict(whole.items())
    assert head["Content-Length"] == "10"


def test_a_part_of_what_is_hidden_is_as_of_what_was_never_stored(client, address):
    Asset.objects.get().links.update(public_at=LIFT)
    hidden = ask(client, address, range="bytes=0-3")
    never = ask(client, "/files/00000000-0000-4000-8000-000000000000/a-table.csv", range="bytes=0-3")
    assert (hidden.status_code, hidden.body, dict(hidden.items())) == (404, never.body, dict(never.items()))


@pytest.mark.parametrize("by, header", [("x-accel-redirect", "X-Accel-Redirect"), ("x-sendfile", "X-Sendfile")])
def test_another_server_is_told_where_the_bytes_lie_once_the_gate_is_open(client, address, settings, by, header):
    settings.FILES_SENT_BY = by
    asset = Asset.objects.get()
    response = ask(client, address, range="bytes=0-3")
    assert (response.status_code, response.body) == (200, b"")
    assert response[header].endswith(asset.file.name)
    assert response[header].startswith("/behind-the-gate/" if by == "x-accel-redirect" else settings.MEDIA_ROOT)
    assert response["Content-Type"] == "text/csv"
    assert header not in ask(client, address, if_none_match=TAG)  # a 304 that fetched a body would be none
    asset.links.update(public_at=LIFT)
    assert ask(client, f"{address}?again").status_code == 404
    assert header not in ask(client, f"{address}?again")


def test_another_server_is_not_sent_for_what_is_lost(client, address, settings):
    settings.FILES_SENT_BY = "x-accel-redirect"
    asset = Asset.objects.get()
    asset.file.storage.delete(asset.file.name)
    assert ask(client, address).status_code == 404
