"""Who was sent an embargoed copy: of signed texts under embargo alone, kept for a time, and kept nowhere else."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from releases import erasure, sending, timing
from releases.addresses import recipients
from releases.models import Event, Release, ReleaseSet, Sending
from releases.refusal import Refusal
from tests import newsdesk
from tests.newsdesk import LIFT, NOW
from tests.releases.sent import LIST, embargoed, news, send
from tests.releases.whole_database import everything

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


def test_each_is_noted_with_whom_by_whom_and_when_and_the_log_has_the_number_alone():
    edition = embargoed()
    rows = edition.sendings.values_list("name", "outlet", "email", "sent_by__username", "sent_at")
    assert rows[0] == ("Isla Drummond", "Daily Example", "isla@daily.example", "jo", NOW)
    assert len(rows) == 3
    event = Event.objects.get(step=Event.Step.SENT)
    assert event.details == {"people": 3}
    assert "isla" not in f"{event.reason}{event.details}".lower()


def test_whoever_is_noted_already_is_not_noted_twice():
    edition = embargoed()
    assert len(send(edition, "TOM@wire.example\nnew@wire.example")) == 1
    with pytest.raises(Refusal, match="noted already"):
        send(edition)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(edition=edition, email="Tom@Wire.example", sent_by=newsdesk.jo(), sent_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sending.objects.create(edition=edition, email="", sent_by=newsdesk.jo(), sent_at=NOW)


def test_whoever_had_it_before_it_was_moved_may_be_sent_it_again(clock):
    edition = embargoed()
    clock.shift(60)
    timing.move(
        edition_id=edition.pk, actor=newsdesk.jo(), public_at=LIFT + timedelta(days=1), reason="The report is late."
    )
    assert len(news(edition).untold) == 3
    clock.shift(60)
    send(edition, "tom@wire.example")
    assert [r.sending.email for r in news(edition).untold] == ["isla@daily.example", "jo@radio.example"]
    with pytest.raises(Refusal, match="nothing has been done to this edition since"):
        send(edition, "tom@wire.example")


@pytest.mark.parametrize("mode, said", [({"timed": True}, "without an embargo"), ({}, "It is public")])
def test_only_what_was_signed_under_an_embargo_leaves_the_house(mode, said):
    edition = newsdesk.signed(**mode)
    with pytest.raises(Refusal, match=said):
        send(edition)
    assert not Sending.objects.exists()


def test_not_once_it_is_held_nor_once_it_is_public_nor_while_its_set_is_not_signed(clock):
    edition = embargoed("")
    timing.hold(edition_id=edition.pk, actor=newsdesk.jo())
    with pytest.raises(Refusal, match="It is held"):
        send(edition)
    pair = ReleaseSet.objects.create(name="Two")
    newsdesk.draft(set=pair, embargoed=True)
    with pytest.raises(Refusal, match="waits for the rest of its set"):
        send(newsdesk.signed(set=pair, embargoed=True))
    later = embargoed("")
    clock.move_to(LIFT)
    with pytest.raises(Refusal, match="It is public"):
        send(later)


def test_who_may_not_change_releases_may_note_nobody():
    edition = embargoed("")
    with pytest.raises(Refusal, match="may not do this"):
        sending.note(edition_id=edition.pk, actor=newsdesk.sam(), people=recipients(LIST))


def test_somebody_is_taken_off_the_list_with_a_reason_and_no_trace_of_who():
    edition = embargoed()
    with pytest.raises(Refusal, match="Give a reason"):
        sending.forget(release_id=edition.release_id, email="tom@wire.example", actor=newsdesk.jo(), reason=" ")
    sending.forget(release_id=edition.release_id, email="Tom@wire.example", actor=newsdesk.jo(), reason="By mistake.")
    assert edition.sendings.count() == 2
    assert Event.objects.get(step=Event.Step.FORGOTTEN).details == {"people": 1}
    assert not Sending.objects.filter(email__contains="tom").exists()
    assert "okafor" not in str(list(Event.objects.values())).lower()


def test_they_are_forgotten_so_many_days_after_it_was_public_and_not_before(settings, capsys):
    settings.KEEP_RECIPIENTS_DAYS = 30
    edition = embargoed()
    with time_machine.travel(LIFT + timedelta(days=30), tick=False):
        call_command("prune")
        assert edition.sendings.count() == 3
    with time_machine.travel(LIFT + timedelta(days=30, seconds=1), tick=False):
        call_command("prune", dry_run=True)
        assert edition.sendings.count() == 3
        call_command("prune")
        call_command("prune")
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Recipients")]
    assert [line.partition("public: ")[2] for line in said] == ["0 gone", "3 would go", "3 gone", "0 gone"]
    assert not Sending.objects.exists()
    assert Event.objects.get(step=Event.Step.FORGOTTEN).details["people"] == 3


def test_an_erasure_reaches_the_list_even_where_two_become_the_same():
    edition = embargoed()
    people = [newsdesk.person(n, n.title(), *newsdesk.WRITER, "releases.erase") for n in ("noor", "tess")]
    words = ["Isla Drummond", "Tom Okafor", "isla@daily.example", "tom@wire.example"]
    wish = erasure.propose(release_id=edition.release_id, actor=people[0], words=words, reason="Asked.")
    erasure.carry_out(erasure_id=wish.pk, actor=people[1])
    whole = everything()
    assert [word for word in words if word.lower() in whole] == []
    assert edition.sendings.filter(email="[removed]").count() == 2


def test_nobody_stands_on_any_public_page(client):
    edition = embargoed()
    with time_machine.travel(LIFT, tick=False):
        for address in (f"/releases/{edition.slug}/", f"/releases/{edition.slug}.txt", "/feeds/releases.rss", "/"):
            assert "daily" not in client.get(address).content.decode().lower(), address


def test_the_names_are_in_no_save_of_the_history_and_in_no_log_of_the_admin(client):
    edition = embargoed()
    client.force_login(newsdesk.jo())
    for name in ("history", "change"):
        page = client.get(reverse(f"admin:releases_release_{name}", args=[edition.release_id])).content.decode()
        assert "isla@" not in page
    assert Release.objects.get(pk=edition.release_id).events.filter(step=Event.Step.SENT).exists()
