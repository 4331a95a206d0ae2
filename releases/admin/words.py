"""The desk's list of words to avoid."""

from django.contrib import admin

from releases.models import AvoidedWord


@admin.register(AvoidedWord)
class AvoidedWordAdmin(admin.ModelAdmin):
    list_display = ("__str__", "advice", "active")
    list_filter = ("active",)
    search_fields = ("words", "advice")
    fields = ("words", "right_in", "advice", "active")
