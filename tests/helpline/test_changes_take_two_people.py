"""Whatever adds or alters a number, a link or an opening waits for a second person, who types the number again."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from helpline import panel, record
from helpline.models import Change, Channel, Closure
from tests.helpline.makers import OTHER, TUESDAY_8PM, channel, form, inline_forms, kim, lee, london, robin

pytestmark = pytest.mark.django_db
CHRISTMAS = {"first_day": "2026-12-25", "last_day": "2026-12-25"}


@pytest.fixture(autouse=True)
def _on_tuesday():
    with time_machine.travel(TUESDAY_8PM, tick=False):
        yield


def save(client, of: Channel, **changed) -> Change | None:
    """Robin saves the form of a channel; gives the change that waits, if one does."""
    client.force_login(robin())
    answer = client.post(reverse("admin:helpline_channel_change", args=[of.pk]), form(of, **changed))
    assert answer.status_code == 302, answer.content.decode()
    return Change.objects.first()


def decide(client, change: Change, who=lee, **posted) -> int:
    client.force_login(who())
    return client.post(reverse("admin:helpline_change_change", args=[change.pk]), posted).status_code


def phone(at=TUESDAY_8PM) -> str:
    record.start_afresh()
    return panel.at(at).phone.printed


@pytest.mark.parametrize(
    "kind, changed",
    [
        ("phone", {"printed": OTHER[0]}),
        ("live_chat", {"url": "https://chat.example.org/"}),
        ("live_chat", {"always_open": "on"}),
        ("live_chat", {"bank_holidays": "closed"}),
        ("live_chat", {"hours": [{"weekday": 0, "opens": "10:00", "closes": "22:00"}]}),
        ("live_chat", {"closures": [CHRISTMAS | {"opens": "9:00", "closes": "10:00"}]}),
        ("web_form", {"free": "on"}),
        ("phone", {"order": 99}),  # another number may come first
    ],
)  # fmt: skip
def test_it_is_held_back_and_readers_see_what_they_saw(client, kind, changed):
    of = channel(kind)
    before = of.facts()
    assert save(client, of, **changed).state == "waiting"
    assert Channel.objects.get(pk=of.pk).facts() == before


def test_a_channel_shown_again_waits_and_one_taken_off_does_not(client):
    chat = channel("live_chat")
    assert save(client, chat, active="") is None
    assert panel.at(TUESDAY_8PM).chat is None
    assert save(client, Channel.objects.get(pk=chat.pk), active="on").state == "waiting"


def test_a_closed_day_is_one_persons_and_taking_it_away_is_twos(client):
    chat = channel("live_chat")
    closed = CHRISTMAS | {"channel": chat.pk}
    assert save(client, chat, closures=[closed]) is None
    row = closed | {"id": Closure.objects.get().pk, "DELETE": "on"}
    assert save(client, chat, closures=[row]).state == "waiting"
    assert Closure.objects.exists()


def test_the_second_person_types_the_number_again_and_readers_see_it(client):
    change = save(client, channel("phone"), printed=OTHER[0])
    assert phone() == "0808 2000 247"
    assert decide(client, change, approve="x", typed="") == 409
    assert decide(client, change, approve="x", typed="020 7946 0001") == 409
    assert phone() == "0808 2000 247"
    assert decide(client, change, approve="x", typed=OTHER[0], tried="yes") == 302
    assert phone() == OTHER[0]
    stored = channel("phone")
    assert (stored.confirmed_by.username, stored.confirmed_at) == ("lee", TUESDAY_8PM)
    change.refresh_from_db()
    assert (change.proposed_by.username, change.decided_by.username, change.tried) == ("robin", "lee", True)
    assert change.before["facts"]["printed"] == "0808 2000 247"


@pytest.mark.parametrize("who", [robin, kim])
def test_nobody_approves_their_own_or_without_the_right(client, who):
    change = save(client, channel("phone"), printed=OTHER[0])
    assert decide(client, change, who=who, approve="x", typed=OTHER[0]) == 409
    assert phone() == "0808 2000 247"


def test_the_database_refuses_a_change_approved_by_its_proposer(client):
    change = save(client, channel("phone"), printed=OTHER[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.update(state="approved", decided_by=change.proposed_by, decided_at=TUESDAY_8PM)


def test_a_change_of_a_channel_that_has_changed_since_is_refused(client):
    change = save(client, channel("phone"), printed=OTHER[0])
    Channel.objects.filter(kind="phone").update(free=False)
    assert decide(client, change, approve="x", typed=OTHER[0]) == 409
    assert phone() == "0808 2000 247"
    assert decide(client, change, refuse="x", remark="Wrong source.") == 302
    change.refresh_from_db()
    assert (change.state, change.remark) == ("refused", "Wrong source.")


def test_it_holds_from_its_day_with_no_job_run_and_without_a_database(client, request):
    change = save(client, channel("phone"), printed=OTHER[0], holds_from="2026-12-01")
    assert decide(client, change, approve="x", typed=OTHER[0], tried="yes") == 302
    eve, day = london(2026, 11, 30, 23, 59), london(2026, 12, 1)
    for _ in range(2):
        assert (phone(eve), phone(day)) == ("0808 2000 247", OTHER[0])
        assert OTHER[0] in panel.at(day).signposting_text
        whole = record.current()
        assert record.facts.from_json(record.facts.to_json(whole)) == whole
    with time_machine.travel(day, tick=False):  # the form then shows what readers see
        client.force_login(lee())
        page = client.get(reverse("admin:helpline_channel_change", args=[channel("phone").pk]))
        assert f'value="{OTHER[0]}"' in page.content.decode()
    assert (channel("phone").printed, channel("phone").later) == (OTHER[0], [])
    assert phone(day) == OTHER[0]


def test_a_new_channel_waits_and_may_begin_on_a_day(client):
    client.force_login(robin())
    posted = form(channel("phone"), printed=OTHER[0], label="Phone for Wales", holds_from="2026-12-01")
    posted |= inline_forms("opening_hours")
    assert client.post(reverse("admin:helpline_channel_add"), posted).status_code == 302
    change = Change.objects.get()
    assert not Channel.objects.filter(printed=OTHER[0]).exists()
    assert decide(client, change, approve="x", typed=OTHER[0]) == 302
    labels = [[way.label for way in panel.at(at).channels] for at in (london(2026, 11, 30), london(2026, 12, 1))]
    assert ["Phone for Wales" in each for each in labels] == [False, True]


def test_a_day_that_has_passed_is_refused_with_a_sentence(client):
    client.force_login(robin())
    of = channel("phone")
    answer = client.post(
        reverse("admin:helpline_channel_change", args=[of.pk]), form(of, holds_from=date(2026, 11, 1).isoformat())
    )
    assert "That day has passed" in answer.content.decode()
