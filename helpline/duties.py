"""What of the helpline record waits for somebody at the desk, each as a sentence with the page that deals with it."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.urls import reverse

from helpline.models import Change, Channel, Outage
from helpline.stopping import CHANGE, may_mark


class Duty(NamedTuple):
    sentence: str
    address: str


def overdue(channel: Channel, at: datetime) -> bool:
    """Confirmed, and longer ago than its limit (Channel.check_every, days) at the aware instant `at`."""
    return channel.confirmed_at is not None and at - channel.confirmed_at > timedelta(days=channel.check_every)


def duties(user: Any, at: datetime) -> list[Duty]:
    """In the order of their weight. Three queries; one for somebody who may mark a channel and change none."""
    if not may_mark(user):
        return []
    unseen = Outage.objects.filter(looked_at__isnull=True).exclude(marked_by=user).select_related("channel__helpline")
    found = [
        Duty(
            f"{row.channel} was marked not available by {row.marked_by or 'someone since removed'}. Please look.",
            reverse("admin:helpline_channel_unavailable", args=[row.channel_id]),
        )
        for row in unseen.select_related("marked_by")
    ]
    if not user.has_perm(CHANGE):
        return found
    waiting = Change.objects.filter(state=Change.State.WAITING).select_related("proposed_by")
    found += [
        Duty(
            f"A change of {row.subject}, by {row.proposed_by or 'someone since removed'}, waits for a second person.",
            reverse("admin:helpline_change_change", args=[row.pk]),
        )
        for row in waiting
    ]
    shown = Channel.objects.filter(active=True, helpline__active=True).select_related("helpline")
    found += [
        Duty(
            f"{row} was last checked on {row.confirmed_at:%d %B %Y}, longer ago than its {row.check_every} days."
            if row.confirmed_at
            else f"{row} has never been checked, so readers are not told whether it is open.",
            reverse("admin:helpline_channel_confirm", args=[row.pk]),
        )
        for row in shown
        if row.confirmed_at is None or overdue(row, at)
    ]
    return found
