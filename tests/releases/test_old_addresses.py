"""Addresses of the old site lead on only while what they led to is visible; else they are addresses never used."""

import io

import pytest
import time_machine
from PIL import Image

from releases import batches, removal
from releases.models import Asset, Edition, OldAddress
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.bringing_in import ben, confirmed, proposed
from tests.releases.importing.wxr_files import PICTURE, attachment, post

pytestmark = pytest.mark.django_db
TERMS = (("category", "courts", "Courts"), ("post_tag", "bail", "Bail"))
OLD = (
    "/2023/04/06/two-houses/",
    "/?p=1",
    "/category/courts/",
    "/category/law/courts/",
    "/category/courts/feed/",
    "/tag/bail/",
)


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


def asked(client, address):
    newsdesk.forget_what_is_kept()
    return client.get(address)


def leads(client, address):
    answer = asked(client, address)
    return answer["Location"] if answer.status_code == 301 else answer.status_code


@pytest.mark.parametrize(
    "address, to",
    [
        ("/2023/04/06/two-houses/", "/releases/two-houses/"),
        ("/2023/04/06/two-houses", "/releases/two-houses/"),
        ("/?p=1", "/releases/two-houses/"),
        ("/category/courts/", "/topics/courts/"),
        ("/category/law/courts/", "/topics/courts/"),
        ("/category/courts/feed/", "/feeds/topics/courts.rss"),
        ("/tag/bail/", "/topics/bail/"),
        ("/feed/", "/feeds/releases.rss"),
        ("/feed/atom/", "/feeds/releases.atom"),
    ],
)
def test_each_leads_to_where_it_stands_now(tmp_path, client, address, to):
    confirmed(tmp_path, post(1, "Two houses", terms=TERMS))
    assert leads(client, address) == to


def test_of_what_is_hidden_they_are_the_same_bytes_after_the_same_queries(tmp_path, client, django_assert_num_queries):
    batch = proposed(tmp_path, post(1, "Two houses", terms=TERMS))
    never = asked(client, "/2023/04/06/never-used/")
    for address in OLD:
        if "?" in address:
            assert asked(client, address).content == asked(client, "/?p=999").content
            continue
        hidden = asked(client, address)
        assert (hidden.status_code, hidden.content, hidden.headers) == (404, never.content, never.headers)
    for address in ("/2023/04/06/never-used/", "/2023/04/06/two-houses/"):
        with django_assert_num_queries(3):  # one for the address, two for the frame of the page
            asked(client, address)
    batches.confirm(batch_id=batch.pk, actor=ben())
    assert {leads(client, address) for address in OLD} & {404, 200} == set()


def test_what_was_removed_for_safety_leaves_no_way_behind(tmp_path, client):
    confirmed(tmp_path, post(1, "Two houses", terms=TERMS))
    removal.remove(release_id=Edition.objects.get().release_id, actor=newsdesk.amira(), reason="Safety")
    for address in OLD:
        assert leads(client, address) in (404, 200)  # 200 is the front page, for what it does not know


def test_nothing_but_reading_is_led_on(tmp_path, client):
    confirmed(tmp_path, post(1, "Two houses"))
    assert client.post(OLD[0]).status_code == 404


@pytest.mark.parametrize("address", ["/%00/", "/" + "x" * 900 + "/", "/2023/04/06/two-houses/feed/", "/?p=%D9%A1"])
def test_odd_addresses_are_not_found(tmp_path, client, address):
    confirmed(tmp_path, post(1, "Two houses"))
    assert leads(client, address) in (404, 200)


def test_a_picture_on_disk_comes_with_its_words_and_its_old_address_leads_to_it(tmp_path, client, settings):
    settings.MEDIA_ROOT = tmp_path / "stored"
    uploads = tmp_path / "uploads" / "2023" / "04"
    uploads.mkdir(parents=True)
    picture = io.BytesIO()
    Image.new("RGB", (8, 6), "purple").save(picture, "PNG")
    (uploads / "house.png").write_bytes(picture.getvalue())
    (tmp_path / "secret.png").write_bytes(picture.getvalue())
    base = PICTURE.rpartition("/")[0]
    content = (
        f'<p>Words.</p><img src="{base}/house-300x200.png" alt="A lit window"><img src="{base}/none.png" alt="No">'
    )
    content += f'<img src="{base}/../../../secret.png" alt="Out"><img src="{PICTURE}">'
    batch = confirmed(tmp_path, post(1, "Two houses", content), attachment(9, PICTURE, ""), media=tmp_path / "uploads")
    asset = Asset.objects.get()
    shown = Edition.objects.get().body["pictures"]
    assert [(p["alt"], p["asset"]) for p in shown] == [("A lit window", str(asset.uuid))]
    said = " ".join(batch.items.get().remarks)
    assert "none.png: it is not in the folder" in said
    assert "secret.png: it is not in the folder" in said
    assert "house.png: it has no alternative text" in said
    assert str(asset.uuid) in leads(client, "/wp-content/uploads/2023/04/house-300x200.png")
    assert OldAddress.objects.filter(asset=asset).exists()
