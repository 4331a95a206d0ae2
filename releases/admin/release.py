"""A release in the newsdesk: its list, its form, and where its steps begin."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.forms import BaseInlineFormSet, BaseModelFormSet, ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.html import format_html

from releases import filling, saves, step, wording
from releases.admin import (
    approvals,
    as_at,
    both_texts,
    bringing_in,
    editing,
    error_summary,
    history,
    lifts,
    lists,
    rebasing,
    sending,
    steps,
)
from releases.admin.forms import AboutForm, AttachmentForm, NoteForm, PassageForm, ReleaseForm
from releases.admin.rich_text import RichTextAdmin
from releases.blocks import blocks_to_sending, is_as_before_it_left, is_as_signed
from releases.models import (
    TEXT,
    About,
    Attachment,
    Desk,
    Edition,
    Event,
    NoteToEditors,
    Passage,
    Release,
    UnsavedText,
)  # fmt: skip
from releases.standing import Standing, standing, standing_of_time
from releases.warned import warnings_of

Place = UnsavedText.Place
ORDERED = (Passage, NoteToEditors, About, Attachment)


class PlainChoices:
    """Choices of other records without the pencils and crosses beside them: a release's form changes a release.

    They are read once for a form, and not once for each of its rows.
    """

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin for admins
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        if isinstance(field, ModelChoiceField):
            choices: Any = field.choices
            field.choices = [*iter(choices)]  # list() would count them first
        return field


class PartFormSet(BaseInlineFormSet):
    """Rows that were read with their release are not read again."""

    def get_queryset(self) -> Any:
        if not hasattr(self, "_queryset") and self.fk.remote_field.name in self._read():
            self._queryset = list(getattr(self.instance, self.fk.remote_field.name).all())
        return super().get_queryset()

    def _read(self) -> dict[str, Any]:
        return getattr(self.instance, "_prefetched_objects_cache", {})


class PartInline(PlainChoices, admin.StackedInline):
    """A part of the working text: whoever may change a release may change its parts, and nobody else."""

    extra = 0
    formset = PartFormSet

    def _may_change(self, request: HttpRequest) -> bool:
        return request.user.has_perm(step.CHANGE) or request.user.has_perm("releases.add_release")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # the release's own form has asked

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)


class PassageInline(PartInline):
    model = Passage
    form = PassageForm
    fields = (
        "position",
        "type",
        "speaker_kind",
        "spokesperson",
        "speaker_name",
        "speaker_role",
        "lead_in",
        "attribution",
        "body",
    )


class NoteInline(PartInline):
    model = NoteToEditors
    form = NoteForm
    fields = ("position", "copied_from", "body")


class AboutInline(PartInline):
    model = About
    form = AboutForm
    fields = ("position", "boilerplate", "heading", "body")


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    fields = (
        "position",
        "upload",
        "waiting",
        ("shown", "title"),
        ("alternative_text", "decorative"),
        ("caption", "credit"),
    )

    def get_formset(self, request: HttpRequest, obj: Release | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = type("AttachmentForm", (formset.form,), {"actor": request.user})
        return formset


@admin.register(Release)
class ReleaseAdmin(PlainChoices, RichTextAdmin):
    form = ReleaseForm
    inlines = (PassageInline, NoteInline, AboutInline, AttachmentInline)
    list_display = ("headline", "how_it_stands", "kind", "edited")
    list_filter = lists.FILTERS
    ordering = lists.ORDER
    sortable_by = ("edited",)  # what an index is in the order of
    search_fields = ("headline",)  # shows the box; get_search_results asks the words of the whole text
    search_help_text = "Words of the text, drafts too, or the address of a release."
    list_per_page = 50
    paginator = lists.Counted
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_on_top = True
    change_form_template = "releases/newsdesk/change_form.html"
    change_list_template = "releases/newsdesk/change_list.html"

    class Media:
        css = {"all": ("releases/newsdesk.css", "releases/editing.css")}
        js = ("releases/newsdesk.js", "releases/errors.js", "releases/editing.js", "releases/sending_files.js")

    # --- what is shown ----------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        editions = Prefetch("editions", Edition.objects.select_related("signed_by", "looked_by").defer("document"))
        releases = super().get_queryset(request).select_related("last_editor").prefetch_related(editions)
        if request.resolver_match and request.resolver_match.url_name == "releases_release_change":
            # The form shows these of its one release; the list would carry their words along for nothing.
            return releases.select_related("base", "clearance__asked_by", "clearance__cleared_by")
        return releases

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[lists.ReleaseList]:
        return lists.ReleaseList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        return lists.found(queryset, search_term), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Releases", **(extra_context or {})})

    def get_fieldsets(self, request: HttpRequest, obj: Release | None = None) -> Any:
        text = ("headline", "summary", ("kind", "language"), "slug", "seen_saves", "seen_event")
        when: tuple[Any, ...] = ("public_mode", "wanted_at", "publish_now")
        if obj and obj.embargo_wording:
            when += ("embargo_wording", "embargo_confirmed")
        sections: list[Any] = [(None, {"fields": text}), ("When it is public", {"fields": when})]
        if self._signed_before(obj):
            sections.insert(1, ("What this change is", {"fields": ("change", "change_note")}))
        else:
            when += ("issued_on",)
            sections[1] = ("When it is public", {"fields": when})
        return [*sections, ("Who answers, and what it is about", {"fields": ("desk", "topics", "set")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Release | None = None) -> tuple[str, ...]:
        fixed = ("slug", "kind") if obj and obj.base_id else ()
        return (*fixed, "embargo_wording") if obj and obj.embargo_wording else fixed

    @staticmethod
    def _signed_before(release: Release | None) -> bool:
        return bool(release and any(edition.state == "signed" for edition in release.editions.all()))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"desk": Desk.objects.filter(is_default=True).first()} | super().get_changeform_initial_data(request)

    @admin.display(description="How it stands")
    def how_it_stands(self, release: Release) -> str:
        now = standing(release, release.editions.all(), timezone.now())
        return format_html('<span class="chip chip-{}">{}</span><br>{}', now.chip, now.label, now.sentence)

    @admin.display(description="Last edited", ordering="last_saved_at")
    def edited(self, release: Release) -> str:
        if release.last_saved_at is None:
            return ""
        editor = release.last_editor
        who = (editor.get_full_name() or editor.get_username()) if editor else "a command"
        return f"{wording.since(release.last_saved_at, timezone.now())}, {who}"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not editing.put_in(request):
            return redirect(request.path)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Release | None = None,
    ) -> HttpResponse:  # fmt: skip
        release = obj
        if release is not None and release.pk:
            at = timezone.now()
            stored = (
                release if request.method == "GET" else self._with_text(self.get_queryset(request).get(pk=release.pk))
            )
            context |= {
                "standing": standing(stored, stored.editions.all(), at),
                "may_be_sent": not (hindered := blocks_to_sending(stored, at)),
                **(shown := approvals.shown(stored, request.user, with_links=False)),
                "blocks": [*hindered, *shown["approving"]["awaited"]],
                "is_as_signed": is_as_signed(stored),
                "is_as_before_it_left": is_as_before_it_left(stored),
                "warnings": warnings_of(stored),
                "stored": stored,
                "editions": steps.editions_of(stored, at, request.user),
                **steps.what_may_be_stopped(stored, at, request.user),
                "events": stored.events.select_related("actor", "edition")[:20],
                "may_erase": request.user.has_perm(step.ERASE),
                "erasures": stored.erasures.all(),
                "may_sign": request.user.has_perm(step.SIGN),
            }
            form, formsets = context["adminform"].form, [row.formset for row in context["inline_admin_formsets"]]
            if getattr(form, "is_stale", False) or getattr(form, "is_put_in", False):
                context["both"] = both_texts.context(form, formsets, stored, request.user)
            if getattr(form, "is_stale", False):
                context["show_save"] = False  # pressed again it would be refused again: the two ways on stand instead
        else:
            context["standing"] = Standing("draft", "Draft", "Not saved yet.")
        context |= _problems(context)
        if add or self.has_change_permission(request, release):
            context["editing"] = editing.context(
                request, Place.NEW if add else Place.RELEASE, release if change else None
            )
        # One button: it saves and stays, because what follows a save is a look, or the next step.
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Release) -> HttpResponseRedirect:
        return redirect("admin:releases_release_change", obj.pk)

    def response_post_save_change(self, request: HttpRequest, obj: Release) -> HttpResponseRedirect:
        return redirect("admin:releases_release_change", obj.pk)

    # --- what is written --------------------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Release | None:
        """The release; locked for a save, so that a sign-off cannot slip between reading and writing."""
        release = super().get_object(request, object_id, from_field)
        if release is not None and request.method == "GET":
            return self._with_text(release)
        if release is not None and request.method == "POST":
            Release.objects.locked(release.pk)
            release.refresh_from_db()
            is_stale = request.POST.get("seen_saves") != str(release.saves)
            laid = rebasing.rebased(request.POST, release) if is_stale else rebasing.stored_first(request.POST)
            request.POST = laid  # type: ignore[assignment]  # it has a setter
        return release

    @staticmethod
    def _with_text(release: Release) -> Release:
        # A speaker of ours comes with the passage: one query less than TEXT would take.
        passages = Prefetch("passages", Passage.objects.select_related("spokesperson"))
        prefetch_related_objects([release], passages, *TEXT[1:])
        return release

    def get_form(self, request: HttpRequest, obj: Release | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user
        return form

    def save_formset(self, request: HttpRequest, form: Any, formset: BaseModelFormSet, change: bool) -> None:
        formset.save()
        if formset.model in ORDERED:
            _number(formset)
        for attachment in formset.new_objects if formset.model is Attachment else ():
            if attachment.asset.taken_out:
                found = "; ".join(attachment.asset.taken_out)
                messages.info(request, f"Taken out of the file “{attachment.title}”, so that nobody reads it: {found}.")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        release: Release = form.instance
        at = timezone.now()
        filled = filling.fill_in(release, release.issued_on or wording.local_day(release.wanted_at or at))
        if filled or not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            self._keep(request, release, at, form)
        editing.saved(request)
        if "wanted_at" in form.changed_data:
            messages.info(request, standing_of_time(release))

    def _keep(self, request: HttpRequest, release: Release, at: Any, form: Any) -> None:
        """Every save is kept: who edited last, an event, and the whole text in the history of drafts."""
        before = {"over": form.saves_over, "reason": both_texts.over(release)} if form.saves_over is not None else {}
        for step_meanwhile in both_texts.steps_meanwhile(form) if not before else ():
            messages.warning(request, step_meanwhile)
        release.saves += 1
        release.last_editor, release.last_saved_at = request.user, at  # type: ignore[assignment]  # staff only here
        release.save(update_fields=["saves", "last_editor", "last_saved_at"])
        saves.keep(release.pk, step_taken=Event.Step.SAVED, actor=release.last_editor, at=at, **before)

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        """Nothing is lost by accident: a release is held, withdrawn or erased by steps, and never deleted."""
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ours: Django's knows neither editions nor steps."""
        return history.page(request, self, int(object_id) if object_id.isdecimal() else 0)

    def get_urls(self) -> list[URLPattern]:
        pages = (bringing_in, editing, as_at, lifts, history, sending, approvals, steps)
        return [*(pattern for page in pages for pattern in page.urls(self)), *super().get_urls()]


def _number(formset: BaseModelFormSet) -> None:
    """Positions 1, 2, 3 ... in the order the editor gave; a row without a position comes last, in the form's order."""
    rows = [
        (form.cleaned_data.get("position") or 10_000, index, form.instance)
        for index, form in enumerate(formset.forms)
        if form.instance.pk and form not in formset.deleted_forms
    ]
    for position, (_, _, row) in enumerate(sorted(rows, key=lambda r: r[:2]), 1):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _problems(context: dict[str, Any]) -> dict[str, Any]:
    """What is wrong, as links, in place of Django's one line; a save that came too late is told of elsewhere."""
    form, formsets = context["adminform"].form, [row.formset for row in context["inline_admin_formsets"]]
    put_in = getattr(form, "is_put_in", False)  # words put back are not judged before they are sent
    found = error_summary.problems(form, formsets, without="stale") if form.is_bound and not put_in else []
    return {"problems": found, "went_wrong": bool(context["errors"]), "errors": []}
