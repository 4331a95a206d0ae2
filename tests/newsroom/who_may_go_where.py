"""Every address of the newsdesk, and who may go there: the table of verdicts.

W writer, A approver, S safety lead, H helpline editor, D administrator. Whoever stands in no letter is refused, the
same for what exists and for what does not; whoever has given no password, or no code, is told to sign in.
"""

from typing import NamedTuple

from newsroom.roles import ADMINISTRATOR, APPROVER, HELPLINE_EDITOR, SAFETY_LEAD, WRITER

LETTERS = {"W": WRITER, "A": APPROVER, "S": SAFETY_LEAD, "H": HELPLINE_EDITOR, "D": ADMINISTRATOR}
EVERYONE, NOBODY = "WASHD-", ""  # "-" is somebody signed in who has no role
DESK, OFFICE = "WASD", "AD"  # who may see releases; who keeps the office's records
WRITES = "WAS"


class Verdict(NamedTuple):
    """Who may look (GET) and who may act (POST), by letters; None where the method is not offered at all."""

    get: str | None
    post: str | None = None


class Records(NamedTuple):
    """The five addresses that Django's admin gives to a kind of record."""

    see: str
    add: str = NOBODY
    change: str = NOBODY
    delete: str = NOBODY


RECORDS = {
    "auth_user": Records(see="D", add="D", change="D"),
    "auth_group": Records(see="D"),
    "newsroom_accountevent": Records(see="D"),
    "releases_organisation": Records(see=DESK, change=OFFICE),  # one, and it stands
    "releases_desk": Records(see=DESK, add=OFFICE, change=OFFICE),
    "releases_boilerplate": Records(see=DESK, add=OFFICE, change=OFFICE),
    "releases_standingpage": Records(see=DESK, add=OFFICE, change=OFFICE),
    "releases_spokesperson": Records(see=DESK, add=OFFICE, change=OFFICE),
    "releases_topic": Records(see=DESK, add=OFFICE, change=OFFICE, delete="D"),
    "releases_releaseset": Records(see=DESK, add=WRITES, change=WRITES, delete="D"),
    "releases_librarynote": Records(see=DESK, add=WRITES, change=WRITES),
    "releases_avoidedword": Records(see=WRITES, add="AS", change="AS", delete="AS"),
    "releases_release": Records(see=DESK, add=WRITES, change=WRITES),
    "releases_batch": Records(see="D", change="D"),
    "helpline_helpline": Records(see="WASH", add="H", change="H"),
    "helpline_channel": Records(see="WASH", add="H", change="H"),
    "helpline_change": Records(see="H", change="H"),
    "helpline_outage": Records(see="WASH"),
}

OWN_PAGES = {"releases_consent", "releases_courtcase", "releases_event"}  # records without Django's five, named below

# Open to whoever is half way in, and to nobody's surprise to whoever is in.
DOOR = {
    "login": Verdict(EVERYONE, EVERYONE),
    "logout": Verdict(None, EVERYONE),
    "door_code": Verdict(EVERYONE, EVERYONE),
    "door_enrol": Verdict(EVERYONE, EVERYONE),
    "door_leave": Verdict(None, EVERYONE),
}
PAGES = {
    "index": Verdict(EVERYONE, EVERYONE),
    "jsi18n": Verdict(EVERYONE),
    "password_change": Verdict(EVERYONE, EVERYONE),
    "password_change_done": Verdict(EVERYONE),
    "app_list": Verdict(DESK, DESK),
    "door_account": Verdict(EVERYONE),
    "door_codes": Verdict(EVERYONE, EVERYONE),
    "door_sign_out": Verdict(None, EVERYONE),
    "autocomplete": Verdict(NOBODY),  # no field of ours asks it
    "auth_user_password_change": Verdict("D", "D"),
    "auth_user_second_factor": Verdict("D", "D"),
    "auth_user_release_lock": Verdict(None, "D"),
    "releases_spokesperson_sheets": Verdict(DESK),
    "releases_release_new_from_text": Verdict(WRITES, WRITES),
    "releases_release_as_at": Verdict(DESK),
    "releases_release_as_at_front": Verdict(DESK),
    "releases_release_as_at_page": Verdict(DESK),
    "releases_release_lifts": Verdict(DESK),
    "releases_release_preview": Verdict(DESK),
    "releases_release_preview_text": Verdict(DESK),
    "releases_release_preview_feed": Verdict(DESK),
    "releases_release_preview_file": Verdict(DESK),
    "releases_release_send": Verdict(None, WRITES),
    "releases_release_return": Verdict(None, WRITES),
    "releases_release_sign_off": Verdict(DESK, "A"),
    "releases_release_mail": Verdict(WRITES, WRITES),
    "releases_release_tell": Verdict(WRITES, WRITES),
    "releases_release_unsaved": Verdict(WRITES, WRITES),
    "releases_release_throw_away": Verdict(None, NOBODY),  # only what one has kept oneself: nobody has, here
    "releases_release_open": Verdict(None, WRITES),
    "releases_release_send_file": Verdict(None, WRITES),
    **{  # the step itself refuses whoever may see and not change
        f"releases_release_{step}": Verdict(None, DESK)
        for step in ("mark_for_clearance", "clear", "take_mark_away", "record_approval", "ask_for_approval", "comment")
    },
    "releases_release_take_approval_back": Verdict(None, NOBODY),  # none stands here, so there is none to take back
    "releases_release_settle_comment": Verdict(None, NOBODY),
    "releases_release_people": Verdict(DESK),
    "releases_release_consent": Verdict("S", "S"),
    "releases_release_restriction": Verdict("S", "S"),
    "releases_release_lift_restriction": Verdict("S", "S"),
    "releases_release_case": Verdict("AS", "AS"),
    "releases_consent_changelist": Verdict("S", "S"),
    "releases_consent_change": Verdict("S", "S"),
    "releases_courtcase_changelist": Verdict("AS", "AS"),
    "releases_courtcase_change": Verdict("AS", "AS"),
    "releases_event_changelist": Verdict("SD"),
    "releases_event_csv": Verdict(None, "SD"),
    "releases_release_evidence": Verdict("SD", "SD"),
    "releases_release_history": Verdict(DESK),
    "releases_release_compare": Verdict(DESK),
    "releases_release_restore_as_draft": Verdict(WRITES, WRITES),
    "releases_release_erase": Verdict("SD", "SD"),
    "releases_release_erasure": Verdict("SD", "SD"),
    **{
        f"releases_release_{step}": Verdict(WRITES, WRITES)  # some of them take an approver: the step itself refuses
        for step in (
            "hold",
            "move",
            "lift_early",
            "release_from_hold",
            "look",
            "take_down",
            "restore",
            "withdraw",
            "remove",
        )
    },
    "helpline_channel_confirm": Verdict("H", "H"),
    "helpline_channel_unavailable": Verdict("WASH", "WASH"),
    "helpline_helpline_propose_primary": Verdict(None, "H"),
    "helpline_helpline_propose_active": Verdict(None, "H"),
}


def _of_records(name: str, of: Records) -> dict[str, Verdict]:
    return {
        f"{name}_changelist": Verdict(of.see, of.see),
        f"{name}_add": Verdict(of.add, of.add),
        f"{name}_history": Verdict(of.see, of.see),
        f"{name}_delete": Verdict(of.delete, of.delete),
        f"{name}_change": Verdict(of.see, of.change),
    }


TABLE: dict[str, Verdict] = {
    **{row: verdict for name, of in RECORDS.items() for row, verdict in _of_records(name, of).items()},
    **DOOR,
    **PAGES,  # what has a page of its own in place of Django's says it here
}
