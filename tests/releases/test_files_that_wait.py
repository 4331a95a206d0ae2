"""Files are sent one by one while a release is written, refused in words, and attached by the save that names them."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from releases.models import Asset, Attachment, WaitingFile
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import NOW
from tests.races.desk import Editor
from tests.releases.uploading.makers import word

pytestmark = pytest.mark.django_db
SEND = reverse("admin:releases_release_send_file")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def sends(editor, name="figures.docx", content=None):
    return editor.client.post(SEND, {"file": SimpleUploadedFile(name, content if content is not None else word())})


def attaches(editor, release, identity):
    row = {"attachments-TOTAL_FORMS": "1", "attachments-0-shown": "file", "attachments-0-title": "Figures",
           "attachments-0-waiting": identity, "attachments-0-position": "", "attachments-0-id": ""}  # fmt: skip
    return editor.saves(release.pk, editor.opens(release.pk) | row)


def stored(folder: Path):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_waits_and_is_attached_by_the_save():
    release, jo = newsdesk.draft(), Editor()
    told = sends(jo).json()
    assert "“figures.docx” is here" in told["told"]
    assert "Taken out of it, so that nobody reads it: author “Jane Doe”" in told["told"]
    assert attaches(jo, release, told["waiting"]) == "saved"
    attached = Attachment.objects.get(release=release)
    assert (str(attached.asset.uuid), attached.title) == (told["waiting"], "Figures")
    assert not WaitingFile.objects.exists()
    assert Asset.objects.count() == 1


@pytest.mark.parametrize(
    "name, content, sentence",
    [("page.svg", b"<svg/>", "cannot be read"), ("empty.pdf", b"", "empty"), ("x.csv", b"\xff\x00", "UTF-8")],
)
def test_what_cannot_be_stored_is_refused_in_words(media, name, content, sentence):
    answer = sends(Editor(), name, content)
    assert answer.status_code == 409
    assert sentence in answer.json()["refused"]
    assert not Asset.objects.exists()
    assert stored(media) == []


def test_nobody_attaches_what_somebody_else_sent():
    release = newsdesk.draft()
    told = sends(Editor(newsdesk.amira())).json()
    with pytest.raises(Refusal, match="kept no more"):
        attaches(Editor(), release, told["waiting"])
    with pytest.raises(Refusal):
        attaches(Editor(), release, "no uuid")
    assert not Attachment.objects.exists()


def test_only_who_may_write_may_send():
    assert sends(Editor(newsdesk.sam())).status_code == 403
    assert Editor().client.post(SEND).json()["refused"] == "No file came. Choose it again."


def test_what_is_never_saved_goes_with_its_bytes(media, clock, django_capture_on_commit_callbacks):
    jo, release = Editor(), newsdesk.draft()
    kept = sends(jo).json()["waiting"]
    attaches(jo, release, kept)
    sends(jo, "forgotten.docx")
    assert len(stored(media)) == 2
    clock.shift(timedelta(days=3, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        newest = sends(Editor(), "newest.docx").json()["waiting"]
    assert {str(asset.uuid) for asset in Asset.objects.all()} == {kept, newest}
    assert len(stored(media)) == 2


def test_a_file_that_waits_is_public_by_no_way(client):
    told = sends(Editor()).json()
    for address in (f"/files/{told['waiting']}/figures.docx", f"/files/{told['waiting']}/"):
        assert client.get(address).status_code == 404


def test_words_that_are_put_back_bring_their_file(clock):
    """The form was refused; the file was sent before, and is not asked for again."""
    release, jo = newsdesk.draft(), Editor()
    identity = sends(jo).json()["waiting"]
    data = jo.opens(release.pk) | {
        "headline": "", "attachments-TOTAL_FORMS": "1", "attachments-0-shown": "file", "attachments-0-title": "Figures",
        "attachments-0-waiting": identity, "attachments-0-id": "",
    }  # fmt: skip
    address = reverse("admin:releases_release_change", args=[release.pk])
    page = jo.client.post(address, data).content.decode()
    assert f'value="{identity}"' in page
    assert f'value="{identity}"' in jo.client.post(address, {"put_in": data["page"]}).content.decode()
