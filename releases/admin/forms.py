"""The forms of a release: what an editor types, checked, with a sentence for what cannot be."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from releases import uploads, waiting_files, wording
from releases.admin import both_texts
from releases.admin.instants import LondonInstantField
from releases.blocks import PUBLISH_NOW, is_publish_now
from releases.importing.saving import free_slug
from releases.models import (
    About,
    Asset,
    Attachment,
    NoteToEditors,
    Passage,
    PublicMode,
    Release,
    RetiredAddress,
    SpeakerKind,
    State,
)
from releases.refusal import Refusal
from releases.richtext import paragraphs

PUT_BACK = "These are the words that you had not saved. Look them through, and save them."


class ReleaseForm(forms.ModelForm):
    """The working text. `seen_saves` is how many saves the editor had before them; a stale one is refused."""

    wanted_at = LondonInstantField(
        required=False, label="At", help_text="London time, whole minutes. 00:01, not 00:00."
    )
    # Asked for only when the time typed has passed already (see `_ask_if_passed`).
    publish_now = forms.CharField(
        required=False, widget=forms.HiddenInput, label=f"To publish at once, type {PUBLISH_NOW}"
    )
    seen_saves = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_event = forms.IntegerField(widget=forms.HiddenInput, required=False)
    actor: Any = None  # who edits; set by the admin

    class Meta:
        model = Release
        fields = (
            "headline", "summary", "kind", "language", "slug", "public_mode", "wanted_at", "embargo_confirmed",
            "issued_on",
            "change", "change_note", "desk", "topics", "set",
        )  # fmt: skip
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "summary": forms.Textarea(attrs={"rows": 3, "cols": 80}),
            "change_note": forms.Textarea(attrs={"rows": 3, "cols": 80}),
            "issued_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "public_mode": forms.RadioSelect,
            "topics": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_saves"].initial = self.instance.saves
        if self.instance.pk:
            last = self.instance.events.order_by("-pk").values_list("pk", flat=True).first()
            self.fields["seen_event"].initial = last or 0
        self.is_stale = False
        self.is_put_in = self.is_bound and "put_in" in self.data
        self._forget_a_time_that_has_come()
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text += " Leave it empty to have it made from the headline."

    def _forget_a_time_that_has_come(self) -> None:
        """What follows a text whose instant has come waits for no instant, unless the editor sets one."""
        base, wanted = self.instance.base, self.instance.wanted_at
        if base and base.state == State.SIGNED and wanted and wanted <= timezone.now():
            self.initial = {**self.initial, "public_mode": PublicMode.AS_SIGNED, "wanted_at": None}

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug and "slug" in self.changed_data and RetiredAddress.is_retired(slug):
            raise ValidationError("This address cannot be used. Choose another.")
        return slug

    def clean_issued_on(self) -> date | None:
        day: date | None = self.cleaned_data["issued_on"]
        if day and "issued_on" in self.changed_data and day > wording.local_day(timezone.now()):
            raise ValidationError(f"{wording.day(day)} has not come yet. For a time to come, set it above.")
        return day

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._refuse_if_stale()
        if self.is_put_in:
            raise ValidationError(PUT_BACK, code="stale")
        if not data.get("slug") and data.get("headline") and "slug" in self.fields:
            data["slug"] = free_slug(data["headline"])
        mode, wanted = data.get("public_mode"), data.get("wanted_at")
        if mode == PublicMode.AS_SIGNED and wanted:
            self.add_error(
                "public_mode",
                f"You entered {wording.instant_in_words(wanted)} and chose “as soon as it is signed off”. Choose “at a "
                "set time” or “under embargo”, or take the time away.",
            )
        if mode and mode != PublicMode.AS_SIGNED and not wanted and "wanted_at" not in self.errors:
            self.add_error("wanted_at", "Enter the day and the time, or choose “as soon as it is signed off”.")
        if "wanted_at" in self.changed_data and "embargo_confirmed" not in self.changed_data:
            data["embargo_confirmed"] = False  # what was confirmed was another time
        if mode != PublicMode.AS_SIGNED and wanted and "wanted_at" in self.changed_data:
            self._ask_if_passed(data, wanted, timezone.now())
        return data

    def _ask_if_passed(self, data: dict[str, Any], wanted: datetime, now: datetime) -> None:
        """A time that has passed is most often a slip, of the year or the day. If it is meant, the text is to go out at
        once, and that is typed in words and stored as what it is: no instant of ours lies before its sign-off."""
        if wanted > now:
            return
        if is_publish_now(data.get("publish_now", "")):
            data["public_mode"], data["wanted_at"] = PublicMode.AS_SIGNED, None
            return
        self.fields["publish_now"].widget = forms.TextInput(attrs={"autocomplete": "off"})
        self.add_error(
            "wanted_at",
            f"{wording.instant_in_words(wanted)} has passed; it is {wording.instant_in_words(now.replace(second=0))}. "
            f"Enter a time to come. If it is to be public as soon as it is signed off, type {PUBLISH_NOW} below.",
        )

    @property
    def seen(self) -> int:
        """How many saves the editor had before them; -1 when the form does not say."""
        return _whole(self.data.get("seen_saves")) if self.is_bound else self.instance.saves

    @property
    def since(self) -> int | None:
        """The last step that the editor had before them; None when the form does not say."""
        last = _whole(self.data.get("seen_event")) if self.is_bound else -1
        return last if last >= 0 else None

    @property
    def saves_over(self) -> int | None:
        """The save that the editor was shown beside their own text and saves over."""
        shown = _whole(self.data.get("over")) if self.is_bound else -1
        if self.instance.saves == self.seen or shown != self.instance.saves:
            return None
        return shown if both_texts.may_save_over(self.instance, self.seen, self.since) else None

    def _refuse_if_stale(self) -> None:
        """Whoever has been shown both texts may save theirs over the other, unless another save came since."""
        if self.instance.pk is None or self.seen == self.instance.saves:
            return
        self.is_stale = True
        if self.saves_over is None:
            words = both_texts.sentence(self.instance, self.seen, self.since, self.actor, timezone.now())
            raise ValidationError(words, code="stale")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else -1


class OrderedForm(forms.ModelForm):
    """A row that editors put in order. The position is hidden behind buttons where script runs, a number elsewhere."""

    position = forms.IntegerField(required=False, min_value=0, widget=forms.NumberInput(attrs={"class": "position"}))

    def clean_position(self) -> int:
        return self.cleaned_data["position"] or 0


class PassageForm(OrderedForm):
    class Meta:
        model = Passage
        fields = (
            "position", "type", "body", "speaker_kind", "spokesperson", "speaker_name", "speaker_role", "lead_in",
            "attribution",
        )  # fmt: skip
        widgets = {"lead_in": forms.Textarea(attrs={"rows": 2, "cols": 80})}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("type") == Passage.Type.NARRATIVE:
            if data.get("spokesperson") or data.get("speaker_kind") or data.get("speaker_name"):
                self.add_error("type", "This passage names a speaker. Make it a statement, or take the speaker away.")
            return data
        kind, person = data.get("speaker_kind"), data.get("spokesperson")
        if not kind:
            data["speaker_kind"] = kind = SpeakerKind.SPOKESPERSON if person else SpeakerKind.OTHER
            if not person and not data.get("speaker_name"):
                self.add_error("speaker_name", "Say who said it: choose a spokesperson, or write a name.")
        if kind == SpeakerKind.SPOKESPERSON and person is None:
            self.add_error("spokesperson", "Choose which spokesperson of ours said it.")
        for field, what in (("speaker_name", "name"), ("speaker_role", "role")):
            before = self.initial.get(field) or ""
            if field in self.changed_data and before and before in (data.get("lead_in") or ""):
                self.add_error("lead_in", f"These words are printed, and they still say “{before}”. Change them to the "
                               f"new {what}, or empty the field: then the name and the role are printed.")  # fmt: skip
        if kind != SpeakerKind.SPOKESPERSON and person is not None:
            self.add_error("speaker_kind", "You chose a spokesperson of ours; then the speaker is one.")
        return data

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if not paragraphs(body):
            raise ValidationError("A passage needs words. Write them, or take the passage away.")
        return body


class NoteForm(OrderedForm):
    class Meta:
        model = NoteToEditors
        fields = ("position", "copied_from", "body")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("body") and not data.get("copied_from"):
            self.add_error("body", "Write the note, or choose one from the library.")
        return data


class AboutForm(OrderedForm):
    class Meta:
        model = About
        fields = ("position", "boilerplate", "heading", "body")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("boilerplate") and not (data.get("heading") and data.get("body")):
            self.add_error("body", "Write a heading and the words, or choose a wording that is kept.")
        return data


class AttachmentForm(OrderedForm):
    """A file of this release. A new one is uploaded here; `actor` is set by the admin."""

    actor: Any = None
    upload = forms.FileField(required=False, label="File", help_text=uploads.ACCEPTED + ".")
    # A file that was sent already, where script sends each as it is chosen (releases/waiting_files.py).
    waiting = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Attachment
        fields = ("position", "shown", "title", "alternative_text", "decorative", "caption", "credit")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("waiting") and not data.get("upload"):
            asset = waiting_files.waiting(identity=str(data["waiting"]), actor=self.actor)
            if asset is None and self.instance.asset_id is None:
                self.add_error("upload", "The file that was sent is kept no more. Choose it again.")
            self.instance.asset = asset or getattr(self.instance, "asset", None)
        elif self.instance.asset_id is None and not data.get("upload") and "upload" not in self.errors:
            self.add_error("upload", "Choose a file.")
        if data.get("upload") and not self.errors:
            try:
                self.instance.asset = uploads.received(data["upload"], actor=self.actor, at=timezone.now())
            except Refusal as refusal:
                self.add_error("upload", str(refusal))
                return data
        asset = getattr(self.instance, "asset", None)
        if asset and data.get("shown") == Attachment.Shown.PICTURE and not asset.is_picture:
            self.add_error("shown", "This file is not a picture. Choose “a file to download”.")
        return data

    def save(self, commit: bool = True) -> Attachment:
        """Store the file only now: a form that is refused leaves nothing behind."""
        asset: Asset = self.instance.asset
        if asset.pk is None:
            self.instance.asset = uploads.store(asset=asset)
        attachment: Attachment = super().save(commit)
        waiting_files.taken(attachment.asset)
        return attachment
