"""The cast and the makers of these tests: Nadia and Tess keep consents and cases; Rowan is the protected person."""

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from releases import cases, consent, restrictions, uploads
from releases.models import Asset, Attachment, Consent, CourtCase, Edition, Release, Restriction
from tests import newsdesk
from tests.newsdesk import NOW, WRITER, person
from tests.releases.uploading.makers import encoded

SAFETY = (
    "releases.see_consent", "releases.keep_consent", "releases.see_restriction", "releases.keep_restriction",
    "releases.see_case", "releases.keep_case",
)  # fmt: skip
LAST_DAY = date(2027, 3, 3)
WORDS = "Canarywords: they believed me, and I slept."
PROTECTED = {"statement__speaker_kind": "protected", "statement__speaker_name": "Rowan", "statement": f"<p>{WORDS}</p>"}


def nadia() -> User:
    return person("nadia", "Nadia", *WRITER, *SAFETY)


def tess() -> User:
    return person("tess", "Tess", *WRITER, *SAFETY)


def draft(**traits: Any) -> Release:
    """A draft in which Rowan speaks."""
    return newsdesk.draft(**PROTECTED | traits)


def terms(**changed: Any) -> consent.Terms:
    return consent.Terms(
        **{"reference": "CF-2031/14", "uses": ["website", "press"], "taken_by": "Case worker, north team",
           "taken_on": date(2026, 11, 20), "ends_on": LAST_DAY} | changed
    )  # fmt: skip


def key_of(release: Release) -> str:
    """What a form names Rowan's statement by."""
    return next(part.key for part in consent.coverable(Release.with_text(release.pk)) if part.protected)


def recorded(release: Release, parts: list[str] | None = None, **changed: Any) -> Consent:
    return consent.record(
        release_id=release.pk, actor=nadia(), terms=terms(**changed), parts=parts or [key_of(release)]
    )


def restricted(release: Release, kind: str = "ew_sexual", **more: Any) -> Restriction:
    return restrictions.record(
        release_id=release.pk, actor=nadia(), kind=kind, **{"terms": "The complainant is called C.", "court": ""} | more
    )


def case(reference: str = "T20277001") -> CourtCase:
    return cases.record(actor=nadia(), reference=reference, nation="England and Wales", court="Exampleton Crown Court")


def linked(case: CourtCase, *releases: Release) -> CourtCase:
    for release in releases:
        cases.link(case_id=case.pk, release_id=release.pk, actor=nadia())
    return case


def with_picture(release: Release, asset: Any) -> Attachment:
    return Attachment.objects.create(
        release=release, asset=asset, shown="picture", title="Rowan at the harbour", alternative_text="A back, a sea."
    )


def stored(shade: int = 0) -> Asset:
    """A picture of one colour, as an upload is stored: another shade, other bytes."""
    picture = Image.new("RGB", (60, 40), (shade, 40, 85))
    file = SimpleUploadedFile("rowan.png", encoded(picture, "PNG"))
    return uploads.store(asset=uploads.received(file, actor=nadia(), at=NOW))


def changed(edition: Edition, **fields: Any) -> Release:
    """The release's working text, changed by Jo and ready to be sent again."""
    Release.objects.filter(pk=edition.release_id).update(**{"change": "minor"} | fields)
    return Release.with_text(edition.release_id)
