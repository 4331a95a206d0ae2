"""The environment that every test runs in, set before Django reads its settings.

pytest-django reads the settings before any conftest.py is looked at, so this is a plugin of its own, named in
pyproject.toml (`-p tests.environment`). What a developer or CI has set (DATABASE_URL for the PostgreSQL run) stands;
everything that a test could spoil on a real machine (uploads, last-known-good pages) is pointed at a folder of this
run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

FOLDER = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
OWNER = os.getpid()  # browsers and servers forked from this process must not take the folder with them

OURS = {
    # Never the operator's, whatever the shell says: a test run writes to these.
    "VAR_DIR": str(FOLDER / "var"),
    "MEDIA_ROOT": str(FOLDER / "media"),
    "KILL_SWITCH_FILE": str(FOLDER / "kill-switch.txt"),
    "FIRST_SERVED_DIR": str(FOLDER / "first-served"),
    "LAST_KNOWN_GOOD_DIR": str(FOLDER / "last-known-good"),
    "STATIC_ROOT": str(FOLDER / "static"),
    "EMAIL_URL": "dummy://",
    "CACHE_URL": "locmem://",
    "SECRET_KEY": "for-tests-only-and-known-to-everyone-who-can-read-this-repository-0123456789",
    "DEBUG": "false",
    # Plain http, so that nothing redirects; the host is the one that Django's test client sends.
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1,[::1]",
}
# Things an operator may have exported that would make a test's answer depend on the machine.
NOT_OURS = ["SECRET_KEY_FILE", "ADMIN_PATH", "EXIT_URL", "NEWSROOM_NAME", "NEWSROOM_ZONE", "DEMONSTRATION", "HTTPS",
            "BEHIND_PROXY", "LOG_LEVEL", "DEFAULT_FROM_EMAIL", "CONN_MAX_AGE", "KEEP_DRAFT_SAVES_DAYS",
            "KEEP_EVENTS_DAYS"]  # fmt: skip


def _forget_folder() -> None:
    if os.getpid() == OWNER:
        shutil.rmtree(FOLDER, ignore_errors=True)


for name in NOT_OURS:
    os.environ.pop(name, None)
os.environ.update(OURS)
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER / 'newsroom.sqlite3'}")
for name in ("MEDIA_ROOT", "LAST_KNOWN_GOOD_DIR", "STATIC_ROOT"):
    Path(os.environ[name]).mkdir(parents=True)
atexit.register(_forget_folder)
