"""What the desk's front page says of the people in stories, to those who keep their records. No name stands in any of
it; a consent is known by the reference of its case file, to safety leads alone."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from releases import cases, consent, safety, wording
from releases.duties import MOST, Duty
from releases.models import CaseLink, Consent, CourtCase, Edition, Event, State
from releases.removal import Reason


def active_cases(user: Any, at: datetime) -> list[Duty]:
    """Cases whose proceedings are active and about which something is public or to come: stop it, all together."""
    if not user.has_perm(cases.KEEP):
        return []
    signed = Edition.objects.filter(state=State.SIGNED, withdrawn=False, release__removed_at__isnull=True)
    still = signed.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=at), release=OuterRef("release"))
    # Asked of the few releases that a case names: all that is public would have to be read for it otherwise.
    about = CaseLink.objects.filter(Exists(still), case=OuterRef("pk"))
    active = CourtCase.objects.filter(Exists(about), state=CourtCase.State.ACTIVE)
    return [
        Duty(f"Proceedings in {case.reference} are active, and releases about it are public or to come.",
             reverse("admin:releases_courtcase_change", args=[case.pk]))
        for case in active[:MOST]
    ]  # fmt: skip


def ended(user: Any, at: datetime) -> list[Duty]:
    """Consents that have ended and whose releases nobody has read again since."""
    if not user.has_perm(consent.SEE):
        return []
    over = _over(at).filter(seen_at__isnull=True, erased_at__isnull=True)
    return [
        Duty(f"The consent {record.reference} has ended, and what it covered has left. Read the releases again.",
             _page(record))
        for record in over[:MOST]
    ]  # fmt: skip


def taken_back_at_the_desk(user: Any, at: datetime) -> list[Duty]:
    """Parts that somebody at the desk took down because a consent was withdrawn, while its record still runs."""
    if not user.has_perm(consent.KEEP):
        return []
    running = Consent.objects.filter(withdrawn_at__isnull=True, ends_at__gt=at)
    steps = Event.objects.filter(step=Event.Step.PART_TAKEN_DOWN, reason__startswith=Reason.CONSENT.label)
    # A record that was ended as well took its parts down at its own instant.
    steps = steps.exclude(at__in=Consent.objects.filter(withdrawn_at__isnull=False).values("withdrawn_at"))
    of_record = steps.filter(release__covers__consent__in=running, release__covers__consent__recorded_at__lt=F("at"))
    releases = of_record.values_list("release", "release__headline").distinct()
    return [
        Duty(f"A part of “{headline}” was taken down because someone withdrew consent, and a record for it still runs.",
             reverse("admin:releases_release_people", args=[pk]))
        for pk, headline in releases.order_by("release")[:MOST]
    ]  # fmt: skip


def ending(user: Any, at: datetime) -> list[Duty]:
    """Consents that end within thirty days: the person is asked, or it is let end."""
    if not user.has_perm(consent.SEE):
        return []
    soon = Consent.objects.filter(
        withdrawn_at__isnull=True, ends_at__gt=at, ends_at__lte=at + timedelta(days=safety.ASKED_BEFORE)
    )
    return [
        Duty(f"The consent {record.reference} ends on {wording.day(record.ends_on)}. Ask whether it may go on, or let "
             "it end.", _page(record), record.ends_at)
        for record in soon.order_by("ends_at")[:MOST]
    ]  # fmt: skip


def to_be_erased(user: Any, at: datetime) -> list[Duty]:
    """Records that were kept as long as they need to be, and erasures of records that wait for a second person."""
    if not user.has_perm(consent.KEEP):
        return []
    long_over = _over(at - timedelta(days=settings.CONSENT_KEPT_DAYS)).filter(
        seen_at__isnull=False, erased_at__isnull=True
    )
    proposed = Consent.objects.filter(erasing_by__isnull=False, erased_at__isnull=True).exclude(erasing_by=user)
    waits = [Duty(f"Erasing the record {record.reference} waits for a second person.", _page(record))
             for record in proposed[:MOST]]  # fmt: skip
    return waits + [
        Duty(f"The record {record.reference} has been kept as long as it needs to be. Erase it.", _page(record))
        for record in long_over.filter(erasing_by__isnull=True)[:MOST]
    ]


def _over(at: datetime) -> Any:
    """The records that had ended by `at`."""
    return Consent.objects.filter(Q(ends_at__lte=at) | Q(withdrawn_at__lte=at))


def _page(record: Consent) -> str:
    return reverse("admin:releases_consent_change", args=[record.pk])
