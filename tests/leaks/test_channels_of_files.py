"""What could tell of a file, or by a file: numbers as in channels.py."""

import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from releases import uploads
from releases.models.assets import Asset, opaque_name
from tests.gate.servers import ROOT
from tests.leaks.channels import at_the_lift, before
from tests.leaks.conftest import Walked
from tests.leaks.questions import GUESSES
from tests.leaks.verdicts import FILE, PICTURE, SHARED
from tests.newsdesk import NOW

pytestmark = pytest.mark.django_db
ADDRESS, IMAGE = f"/files/{FILE}/canaryfile.pdf", f"/files/{PICTURE}/canarypicture.png"


@pytest.mark.parametrize("guess", [g for g in GUESSES if g.startswith(("/files/", "/media/", "/no-such", "/static/"))])
def test_21_a_file_by_guessing_its_path(walked: Walked, guess: str):
    answer = before(walked, guess)
    assert answer.status == 404
    assert answer.count("canary") == 0


def test_21_the_stored_name_says_nothing_and_no_server_serves_it():
    asset = Asset(original_name="canary.pdf")
    assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{32}", opaque_name(asset, "canary.pdf"))
    conf = re.sub(r"#.*", "", (ROOT / "deploy/nginx.conf").read_text()).lower()
    # One location may reach it, and no request reaches that one: only an answer of the newsroom's (releases/files.py).
    assert [place.split()[0] for place in conf.split("location ") if "media" in place] == ["/behind-the-gate/"]
    assert all("internal;" in place for place in conf.split("location ") if "media" in place)
    assert not str(settings.MEDIA_ROOT).startswith(str(settings.STATIC_ROOT))


def test_22_pictures_and_whatever_is_made_of_them(walked: Walked):
    assert before(walked, IMAGE).status == 404
    assert before(walked, IMAGE).header("Cache-Control") == "no-store"
    assert b"Canarybytes" in at_the_lift(walked, IMAGE).body


@pytest.mark.parametrize("address", [f"/files/{FILE}", f"/files/{FILE}/"])
def test_23_what_is_known_of_a_file_by_its_uuid(walked: Walked, address: str):
    assert before(walked, address).count("canary") == 0
    assert before(walked, address).status in (301, 404)  # a slash is added to any path whatever


def test_26_a_file_is_not_public_before_what_it_belongs_to(walked: Walked):
    for address in (ADDRESS, IMAGE):
        assert before(walked, address).status == before(walked, "/releases/canary-release/").status == 404
        assert at_the_lift(walked, address).status == at_the_lift(walked, "/releases/canary-release/").status == 200


def test_28_the_way_from_an_old_name_does_not_tell_the_new_one(walked: Walked):
    old, new = f"/files/{SHARED}/shared.pdf", f"/files/{SHARED}/canaryrenamed.pdf"
    assert before(walked, old).status == 200
    assert before(walked, old).count("canary") == 0
    assert before(walked, new).header("Location") == old
    assert at_the_lift(walked, old).header("Location") == new


def test_52_the_name_as_uploaded_stands_in_no_header(walked: Walked):
    assert at_the_lift(walked, ADDRESS).header("Content-Disposition") == 'inline; filename="canaryfile.pdf"'
    assert at_the_lift(walked, ADDRESS).count("raven") == 0


def test_52_place_device_and_author_do_not_survive_the_upload():
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "Canary camera", "Canary author"
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    raw = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(raw, "JPEG", exif=exif, comment=b"Canary comment")
    assert raw.getvalue().count(b"Canary") == 3
    upload = SimpleUploadedFile("canary.jpg", raw.getvalue())
    stored = uploads.received(upload, actor=None, at=NOW).file.read()
    assert b"Canary" not in stored
    assert not Image.open(io.BytesIO(stored)).getexif()
