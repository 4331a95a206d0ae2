"""The desk's list of words to avoid."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from releases.models import AvoidedWord


@admin.register(AvoidedWord)
class AvoidedWordAdmin(admin.ModelAdmin):
    list_display = ("__str__", "advice", "active")
    list_filter = ("active",)
    search_fields = ("words", "advice")
    fields = ("words", "right_in", "advice", "active")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in ("words", "right_in", "advice"):
            kwargs["widget"] = forms.Textarea(attrs={"rows": 2, "cols": 80})
        return super().formfield_for_dbfield(db_field, request, **kwargs)
