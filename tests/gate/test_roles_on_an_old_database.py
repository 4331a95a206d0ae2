"""A database from before there were roles is migrated as one of a new newsroom is, by the command that people type."""

import os
from pathlib import Path

import pytest

from newsroom.roles import ROLES
from tests.gate.servers import environment, manage

pytestmark = pytest.mark.gate
COUNT = (
    "from django.contrib.auth.models import Group\n"
    "for group in Group.objects.order_by('name'): print(group.name, group.permissions.count(), group.user_set.count())"
)
WRITERS = "from django.contrib.auth.models import User; User.objects.create(username='wen').groups.add(1)"
EXPECTED = sorted(f"{role.name} {len(role.rights)}" for role in ROLES)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def env(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of an empty database of this test's own."""
    env = environment(tmp_path, 1)
    if request.param == "postgresql":
        from django.db import connection

        name = "before_there_were_roles"
        env["DATABASE_URL"] = os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        request.getfixturevalue("django_db_blocker").unblock()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
            cursor.execute(f"CREATE DATABASE {name}")
    return env


def test_roles_come_to_a_new_database_and_to_an_old_one_alike(env: dict[str, str]) -> None:
    manage(env, "migrate", "auth")
    manage(env, "migrate", "releases")
    manage(env, "migrate", "helpline", "0005")
    assert manage(env, "shell", "--no-imports", "-v0", "-c", COUNT) == ""
    manage(env, "migrate")
    lines = manage(env, "shell", "--no-imports", "-v0", "-c", COUNT).splitlines()
    assert [line.rpartition(" ")[0] for line in lines] == EXPECTED
    manage(env, "shell", "--no-imports", "-v0", "-c", WRITERS)
    manage(env, "migrate", "helpline", "0005")  # back, and forward again: who held a role holds it
    manage(env, "migrate")
    again = manage(env, "shell", "--no-imports", "-v0", "-c", COUNT).splitlines()
    assert [line.rpartition(" ")[0] for line in again] == EXPECTED
    assert sum(int(line.rpartition(" ")[2]) for line in again) == 1
