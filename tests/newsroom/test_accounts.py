"""Accounts: made and given roles by administrators, to others and never to themselves, and everything is logged."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, transaction

from newsroom.door import accounts
from newsroom.models import AccountEvent
from newsroom.roles import ADMINISTRATOR, APPROVER, ROLES, WRITER
from tests import newsdesk
from tests.newsdesk import NOW
from tests.newsroom.door import PASSWORD, required, signs_in, somebody, with_phone

pytestmark = pytest.mark.django_db
USERS = "/admin/auth/user/"


@pytest.fixture(autouse=True)
def clock(settings):
    required(settings)
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ada():
    return with_phone("ada", ADMINISTRATOR)


@pytest.fixture
def desk(client, ada):
    return signs_in(client, ada)


def group(name: str) -> int:
    return Group.objects.get(name=name).pk


def form(of: User, **changed) -> dict:
    fields = {name: getattr(of, name) for name in ("username", "first_name", "last_name", "email")}
    fields |= {"is_active": "on", "groups": [*of.groups.values_list("pk", flat=True)]}
    return {name: value for name, value in (fields | changed).items() if value is not None}


def events(account: User) -> list[tuple[str, str]]:
    return list(AccountEvent.objects.filter(account=account).order_by("pk").values_list("step", "words"))


def test_an_account_is_made_with_roles_and_its_making_is_logged(desk, ada):
    new = {"username": "noor", "first_name": "Noor", "last_name": "Ali", "email": "", "password1": PASSWORD,
           "password2": PASSWORD, "groups": [group(WRITER), group(APPROVER)]}  # fmt: skip
    assert desk.post(f"{USERS}add/", new).status_code == 302
    noor = User.objects.get(username="noor")
    assert noor.is_staff
    assert not noor.is_superuser
    assert events(noor) == [("made", "Roles: Approver, Writer.")]
    assert AccountEvent.objects.get(account=noor).actor == ada


def test_an_account_cannot_be_made_mightier_by_what_is_posted(desk):
    new = {"username": "noor", "password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on",
           "user_permissions": ["1"], "is_staff": "on"}  # fmt: skip
    desk.post(f"{USERS}add/", new)
    noor = User.objects.get(username="noor")
    desk.post(f"{USERS}{noor.pk}/change/", form(noor, is_superuser="on", user_permissions=["1"]))
    noor.refresh_from_db()
    assert not noor.is_superuser
    assert not noor.get_all_permissions()


def test_a_change_of_roles_is_logged_before_and_after_and_told_to_the_person(desk, client, clock):
    wen = with_phone("wen", WRITER)
    desk.post(f"{USERS}{wen.pk}/change/", form(wen, groups=[group(WRITER), group(APPROVER)]))
    assert events(wen) == [("roles", "From Writer to Approver, Writer.")]
    clock.shift(60)
    other = signs_in(type(client)(), wen)
    assert "Ada Test changed your roles: From Writer to Approver, Writer." in other.get("/admin/").content.decode()


def test_a_save_that_changes_nothing_logs_nothing(desk):
    wen = somebody("wen", WRITER)
    assert desk.post(f"{USERS}{wen.pk}/change/", form(wen)).status_code == 302
    assert events(wen) == []


def test_nobody_gives_themselves_a_role_or_locks_themselves_out(desk, ada):
    posted = form(ada, groups=[group(role.name) for role in ROLES], is_active=None, is_superuser="on", take_away="on")
    desk.post(f"{USERS}{ada.pk}/change/", posted)
    ada = User.objects.get(pk=ada.pk)
    assert [g.name for g in ada.groups.all()] == [ADMINISTRATOR]
    assert (ada.is_active, ada.is_superuser) == (True, False)
    assert events(ada) == []


def test_the_database_refuses_a_role_that_somebody_gave_themselves(ada):
    with pytest.raises(IntegrityError, match="nobody_gives_themselves_roles"), transaction.atomic():
        AccountEvent.objects.create(account=ada, step="roles", actor=ada, at=NOW)


def test_a_superusers_account_is_out_of_an_administrators_reach(desk):
    root = with_phone("root")
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    before = User.objects.get(pk=root.pk).password
    assert desk.post(f"{USERS}{root.pk}/change/", form(root, is_active=None)).status_code == 403
    both = {"password1": "another-password-9", "password2": "another-password-9"}
    assert desk.post(f"{USERS}{root.pk}/password/", both).status_code == 403
    assert desk.post(f"{USERS}{root.pk}/second-factor/", {"reason": "x"}).status_code == 403
    root.refresh_from_db()
    assert (root.is_active, root.password) == (True, before)


def test_whoever_made_an_account_does_not_make_an_administrator_of_it_and_another_does(desk, client):
    eve = with_phone("eve", ADMINISTRATOR)
    new = {"username": "noor", "password1": PASSWORD, "password2": PASSWORD, "groups": [group(ADMINISTRATOR)]}
    assert "ask another administrator to give it" in desk.post(f"{USERS}add/", new).content.decode()
    assert not User.objects.filter(username="noor").exists()
    desk.post(f"{USERS}add/", new | {"groups": [group(WRITER)]})
    noor = User.objects.get(username="noor")
    both = form(noor, groups=[group(WRITER), group(ADMINISTRATOR)])
    assert "ask another administrator to give it" in desk.post(f"{USERS}{noor.pk}/change/", both).content.decode()
    assert [g.name for g in noor.groups.all()] == [WRITER]
    other = signs_in(type(client)(), eve)
    assert other.post(f"{USERS}{noor.pk}/change/", both).status_code == 302
    assert noor.groups.filter(name=ADMINISTRATOR).exists()
    assert desk.post(f"{USERS}{noor.pk}/change/", form(noor, first_name="Noor")).status_code == 302  # held already


def test_the_only_administrator_makes_the_second_alone(desk):
    new = {"username": "noor", "password1": PASSWORD, "password2": PASSWORD, "groups": [group(ADMINISTRATOR)]}
    assert desk.post(f"{USERS}add/", new).status_code == 302


def test_that_a_password_was_set_is_told_at_every_sign_in_for_a_week_not_to_the_first_alone(client, clock):
    wen = with_phone("wen", WRITER)
    accounts.password_was_set(account=wen, actor=somebody("eve", ADMINISTRATOR))
    for shift, told in ((timedelta(minutes=1), True), (timedelta(days=2), True), (timedelta(days=6), True),
                        (timedelta(minutes=5), False)):  # fmt: skip
        clock.shift(shift)
        page = signs_in(type(client)(), wen).get("/admin/").content.decode()
        assert ("Eve Test set your password" in page) is told


def test_no_account_is_deleted(desk):
    wen = somebody("wen", WRITER)
    assert desk.post(f"{USERS}{wen.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(USERS, {"action": "delete_selected", "_selected_action": [wen.pk], "post": "yes"})
    assert User.objects.filter(pk=wen.pk).exists()


def test_rights_besides_the_roles_are_shown_and_can_be_taken_away(desk):
    old = newsdesk.person("old", "Old", "releases.sign_release", "releases.view_release")
    assert "Can sign off a release" in desk.get(f"{USERS}{old.pk}/change/").content.decode()
    desk.post(f"{USERS}{old.pk}/change/", form(old, take_away="on", groups=[group(WRITER)]))
    assert not User.objects.get(pk=old.pk).has_perm("releases.sign_release")
    assert events(old) == [("roles", "From 2 rights besides to Writer.")]


def test_a_group_of_an_operators_own_is_left_to_whoever_has_it(desk):
    wen = somebody("wen", WRITER)
    wen.groups.add(Group.objects.create(name="Interns"))
    desk.post(f"{USERS}{wen.pk}/change/", form(wen, groups=[group(APPROVER)]))
    assert {g.name for g in wen.groups.all()} == {"Interns", APPROVER}


def test_a_password_set_by_an_administrator_is_logged_and_ends_what_was_open(desk, client):
    wen = with_phone("wen", WRITER)
    other = signs_in(type(client)(), wen)
    both = {"password1": "another-password-9", "password2": "another-password-9"}
    assert desk.post(f"{USERS}{wen.pk}/password/", both).status_code == 302
    assert [step for step, _ in events(wen)] == ["password"]
    assert other.get("/admin/").status_code == 302


def test_ones_own_password_takes_the_old_one(desk, ada):
    assert desk.get(f"{USERS}{ada.pk}/password/")["Location"] == "/admin/password_change/"
    new = {"new_password1": "another-password-9", "new_password2": "another-password-9"}
    assert desk.post("/admin/password_change/", {"old_password": "wrong", **new}).status_code == 200
    assert desk.post("/admin/password_change/", {"old_password": PASSWORD, **new}).status_code == 302
    assert [step for step, _ in events(ada)] == ["password"]


def test_roles_are_shown_and_changed_by_nobody_at_the_desk(desk):
    writer = group(WRITER)
    assert "Writes releases" in desk.get(f"/admin/auth/group/{writer}/change/").content.decode()
    assert desk.post(f"/admin/auth/group/{writer}/change/", {"name": "All"}).status_code == 403
    assert desk.post("/admin/auth/group/add/", {"name": "All"}).status_code == 403


def test_no_filter_of_the_list_asks_about_passwords_or_keys(desk):
    for lookup in ("password__startswith=pbkdf2", "totpdevice__key__startswith=a", "is_superuser__exact=1"):
        assert desk.get(f"{USERS}?{lookup}").status_code == 400


def test_the_log_is_for_administrators_alone_and_cannot_be_written_at_the_desk(desk, client):
    assert desk.get("/admin/newsroom/accountevent/").status_code == 200
    assert desk.post("/admin/newsroom/accountevent/add/", {}).status_code == 403
    other = signs_in(type(client)(), with_phone("wen", WRITER))
    assert other.get("/admin/newsroom/accountevent/").status_code == 403


def test_administrators_read_on_the_front_page_what_others_did_to_accounts_this_week(desk, ada, clock):
    eve = somebody("eve", ADMINISTRATOR)
    accounts.log(account=somebody("wen", WRITER), step="roles", actor=eve, words="From Writer to Approver.")
    accounts.log(account=eve, step="made", actor=ada, words="Roles: Administrator.")
    page = desk.get("/admin/").content.decode()
    assert "Eve Test changed the roles of wen" in page
    assert "Ada Test made the account" not in page  # she knows
    clock.shift(timedelta(days=7, minutes=1))
    assert "changed the roles of wen" not in signs_in(desk, ada).get("/admin/").content.decode()


def test_one_administrator_alone_is_told_so_and_two_are_not(desk, client):
    sentence = "There is only one administrator"
    assert sentence in desk.get("/admin/").content.decode()
    second = somebody("eve", ADMINISTRATOR)
    assert sentence not in desk.get("/admin/").content.decode()
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert sentence in desk.get("/admin/").content.decode()
    other = signs_in(type(client)(), with_phone("wen", WRITER))
    assert sentence not in other.get("/admin/").content.decode()
