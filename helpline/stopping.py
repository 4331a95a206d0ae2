"""One person, at once, marks a channel unavailable; a second looks later. Each step is one locked transaction.

Stopping takes one person and one press. What is left must still reach somebody: while no other channel of the helpline
works, another has to be named, and it must work itself. To put a channel back brings nothing new, only what two people
had approved before; so whoever marked it may take it back as a slip for SLIP, and after that somebody else does.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from helpline.models import Channel, Outage
from helpline.reach import printed_address, tidy, without_number
from helpline.refusal import Refusal

# A right of its own, so that whoever works at night may stop a number that does not answer; it changes nothing else.
MARK, CHANGE = "helpline.mark_unavailable", "helpline.change_channel"
SLIP = timedelta(minutes=10)
LONGEST = timedelta(days=366)


@transaction.atomic
def mark(
    *, channel_id: int, actor: Any, until: datetime | None = None, sentence: str = "", instead_id: int | None = None
) -> Outage:
    """Unavailable from this minute until `until` (aware, whole minutes) or, with None, until further notice.

    Raises Refusal where it is so already, where the time makes no sense, or where nobody would be left to answer.
    """
    channels = _locked()
    at = timezone.now()
    _require(actor)
    channel = channels.get(channel_id)
    if channel is None:
        raise Refusal("There is no such channel. It may have been deleted.")
    if _outage(channel, at):
        raise Refusal("It is marked unavailable already.")
    if until is not None and (until.second or until.microsecond):
        raise Refusal("Name whole minutes, such as 18:00.")
    if until is not None and not at < until <= at + LONGEST:
        raise Refusal("The time until which it is unavailable has passed, or is more than a year away.")
    sentence = tidy(sentence)
    try:
        without_number(sentence)
    except ValueError as error:
        raise Refusal(f"{error} Name the channel to use instead below.") from error
    instead = _instead(channel, channels, instead_id, at)
    return Outage.objects.create(
        channel=channel, since=_minute(at), until=until, sentence=sentence, instead=instead,
        instead_words=in_words(instead) if instead else "",
        instead_link=(f"tel:{instead.number}" if instead.number else instead.url) if instead else "",
        marked_by=actor, marked_at=at,
    )  # fmt: skip


@transaction.atomic
def put_back(*, outage_id: int, actor: Any) -> Outage:
    """Available again from this minute. Raises Refusal for whoever marked it, once it is too late for a slip."""
    _locked()
    outage = Outage.objects.get(pk=outage_id)
    at = timezone.now()
    _require(actor)
    if not outage.in_force(at):
        raise Refusal("It is available already.")
    if outage.marked_by_id == actor.pk and at - outage.marked_at > SLIP:
        raise Refusal("You marked it yourself, so someone else has to put it back.")
    outage.until, outage.ended_by, outage.ended_at = _minute(at), actor, at
    outage.save()
    return outage


@transaction.atomic
def look(*, outage_id: int, actor: Any) -> Outage:
    """A second person has looked at it."""
    _locked()
    outage = Outage.objects.get(pk=outage_id)
    _require(actor)
    if outage.looked_at:
        raise Refusal("Somebody has looked at it already.")
    if outage.marked_by_id == actor.pk:
        raise Refusal("You marked it yourself, so someone else has to look at it.")
    outage.looked_by, outage.looked_at = actor, timezone.now()
    outage.save()
    return outage


def working(channel: Channel, at: datetime) -> bool:
    """Could a reader be sent there? Shown, and not marked unavailable; its hours are another matter."""
    shown = channel.active and channel.helpline.active
    return (
        shown and not (channel.shown_from and channel.shown_from > timezone.localdate(at)) and not _outage(channel, at)
    )


def must_name_another(channel: Channel, channels: list[Channel], at: datetime) -> bool:
    """Is it the last that works of its helpline, or the last number of the helpline on every page?"""
    others = [each for each in channels if each.pk != channel.pk and each.helpline_id == channel.helpline_id]
    left = [each for each in others if working(each, at)]
    return not left or (
        channel.helpline.is_primary and channel.kind == "phone" and not any(each.kind == "phone" for each in left)
    )


def in_words(channel: Channel) -> str:
    """As readers are told of it: "Live chat, nationaldahelpline.org.uk"."""
    return f"{channel.label}, {channel.printed or printed_address(channel.url)}"


def everything() -> list[Channel]:
    """Every channel with what the questions above ask of it."""
    return list(Channel.objects.select_related("helpline").prefetch_related("outages"))


def _instead(channel: Channel, channels: dict[int, Channel], instead_id: int | None, at: datetime) -> Channel | None:
    if instead_id is None:
        if must_name_another(channel, list(channels.values()), at):
            raise Refusal("It is the last one that works. Name the channel that readers are to use instead.")
        return None
    instead = channels.get(instead_id)
    if instead is None or instead.pk == channel.pk or not working(instead, at):
        raise Refusal("The channel to use instead does not work itself. Choose another.")
    return instead


def _outage(channel: Channel, at: datetime) -> Outage | None:
    return next((row for row in channel.outages.all() if row.in_force(at)), None)


def _locked() -> dict[int, Channel]:
    """Every channel, locked first: which is the last that works may not change while we ask."""
    list(Channel.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    return {channel.pk: channel for channel in everything()}


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


def may_mark(user: Any) -> bool:
    """Whether this person may mark a channel unavailable, put it back, and give the second look."""
    return user.has_perm(MARK) or user.has_perm(CHANGE)


def _require(actor: Any) -> None:
    if not may_mark(actor):
        raise Refusal("You have no right to mark a channel as not available.")
