"""The roles at the desk: groups of the database that say what the table in newsroom/roles.py says."""

from datetime import date
from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import connection

from newsroom import roles
from newsroom.demo import newsroom as demo
from newsroom.role_groups import keep_in_step
from newsroom.roles import ADMINISTRATOR, APPROVER, HELPLINE_EDITOR, ROLES, SAFETY_LEAD, WRITER
from releases.models import StandingPage
from tests import newsdesk

pytestmark = pytest.mark.django_db


def rights_in_the_database(name: str) -> set[str]:
    rights = Permission.objects.filter(group__name=name).select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}" for right in rights}


@pytest.fixture(autouse=True)
def _groups_are_there() -> None:
    newsdesk.with_roles("wen", WRITER)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_database_that_was_migrated_has_the_role_with_exactly_its_rights(role):
    assert rights_in_the_database(role.name) == set(role.rights)


def test_every_right_of_the_table_exists():
    """A slip of the pen here would be a right that nobody has."""
    assert keep_in_step() == []


def test_a_line_added_to_the_table_is_given_by_the_next_migrate_and_one_taken_away_is_taken(monkeypatch):
    writer = ROLES[0]._replace(rights=ROLES[0].rights - {"releases.add_librarynote"} | {"releases.delete_topic"})
    monkeypatch.setattr("newsroom.role_groups.ROLES", (writer,))
    call_command("migrate", verbosity=0)
    assert rights_in_the_database(WRITER) == set(writer.rights)


def test_a_role_that_somebody_bent_or_deleted_is_put_right_by_the_next_migrate():
    Group.objects.get(name=APPROVER).delete()
    Group.objects.get(name=WRITER).permissions.clear()
    call_command("migrate", verbosity=0)
    assert rights_in_the_database(WRITER) == set(roles.BY_NAME[WRITER].rights)
    assert rights_in_the_database(APPROVER) == set(roles.BY_NAME[APPROVER].rights)


def test_who_holds_a_role_keeps_it_over_a_migrate():
    wen = newsdesk.with_roles("wen", WRITER, HELPLINE_EDITOR)
    call_command("migrate", verbosity=0)
    assert {group.name for group in wen.groups.all()} == {WRITER, HELPLINE_EDITOR}


def test_a_right_that_the_database_does_not_know_is_named_and_stops_nothing(monkeypatch):
    writer = ROLES[0]._replace(rights=ROLES[0].rights | {"releases.fly"})
    monkeypatch.setattr("newsroom.role_groups.ROLES", (writer,))
    said = StringIO()
    call_command("migrate", stdout=said)
    assert "does not know yet: releases.fly." in said.getvalue()
    assert rights_in_the_database(WRITER) == set(ROLES[0].rights)


def test_a_writer_alone_puts_no_word_of_a_spokesperson_or_a_topic_before_the_public(client):
    """Their pages and names are public as soon as they are saved."""
    priya, policing = newsdesk.SpokespersonFactory(), newsdesk.TopicFactory()
    for address in (
        f"spokesperson/{priya.pk}/change/",
        "spokesperson/add/",
        f"topic/{policing.pk}/change/",
        "topic/add/",
    ):
        client.force_login(newsdesk.with_roles("wen", WRITER))
        assert client.post(f"/admin/releases/{address}", {"name": "Changed", "slug": "changed"}).status_code == 403
        client.force_login(newsdesk.with_roles("amy", APPROVER))
        assert client.get(f"/admin/releases/{address}").status_code == 200


def test_a_writer_chooses_among_them_in_a_release(client):
    newsdesk.SpokespersonFactory()
    newsdesk.TopicFactory()
    client.force_login(newsdesk.with_roles("wen", WRITER))
    page = client.get("/admin/releases/release/add/").content.decode()
    assert "Priya Nair</option>" in page
    assert 'name="topics"' in page
    assert "/spokesperson/add/" not in page
    assert "/topic/add/" not in page
    assert client.get("/admin/releases/release/new-from-text/").status_code == 200


def test_a_plan_changes_nothing():
    Group.objects.get(name=WRITER).permissions.clear()
    call_command("migrate", plan=True, stdout=StringIO())
    assert rights_in_the_database(WRITER) == set()


@pytest.mark.parametrize("right", ["releases.sign_release", "releases.erase", "helpline.confirm_channel"])
def test_what_takes_two_people_is_not_a_writers(right):
    assert right not in roles.BY_NAME[WRITER].rights


@pytest.mark.parametrize("role", [WRITER, APPROVER, SAFETY_LEAD])
def test_whoever_works_on_releases_may_stop_one_and_may_stop_a_number(role):
    person = newsdesk.with_roles(f"a-{role[:4]}".lower(), role)
    assert person.has_perm("releases.change_release")
    assert person.has_perm("helpline.mark_unavailable")


def test_nobody_but_an_administrator_touches_accounts_and_no_role_may_delete_one():
    for role in ROLES:
        accounts = {right for right in role.rights if right.startswith("auth.")}
        assert (accounts != set()) == (role.name == ADMINISTRATOR)
        assert not any("delete" in right for right in accounts)


def test_rights_besides_the_roles_are_needed_by_nobody():
    """Every right that a step of ours asks for stands in some role."""
    asked = {"releases.sign_release", "releases.change_release", "releases.erase", "releases.bring_in",
             "helpline.change_channel", "helpline.confirm_channel", "helpline.mark_unavailable"}  # fmt: skip
    assert asked <= roles.rights_of(role.name for role in ROLES)
    own = Permission.objects.filter(content_type__app_label__in=["releases", "helpline", "newsroom"])
    own = own.exclude(codename__regex=r"^(add|change|delete|view)_")
    assert {f"{p.content_type.app_label}.{p.codename}" for p in own} <= roles.rights_of(role.name for role in ROLES)


def test_the_demos_people_have_roles_and_no_loose_rights_and_are_enough_for_every_second_person():
    demo.make("a-password-of-the-test")
    people = [User.objects.get(username=name) for name in demo.ROLES_OF]
    assert not any(person.user_permissions.exists() for person in people)
    for right in ("releases.sign_release", "releases.erase", "releases.bring_in", "helpline.confirm_channel"):
        assert sum(person.has_perm(right) for person in people) >= 2, right


def test_a_demo_that_was_made_before_there_were_roles_gets_them():
    editor = newsdesk.person("editor", "Jo", "releases.erase")
    demo.give_roles()
    editor = User.objects.get(pk=editor.pk)
    assert [group.name for group in editor.groups.all()] == [WRITER]
    assert not editor.has_perm("releases.erase")


def test_the_pages_that_the_foot_of_every_page_leads_to_are_written_and_nobodys_words_are_touched(client):
    StandingPage.objects.exclude(slug="privacy").delete()
    ours = {"title": "Privacy", "body": "<p>Our own words.</p>", "updated_on": date(2025, 1, 1)}
    StandingPage.objects.update_or_create(slug="privacy", defaults=ours)
    migration = import_module("newsroom.migrations.0002_pages_that_are_promised")
    migration.write_pages(apps, SimpleNamespace(connection=connection))
    pages = {slug: client.get(f"/{slug}/").content.decode() for slug in ("privacy", "accessibility", "corrections")}
    assert not any("has not been written yet" in page for page in pages.values())
    assert "Our own words." in pages["privacy"]
