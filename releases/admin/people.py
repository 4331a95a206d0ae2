"""Spokespeople: who may be quoted, their dated roles, their sheet; the sheets on paper for a round of interviews."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from releases import wording
from releases.admin.rich_text import RichTextAdmin
from releases.models import Role, Spokesperson, SpokespersonSheet, Topic

KINDS = (("", "any"), ("radio", "radio"), ("television", "television"), ("print_and_online", "print and online"))


class RoleInline(admin.TabularInline):
    model = Role
    extra = 0
    min_num = 1


class SheetInline(admin.StackedInline):
    """Whoever may see a spokesperson's record may see the sheet, and whoever may change one the other."""

    model = SpokespersonSheet
    extra = 1
    max_num = 1
    can_delete = False
    verbose_name_plural = "spokesperson sheet: for the press desk, public only by tick"
    fieldsets = (
        (
            "May be public, each by its tick",
            {
                "fields": (
                    ("pronunciation", "pronunciation_public"),
                    ("pronouns", "pronouns_public"),
                    ("languages", "languages_public"),
                    ("topics", "topics_public"),
                )
            },
        ),
        (
            "For the desk alone",
            {"fields": (("radio", "television", "print_and_online"), "availability", "mobile", "notes")},
        ),
    )

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "topics":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        elif db_field.name == "notes":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "topics" and field is not None:
            field.widget.can_add_related = False  # a sheet adds no topic
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.view_spokesperson") or self._may_change(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may_change(request)

    @staticmethod
    def _may_change(request: HttpRequest) -> bool:
        user = request.user
        return user.has_perm("releases.change_spokesperson") or user.has_perm("releases.add_spokesperson")


@admin.register(Spokesperson)
class SpokespersonAdmin(RichTextAdmin):
    list_display = ("name", "present_role", "listed")
    list_filter = ("listed",)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = ((None, {"fields": ("name", "slug")}), ("Their public page", {"fields": ("listed", "biography")}))
    inlines = (RoleInline, SheetInline)
    change_list_template = "releases/newsdesk/people_list.html"

    class Media:
        css = {"all": ("releases/newsdesk.css",)}

    @admin.display(description="Role held last")
    def present_role(self, person: Spokesperson) -> str:
        return next((role.title for role in person.roles.all()), "")

    def get_readonly_fields(self, request: HttpRequest, obj: Spokesperson | None = None) -> tuple[str, ...]:
        """The address is fixed once an edition has quoted the person."""
        return ("slug",) if obj and obj.links.exists() else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: Spokesperson | None = None
    ) -> dict[str, Sequence[str]]:
        return {} if self.get_readonly_fields(request, obj) else {"slug": ("name",)}

    def get_urls(self) -> list[URLPattern]:
        sheets = self.admin_site.admin_view(never_cache(require_safe(self.sheets)))
        return [path("sheets/", sheets, name="releases_spokesperson_sheets"), *super().get_urls()]

    def sheets(self, request: HttpRequest) -> HttpResponse:
        """Who speaks on a topic, on one page to print: for a round of interviews. Whoever holds a role today."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        form = RoundForm(request.GET or None)
        asked = form.cleaned_data if form.is_valid() else {}
        people = Spokesperson.objects.select_related("sheet").prefetch_related("roles", "sheet__topics")
        if topic := asked.get("topic"):
            people = people.filter(sheet__topics=topic)
        if kind := asked.get("kind"):
            people = people.filter(**{f"sheet__{kind}": True})
        today = wording.local_day(timezone.now())
        with_roles = [(person, person.role_on(today)) for person in people.order_by("name")]
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": "Sheets for interviews",
            "form": form, "topic": topic, "kind": dict(KINDS).get(asked.get("kind") or "") if kind else "",
            "people": [(person, role, getattr(person, "sheet", None)) for person, role in with_roles if role],
            "without_a_role": sum(not role for _, role in with_roles), "today": today,
        }  # fmt: skip
        return TemplateResponse(request, "releases/newsdesk/sheets.html", context)


class RoundForm(forms.Form):
    """Which round: both may be left open."""

    topic = forms.ModelChoiceField(Topic.objects.all(), required=False, empty_label="any", to_field_name="slug")
    kind = forms.ChoiceField(choices=KINDS, required=False, label="For")
