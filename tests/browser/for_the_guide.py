"""The pictures of docs/editors.md, out of those that the browser tests took: `make guide`.

A picture of a screen has few colours: with a palette of its own it is a quarter as large.
"""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
COLOURS = 64


def main() -> None:
    for taken in sorted((ROOT / "pictures").glob("whole-way-*.png")):
        kept = ROOT / "docs" / "pictures" / taken.name.removeprefix("whole-way-")
        Image.open(taken).convert("RGB").quantize(COLOURS).save(kept, optimize=True)


if __name__ == "__main__":
    main()
