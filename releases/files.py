"""Attachments and pictures, served only while a visible edition links them (DESIGN.md, rule 1)."""

import uuid

from django.http import FileResponse, Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.models import Asset, EditionAsset
from releases.requests import DatedRequest

# Shown in the browser; everything else is saved. What is not on this list may be anything.
INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}


@require_safe
def file(request: DatedRequest, identity: uuid.UUID, name: str) -> HttpResponseBase:
    """One file under the public name that a visible edition gives it; under an older name, the way to that one."""
    links = list(EditionAsset.objects.visible(request.at).filter(asset__uuid=identity).select_related("asset"))
    if not links:
        raise Http404
    link = next((link for link in links if link.name == name), None)
    if link is None:
        return HttpResponsePermanentRedirect(reverse("releases:file", args=[identity, links[0].name]))
    return answer(link.asset, link.name)


def answer(asset: Asset, name: str) -> FileResponse:
    """The bytes of a stored file under a name. Whether they may be seen is the caller's to ask.

    The tag is the SHA-256 of the bytes. The policy keeps a file from acting as a page of ours (OWASP ASVS 5.4, 3.2.1).
    """
    try:
        stored = asset.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(
        stored, as_attachment=asset.content_type not in INLINE, filename=name, content_type=asset.content_type
    )
    response["ETag"] = f'"{asset.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
