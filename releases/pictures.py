"""Pictures on their way in: read, turned upright, brought to sRGB, written anew; and the smaller ones that pages use.

What is written is the pixels and nothing else: no place, device, author, comment, thumbnail or second file (OWASP ASVS
5.2.2, 5.2.6). The colours are those of the picture's own profile, brought to sRGB, and the profile goes too: it names
devices, and a phone's wide-gamut photograph would look dull without it.
"""

import io
import warnings
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from releases.refusal import Refusal

MOST_PIXELS = 50_000_000  # a 50-megapixel camera; beyond it a small file can fill the memory
LONGEST_SIDE = 2400  # pixels: enough for print at newspaper size, and a page that loads on a phone
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
FORMATS = {kind: form for form, kind in TYPES.items()} | {"image/avif": "AVIF"}
# CSS pixels of the widths that pages offer beside the whole picture: a phone, a desk, a desk with a fine screen.
WIDTHS = (480, 960, 1440)
SMALL = "image/avif"  # what most browsers take; the others take the picture's own type
# How each is written. AVIF at speed 8: three widths in a tenth of a second, a fifth larger than at its slowest.
_WRITTEN: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85, "method": 4},
    "AVIF": {"quality": 60, "speed": 8, "max_threads": 2},
}
_MODES = {"JPEG": ("RGB", "L"), "AVIF": ("RGB", "RGBA")}
_SRGB = ImageCms.createProfile("sRGB")


class Picture(NamedTuple):
    """A finished picture: its bytes, media type and pixels."""

    raw: bytes
    type: str
    width: int
    height: int


def read(name: str, raw: bytes) -> Picture:
    """The upload as a finished picture, at most LONGEST_SIDE wide or high. Raises Refusal with a sentence that names
    `name`; OSError or ValueError where the bytes are no picture that can be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            # MPO is what many phones write: a JPEG with a depth map or a second view behind it. The first is taken.
            with Image.open(io.BytesIO(raw), formats=[*TYPES, "MPO"]) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _too_many_pixels(name)
                form = "JPEG" if opened.format == "MPO" else opened.format or ""
                if opened.format != "MPO" and getattr(opened, "is_animated", False):
                    raise Refusal(f"“{name}” moves. Save one picture of it that stands still, and choose that file.")
                return _finished(_in_srgb(ImageOps.exif_transpose(opened)), form)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels(name) from None
    except (UnidentifiedImageError, SyntaxError, EOFError, IndexError, KeyError) as broken:
        raise ValueError("not a picture that can be read") from broken


def renditions(picture: bytes, kind: str) -> Iterator[Picture]:
    """The narrower versions of a finished picture of type `kind`: each width in AVIF and in its own type."""
    with Image.open(io.BytesIO(picture), formats=[FORMATS[kind]]) as whole:
        whole.load()
        for width in widths(whole.width):
            size = (width, max(1, round(whole.height * width / whole.width)))
            mode = "RGBA" if whole.mode in ("RGBA", "LA", "PA") or "transparency" in whole.info else "RGB"
            narrow = whole.convert(mode).resize(size, Image.Resampling.LANCZOS)
            for form in dict.fromkeys((FORMATS[SMALL], FORMATS[kind])):
                yield Picture(_written(narrow, form), _type(form), *narrow.size)


def widths(whole: int | None) -> list[int]:
    """The widths in which a picture that is `whole` pixels wide is offered; none for one that is narrow already."""
    return [width for width in WIDTHS if whole and width < whole]


def tells_of_its_maker(raw: bytes) -> bool:
    """Whether a picture inside another file carries a place, a device, an author or a comment."""
    try:
        with Image.open(io.BytesIO(raw), formats=[*TYPES, "MPO"]) as opened:
            return bool(opened.getexif()) or bool({"exif", "xmp", "comment", "photoshop"} & set(opened.info))
    except Exception:  # whatever it is, it is no picture that can be read; its container has been looked through
        return False


def _finished(picture: Image.Image, form: str) -> Picture:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return Picture(_written(picture, form), TYPES[form], *picture.size)


def _written(picture: Image.Image, form: str) -> bytes:
    modes = _MODES.get(form, ("RGB", "RGBA", "L", "LA", "P"))
    keyed = "transparency" in picture.info and picture.mode != "P"  # one colour, or one grey, stands for none
    if picture.mode not in modes or (keyed and form != "JPEG"):
        transparent = form != "JPEG" and ("A" in picture.mode or "transparency" in picture.info)
        picture = picture.convert("RGBA" if transparent else "RGB")
    # Pillow writes some of what it read unless it is taken away.
    picture.info = {key: value for key, value in picture.info.items() if key == "transparency" and picture.mode == "P"}
    out = io.BytesIO()
    picture.save(out, form, exif=b"", **_WRITTEN[form])
    return out.getvalue()


def _in_srgb(picture: Image.Image) -> Image.Image:
    """The pixels as sRGB by the picture's own profile; as they are where it has none or a broken one."""
    if picture.mode.startswith("I;16"):  # 16 bits a pixel: the upper eight, where convert() would cut at white
        return Image.frombytes("L", picture.size, picture.tobytes()[0 if picture.mode.endswith("B") else 1 :: 2])
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    if picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _type(form: str) -> str:
    return next(kind for kind, known in FORMATS.items() if known == form)


def _too_many_pixels(name: str) -> Refusal:
    return Refusal(f"“{name}” has more than 50 million pixels. Save it smaller and choose that file.")
