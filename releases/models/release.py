"""A release: its identity, and the working text that editors change. What is public is an Edition, never these rows."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from releases.models.assets import Asset
from releases.models.organisation import Boilerplate, Desk, LibraryNote, Topic
from releases.models.people import Spokesperson
from releases.richtext import RichText


class Kind(models.TextChoices):
    PRESS_RELEASE = "press_release", "Press release"
    STATEMENT = "statement", "Statement"
    BLOG_POST = "blog_post", "Blog post"


class PublicMode(models.TextChoices):
    """How the instant is set from which everyone may see an edition. Only the third prints an embargo line."""

    AS_SIGNED = "as_signed", "As soon as it is signed off"
    AT_SET_TIME = "at_set_time", "At a set time"
    EMBARGO = "embargo", "Under embargo until a set time"


class Change(models.TextChoices):
    """What an edition is to the one before it."""

    FIRST = "first", "First edition"
    CORRECTION = "correction", "Correction: a dated note is shown at the top"
    MINOR = "minor", "Minor: spelling or layout, no note"
    PROTECTIVE = "protective", "Protective: for someone's safety, no note"
    WITHDRAWAL = "withdrawal", "Withdrawal: the text goes, a public reason stays"


class SpeakerKind(models.TextChoices):
    SPOKESPERSON = "spokesperson", "A spokesperson of ours"
    OTHER = "other", "Someone else, by name"
    PROTECTED = "protected", "A protected person: a survivor or relative"


class WorkingState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "Waiting for sign-off"


def feed_id_of(identity: uuid.UUID) -> str:
    """The feed id of a release that began here (RFC 4122 URN; Atom wants an IRI, RFC 4287 section 4.2.6)."""
    return f"urn:uuid:{identity}"


# The rows that a release's working text is made of, as prefetch_related names them.
TEXT = ("passages__spokesperson", "notes", "abouts__boilerplate", "attachments__asset", "topics")


class ReleaseSet(models.Model):
    """Releases that share one instant: moved, held and lifted together or not at all.

    The instant of each is in its edition. A member that is signed before the others waits, held, for the last of them.
    """

    name = models.CharField(max_length=120, help_text="For the desk, e.g. Courts report, English and Welsh.")

    class Meta:
        ordering = ["-pk"]
        verbose_name = "set of releases"
        verbose_name_plural = "sets of releases"

    def __str__(self) -> str:
        return self.name


class ReleaseQuerySet(models.QuerySet["Release"]):
    def locked(self, pk: int) -> "Release":
        """The release, locked until the transaction ends. Every write to a release begins here."""
        return self.select_for_update().get(pk=pk)

    def with_parts(self) -> "ReleaseQuerySet":
        """With all their working text, in one query for each kind of row."""
        return self.prefetch_related(*TEXT)


class Release(models.Model):
    """One document of the newsroom: its identity for ever, and its working text."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    feed_id = models.CharField(
        max_length=500,
        unique=True,
        editable=False,
        help_text="For ever: its own, or the one it had where it came from.",
    )
    slug = models.SlugField(
        max_length=120, unique=True, help_text="Its address under /releases/. Fixed from the first sign-off."
    )
    kind = models.CharField(
        max_length=20, choices=Kind, default=Kind.PRESS_RELEASE, help_text="Fixed from the first sign-off."
    )
    set = models.ForeignKey(
        ReleaseSet,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        help_text="Releases of one set become public at one time, together or not at all: a translation, a report and "
        "its summary. All of them are signed off before any goes out.",
    )
    language = models.CharField(
        max_length=12, default="en-GB", choices=[("en-GB", "English"), ("cy", "Welsh")], help_text="Of the whole text."
    )

    headline = models.CharField(max_length=300)
    summary = models.TextField(
        blank=True, max_length=600, help_text="One or two sentences for lists, feeds and search. No formatting."
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    desk = models.ForeignKey(
        Desk, on_delete=models.PROTECT, null=True, blank=True, help_text="Who answers for it. Needed for sign-off."
    )

    public_mode = models.CharField(
        "public",
        max_length=20,
        choices=PublicMode,
        default=PublicMode.AS_SIGNED,
        help_text="Until this moment nobody outside sees that the release exists. Only an embargo prints an embargo "
        "line. Nothing goes out before someone other than the last editor has signed it off.",
    )
    wanted_at = models.DateTimeField(
        "at",
        null=True,
        blank=True,
        help_text="London time, whole minutes. 00:01, not 00:00. For “at a set time” and “under embargo until”.",
    )
    embargo_wording = models.CharField(
        "embargo line as it was printed",
        max_length=300,
        blank=True,
        help_text="From the text that was brought in. Sign-off waits until a person has confirmed the time it means.",
    )
    embargo_confirmed = models.BooleanField(
        "the time above is what the embargo line means",
        default=False,
        help_text="Tick it when you have compared the two. A changed time must be confirmed again.",
    )
    issued_on = models.DateField(
        "day it first went out",
        null=True,
        blank=True,
        help_text="Only for a release that went out before it came here and of which only the day is known. "
        "Pages and feeds show the day and no hour. Leave it empty for a new release.",
    )
    issued_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="When it first went out, for a release that came here with its hour known. It dates and orders the "
        "release; it opens nothing: what is brought in becomes public when it is signed.",
    )

    change = models.CharField(
        "what this change is",
        max_length=20,
        choices=[c for c in Change.choices if c[0] != Change.FIRST],
        blank=True,
        help_text="For a release that has been signed before. A correction shows a dated note at the top and marks the "
        "feeds; minor and protective changes show none. A withdrawal leaves the address with the reason and no "
        "text.",
    )
    change_note = models.TextField(
        "public note",
        blank=True,
        max_length=600,
        help_text="For a correction: what was wrong and what is right. For a withdrawal: the public reason. The date "
        "is added.",
    )

    base = models.ForeignKey(
        "Edition",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="The edition that the working text carries on from.",
    )
    source = models.TextField(blank=True, editable=False, help_text="The text it was read from, word for word.")
    removed_at = models.DateTimeField(
        null=True, editable=False, help_text="When it was removed for safety or law: its address is never used again."
    )
    state = models.CharField(max_length=12, choices=WorkingState, default=WorkingState.DRAFT, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    last_editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    last_saved_at = models.DateTimeField(null=True, editable=False)
    saves = models.PositiveIntegerField(default=0, editable=False, help_text="Counts saves; a stale one is refused.")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("sign_release", "Can sign off a release"),
            ("clear_legally", "Can clear a text legally"),
        ]
        indexes = [
            # The desk: what waits for sign-off, and what is meant for a time.
            models.Index(fields=["last_saved_at"], name="waiting_for_sign_off", condition=Q(state="in_review")),
            models.Index(fields=["wanted_at"], name="meant_for_a_time", condition=Q(wanted_at__isnull=False)),
            # The desk's list, edited last first; whole, and what one person edited last.
            models.Index("last_editor", F("last_saved_at").desc(), F("id").desc(), name="my_texts"),
            models.Index(F("last_saved_at").desc(), F("id").desc(), name="last_saved_first"),
        ]
        constraints = [
            models.CheckConstraint(name="release_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="release_state_known", condition=Q(state__in=WorkingState.values)),
            models.CheckConstraint(name="release_mode_known", condition=Q(public_mode__in=PublicMode.values)),
            models.CheckConstraint(name="release_has_a_feed_id", condition=~Q(feed_id="")),
            models.CheckConstraint(
                name="day_or_hour_of_issue", condition=Q(issued_on__isnull=True) | Q(issued_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: object, **kwargs: object) -> None:
        if not self.feed_id:
            self.feed_id = feed_id_of(self.uuid)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # forwarded as given

    @classmethod
    def with_text(cls, pk: int) -> "Release":
        """The release with all its working text, in one query for each kind of row."""
        return cls.objects.prefetch_related(*TEXT).get(pk=pk)


class Ordered(models.Model):
    """A row of a release in an order that editors choose.

    Not unique: swapping two positions in one form would break a constraint halfway (reference/time-model.md, G).
    The document numbers what it prints.
    """

    position = models.PositiveIntegerField(default=0, help_text="Lower comes first.")

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Passage(Ordered):
    """An ordered piece of a release's body: narrative, or a statement (a passage with a speaker)."""

    class Type(models.TextChoices):
        NARRATIVE = "narrative", "Text"
        STATEMENT = "statement", "Statement"

    class Attribution(models.TextChoices):
        BEFORE = "before", "Above the words"
        AFTER = "after", "Below the words"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="passages")
    key = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text="Stays while the words are edited: consents are recorded by it."
    )
    type = models.CharField(max_length=12, choices=Type, default=Type.NARRATIVE)
    body = RichText(
        "words",
        help_text="For a statement: the words without the outer quotation marks; the page, the text and the feed print "
        "an opening mark on each paragraph and a closing mark on the last.",
    )
    speaker_kind = models.CharField(
        max_length=12,
        choices=SpeakerKind,
        blank=True,
        help_text="A protected person's name stands in this statement and nowhere else: no page, list, feed or filter.",
    )
    spokesperson = models.ForeignKey(
        Spokesperson, on_delete=models.PROTECT, null=True, blank=True, related_name="passages"
    )
    speaker_name = models.CharField(
        max_length=160,
        blank=True,
        help_text="As printed. Filled from the spokesperson when empty. For a protected person a name that is not "
        "theirs, or none.",
    )
    speaker_role = models.CharField(
        max_length=300,
        blank=True,
        help_text="As it was that day. Filled from the spokesperson's dated role when empty.",
    )
    lead_in = models.CharField(
        max_length=500,
        blank=True,
        help_text="The words that introduce the statement, when they are your own, e.g. “Speaking after the hearing, "
        "Jo Marsh said:”. When empty, name and role are printed.",
    )
    attribution = models.CharField(max_length=8, choices=Attribution, default=Attribution.BEFORE)

    class Meta(Ordered.Meta):
        constraints = [
            models.CheckConstraint(
                name="statement_has_a_speaker",
                condition=(Q(type="narrative") & Q(speaker_kind="") & Q(spokesperson__isnull=True))
                | (Q(type="statement") & Q(speaker_kind="spokesperson") & Q(spokesperson__isnull=False))
                | (Q(type="statement") & Q(speaker_kind__in=["other", "protected"]) & Q(spokesperson__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_type_display()} {self.position}"


class NoteToEditors(Ordered):
    """A note to editors: written for this release, or copied from the library. The template numbers it."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="notes")
    copied_from = models.ForeignKey(
        LibraryNote,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Choose one and leave the words empty: its wording is copied here when you save.",
    )
    body = RichText("words", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "note to editors"
        verbose_name_plural = "notes to editors"

    def __str__(self) -> str:
        return "Note to editors"


class About(Ordered):
    """An "About" section: a boilerplate wording copied here, or words that came with the text."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="abouts")
    boilerplate = models.ForeignKey(
        Boilerplate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Choose one and leave the rest empty: its wording is copied here when you save.",
    )
    heading = models.CharField(max_length=120, blank=True)
    body = RichText("words", blank=True)

    class Meta(Ordered.Meta):
        verbose_name = "about section"

    def __str__(self) -> str:
        return self.heading or "About"


class Attachment(Ordered):
    """A file as this release shows it: under this name and title, with this alternative text."""

    class Shown(models.TextChoices):
        PICTURE = "picture", "A picture on the page"
        FILE = "file", "A file to download"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="attachments")
    asset = models.ForeignKey(Asset, on_delete=models.PROTECT, related_name="attachments")
    shown = models.CharField(max_length=8, choices=Shown, default=Shown.FILE)
    title = models.CharField(
        max_length=160, help_text="Public: its name in lists of files, and of the file that is saved."
    )
    alternative_text = models.CharField(
        max_length=300,
        blank=True,
        help_text="What the picture shows, for those who cannot see it. A picture without it cannot be signed off, "
        "unless it is marked as decoration.",
    )
    decorative = models.BooleanField("decoration only", default=False)
    caption = models.CharField(max_length=300, blank=True)
    credit = models.CharField(max_length=160, blank=True)

    class Meta(Ordered.Meta):
        pass

    def __str__(self) -> str:
        return self.title
