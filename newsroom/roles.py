"""Who may do what at the desk: one table, which `manage.py migrate` puts into the groups of the same names.

To give a role another right, add a line here: the next `migrate` gives it to the group, on a new database and on an old
one alike, and takes from the group what the table no longer has. A person may have several roles. Nobody needs a right
outside a role.
"""

from collections.abc import Iterable
from typing import NamedTuple


class DeskRole(NamedTuple):
    """A role: the group's name, what it is for in a sentence, and its rights as `app.codename`."""

    name: str
    purpose: str
    rights: frozenset[str]


def _of(app: str, verbs: str, *models: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for verb in verbs.split() for model in models}


# Whoever works on releases: writes, reads what a release is made of, and stops what must be stopped. Stopping (hold,
# take down, remove, mark a number as not available) takes one person and one press, so every role that works at night
# has it.
ON_RELEASES = (
    _of("releases", "add change view", "release", "releaseset", "librarynote")
    | _of("releases", "view", "organisation", "desk", "boilerplate", "standingpage", "avoidedword")
    | _of("releases", "view", "spokesperson", "role", "topic")
    | _of("helpline", "view", "helpline", "channel", "openinghours", "closure", "signposting")
    | {"helpline.mark_unavailable"}
)
# The log of the whole newsroom, and what stood at an address from when to when, as files: what a court may ask for.
RECORD = {"releases.read_log", "releases.take_evidence"}
# What stands on public pages as soon as it is saved: the office's own records. A writer, whose words nobody has read
# yet, chooses among them and changes none.
OFFICE_RECORDS = _of("releases", "add change view", "organisation", "desk", "boilerplate", "standingpage") | _of(
    "releases", "add change view", "spokesperson", "role", "topic"
)
# Words that the desk is warned of: they stand on no public page.
WORDS = _of("releases", "add change delete", "avoidedword")

# The register of court cases: whoever may have to stop all that is about one, at night.
ON_CASES = {"releases.see_case", "releases.keep_case"}
# Consent of people in stories, and what the law forbids to be said: docs/safety.md.
ON_PEOPLE = {
    "releases.see_consent", "releases.keep_consent", "releases.see_restriction", "releases.keep_restriction",
}  # fmt: skip

WRITER, APPROVER, SAFETY_LEAD, HELPLINE_EDITOR, ADMINISTRATOR = (
    "Writer", "Approver", "Safety lead", "Helpline editor", "Administrator",
)  # fmt: skip

ROLES = (
    DeskRole(
        WRITER,
        "Writes releases, sends them for sign-off, and stops what must be stopped.",
        frozenset(ON_RELEASES),
    ),
    DeskRole(
        APPROVER,
        "Writes, and signs off what somebody else edited last. Keeps the office’s contacts, spokespeople, topics and "
        "standing pages.",
        frozenset(ON_RELEASES | ON_CASES | OFFICE_RECORDS | WORDS | {"releases.sign_release", "releases.delete_role"}),
    ),
    DeskRole(
        SAFETY_LEAD,
        "Answers for the safety of people in stories, and of court cases. Writes, clears texts that are marked for "
        "legal clearance, and is one of the two who erase.",
        frozenset(ON_RELEASES | ON_CASES | ON_PEOPLE | WORDS | RECORD | {"releases.erase", "releases.clear_legally"}),
    ),
    DeskRole(
        HELPLINE_EDITOR,
        "Keeps the helpline’s numbers, addresses and hours; a change takes a second helpline editor.",
        frozenset(
            _of("helpline", "add change view", "helpline", "channel", "openinghours", "closure", "signposting")
            | _of("helpline", "delete", "openinghours", "closure")
            | {"helpline.mark_unavailable", "helpline.confirm_channel"}
        ),
    ),
    DeskRole(
        ADMINISTRATOR,
        "Makes accounts and gives roles, to others and never to themselves. Keeps the office’s records, brings in an "
        "old site, reads the log, and is one of the two who erase.",
        frozenset(
            OFFICE_RECORDS
            | RECORD
            | _of("auth", "view", "group")
            | _of("auth", "add change view", "user")
            | {"newsroom.view_accountevent"}
            | _of("releases", "view", "release", "releaseset", "librarynote")
            | _of("releases", "delete", "topic", "releaseset")
            | {"releases.bring_in", "releases.erase"}
        ),
    ),
)  # fmt: skip
BY_NAME = {role.name: role for role in ROLES}


def rights_of(names: Iterable[str]) -> frozenset[str]:
    """The rights that these roles have together; a name that is no role has none."""
    return frozenset().union(*(BY_NAME[name].rights for name in names if name in BY_NAME))
