"""The records that releases draw on: the organisation, its desks, topics, wording and standing pages."""

from collections.abc import Sequence

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

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
    list_display = ("name", "phone", "email", "out_of_hours_phone", "is_default")


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
