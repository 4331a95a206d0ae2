"""PDF files on their way in: refused when they could act, and written anew without their authors and earlier versions.

A PDF that was "saved" over an older text still holds that text behind it, and one with a black bar drawn by the program
that made it still names who drew it. Written anew from what its pages need, it holds neither; what is covered by a bar
on the page is still there, and only a person can see that.
"""

import io
import warnings
from collections.abc import Iterator
from typing import Any

from releases.refusal import Refusal

TYPE = "application/pdf"
MOST_PAGES = 2000
MOST_OBJECTS = 500_000  # beyond it a small file keeps a worker busy for minutes
# Keys by which a PDF runs a program, sends a form, opens a file or plays something (ISO 32000-2, 12.6.4), in words.
ACTS = {
    "/JavaScript": "runs JavaScript",
    "/JS": "runs JavaScript",
    "/Launch": "starts a program",
    "/SubmitForm": "sends what is typed into it",
    "/ImportData": "reads a file",
    "/GoToE": "opens a file inside it",
    "/GoToR": "opens another file",
    "/Rendition": "plays something",
    "/RichMedia": "plays something",
    "/Movie": "plays something",
    "/Sound": "plays something",
    "/XFA": "is a form with a program in it",
    "/EmbeddedFile": "has other files inside it",
    "/EmbeddedFiles": "has other files inside it",
    "/FileAttachment": "has other files inside it",
}
_NAMED = ("/S", "/Type", "/Subtype")  # where an action, a stream or an annotation says what it is
_ABOUT = {"/Author": "author", "/Creator": "program", "/Producer": "program", "/Company": "organisation",
          "/Manager": "manager", "/SourceModified": "date"}  # fmt: skip


def cleaned(name: str, raw: bytes) -> tuple[bytes, list[str]]:
    """The file written anew, and in words what was taken out. Raises Refusal with a sentence that names `name`."""
    import pikepdf  # fifteen megabytes of memory, which a worker that only serves readers does not need

    if not raw.startswith(b"%PDF-"):
        raise Refusal(f"“{name}” is not what its ending says. Save it again as .pdf and choose that file.")
    try:
        with pikepdf.open(io.BytesIO(raw)) as opened:
            if opened.is_encrypted:
                raise Refusal(f"“{name}” is protected. Save it without a password and without restrictions.")
            if len(opened.pages) > MOST_PAGES or len(opened.objects) > MOST_OBJECTS:
                raise Refusal(f"“{name}” is larger than {MOST_PAGES} pages, or made of too many parts, to be checked.")
            if does := next(_what_it_does(opened), None):
                raise Refusal(f"“{name}” {does}. Print it to a new PDF and choose that file.")
            taken_out = list(_without_its_maker(opened))
            out = io.BytesIO()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # what a viewer might find odd in it, and what we cannot mend
                # A fixed id: the usual one is made of the file's name, the time and what stood in it before.
                opened.save(out, deterministic_id=True, fix_metadata_version=False)
            return out.getvalue(), taken_out
    except pikepdf.PasswordError:
        raise Refusal(f"“{name}” needs a password. Save it without one and choose that file.") from None
    except (pikepdf.PdfError, ValueError, RuntimeError, OverflowError, RecursionError):
        raise Refusal(f"“{name}” cannot be read. Print it to a new PDF and choose that file.") from None


def _what_it_does(opened: Any) -> Iterator[str]:
    import pikepdf

    for part in opened.objects:
        waiting = [part]
        while waiting:
            one = waiting.pop()
            if isinstance(one, pikepdf.Array):
                waiting += [each for each in one if not each_is_plain(each) and not each.is_indirect]
            if not isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                continue
            for key, value in one.items():
                if key in ACTS:
                    yield ACTS[key]
                if key in _NAMED and isinstance(value, pikepdf.Name) and str(value) in ACTS:
                    yield ACTS[str(value)]
                if not each_is_plain(value) and not value.is_indirect:
                    waiting.append(value)


def each_is_plain(value: object) -> bool:
    """Whether it is a number or a truth value, which pikepdf gives as Python's own."""
    return isinstance(value, int | float | str | bytes) or value is None or not hasattr(value, "is_indirect")


def _without_its_maker(opened: Any) -> Iterator[str]:
    """Empty the file of its authors; gives what stood there, in words. The title is kept: readers are shown it."""
    title = str(opened.docinfo.get("/Title", "")) if opened.trailer.get("/Info") is not None else ""
    for key, what in _ABOUT.items():
        if opened.trailer.get("/Info") is not None and (value := str(opened.docinfo.get(key, "")).strip()):
            yield f"{what} “{value}”"
    if "/Info" in opened.trailer:
        del opened.trailer["/Info"]
    if title:
        opened.docinfo["/Title"] = title
    described = sum(_drop(part, "/Metadata") + _drop(part, "/PieceInfo") for part in opened.objects)
    if described:
        yield "descriptions that programs had left in it"


def _drop(part: Any, key: str) -> int:
    import pikepdf

    if isinstance(part, pikepdf.Dictionary | pikepdf.Stream) and key in part:
        del part[key]
        return 1
    return 0
