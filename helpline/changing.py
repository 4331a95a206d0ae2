"""The steps of a change that takes two people: propose, approve, refuse, take back. One locked transaction each.

Nothing that readers see moves until a second person has approved it, with the number typed once more from its source.
A change may name the London day from which it holds; it is then kept beside the channel, and every page reads it from
that day on, with no job run (helpline/facts.py, Channel.on).
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpline import facts
from helpline.models import Change, Channel, Closure, Helpline, OpeningHours
from helpline.reach import e164
from helpline.refusal import Refusal
from helpline.two_people import without_closures

PROPOSE, APPROVE = "helpline.change_channel", "helpline.confirm_channel"
# What the newsdesk alone knows of a channel; the rest of it is facts.
DESK_FIELDS = ("label", "nation", "languages", "note", "order", "active", "check_every", "helpline_id")


def snapshot(channel: Channel) -> dict[str, Any]:
    """A channel as it stands in the database, whole, as JSON can hold it."""
    return {
        "facts": facts.channel_to_json(channel.facts()),
        "desk": {name: getattr(channel, name) for name in DESK_FIELDS},
    }


@transaction.atomic
def propose(
    *, actor: Any, after: dict[str, Any], channel: Channel | None, base: str, holds_from: date | None = None
) -> Change:
    """Store what is to become of a channel (None: a new one). `base` is the fingerprint of what it was made from."""
    at = timezone.now()
    if not actor.has_perm(PROPOSE):
        raise Refusal("You have no right to change channels.")
    if holds_from and holds_from < timezone.localdate(at):
        raise Refusal("The day from which it is to hold has passed.")
    stored = channel and Channel.objects.get(pk=channel.pk)
    return Change.objects.create(
        subject=str(stored) if stored else f"{after['desk']['label']} (new)",
        channel=stored, helpline_id=after["desk"]["helpline_id"], before=stored and snapshot(stored), after=after,
        base=base, holds_from=holds_from, proposed_by=actor, proposed_at=at,
    )  # fmt: skip


@transaction.atomic
def propose_helpline(*, actor: Any, helpline: Helpline, what: str) -> Change:
    """That a helpline become the one on every page, or be shown again."""
    if not actor.has_perm(PROPOSE):
        raise Refusal("You have no right to change channels.")
    if what == Change.What.PRIMARY and number_of(helpline) is None:
        raise Refusal("It has no active phone yet, and every page prints the number.")
    if Change.objects.filter(state=Change.State.WAITING, what=what, helpline=helpline).exists():
        raise Refusal("That waits for a second person already.")
    at = timezone.now()
    return Change.objects.create(
        what=what, subject=str(helpline), helpline=helpline, proposed_by=actor, proposed_at=at,
        base=number_of(helpline) or "",
    )  # fmt: skip


@transaction.atomic
def approve(*, change_id: int, actor: Any, typed: str, tried: bool) -> Change:
    """The second person's yes. `typed` is the number, typed again; `tried`: they called it or opened it today.

    Raises Refusal for the proposer, for another number than the one proposed, and where the channel has changed since.
    """
    change, at = _waiting(change_id), timezone.now()
    if not actor.has_perm(APPROVE):
        raise Refusal("You have no right to approve changes of the helpline record.")
    if change.proposed_by_id == actor.pk:
        raise Refusal("You proposed it yourself, so someone else has to approve it.")
    _same_number(change, typed)
    if change.what == Change.What.CHANNEL:
        _carry_out(change, actor, at, tried)
    else:
        _carry_out_for_helpline(change)
    return _decide(change, Change.State.APPROVED, actor, at, tried=tried)


@transaction.atomic
def refuse(*, change_id: int, actor: Any, remark: str = "") -> Change:
    """No; or, for whoever proposed it, taken back. One person is enough: it stops something."""
    change = _waiting(change_id)
    if not actor.has_perm(PROPOSE):
        raise Refusal("You have no right to change channels.")
    mine = change.proposed_by_id == actor.pk
    state = Change.State.TAKEN_BACK if mine else Change.State.REFUSED
    return _decide(change, state, actor, timezone.now(), remark=remark[:300])


def number_to_type(change: Change) -> str:
    """The number that the approver types again, as printed; empty where the change leaves the number as it is."""
    if change.what != Change.What.CHANNEL:
        return number_of(change.helpline) or "" if change.helpline else ""
    before = change.before or {"facts": {}, "desk": {}}
    told, was = change.after["facts"], before["facts"]
    moved = change.after["desk"]["helpline_id"] != before["desk"].get("helpline_id")
    return told["printed"] if told["number"] and (moved or told["number"] != was.get("number")) else ""


def number_of(helpline: Helpline) -> str | None:
    """Its first active phone number, as printed."""
    phones = helpline.channels.filter(active=True, kind=facts.PHONE)
    return next((phone.printed for phone in phones.order_by("order", "pk")), None)


@transaction.atomic
def fold(channel_id: int, today: date) -> None:
    """Write what has begun to hold into the channel's own rows. Readers see no difference: they saw it already."""
    channel = Channel.objects.select_for_update().get(pk=channel_id)
    due = [(day, then) for day, then in channel.later if date.fromisoformat(day) <= today]
    if due:
        then = facts.channel_from_json(due[-1][1])
        channel.later = channel.later[len(due) :]
        _write(channel, then)
        if then.checked_at:
            Channel.objects.filter(pk=channel.pk).update(confirmed_at=then.checked_at)


def _same_number(change: Change, typed: str) -> None:
    expected = number_to_type(change)
    if not expected:
        return
    try:
        same = e164(typed) == e164(expected)
    except ValueError as error:
        raise Refusal(str(error)) from error
    if not same:
        raise Refusal(
            f"You typed {typed}, and {expected} was proposed. Look at the source again; one of them is wrong."
        )


def _carry_out(change: Change, actor: Any, at: datetime, tried: bool) -> None:
    told = facts.channel_from_json(change.after["facts"] | {"checked_at": at.isoformat() if tried else None})
    desk, today = change.after["desk"], timezone.localdate(at)
    coming = change.holds_from if change.holds_from and change.holds_from > today else None
    if change.before is None:
        channel = Channel(shown_from=coming, **desk)
        change.channel = _write(channel, told)
    else:
        channel = _as_it_was(change)
        if coming and without_closures(told) != without_closures(channel.facts()):
            kept = [pair for pair in channel.later if pair[0] != coming.isoformat()]
            then = facts.channel_to_json(told) | {"closures": [], "outages": [], "later": []}
            channel.later = sorted([*kept, [coming.isoformat(), then]])
            channel.save()
            _write_closures(channel, told)
            return
        for name, value in desk.items():
            setattr(channel, name, value)
        _write(channel, told)
    if tried and not coming:
        channel.confirm(by=actor, at=at)


def _as_it_was(change: Change) -> Channel:
    channel = Channel.objects.select_for_update().filter(pk=change.channel_id).first()
    if channel is None:
        raise Refusal("The channel has been deleted since. Refuse the change.")
    if facts.fingerprint(channel.facts()) != change.base:
        raise Refusal("The channel was changed after this was proposed. Refuse it, and propose it anew.")
    return channel


def _carry_out_for_helpline(change: Change) -> None:
    helpline = change.helpline and Helpline.objects.select_for_update().filter(pk=change.helpline.pk).first()
    if helpline is None or (number_of(helpline) or "") != change.base:
        raise Refusal("The helpline was changed after this was proposed. Refuse it, and propose it anew.")
    helpline.active = True
    helpline.is_primary = helpline.is_primary or change.what == Change.What.PRIMARY
    helpline.save()


def _write(channel: Channel, told: facts.Channel) -> Channel:
    """The facts into the channel's rows; what the desk alone knows is set already."""
    table, rule = told.timetable, told.timetable.holidays
    channel.kind, channel.label, channel.printed, channel.url = told.kind, told.label, told.printed, told.url
    channel.free, channel.always_open = told.free, table.always_open
    special = rule is not None and rule.opens is not None
    channel.bank_holidays = "special" if special else "closed" if rule else "ordinary"
    channel.bank_holidays_of = rule.nation if rule else channel.bank_holidays_of
    channel.bank_holiday_opens = rule.opens if rule else None
    channel.bank_holiday_closes = rule.closes if rule else None
    channel.save()
    channel.opening_hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(channel=channel, weekday=w.weekday, opens=w.opens, closes=w.closes, since=w.since, until=w.until)
        for w in table.weekly
    )
    _write_closures(channel, told)
    return channel


def _write_closures(channel: Channel, told: facts.Channel) -> None:
    if told.timetable.closures == channel.facts().timetable.closures:
        return
    channel.closures.all().delete()
    Closure.objects.bulk_create(
        Closure(
            channel=channel, first_day=c.first, last_day=c.last, opens=c.opens, closes=c.closes, note=c.note,
            announced_from=c.announced,
        )
        for c in told.timetable.closures
    )  # fmt: skip


def _waiting(change_id: int) -> Change:
    change = Change.objects.select_for_update().get(pk=change_id)
    if change.state != Change.State.WAITING:
        raise Refusal(f"It was decided already: {change.get_state_display().lower()}.")
    return change


def _decide(change: Change, state: str, actor: Any, at: datetime, *, tried: bool = False, remark: str = "") -> Change:
    change.state, change.decided_by, change.decided_at = state, actor, at
    change.tried, change.remark = tried, remark
    change.save()
    return change
