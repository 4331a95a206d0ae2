"""What every test shares. The cast and the makers are in newsdesk.py; the environment in environment.py."""

from collections import Counter

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import TransactionTestCase

from helpline import record
from tests import newsdesk

NOT_RUN: Counter[str] = Counter()  # marker -> how many tests of it this run leaves out


def pytest_configure() -> None:
    """Name static files as they lie in the source: the hashed names exist only after collectstatic.

    That every name resolves is tested in tests/house, and the hashed names themselves by the real server in tests/gate.
    """
    # Tests sign in with `force_login`, which shows no code; those of the door ask for one again.
    settings.SECOND_FACTOR_REQUIRED = False
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]  # Django's own name for it


def _empty(case: TransactionTestCase) -> None:
    """After a test that commits, leave no row at all, in whatever order tests run.

    Django's own emptying makes content types and permissions anew, under other numbers on PostgreSQL; the next test
    with serialized_rollback then puts back those of the migrations, and the two sets collide. Whoever needs a
    permission has newsdesk.person, which makes them where there are none.
    """
    for database in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        call_command(
            "flush", verbosity=0, interactive=False, database=database, reset_sequences=False, inhibit_post_migrate=True
        )
    ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def no_page_is_kept_from_another_test() -> None:
    """Tests share a frozen instant, so a page that one of them left behind would answer the next."""
    newsdesk.forget_what_is_kept()


@pytest.fixture(autouse=True)
def no_helpline_is_kept_from_another_test() -> None:
    """A reading is kept for a second, which is longer than most tests take."""
    record.start_afresh()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what only PostgreSQL can answer where the tests run on SQLite, and say so."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    for item in items:
        if item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: make test-all"))


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        NOT_RUN.update(name for name in ("browser", "gate") if item.get_closest_marker(name))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A test left out without a word is a test that everyone believes has passed."""
    if NOT_RUN:
        what = {"browser": "need Chromium", "gate": "start real servers"}
        counts = ", ".join(f"{NOT_RUN[name]} that {why}" for name, why in what.items() if NOT_RUN[name])
        terminalreporter.write_line(f"Not run: {counts}. `make test-all` runs them.")
