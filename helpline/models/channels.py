"""A number or an address, and whether a person has checked it."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models, transaction
from django.db.models import F, Q

from helpline import facts, hours, reach
from helpline.bank_holidays import NATIONS as BANK_HOLIDAYS_OF
from helpline.models.helplines import Helpline
from helpline.models.record import RecordModel, RecordQuerySet

OUTAGES_KEPT = 20  # the newest; older ones are history, and say nothing of today


class ChannelQuerySet(RecordQuerySet):
    def update(self, **values: Any) -> int:
        if Channel.CONFIRMED_FIELDS & values.keys():
            values = {"confirmed_at": None, "confirmed_by": None} | values
        return super().update(**values)

    def unconfirm(self) -> int:
        """What a person had confirmed has changed."""
        return super().update(confirmed_at=None, confirmed_by=None)


class Channel(RecordModel):
    """One way to reach a helpline: a number, an address, or both.

    `printed` is the number as readers see it; `number` is the same in E.164 (ITU-T), which tel: links dial (RFC 3966),
    and is always worked out from it. `confirmed_at` (UTC) is when a person last checked number, address and hours:
    without it the hours are shown with "(check on the site)" and nobody is told that the channel is open.
    """

    class Kind(models.TextChoices):
        PHONE = facts.PHONE, "Phone"
        WEB_FORM = facts.WEB_FORM, "Web form"
        LIVE_CHAT = facts.LIVE_CHAT, "Live chat"
        TEXT = facts.TEXT, "Text message"
        BSL = facts.BSL, "British Sign Language"
        WEBSITE = facts.WEBSITE, "Website"

    class OnBankHolidays(models.TextChoices):
        ORDINARY = "ordinary", "Hours as on any other day"
        CLOSED = "closed", "Closed all day"
        SPECIAL = "special", "Other hours, as below"

    CONFIRMED_FIELDS = frozenset(
        {"kind", "printed", "number", "url", "free", "always_open", "bank_holidays", "bank_holidays_of",
         "bank_holiday_opens", "bank_holiday_closes"}
    )  # fmt: skip

    helpline = models.ForeignKey(Helpline, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=60, help_text="What readers see before it: Phone, Live chat.")
    printed = models.CharField(
        "number", max_length=30, blank=True, help_text="As it is printed, with ordinary spaces: 0808 2000 247."
    )
    number = models.CharField(
        "number to dial", max_length=16, blank=True, editable=False, help_text="In E.164, worked out from the number."
    )
    url = models.CharField(
        "web address",
        max_length=300,
        blank=True,
        help_text="The whole address, beginning with https://, such as https://www.nationaldahelpline.org.uk/.",
    )
    free = models.BooleanField("free of charge", default=False, help_text="Only where a caller pays nothing.")
    always_open = models.BooleanField(
        "24 hours a day, every day",
        default=False,
        help_text="Opening hours below are then not needed. Closures still hold.",
    )
    bank_holidays = models.CharField(
        "on bank holidays",
        max_length=10,
        choices=OnBankHolidays,
        default=OnBankHolidays.ORDINARY,
        help_text="A closure typed below for the day overrides this.",
    )
    bank_holidays_of = models.CharField(
        "bank holidays of",
        max_length=3,
        choices=BANK_HOLIDAYS_OF,
        default="ENG",
        help_text="The nation in which the people who answer work.",
    )
    bank_holiday_opens = models.TimeField(
        null=True, blank=True, help_text="Only for other hours. London time, whole minutes. 10:00."
    )
    bank_holiday_closes = models.TimeField(
        null=True, blank=True, help_text="Only for other hours. London time, whole minutes. 14:00."
    )
    nation = models.CharField(
        max_length=20, choices=facts.NATIONS, blank=True, help_text="Empty: nobody has said whom it serves."
    )
    languages = models.CharField(
        max_length=60,
        default="en",
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*( [a-z]{2,3}(-[A-Za-z0-9]{2,8})*)*\Z", "Write codes such as “en cy”."
            )
        ],
        help_text="Language codes (BCP 47) with a space between: en cy.",
    )
    note = models.CharField(
        "public note", max_length=200, blank=True, help_text="One sentence that readers see beside it."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower comes first.")
    active = models.BooleanField(default=True, help_text="Unticked, it is shown nowhere, within a minute.")
    shown_from = models.DateField(
        null=True, blank=True, editable=False, help_text="First London day on which it is shown. Empty: always."
    )
    later = models.JSONField(default=list, blank=True, editable=False, help_text="What is agreed for days to come.")
    check_every = models.PositiveSmallIntegerField(
        "check every (days)",
        default=30,
        validators=[MinValueValidator(1)],
        help_text="The newsdesk warns when nobody has confirmed it for longer than this.",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["helpline", "order", "pk"]
        permissions = [("confirm_channel", "Can confirm that a channel is right today")]
        constraints = [
            models.CheckConstraint(condition=Q(number="") | Q(number__regex=reach.E164), name="channel_number_is_e164"),
            models.CheckConstraint(
                condition=Q(number="", printed="") | (~Q(number="") & ~Q(printed="")), name="channel_number_is_printed"
            ),
            models.CheckConstraint(condition=Q(url="") | Q(url__startswith="https://"), name="channel_url_is_https"),
            models.CheckConstraint(condition=~Q(number="") | ~Q(url=""), name="channel_can_be_reached"),
            models.CheckConstraint(
                condition=(
                    Q(
                        bank_holidays="special",
                        # Said, because a CHECK that comes to NULL lets the row through.
                        bank_holiday_opens__isnull=False,
                        bank_holiday_closes__isnull=False,
                        bank_holiday_opens__second=0,
                        bank_holiday_closes__second=0,
                    )
                    & ~Q(bank_holiday_opens=F("bank_holiday_closes"))
                )
                | (~Q(bank_holidays="special") & Q(bank_holiday_opens__isnull=True, bank_holiday_closes__isnull=True)),
                name="channel_bank_holiday_hours_are_two",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_at__isnull=False),
                name="channel_confirmed_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}, {self.helpline}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.printed = reach.tidy(self.printed)
        self.number = reach.e164(self.printed) if self.printed else ""
        self.url = reach.https_address(self.url) if self.url else ""
        with transaction.atomic():
            before = Channel.objects.select_for_update().filter(pk=self.pk).first() if self.pk else None
            if before:
                # Only confirm() confirms: a copy read before a change must not bring an old confirmation back.
                same = all(getattr(self, field) == getattr(before, field) for field in self.CONFIRMED_FIELDS)
                self.confirmed_at = before.confirmed_at if same else None
                self.confirmed_by = before.confirmed_by if same else None
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "number", "confirmed_at", "confirmed_by"}
            super().save(*args, **kwargs)

    def clean(self) -> None:
        wrong: dict[str, str] = {}
        if self.printed:
            try:
                self.printed, self.number = reach.tidy(self.printed), reach.e164(self.printed)
            except ValueError as error:
                wrong["printed"] = str(error)
        else:
            self.number = ""
            if self.kind in {facts.PHONE, facts.TEXT}:
                wrong["printed"] = "Write the number, such as 0808 2000 247."
        if self.url:
            try:
                self.url = reach.https_address(self.url)
            except ValueError as error:
                wrong["url"] = str(error)
        elif self.kind in {facts.WEB_FORM, facts.LIVE_CHAT, facts.WEBSITE}:
            wrong["url"] = "Write the address, such as https://www.nationaldahelpline.org.uk/."
        elif not self.printed:
            wrong["url"] = "Write a number or an address: readers need one of them."
        special = self.bank_holidays == self.OnBankHolidays.SPECIAL
        if special and (self.bank_holiday_opens is None or self.bank_holiday_closes is None):
            wrong["bank_holiday_closes"] = "Other hours need an opening and a closing time."
        elif special and self.bank_holiday_opens == self.bank_holiday_closes:
            wrong["bank_holiday_closes"] = "It cannot close when it opens."
        elif not special and (self.bank_holiday_opens or self.bank_holiday_closes):
            wrong["bank_holidays"] = "Choose “other hours” for these times to hold, or take the times away."
        for name in ("label", "note"):
            try:
                reach.without_number(getattr(self, name))
            except ValueError as error:
                wrong[name] = str(error)
        if not wrong and self.is_last_phone() and not (self.active and self.kind == facts.PHONE):
            wrong["active"] = "Every page prints this number. Add the number that replaces it first."
        if wrong:
            raise ValidationError(wrong)

    def is_last_phone(self) -> bool:
        """Is this, as stored, the only phone of the helpline that every page shows?"""
        phones = Channel.objects.filter(helpline__is_primary=True, active=True, kind=facts.PHONE)
        return bool(self.pk) and [channel.pk for channel in phones] == [self.pk]

    def confirm(self, *, by: Any, at: datetime) -> None:
        """Someone has tried the number or the address and read the hours today, and they are right."""
        self.confirmed_at, self.confirmed_by = at, by
        Channel.objects.filter(pk=self.pk).update(confirmed_at=at, confirmed_by=by)

    def timetable(self) -> hours.Timetable:
        """Raises ValueError where a row is corrupt."""
        return hours.Timetable(
            weekly=tuple(row.weekly() for row in self.opening_hours.all()),
            closures=tuple(row.closure() for row in self.closures.all()),
            always_open=self.always_open,
            checked=self.confirmed_at is not None,
            holidays=self._on_bank_holidays(),
            outages=tuple(row.outage() for row in list(self.outages.all())[:OUTAGES_KEPT] if row.lasts()),
        )

    def _on_bank_holidays(self) -> hours.BankHolidays | None:
        if self.bank_holidays == self.OnBankHolidays.ORDINARY:
            return None
        return hours.BankHolidays(self.bank_holidays_of, self.bank_holiday_opens, self.bank_holiday_closes)

    def facts(self) -> facts.Channel:
        """Raises ValueError where a row is corrupt."""
        return facts.Channel(
            kind=self.kind,
            label=self.label,
            printed=self.printed,
            number=self.number,
            url=self.url,
            free=self.free,
            nation=self.nation,
            languages=tuple(self.languages.split()),
            note=self.note,
            timetable=self.timetable(),
            checked_at=self.confirmed_at,
            later=tuple((date.fromisoformat(day), facts.channel_from_json(then)) for day, then in self.later),
            shown_from=self.shown_from,
        )
