"""A service that answers, and the words that send a reader to it."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q

from helpline import facts, reach, signposting
from helpline.models.record import RecordModel, RecordQuerySet


class Helpline(RecordModel):
    """A service that answers. The primary one stands on every response; exactly one is, once there are any."""

    name = models.CharField(max_length=120, unique=True, help_text="As readers know it.")
    organisation = models.CharField(max_length=120, blank=True, help_text="Who runs it.")
    about = models.TextField(
        blank=True,
        help_text="One or two plain sentences: what it gives, and to whom. Numbers and addresses go in the channels.",
    )
    audience = models.CharField(
        max_length=20,
        choices=facts.AUDIENCES,
        blank=True,
        help_text="For whom it is. Anyone but “everyone” puts it into its own part of the page of ways to get help.",
    )
    when_you_call = models.TextField(
        "what happens when you call",
        blank=True,
        help_text="Plain sentences, as the service itself says it: who answers, what they ask, what they do not ask.",
    )
    is_primary = models.BooleanField(
        "primary",
        default=False,
        help_text="The one that stands on every page, feed and text. To change it, tick another: this one gives way.",
    )
    order = models.PositiveSmallIntegerField(
        default=0, help_text="Lower comes first. The primary one always comes first."
    )
    active = models.BooleanField(default=True, help_text="Unticked, it is shown nowhere, within a minute.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-is_primary", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["is_primary"], condition=Q(is_primary=True), name="helpline_one_primary"),
            models.CheckConstraint(condition=Q(is_primary=False) | Q(active=True), name="helpline_primary_is_active"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if self.is_primary:
                Helpline.objects.filter(is_primary=True).exclude(pk=self.pk).update(is_primary=False)
            super().save(*args, **kwargs)

    def clean(self) -> None:
        for name in ("name", "organisation", "about", "when_you_call"):
            try:
                reach.without_number(getattr(self, name))
            except ValueError as error:
                raise ValidationError({name: str(error)}) from error
        if self.is_primary and not self.active:
            raise ValidationError({"active": "Every page shows this helpline. Make another one primary first."})
        was_primary = self.pk and Helpline.objects.filter(pk=self.pk, is_primary=True).exists()
        if was_primary and not self.is_primary:
            raise ValidationError(
                {"is_primary": "Tick “primary” on the helpline that takes over; this one then gives way."}
            )
        phones = self.channels.filter(active=True, kind=facts.PHONE) if self.pk else Helpline.objects.none()
        if self.is_primary and not was_primary and not phones.exists():
            raise ValidationError(
                {"is_primary": "Save it with an active phone channel first: every page prints its number."}
            )

    def validate_constraints(self, exclude: Iterable[str] | None = None) -> None:
        # save() makes the other one give way, so that two are primary is not a mistake of the editor's.
        super().validate_constraints(exclude={*(exclude or ()), "is_primary"})


class Signposting(RecordModel):
    """The paragraph that tells a reader where to turn, in words that are filled from the record.

    The same words give the plain text and the HTML (helpline/signposting.py). They can hold no number and no address
    of their own, so that there is no second place to forget; and they hold only what keeps, never hours of the day.
    """

    helpline = models.OneToOneField(Helpline, on_delete=models.CASCADE, related_name="signposting")
    words = models.TextField(help_text=signposting.RULE)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signposting"

    def __str__(self) -> str:
        return f"Signposting, {self.helpline}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.words = signposting.checked(self.words)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        try:
            self.words = signposting.checked(self.words)
        except ValueError as error:
            raise ValidationError({"words": str(error)}) from error
