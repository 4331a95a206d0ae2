"""What every test shares. The cast and the makers are in newsdesk.py; the environment in environment.py."""

from django.conf import settings


def pytest_configure() -> None:
    """Name static files as they lie in the source: the hashed names exist only after collectstatic.

    That every name resolves is tested in tests/house, and the hashed names themselves by the real server in tests/gate.
    """
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
