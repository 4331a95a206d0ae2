"""A picture that comes in is its pixels and nothing else."""

import io

import pytest
from PIL import Image, ImageCms, ImageDraw

from releases import pictures
from releases.refusal import Refusal
from tests.releases.uploading.makers import archive, bytes_of, drawing, encoded, from_a_phone, opened, sent


def test_place_device_author_comment_and_thumbnail_are_gone():
    before, asset = from_a_phone(), sent("photo.jpg", from_a_phone())
    assert before.lower().count(b"canary") >= 4
    after = bytes_of(asset)
    assert b"canary" not in after.lower()
    assert b"Exif" not in after
    assert not opened(asset).getexif()
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(opened(asset).info)


def test_it_is_turned_as_it_was_held():
    asset = sent("photo.jpg", from_a_phone())
    picture = opened(asset).convert("RGB")
    assert (asset.width, asset.height) == picture.size == (40, 60)
    red, white = picture.getpixel((36, 3)), picture.getpixel((3, 56))
    assert red[0] > 200
    assert red[1] < 100
    assert min(white) > 200


def test_the_colours_are_those_of_its_own_profile():
    green = Image.new("RGB", (8, 8), (0, 200, 0))
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    asset = sent(
        "a.png", encoded(green, "PNG", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    )
    assert opened(asset).convert("RGB").getpixel((4, 4)) == pytest.approx((0, 200, 0), abs=2)
    assert "icc_profile" not in opened(asset).info
    broken = sent("a.png", encoded(green, "PNG", icc_profile=swapped.tobytes()))  # a profile that does not fit
    assert opened(broken).convert("RGB").getpixel((4, 4)) == (0, 200, 0)


@pytest.mark.parametrize("form, ending", [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_each_type_stays_what_it_was(form, ending):
    asset = sent(f"a.{ending}", encoded(drawing(), form))
    assert asset.content_type == pictures.TYPES[form]
    assert opened(asset).format == form


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_pixel_can_be_read(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    picture = Image.new(mode, (9, 7)) if mode == "I;16" else drawing(9, 7).convert(mode)
    assert (sent("a", encoded(picture, form)).width, sent("a", encoded(picture, form)).height) == (9, 7)


def test_sixteen_bits_of_grey_do_not_turn_white():
    grey = opened(sent("a.png", encoded(Image.new("I;16", (4, 4), 0x8000), "PNG")))
    assert grey.convert("L").getpixel((1, 1)) == 0x80


def test_what_shows_through_still_shows_through():
    clear = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    keyed = encoded(Image.new("RGB", (4, 4), "white"), "PNG", transparency=(255, 255, 255))
    for raw in (encoded(clear, "PNG"), encoded(clear, "WEBP"), keyed):
        assert opened(sent("a.png", raw)).convert("RGBA").getpixel((1, 1))[3] == 0


def test_a_phones_picture_with_a_second_one_behind_it_is_a_jpeg():
    both = encoded(drawing(), "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "blue")])
    asset = sent("IMG_1.JPG", both)
    assert asset.content_type == "image/jpeg"
    assert len(bytes_of(asset)) < len(both)


def test_a_large_one_is_made_smaller_and_keeps_its_shape():
    asset = sent("a.png", encoded(drawing(4800, 1200), "PNG"))
    assert (asset.width, asset.height) == (2400, 600)


@pytest.mark.parametrize(
    "name, raw, why",
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "cannot be read"),
        ("a.png", b"<!doctype html><script>1</script>", "cannot be read"),
        ("a.jpg", b"\xff\xd8\xff\xe0 and then nothing", "cannot be read"),
        ("a.gif", encoded(drawing(), "GIF"), "cannot be read"),
        ("a.png", encoded(drawing(), "GIF") + archive(a=b"class"), "cannot be read"),  # a GIFAR under another name
        ("a.png", encoded(drawing(), "PNG") + archive(a=b"hidden"), "hidden behind it"),
        ("a.jpg", encoded(drawing(), "JPEG") + archive(a=b"hidden"), "hidden behind it"),
        ("a.jpg", encoded(drawing(), "JPEG", comment=b"<script>alert(1)</script>"), "web page as well"),
        ("a.png", encoded(drawing(), "PNG", save_all=True, append_images=[drawing(30, 20)] * 3), "stands still"),
        ("a.webp", encoded(drawing(), "WEBP", save_all=True, append_images=[Image.new("RGB", (60, 40))]), "still"),
        ("a.png", b"", "is empty"),
    ],
)  # fmt: skip
def test_what_is_no_picture_or_more_than_one_is_refused_with_a_sentence(name, raw, why):
    with pytest.raises(Refusal, match=why):
        sent(name, raw)


@pytest.mark.parametrize("side", [8000, 10_000, 14_000])
def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_unpacked(side):
    bomb = io.BytesIO()
    Image.new("1", (side, side)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 1_000_000
    with pytest.raises(Refusal, match="50 million pixels"):
        sent("bomb.png", bomb.getvalue())


def test_the_narrower_ones_are_as_wide_as_they_say_and_tell_as_little():
    picture = drawing(2000, 1000)
    ImageDraw.Draw(picture).ellipse([500, 200, 1500, 800], fill="teal")
    whole = bytes_of(sent("a.jpg", encoded(picture, "JPEG", comment=b"Canary")))
    made = list(pictures.renditions(whole, "image/jpeg"))
    assert [(one.type, one.width, one.height) for one in made] == [
        (kind, width, width // 2) for width in (480, 960, 1440) for kind in ("image/avif", "image/jpeg")
    ]
    for one in made:
        with Image.open(io.BytesIO(one.raw)) as narrow:
            assert narrow.size == (one.width, one.height)
            assert not set(narrow.info) & {"exif", "xmp", "comment", "icc_profile"}
        assert len(one.raw) < len(whole)
