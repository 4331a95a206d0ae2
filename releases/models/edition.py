"""Editions: exact texts frozen by sign-off, and the dated link rows that filters and lists use.

The gate's columns stand on the edition and on each link row, so that lists need no join; `signoff.lay_out` writes them
all. A trigger refuses any other change to an edition's text (migration 0002).
"""

import json
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases import embargo, killed
from releases.models.assets import Asset
from releases.models.organisation import Desk, Topic
from releases.models.people import Spokesperson
from releases.models.release import Change, Kind, PublicMode, Release


class State(models.TextChoices):
    SIGNED = embargo.SIGNED, "Signed"
    HELD = embargo.HELD, "Held"
    VOID = embargo.VOID, "Void"


class IsWholeMinute(models.Func):
    """SQL that says whether an instant has neither seconds nor fractions.

    Not Django's `__second=0`: on PostgreSQL that cuts the fraction off first, and on SQLite it calls back into Python,
    so that nothing but Django could write the table. The argument is used once: twice breaks full_clean().
    """

    output_field = models.BooleanField()
    conditional = True

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="(%(expressions)s GLOB '????-??-?? ??:??:00')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return super().as_sql(compiler, connection, template="(EXTRACT(SECOND FROM %(expressions)s) = 0)", **context)


class GatedQuerySet(models.QuerySet[Any]):
    """The only way for public code to reach editions and what hangs on them."""

    def in_force(self, at: datetime) -> Self:
        """What stands before the public at the aware instant `at`, withdrawals included."""
        return self._but_for_the_killed(embargo.in_force(at))

    def visible(self, at: datetime) -> Self:
        """What everyone may read at the aware instant `at`."""
        return self._but_for_the_killed(embargo.visible(at))

    def _but_for_the_killed(self, gate: Q) -> Self:
        """The rows that pass the gate; in a public request, without what an operator has killed by hand."""
        if not (slugs := killed.slugs()):
            return self.filter(gate)
        slug = "slug" if self.model is Edition else "edition__slug"
        return self.filter(gate).exclude(**{f"{slug}__in": slugs})

    def newest_first(self) -> Self:
        """By the date of the release, which a correction does not move."""
        return self.order_by("-first_public_at", "-pk")


class Gate(models.Model):
    """The columns that decide who may see a row, and in which order. Instants are UTC; the year is the newsroom's."""

    state = models.CharField(max_length=8, choices=State, default=State.SIGNED, editable=False)
    withdrawn = models.BooleanField(default=False, editable=False, help_text="This edition says that it is withdrawn.")
    public_at = models.DateTimeField(editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    first_public_at = models.DateTimeField(editable=False, help_text="The release's date: its first edition's.")
    year = models.PositiveSmallIntegerField(editable=False, help_text="Of first_public_at, in the newsroom's zone.")

    objects = GatedQuerySet.as_manager()

    class Meta:
        abstract = True


GATE_COLUMNS = ("state", "withdrawn", "public_at", "superseded_at", "first_public_at", "year")
# What `lay_out` and the steps may change on an edition; everything else is text, and frozen.
TIMING_COLUMNS = (
    "state", "public_at", "at_once", "superseded_at", "first_public_at", "year", "updated_at", "public_mode",
    "emergency", "looked_by", "looked_at", "parts_taken_down", "parts_end",
)  # fmt: skip


class Edition(Gate):
    """One exact text of a release, frozen by sign-off, in force for one interval `[public_at, superseded_at)`."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    slug = models.SlugField(max_length=120, help_text="The release's, copied so that its page is one query.")
    kind = models.CharField(max_length=20, choices=Kind)
    headline = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    document = models.TextField(help_text="Canonical JSON: releases.document says what it holds.")
    sha256 = models.CharField(max_length=64, help_text="Of the document's UTF-8 bytes.")
    change = models.CharField(max_length=20, choices=Change, default=Change.FIRST)
    note = models.TextField(blank=True, help_text="Public: the correction note, or the reason of a withdrawal.")
    day_only = models.BooleanField(
        default=False, help_text="Of an import only the day is known; the hour is not shown."
    )
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    public_mode = models.CharField(max_length=20, choices=PublicMode)
    at_once = models.BooleanField(help_text="public_at is an act of now, to the exact instant, not a whole minute.")
    updated_at = models.DateTimeField(
        null=True, help_text="public_at of the newest correction or protective change up to this edition."
    )

    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    emergency = models.TextField(blank=True, help_text="Why one person published alone. Empty when two did.")
    looked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", help_text="The second look."
    )
    looked_at = models.DateTimeField(null=True)
    parts_taken_down = models.JSONField(
        default=list,
        help_text="What rendering leaves out: [{list, index, at, by, reason}], with restored_at once it is put back.",
    )
    passage_keys = models.JSONField(
        default=list, help_text="Which passage of the working text each was, in the order of the document."
    )
    parts_end = models.JSONField(
        default=list, help_text="What is lent, and until when it is shown: [{list, index, until}]; releases.lending."
    )
    erasures = models.PositiveIntegerField(default=0, help_text="How often words were erased; only that changes text.")

    class Meta(Gate.Meta):
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["release"], condition=Q(state="signed", superseded_at__isnull=True), name="one_open_end"
            ),
            models.UniqueConstraint(
                fields=["release", "public_at"], condition=Q(state="signed"), name="one_edition_an_instant"
            ),
            models.CheckConstraint(name="edition_state_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="interval_runs_forward",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("public_at")),
            ),
            models.CheckConstraint(
                name="out_of_force_has_no_end", condition=Q(state="signed") | Q(superseded_at__isnull=True)
            ),
            models.CheckConstraint(
                name="arriving_instants_are_whole_minutes",
                condition=Q(at_once=True) | IsWholeMinute(F("public_at")),  # type: ignore[arg-type]  # a conditional Func
            ),
            models.CheckConstraint(
                name="a_correction_says_what", condition=~Q(change__in=["correction", "withdrawal"], note="")
            ),
            models.CheckConstraint(
                name="only_withdrawals_withdraw",
                condition=Q(change="withdrawal", withdrawn=True) | (~Q(change="withdrawal") & Q(withdrawn=False)),
            ),
        ]
        indexes = [
            # The front page, feeds and the archive: the newest releases. The gate's columns stand in the key because
            # SQLite has no INCLUDE and would fetch every row to test them.
            models.Index(
                F("first_public_at").desc(), F("id").desc(), "public_at", "superseded_at", "state", "withdrawn",
                name="front_page", condition=Q(state="signed", withdrawn=False),
            ),
            # The archive within a year, and the counts of the years.
            models.Index(
                "year", F("first_public_at").desc(), F("id").desc(), "public_at", "superseded_at", "state", "withdrawn",
                name="archive_by_year", condition=Q(state="signed", withdrawn=False),
            ),
            # The archive and the feeds of one kind.
            models.Index(
                "kind", F("first_public_at").desc(), F("id").desc(), "public_at", "superseded_at", "state", "withdrawn",
                name="archive_by_kind", condition=Q(state="signed", withdrawn=False),
            ),
            # The feeds, which mark what was withdrawn; the few rows that `front_page` leaves out.
            models.Index(
                F("first_public_at").desc(), F("id").desc(), "public_at", "superseded_at", "state", "withdrawn",
                name="withdrawals", condition=Q(state="signed", withdrawn=True),
            ),
            # A release's page.
            models.Index(fields=["slug", "state", "public_at"], name="release_page"),
            # The desk's list: is this release public? The ready check: what was superseded lately.
            models.Index(
                fields=["release", "state", "public_at", "superseded_at", "withdrawn"], name="standing_of_a_release"
            ),
            models.Index(
                fields=["superseded_at"], name="lately_superseded", condition=Q(superseded_at__isnull=False)
            ),
            # The desk: what lifts next.
            models.Index(fields=["public_at"], name="next_lifts", condition=Q(state="signed")),
            # The desk: what is held.
            models.Index(fields=["public_at"], name="held_editions", condition=Q(state="held")),
            # The desk: what was promised for an instant, and kept or not.
            models.Index(fields=["public_at"], name="promised_lifts", condition=Q(state="signed", at_once=False)),
            # The desk: what a second person has yet to look at.
            models.Index(
                fields=["signed_at"], name="second_look", condition=~Q(emergency="") & Q(looked_at__isnull=True)
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.headline} (edition {self.number})"

    @cached_property
    def body(self) -> dict[str, Any]:
        """The document, read, without the parts that were taken down.

        Parts that are lent until an instant are in it only once `as_read_at` has said for which instant it is read:
        whoever forgets to say so shows too little, and never too much.
        """
        return self._without(self.parts_gone | set(self.lent_until))

    @property
    def body_in_full(self) -> dict[str, Any]:
        """The same with what is lent, whatever the hour: for the desk and for links, and never for the public."""
        return self._without(self.parts_gone)

    def as_read_at(self, at: datetime) -> Self:
        """This edition as it reads at the aware instant `at`: with what is lent while that lasts, and updated when
        some of it ended. For reading only."""
        ended = {part: until for part, until in self.lent_until.items() if until <= at}
        self.__dict__["body"] = self._without(self.parts_gone | set(ended))
        left = [until for until in ended.values() if until > self.public_at]
        if left:
            self.updated_at = max(filter(None, [self.updated_at, *left]))
        return self

    @property
    def lent_until(self) -> dict[tuple[str, int], datetime]:
        """Which parts (list of the document, index there) are shown only until an instant, and which."""
        return {(part["list"], part["index"]): datetime.fromisoformat(part["until"]) for part in self.parts_end}

    def _without(self, gone: set[tuple[str, int]]) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(self.document)
        for name in {name for name, _ in gone if name in body}:
            body[name] = [entry for index, entry in enumerate(body[name]) if (name, index) not in gone]
        return body

    @property
    def parts_gone(self) -> set[tuple[str, int]]:
        """Which parts are taken down and not put back: the list of the document, and the index there."""
        return {(part["list"], part["index"]) for part in self.parts_taken_down if not part.get("restored_at")}

    @property
    def under_embargo(self) -> bool:
        """Whether its instant was promised as an embargo; whether it still lies ahead is the gate's to say."""
        return self.public_mode == PublicMode.EMBARGO


class Link(Gate):
    """A dated link from an edition to what a list is filtered by; it carries the gate's columns."""

    edition: models.ForeignKey[Edition, Edition]
    edition_id: int

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


def _link_indexes(name: str, target: str) -> list[models.Index]:
    # The list of one topic (speaker): newest first, flat for common and rare ones alike, its count and deep pages too.
    return [
        models.Index(
            F(target), F("first_public_at").desc(), F("edition").desc(), "public_at", "superseded_at", "state",
            "withdrawn", "year", name=name, condition=Q(state="signed", withdrawn=False),
        )
    ]  # fmt: skip


class EditionTopic(Link):
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="topic_links")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "topic"], name="topic_once_an_edition")]
        indexes = _link_indexes("topic_list", "topic")


class EditionSpeaker(Link):
    """Only spokespeople of ours are linked: nobody else may become a list."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="speaker_links")
    spokesperson = models.ForeignKey(Spokesperson, on_delete=models.PROTECT, related_name="links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "spokesperson"], name="speaker_once_an_edition")]
        indexes = _link_indexes("speaker_list", "spokesperson")


class EditionAsset(Link):
    """A file under the public name and title that this edition gives it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="asset_links")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="links")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "asset"], name="asset_once_an_edition")]
        indexes = [
            # The file view: may this file be served?
            models.Index(fields=["asset", "state", "public_at"], name="file_gate"),
        ]


LINKS: tuple[type[Link], ...] = (EditionTopic, EditionSpeaker, EditionAsset)
