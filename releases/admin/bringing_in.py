"""New from text: paste or choose a text, see what was read beside the source, correct it, save it as a draft."""

import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from releases.admin import editing, error_summary
from releases.admin.forms import LondonInstantField
from releases.admin.instants import refuse_if_too_far
from releases.importing import incoming, markup, saving
from releases.importing.incoming import Incoming
from releases.importing.known import known_helplines
from releases.importing.pseudonyms import is_pseudonym
from releases.importing.reading import (
    CannotRead,
    ReadAbout,
    ReadEmbargo,
    ReadNote,
    ReadPassage,
    ReadRelease,
    ReadStatement,
)
from releases.models import Desk, Kind, Release, SpeakerKind, UnsavedText
from releases.refusal import Refusal

if TYPE_CHECKING:
    from releases.admin.release import ReleaseAdmin

TEXT, STATEMENT = "text", "statement"


class SourceForm(forms.Form):
    """The text: pasted, or a file. `rich` is what the clipboard held beside the words, where script could ask it."""

    source = forms.CharField(
        required=False,
        strip=False,
        label="Paste the text",
        widget=forms.Textarea(attrs={"rows": 18, "cols": 90, "autofocus": True}),
    )
    rich = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        required=False,
        label="Or choose a file",
        widget=forms.ClearableFileInput(attrs={"accept": incoming.ACCEPT}),
        help_text="Word (.docx), a saved page (.html) or plain text (.txt). A file can also be dropped anywhere here. "
        "Bold, lists and links are kept; styles, comments and pictures are not.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        pasted = data.get("source") or ""
        if data.get("file") and pasted.strip():
            raise forms.ValidationError("You pasted a text and chose a file. Keep one of them.")
        if not data.get("file") and not pasted.strip():
            raise forms.ValidationError("There is no text yet: it is empty. Paste one, or choose a file.")
        try:
            if data.get("file"):
                data["incoming"] = incoming.opened(data["file"].read(incoming.LARGEST + 1))
            else:
                data["incoming"] = incoming.opened((data.get("rich") or pasted).encode())
            data["read"] = _read(data["incoming"])
        except CannotRead as why:
            raise forms.ValidationError(str(why)) from why
        return data


class ReadForm(forms.Form):
    """The fields of the whole release as they were read, to be corrected."""

    source = forms.CharField(widget=forms.HiddenInput, strip=False)
    is_markup = forms.BooleanField(required=False, widget=forms.HiddenInput)
    said = forms.CharField(required=False, widget=forms.HiddenInput)  # warnings about the file itself, a line each
    headline = forms.CharField(max_length=300, widget=forms.Textarea(attrs={"rows": 2, "cols": 60}))
    kind = forms.ChoiceField(choices=Kind.choices)
    date = forms.DateField(
        required=False,
        label="Date on the text",
        validators=[refuse_if_too_far],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="A day before today is kept as the day it first went out, and shown without an hour.",
    )
    summary = forms.CharField(required=False, max_length=600, widget=forms.Textarea(attrs={"rows": 2, "cols": 60}))
    embargo_wording = forms.CharField(required=False, widget=forms.HiddenInput)
    embargo_until = LondonInstantField(
        required=False, label="Embargoed until", help_text="London time, whole minutes. 00:01, not 00:00."
    )
    desk = forms.ModelChoiceField(
        queryset=Desk.objects.all(),
        required=False,
        label="Press desk that answers",
        help_text="Chosen by the number or address in the text, else the desk that is offered first.",
    )
    embargo_confirmed = forms.BooleanField(
        required=False, label="I have compared this time with the embargo line of the text"
    )


def _one_line() -> forms.Textarea:
    """A field that grows with its words: on a phone a long role would be cut at the edge of a line."""
    return forms.Textarea(attrs={"rows": 1, "cols": 60})


class ReadPassageForm(forms.Form):
    type = forms.ChoiceField(choices=[(TEXT, "Text"), (STATEMENT, "Statement")])
    speaker = forms.CharField(required=False, max_length=160, label="Who said it")
    role = forms.CharField(required=False, max_length=300, widget=_one_line())
    speaker_kind = forms.ChoiceField(
        required=False,
        label="Who that is",
        choices=[("", "As our list of names says"), *SpeakerKind.choices],
    )
    lead_in = forms.CharField(required=False, max_length=500, label="Words that introduce it", widget=_one_line())
    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 60}),
        help_text="An empty line between paragraphs. Emptied, the passage is left out. Bold, lists and links of the "
        "source stay with the words that carried them.",
    )


class ReadNoteForm(forms.Form):
    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 60}), label="Note")
    links = forms.CharField(required=False, widget=forms.HiddenInput)


class ReadAboutForm(forms.Form):
    heading = forms.CharField(required=False, max_length=120)
    words = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 4, "cols": 60}))


Passages = forms.formset_factory(ReadPassageForm, extra=0, max_num=500)
Notes = forms.formset_factory(ReadNoteForm, extra=0, max_num=500)
Abouts = forms.formset_factory(ReadAboutForm, extra=0, max_num=100)


def urls(desk: "ReleaseAdmin") -> list[URLPattern]:
    """The page's address."""
    view = partial(new_from_text, desk=desk)
    return [
        path("new-from-text/", desk.admin_site.admin_view(never_cache(view)), name="releases_release_new_from_text")
    ]


@require_http_methods(["GET", "POST"])
def new_from_text(request: HttpRequest, desk: "ReleaseAdmin") -> HttpResponse:
    """First the text; then what was read beside it; then the draft. Nothing is stored before the last press."""
    if not desk.has_add_permission(request):
        raise PermissionDenied
    if not editing.put_in(request):
        return redirect(request.path)
    put_back = editing.PUT_IN in request.POST
    if request.method == "POST" and "headline" in request.POST:
        return _save(request, desk, put_back=put_back)
    if put_back:
        return _page(request, desk, "new_from_text.html", {"form": SourceForm(initial=request.POST.dict())})
    form = SourceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _page(request, desk, "read.html", _forms(form.cleaned_data["incoming"], form.cleaned_data["read"]))
    return _page(request, desk, "new_from_text.html", {"form": form})


def _read(came: Incoming) -> ReadRelease:
    return incoming.read(came, known=known_helplines(timezone.now()))


def _as_it_came(came: Incoming) -> str | SafeString:
    """The source for the page: its words, or its clean HTML with bold, lists and links to be seen."""
    return mark_safe(markup.cleaned(came.source)) if came.markup else came.source  # noqa: S308  # cleaned just now


def _page(request: HttpRequest, desk: "ReleaseAdmin", template: str, context: dict[str, Any]) -> HttpResponse:
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, "title": "New from text", **context}
    context["editing"] = editing.context(request, UnsavedText.Place.TEXT)
    return TemplateResponse(request, f"releases/newsdesk/{template}", context)


def _forms(came: Incoming, read: ReadRelease) -> dict[str, Any]:
    """What was read, as forms."""
    embargo = read.embargo
    whole = {
        "source": came.source,
        "is_markup": came.markup,
        "said": "\n".join(came.warnings),
        "headline": read.headline or "",
        "kind": saving.KINDS.get((read.kind or "").casefold(), Kind.PRESS_RELEASE),
        "date": read.date,
        "desk": saving.desk_of(read),
        "summary": " ".join(read.summary),
        "embargo_wording": embargo.wording if embargo else "",
        "embargo_until": datetime.fromisoformat(embargo.datetime) if embargo and embargo.datetime else None,
    }
    return {
        "read": read,
        "came": came,
        "source": _as_it_came(came),
        "form": ReadForm(initial=whole),
        "passages": Passages(initial=[_passage_fields(p, read) for p in read.passages], prefix="passages"),
        "notes": Notes(initial=[{"words": n.text, "links": "\n".join(n.links)} for n in read.notes], prefix="notes"),
        "abouts": Abouts(initial=[{"heading": a.heading, "words": a.text} for a in read.about], prefix="abouts"),
    }


def _passage_fields(passage: ReadPassage | ReadStatement, read: ReadRelease) -> dict[str, Any]:
    words = "\n\n".join(passage.paragraphs)
    if isinstance(passage, ReadPassage):
        return {"type": TEXT, "words": words}
    return {
        "type": STATEMENT, "speaker": passage.speaker, "role": passage.role, "lead_in": passage.lead_in, "words": words,
        "speaker_kind": SpeakerKind.PROTECTED if is_pseudonym(passage, read) else "",
    }  # fmt: skip


def _save(request: HttpRequest, desk: "ReleaseAdmin", *, put_back: bool) -> HttpResponse:
    """Save what was corrected; words that are put back are shown, and not saved before they are sent."""
    said = tuple(line for line in request.POST.get("said", "").splitlines() if line)
    came = Incoming(request.POST.get("source", ""), request.POST.get("is_markup") == "True", said)
    try:
        read = _read(came)
    except CannotRead:
        return redirect("admin:releases_release_new_from_text")  # a form that did not come from the page
    context: dict[str, Any] = {
        "read": read,
        "came": came,
        "source": _as_it_came(came),
        "form": ReadForm(request.POST),
        "passages": Passages(request.POST, prefix="passages"),
        "notes": Notes(request.POST, prefix="notes"),
        "abouts": Abouts(request.POST, prefix="abouts"),
    }
    valid = all([context[part].is_valid() for part in ("form", "passages", "notes", "abouts")])
    if valid and not put_back and _introductions_agree(context):
        try:
            release = _stored(request, context)
        except Refusal as refusal:
            context["form"].add_error(None, str(refusal))
        else:
            editing.saved(request)
            messages.success(request, "Saved as a draft. Nothing goes out until someone other than you signs it off.")
            return redirect("admin:releases_release_change", release.pk)
    if not put_back:
        formsets = (context["passages"], context["notes"], context["abouts"])
        context["problems"] = error_summary.problems(context["form"], formsets)
    return _page(request, desk, "read.html", context)


def _introductions_agree(context: dict[str, Any]) -> bool:
    """Whether the words that introduce each statement still name whom the editor says: they are what is printed."""
    agree = True
    for form, read in zip(context["passages"], context["read"].passages, strict=False):
        row = form.cleaned_data
        if not isinstance(read, ReadStatement) or row["type"] != STATEMENT or not row["lead_in"]:
            continue
        for typed, before, what in ((row["speaker"], read.speaker, "speaker"), (row["role"], read.role, "role")):
            if before and typed != before and before in row["lead_in"]:
                form.add_error("lead_in", f"These words are printed, and they still say “{before}”. Change them to "
                               f"your {what}, or empty the field: then the name and the role are printed.")  # fmt: skip
                agree = False
    return agree


def _stored(request: HttpRequest, context: dict[str, Any]) -> Release:
    data = context["form"].cleaned_data
    rows = [row for row in (form.cleaned_data for form in context["passages"]) if row.get("words", "").strip()]
    notes = [form.cleaned_data for form in context["notes"] if form.cleaned_data.get("words", "").strip()]
    abouts = [form.cleaned_data for form in context["abouts"] if form.cleaned_data.get("words", "").strip()]
    until = data["embargo_until"]
    embargo = ReadEmbargo(until.isoformat() if until else None, data["embargo_wording"])
    corrected = replace(
        context["read"],
        headline=" ".join(data["headline"].split()),
        kind=Kind(data["kind"]).label,
        date=data["date"].isoformat() if data["date"] else None,
        summary=(data["summary"],) if data["summary"] else (),
        embargo=embargo if until or data["embargo_wording"] else None,
        passages=tuple(_passage(row) for row in rows),
        notes=tuple(ReadNote(row["words"], tuple(row["links"].split("\n")) if row["links"] else ()) for row in notes),
        about=tuple(ReadAbout(row["heading"], row["words"]) for row in abouts),
    )
    return saving.save(
        corrected,
        actor=request.user,  # type: ignore[arg-type]  # admin_view lets only users in
        source=data["source"],
        at=timezone.now(),
        speakers=[SpeakerKind(row["speaker_kind"]) if row["speaker_kind"] else None for row in rows],
        embargo_confirmed=bool(until and data["embargo_confirmed"]),
        formatting=context["came"].formatting,
        desk=data["desk"],
    )


def _passage(row: dict[str, Any]) -> ReadPassage | ReadStatement:
    words = tuple(" ".join(piece.split()) for piece in re.split(r"\n\s*\n", row["words"].replace("\r", "")) if piece)
    if row["type"] == TEXT:
        return ReadPassage(words)
    lead_in, role = " ".join(row["lead_in"].split()), " ".join(row["role"].split())
    return ReadStatement(lead_in, row["speaker"] or None, role or None, words)
