"""Every address of the newsroom. releases and helpline are mounted at the root; the newsdesk at ADMIN_PATH."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom import errors, health, wellknown

urlpatterns = [
    path("", include("releases.urls")),
    path("", include("helpline.urls")),
    path(settings.ADMIN_PATH, admin.site.urls),
    path("robots.txt", wellknown.robots, name="robots"),
    path(".well-known/security.txt", wellknown.security, name="security"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error
