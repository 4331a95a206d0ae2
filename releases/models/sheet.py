"""The spokesperson sheet: what the desk needs before it puts somebody on air, and what of it the public may see."""

from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When

from releases.models.organisation import Topic
from releases.models.people import Spokesperson

# What may be public, each by a tick of its own. The rest of the sheet has no tick: it is the desk's alone.
MAY_BE_PUBLIC = ("pronunciation", "pronouns", "languages", "topics")
_NEVER_WHERE = "Never where they live, are or will be."


class SpokespersonSheet(models.Model):
    """A person's sheet. Nothing on it is public before its own tick, and nothing on it says where someone will be."""

    spokesperson = models.OneToOneField(Spokesperson, on_delete=models.CASCADE, related_name="sheet")
    pronunciation = models.CharField(
        "how to say the name", max_length=120, blank=True, help_text="As a presenter would read it: PREE-ya NY-er."
    )
    pronunciation_public = models.BooleanField("show it on their public page", default=False)
    pronouns = models.CharField(max_length=40, blank=True, help_text="As they wish to be spoken of: she, her.")
    pronouns_public = models.BooleanField("show them on their public page", default=False)
    languages = models.CharField(
        max_length=160, blank=True, help_text="In which they give interviews, e.g. English, Welsh, Hindi."
    )
    languages_public = models.BooleanField("show them on their public page", default=False)
    topics = models.ManyToManyField(
        Topic,
        blank=True,
        related_name="speakers",
        verbose_name="speaks on",
        help_text="For the desk's sheet of who speaks on what.",
    )
    topics_public = models.BooleanField(
        "show them on their public page", default=False, help_text="Topics that nothing public carries stay hidden."
    )
    radio = models.BooleanField(default=False)
    television = models.BooleanField(default=False)
    print_and_online = models.BooleanField("print and online", default=False)
    availability = models.CharField(
        max_length=300,
        blank=True,
        help_text=f"For the desk alone: how much notice, live or recorded, on the record or background. {_NEVER_WHERE}",
    )
    mobile = models.CharField(
        max_length=40, blank=True, help_text="For the desk alone. It stands on no page, in no feed and in no e-mail."
    )
    notes = models.TextField(blank=True, help_text=f"For the desk alone. {_NEVER_WHERE} Empty it once it is over.")

    class Meta:
        verbose_name = "spokesperson sheet"
        constraints = [
            # A tick beside nothing shows nothing; ticked by mistake now, it would show what is typed later.
            models.CheckConstraint(
                name="ticked_sheet_has_something",
                condition=(~Q(pronunciation_public=True) | ~Q(pronunciation=""))
                & (~Q(pronouns_public=True) | ~Q(pronouns=""))
                & (~Q(languages_public=True) | ~Q(languages="")),
            )
        ]

    def __str__(self) -> str:
        return f"Sheet of {self.spokesperson}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._let_ticks_go()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self._let_ticks_go()

    def _let_ticks_go(self) -> None:
        """A field that is emptied loses its tick: what is written there later is not public by an old one."""
        for field in ("pronunciation", "pronouns", "languages"):
            if not getattr(self, field).strip():
                setattr(self, field, "")
                setattr(self, f"{field}_public", False)

    @property
    def interviews(self) -> list[str]:
        """The kinds of interview, in words."""
        kinds = (("radio", "Radio"), ("television", "Television"), ("print_and_online", "Print and online"))
        return [words for field, words in kinds if getattr(self, field)]


def ticked_columns() -> dict[str, Any]:
    """Annotations of a queryset of people: `said_pronunciation` and so on, empty without the tick; `says_topics` is
    whether their topics may be shown. The database hands out no word without its tick."""
    texts = {
        f"said_{field}": Case(When(**{f"sheet__{field}_public": True}, then=F(f"sheet__{field}")), default=Value(""))
        for field in MAY_BE_PUBLIC
        if field != "topics"
    }
    return {**texts, "says_topics": Case(When(sheet__topics_public=True, then=Value(True)), default=Value(False))}
