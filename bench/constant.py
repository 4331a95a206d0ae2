"""The yardstick: settings of a Django with its ordinary middleware, and one view that returns the same bytes each time.

The bytes are a page's own, so that a large page is compared with a large constant.
"""

import os
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from newsroom.settings import *  # noqa: F403

# As `django-admin startproject` writes it.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "bench.constant"
PAGES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_PAGES"]).iterdir()}


def constant(request: HttpRequest, name: str) -> HttpResponse:
    """The page of that name, as it was when the server started."""
    if name not in PAGES:
        raise Http404
    return HttpResponse(PAGES[name])


urlpatterns = [path("<str:name>", constant)]
