"""What machines ask every site for: robots.txt and security.txt."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

TEXT = "text/plain; charset=utf-8"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by anyone; what is not public is not named here, which would publish it."""
    return HttpResponse(f"User-agent: *\nDisallow:\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n", content_type=TEXT)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116, which wants an end less than a year away).

    Good for ten to eleven months, to the first of a month: it never lapses while the newsroom runs, and its bytes
    change once a month.
    """
    at: datetime = request.at  # type: ignore[attr-defined]
    year, month = divmod(at.year * 12 + at.month - 1 + 11, 12)
    expires = datetime(year, month + 1, 1, tzinfo=UTC)
    contact = settings.SECURITY_CONTACT or f"mailto:{settings.DEFAULT_FROM_EMAIL}"
    return HttpResponse(
        f"Contact: {contact}\n"
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}\n"
        "Preferred-Languages: en\n"
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt\n",
        content_type=TEXT,
    )
