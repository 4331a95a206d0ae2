"""manage.py import_wordpress, and the page on which the batch is looked through and confirmed."""

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from releases import erasure
from releases.models import Batch, Edition, OldAddress, Release
from tests import newsdesk
from tests.newsdesk import NOW
from tests.releases.bringing_in import ada, ben, proposed
from tests.releases.importing.wxr_files import export, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(export(post(1, "Two houses"), post(2, "Hidden", status="private")))
    newsdesk.DeskFactory()
    return path


def page(batch):
    return reverse("admin:releases_batch_change", args=[batch.pk])


def test_the_command_brings_in_a_batch_and_says_what_it_left_out(file, capsys):
    call_command("import_wordpress", str(file), by=ada().username)
    said = capsys.readouterr().out
    assert "1 releases wait for a second administrator" in said
    assert "“Hidden”: its status is “private”" in said
    assert page(Batch.objects.get()) in said


def test_a_dry_run_reads_and_stores_nothing(file, capsys):
    call_command("import_wordpress", str(file), dry_run=True)
    assert "1 releases that were public, 0 drafts" in capsys.readouterr().out
    assert not Release.objects.exists()


@pytest.mark.parametrize("who", [None, "nobody", "jo"])
def test_only_an_administrator_proposes(file, who):
    newsdesk.jo()
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_wordpress", str(file), by=who)
    assert not Release.objects.exists()


def test_a_file_that_is_not_there_is_a_sentence(tmp_path, file):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_wordpress", str(tmp_path / "none.xml"), by=ada().username)


def test_the_page_shows_what_came_and_the_second_administrator_confirms(tmp_path, client):
    batch = proposed(tmp_path, post(1, "Two houses"), post(2, "Draft", status="draft"))
    client.force_login(ada())
    mine = client.get(page(batch)).content.decode()
    assert "Two houses" in mine
    assert "someone else has to confirm it" in mine
    assert client.post(page(batch), {"confirm": "yes"}).status_code == 409
    client.force_login(ben())
    assert "Confirm: make 1 releases public" in client.get(page(batch)).content.decode()
    assert client.post(page(batch), {"confirm": "yes"}).status_code == 302
    assert Edition.objects.get().headline == "Two houses"
    assert client.post(page(batch), {"confirm": "yes"}).status_code == 409


def test_turning_down_needs_a_reason(tmp_path, client):
    batch = proposed(tmp_path, post(1, "Two houses"))
    client.force_login(ada())
    assert client.post(page(batch), {"turn_down": "yes", "reason": " "}).status_code == 409
    client.post(page(batch), {"turn_down": "yes", "reason": "Wrong file"})
    assert not Release.objects.exists()


def test_what_was_erased_does_not_come_back_with_a_second_run(tmp_path):
    proposed(tmp_path, post(1, "Kim Doe", slug="kim-doe"))
    eraser = newsdesk.person("eve", "Eve", "releases.erase"), newsdesk.person("finn", "Finn", "releases.erase")
    wish = erasure.propose(
        release_id=Release.objects.get().pk, actor=eraser[0], words=["Kim Doe"], reason="She asked for it"
    )
    erasure.carry_out(erasure_id=wish.pk, actor=eraser[1])
    assert "kim" not in str([*Release.objects.values(), *OldAddress.objects.values()]).lower()
    assert proposed(tmp_path, post(1, "Kim Doe", slug="kim-doe")) is None


def test_who_may_not_bring_in_does_not_see_batches(tmp_path, client):
    batch = proposed(tmp_path, post(1, "Two houses"))
    client.force_login(newsdesk.amira())
    assert client.get(page(batch)).status_code == 403
    assert client.get(reverse("admin:releases_batch_changelist")).status_code == 403
    client.force_login(ben())
    assert client.get(reverse("admin:releases_batch_changelist")).status_code == 200
    assert client.get("/admin/releases/batch/no-number/change/").status_code == 404
