"""Who we are: the organisation, its wording about itself, its press desks, its topics and its standing pages."""

from datetime import date
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from releases.models import kept
from releases.richtext import RichText

STANDING_PAGES = {"privacy": "Privacy", "accessibility": "Accessibility", "corrections": "Corrections"}


class Organisation(models.Model):
    """The one organisation whose newsroom this is; its details stand in the footer of every page."""

    name = models.CharField(max_length=120, help_text="As readers know you: it stands in the header of every page.")
    legal_name = models.CharField(max_length=200, blank=True, help_text="As registered, for the footer.")
    charity_number = models.CharField(
        "charity number, England and Wales", max_length=20, blank=True, help_text="Digits as registered, e.g. 277424."
    )
    scottish_charity_number = models.CharField(max_length=20, blank=True, help_text="With its letters, e.g. SC012345.")
    company_number = models.CharField(max_length=20, blank=True)
    registered_office = models.CharField(
        max_length=300, blank=True, help_text="The registered address. Never the address of a refuge or service."
    )
    website = models.URLField(blank=True, help_text="The organisation's main site, with https://.")
    press_line = models.CharField(
        max_length=200,
        default="This is for the press. It gives no support to people in need of help.",
        help_text="Stands in every block for journalists, so that nobody in danger rings a press officer.",
    )

    class Meta:
        verbose_name_plural = "organisation"
        constraints = [models.CheckConstraint(name="one_organisation", condition=Q(pk=1))]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)
        kept.forget()

    @classmethod
    def current(cls) -> Self:
        """The organisation, or an unsaved one named "Newsroom" before anyone has filled it in; kept for a second."""
        return kept.for_a_second(cls, lambda: cls.objects.filter(pk=1).first() or cls(pk=1, name="Newsroom"))


class Dated(models.Model):
    """Wording with the days on which it may be chosen. What has gone out keeps the wording it went out with."""

    in_use_from = models.DateField(help_text="The first day on which this wording may be used (London).")
    in_use_until = models.DateField(
        null=True, blank=True, help_text="The last day. Leave empty while it is in use. Old releases keep it."
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_dates_in_order",
                condition=Q(in_use_until__isnull=True) | Q(in_use_until__gte=models.F("in_use_from")),
            )
        ]

    def in_use_on(self, day: date) -> bool:
        """Whether the wording may be chosen on a day (London)."""
        return self.in_use_from <= day and (self.in_use_until is None or self.in_use_until >= day)


class Boilerplate(Dated):
    """ "About the organisation": one wording of it. A new wording is a new row, so that the old one stays readable."""

    heading = models.CharField(max_length=120, help_text="e.g. About Harbourlight")
    body = RichText(help_text="A new wording is a new entry with its own first day, not an edit of the old one.")

    class Meta(Dated.Meta):
        ordering = ["-in_use_from", "heading"]

    def __str__(self) -> str:
        return f"{self.heading} (from {self.in_use_from:%-d %B %Y})"


class LibraryNote(Dated):
    """A note to editors kept for use again: how a figure was counted, how to report on abuse."""

    title = models.CharField(max_length=120, help_text="For the desk's list; it is not printed.")
    body = RichText()

    class Meta(Dated.Meta):
        ordering = ["title", "-in_use_from"]
        verbose_name = "note to editors in the library"
        verbose_name_plural = "library of notes to editors"

    def __str__(self) -> str:
        return self.title


class Desk(models.Model):
    """The press contact that answers for a release. Old releases show the desk's present numbers."""

    name = models.CharField(max_length=120, help_text="e.g. Press office")
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    hours = models.CharField(max_length=120, blank=True, help_text="In words, e.g. 9am to 5.30pm, Monday to Friday.")
    out_of_hours_phone = models.CharField(max_length=40, blank=True)
    out_of_hours_note = models.CharField(
        max_length=160, blank=True, help_text="What to say with the night number, e.g. urgent enquiries only."
    )
    checked_on = models.DateField(
        "last checked on", null=True, editable=False, help_text="When somebody last tried the numbers and the address."
    )
    is_default = models.BooleanField("offered first", default=False, help_text="The desk a new release starts with.")

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_desk"),
            models.CheckConstraint(name="desk_can_be_reached", condition=~Q(phone="", email="")),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        kept.forget()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        deleted = super().delete(*args, **kwargs)
        kept.forget()
        return deleted

    @classmethod
    def all_shown(cls) -> list[Self]:
        """The desks that answer journalists, in the editor's order; kept for a second."""
        return kept.for_a_second(cls, lambda: list(cls.objects.all()))

    def clean(self) -> None:
        if not self.phone and not self.email:
            raise ValidationError("A press desk needs a telephone number or an e-mail address. Enter one of them.")


class Topic(models.Model):
    """A subject that releases share. It is public only while a visible edition carries it."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True, help_text="Its address. It never changes once published.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class StandingPage(models.Model):
    """Privacy, accessibility and corrections: text that editors may change at an address that stays."""

    slug = models.CharField(max_length=20, unique=True, choices=list(STANDING_PAGES.items()))
    title = models.CharField(max_length=120)
    body = RichText()
    updated_on = models.DateField(help_text="The day the reader is told the text was last changed.")

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title
