"""The records that releases draw on: the organisation, its desks, topics, wording and standing pages."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from releases import wording
from releases.admin.rich_text import RichTextAdmin
from releases.models import (
    Boilerplate,
    Desk,
    LibraryNote,
    Organisation,
    ReleaseSet,
    StandingPage,
    Topic,
)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}  # noqa: RUF012  # what is typed without one

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Organisation.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name",)

    def get_readonly_fields(self, request: HttpRequest, obj: Topic | None = None) -> tuple[str, ...]:
        """The address is fixed once an edition has carried the topic."""
        return ("slug",) if obj and obj.links.exists() else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict[str, Sequence[str]]:
        return {} if self.get_readonly_fields(request, obj) else {"slug": ("name",)}


@admin.register(ReleaseSet)
class ReleaseSetAdmin(admin.ModelAdmin):
    list_display = ("name",)


@admin.register(Desk)
class DeskAdmin(admin.ModelAdmin):
    list_display = ("name", "phone", "email", "out_of_hours_phone", "is_default", "checked_on")
    readonly_fields = ("checked_on",)

    def get_fieldsets(self, request: HttpRequest, obj: Desk | None = None) -> Any:
        how = "Try the numbers and the address, then save: saving says that they are right today."
        return [(None, {"fields": self.get_fields(request, obj), "description": how})]

    def save_model(self, request: HttpRequest, obj: Desk, form: Any, change: bool) -> None:
        """Whoever saves it has looked at it; who that was stands in its history."""
        obj.checked_on = wording.local_day(timezone.now())
        super().save_model(request, obj, form, change)


@admin.register(Boilerplate)
class BoilerplateAdmin(RichTextAdmin):
    list_display = ("heading", "in_use_from", "in_use_until")


@admin.register(LibraryNote)
class LibraryNoteAdmin(RichTextAdmin):
    list_display = ("title", "in_use_from", "in_use_until")
    search_fields = ("title", "body")


@admin.register(StandingPage)
class StandingPageAdmin(RichTextAdmin):
    list_display = ("title", "updated_on")
