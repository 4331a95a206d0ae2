"""When a channel answers: the week, and the days that are otherwise. London time, whole minutes."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q

from helpline import hours
from helpline.models.channels import Channel
from helpline.models.record import RecordModel, RecordQuerySet

WHOLE_RULE = "London time, whole minutes."


class HoursQuerySet(RecordQuerySet):
    """Changing rows in bulk takes back the confirmation of their channels."""

    def update(self, **values: Any) -> int:
        channels = set(self.values_list("channel_id", flat=True))
        if values.get("channel_id"):
            channels.add(values["channel_id"])
        changed = super().update(**values)
        Channel.objects.filter(pk__in=channels).unconfirm()
        return changed

    def delete(self) -> tuple[int, dict[str, int]]:
        channels = set(self.values_list("channel_id", flat=True))
        deleted = super().delete()
        Channel.objects.filter(pk__in=channels).unconfirm()
        return deleted

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        created = super().bulk_create(objs, *args, **kwargs)
        Channel.objects.filter(pk__in={row.channel_id for row in created}).unconfirm()
        return created


class OpeningHours(RecordModel):
    """One window of a channel's week; several a day are several rows. London time, whole minutes."""

    class Weekday(models.IntegerChoices):
        MONDAY = 0
        TUESDAY = 1
        WEDNESDAY = 2
        THURSDAY = 3
        FRIDAY = 4
        SATURDAY = 5
        SUNDAY = 6

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField("day", choices=Weekday)
    opens = models.TimeField(help_text=f"{WHOLE_RULE} 15:00.")
    closes = models.TimeField(
        help_text=f"{WHOLE_RULE} 22:00. At or before the opening: the next day. Midnight is 00:00."
    )
    since = models.DateField("from", null=True, blank=True, help_text="First day on which it holds. Empty: always has.")
    until = models.DateField(
        null=True, blank=True, help_text="Last day on which it holds. Empty: until further notice."
    )

    objects = HoursQuerySet.as_manager()

    class Meta:
        ordering = ["channel", "weekday", "opens", "pk"]
        verbose_name = verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.CheckConstraint(condition=~Q(opens=F("closes")), name="opening_hours_last"),
            models.CheckConstraint(
                condition=Q(opens__second=0, closes__second=0), name="opening_hours_are_whole_minutes"
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="opening_hours_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M} to {self.closes:%H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean_fields(exclude=["channel"])
        self.weekly()  # refuses what could not be read back
        with transaction.atomic():
            before = OpeningHours.objects.filter(pk=self.pk).first() if self.pk else None
            super().save(*args, **kwargs)
            if before is None or before._told() != self._told():
                Channel.objects.filter(
                    pk__in=[self.channel_id, before.channel_id if before else self.channel_id]
                ).unconfirm()

    def clean(self) -> None:
        if self.opens is not None and self.opens == self.closes:
            raise ValidationError(
                {"closes": "It cannot close when it opens. For a whole day write 00:00 to 12:00 and 12:00 to 00:00."}
            )
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "The last day is before the first."})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            channel = self.channel_id
            deleted = super().delete(*args, **kwargs)
            Channel.objects.filter(pk=channel).unconfirm()
        return deleted

    def _told(self) -> tuple[Any, ...]:
        return self.channel_id, self.weekly()

    def weekly(self) -> hours.Weekly:
        return hours.Weekly(self.weekday, self.opens, self.closes, self.since, self.until)


class Closure(RecordModel):
    """Days on which a channel is closed, or open at other hours. London time, whole minutes.

    A new whole-day closure leaves the channel confirmed, since it can only make it say "closed"; anything else that
    touches the days or hours takes the confirmation back.
    """

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField(help_text="First day, from midnight.")
    last_day = models.DateField(help_text="Last day, included.")
    opens = models.TimeField(null=True, blank=True, help_text=f"Empty: closed all day. {WHOLE_RULE} 10:00.")
    closes = models.TimeField(null=True, blank=True, help_text=f"Empty: closed all day. {WHOLE_RULE} 14:00.")
    note = models.CharField(
        "public note", max_length=200, blank=True, help_text="One sentence that readers see with it."
    )
    announced_from = models.DateField(
        null=True, blank=True, help_text="First day on which readers are told. Empty: seven days before."
    )

    objects = HoursQuerySet.as_manager()

    class Meta:
        ordering = ["channel", "first_day", "opens", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="closure_dates_in_order"),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | (Q(opens__isnull=False, closes__isnull=False) & ~Q(opens=F("closes"))),
                name="closure_hours_are_two",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(opens__second=0, closes__second=0),
                name="closure_hours_are_whole_minutes",
            ),
            models.CheckConstraint(
                condition=Q(announced_from__isnull=True) | Q(announced_from__lte=F("first_day")),
                name="closure_announced_before",
            ),
        ]

    def __str__(self) -> str:
        days = f"{self.first_day:%d.%m.%Y} to {self.last_day:%d.%m.%Y}"
        return f"{days}, {self.opens:%H:%M} to {self.closes:%H:%M}" if self.opens and self.closes else f"{days}, closed"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.clean_fields(exclude=["channel"])
        self.closure()  # refuses what could not be read back
        with transaction.atomic():
            before = Closure.objects.filter(pk=self.pk).first() if self.pk else None
            super().save(*args, **kwargs)
            opening = self.opens is not None if before is None else before._told() != self._told()
            if opening:
                Channel.objects.filter(
                    pk__in=[self.channel_id, before.channel_id if before else self.channel_id]
                ).unconfirm()

    def clean(self) -> None:
        wrong: dict[str, str] = {}
        if self.first_day and self.last_day and self.last_day < self.first_day:
            wrong["last_day"] = "The last day is before the first."
        if (self.opens is None) != (self.closes is None):
            wrong["closes"] = "Special hours need both times; for a closed day leave both empty."
        elif self.opens is not None and self.opens == self.closes:
            wrong["closes"] = "It cannot close when it opens."
        if self.announced_from and self.first_day and self.announced_from > self.first_day:
            wrong["announced_from"] = "Tell readers on the first day at the latest."
        if wrong:
            raise ValidationError(wrong)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            channel = self.channel_id
            deleted = super().delete(*args, **kwargs)
            Channel.objects.filter(pk=channel).unconfirm()
        return deleted

    def _told(self) -> tuple[Any, ...]:
        return self.channel_id, self.first_day, self.last_day, self.opens, self.closes

    def closure(self) -> hours.Closure:
        return hours.Closure(self.first_day, self.last_day, self.opens, self.closes, self.note, self.announced_from)
