"""Attachments and pictures, served only while a visible edition links them (DESIGN.md, rule 1).

Every address of a file, narrower pictures included, asks the same predicate and sends the same headers. The bytes come
from this process, or from the server in front where FILES_SENT_BY says so; whether they may be seen is asked here.
"""

import re
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from releases import pictures
from releases.models import Asset, EditionAsset, Rendition
from releases.requests import DatedRequest

# Shown in the browser; everything else is saved. What is not on this list may be anything.
INLINE = {"image/avif", "image/jpeg", "image/png", "image/webp", "application/pdf"}
ENDINGS = {"image/avif": ".avif", "image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp"}
BEHIND_THE_GATE = "/behind-the-gate/"  # the address inside nginx at which MEDIA_ROOT lies (deploy/nginx.conf)
CHUNK = 64 * 1024  # bytes
# RFC 9110 section 14.1.2: one range. Several at once are answered with the whole, as section 14.2 allows.
_RANGE = re.compile(r"bytes=(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))", re.ASCII | re.IGNORECASE)


@require_safe
def file(request: DatedRequest, identity: uuid.UUID, name: str) -> HttpResponseBase:
    """One file under the public name that a visible edition gives it; under an older name, the way to that one."""
    link = visible_link(request, identity, name)
    if link.name != name:
        return HttpResponsePermanentRedirect(reverse("releases:file", args=[identity, link.name]))
    return answer(request, link.asset, link.name)


@require_safe
def rendition(request: DatedRequest, identity: uuid.UUID, width: str, name: str) -> HttpResponseBase:
    """A picture `width` pixels wide, in the type that the name ends with.

    The whole picture, as what it is, where no such rendition is stored: pages name them by the picture's width alone.
    """
    stem, _, ending = name.rpartition(".")
    kind = next((kind for kind, known in ENDINGS.items() if known == f".{ending}"), None)
    link = visible_link(request, identity, stem, of_stem=True)
    if kind not in (pictures.SMALL, link.asset.content_type) or not link.asset.is_picture:
        raise Http404
    public = f"{_stem(link.name)}.{ending}"
    if name != public:
        return HttpResponsePermanentRedirect(reverse("releases:rendition", args=[identity, width, public]))
    stored = Rendition.objects.filter(asset=link.asset, width=int(width), content_type=kind).first()
    return answer(request, stored, public) if stored else answer(request, link.asset, link.name)


def visible_link(request: DatedRequest, identity: uuid.UUID, name: str, *, of_stem: bool = False) -> EditionAsset:
    """The gate of every file: the link of a visible edition to it, by preference the one that names it so (`of_stem`:
    but for its ending). Raises Http404, the same for what is hidden and for what was never stored."""
    links = list(
        EditionAsset.objects.visible(request.at).filter(asset__uuid=identity).select_related("asset").order_by("pk")
    )
    if not links:
        raise Http404
    return next((link for link in links if (_stem(link.name) if of_stem else link.name) == name), links[0])


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def answer(request: HttpRequest, stored: Asset | Rendition, name: str) -> HttpResponseBase:
    """The bytes of a stored file under a name. Whether they may be seen is the caller's to ask.

    The tag is the SHA-256 of the bytes. The policy keeps a file from acting as a page of ours (OWASP ASVS 5.4, 3.2.1).
    """
    response = _sent_by_another(stored) if settings.FILES_SENT_BY != "newsroom" else _sent(request, stored)
    if response.status_code == 416:
        return response
    response["Content-Type"] = stored.content_type
    as_attachment = stored.content_type not in INLINE
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "inline"
    response["ETag"] = _tag(stored)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _tag(stored: Asset | Rendition) -> str:
    return f'"{stored.sha256}"'


def _sent_by_another(stored: Asset | Rendition) -> HttpResponse:
    """No bytes, and the header that makes the server in front send them, ranges included."""
    name = stored.file.name or ""
    if not name or not stored.file.storage.exists(name):
        raise Http404
    response = HttpResponse()
    if settings.FILES_SENT_BY == "x-accel-redirect":
        response["X-Accel-Redirect"] = BEHIND_THE_GATE + quote(name)
    else:
        response["X-Sendfile"] = stored.file.path
    return response


def _sent(request: HttpRequest, stored: Asset | Rendition) -> HttpResponseBase:
    try:
        opened = stored.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    size = stored.file.size
    asked = _range(request, _tag(stored), size)
    if asked is None:
        response: HttpResponseBase = FileResponse(opened)
    elif not asked:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        opened.seek(asked.start)
        response = StreamingHttpResponse(_Piece(opened, len(asked)), status=206)
        response["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
        response["Content-Length"] = str(len(asked))
    response["Accept-Ranges"] = "bytes"
    return response


def _range(request: HttpRequest, tag: str, size: int) -> range | None:
    """The bytes asked for: None for the whole, an empty range for one that cannot be satisfied (RFC 9110 section 14).

    With If-Range, only when its tag is that of what is stored now, else two versions would be joined (section 13.1.5).
    """
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or asked is None or request.headers.get("If-Range", tag) != tag:
        return None
    first, last, of_the_end = asked.groups()
    if of_the_end:
        return range(max(0, size - int(of_the_end)), size) if int(of_the_end) else range(0)
    if last and int(last) < int(first):
        return None  # no range at all (section 14.1.1), so the header is ignored
    return range(int(first), min(int(last) + 1 if last else size, size))


class _Piece:
    """Some bytes of an open file, from where it stands; closed with the response, read or not."""

    def __init__(self, opened: Any, length: int) -> None:
        self._opened, self._left = opened, length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (chunk := self._opened.read(min(CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._opened.close()
