"""The record in the newsdesk: who answers, how, when, and the step by which a person confirms a channel."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import DateTimeField, QuerySet, Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html_join

from helpline.facts import fingerprint
from helpline.hours import hours_in_words
from helpline.models import Channel, Closure, Helpline, OpeningHours, Signposting
from helpline.panel import Way, way
from helpline.reach import printed_address

NOT_CONFIRMED = (
    "Nobody has confirmed it: hours are shown with “(check on the site)”, and nobody is told that it is open."
)


class MinuteField(forms.TimeField):
    """A time of day without seconds; 9.30 is read as 9:30, as it is printed."""

    default_error_messages = {"invalid": "Write hours and minutes of London time, such as 15:00."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.TimeInput(format="%H:%M", attrs={"placeholder": "15:00", "size": 6})
        super().__init__(input_formats=["%H:%M", "%H.%M"], **kwargs)


WHOLE_MINUTES: dict[type[models.Field], dict[str, Any]] = {models.TimeField: {"form_class": MinuteField}}


def instant_of(request: HttpRequest) -> Any:
    """The instant of the request, which middleware reads once."""
    return getattr(request, "at", None) or timezone.now()


class OpeningHoursInline(admin.TabularInline):
    model = OpeningHours
    extra = 0
    fields = ("weekday", "opens", "closes", "since", "until")
    formfield_overrides = WHOLE_MINUTES


class ClosureInline(admin.TabularInline):
    model = Closure
    extra = 0
    fields = ("first_day", "last_day", "opens", "closes", "note", "announced_from")
    formfield_overrides = WHOLE_MINUTES


class ChannelInline(admin.StackedInline):
    model = Channel
    extra = 0
    can_delete = False
    show_change_link = True
    fields = (("kind", "label", "order", "active"), ("printed", "url"), ("free", "always_open"), "note")


class SignpostingInline(admin.StackedInline):
    model = Signposting
    can_delete = False


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin):
    list_display = ("name", "organisation", "is_primary", "active", "order")
    inlines = (ChannelInline, SignpostingInline)
    actions = None  # a helpline is deleted alone, knowingly

    def has_delete_permission(self, request: HttpRequest, obj: Helpline | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_primary)


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ("label", "reached_at", "state", "confirmed_on", "active", "helpline")
    list_filter = ("helpline", "kind", "active")
    list_select_related = ("helpline", "confirmed_by")
    inlines = (OpeningHoursInline, ClosureInline)
    readonly_fields = ("state", "confirmed", "number")
    fieldsets = (
        (None, {"fields": ("helpline", ("kind", "label"), "state", "confirmed")}),
        ("How to reach it", {"fields": ("printed", "number", "url", "free")}),
        ("Whom and when", {"fields": ("always_open", "nation", "languages", "note")}),
        ("Where it stands", {"fields": ("order", "active")}),
    )
    actions = None
    change_form_template = "admin/helpline/channel/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Channel]:
        """With the instant of the request, so that every row is described at the same one."""
        asked_at = Value(instant_of(request), output_field=DateTimeField())
        return super().get_queryset(request).prefetch_related("opening_hours", "closures").annotate(asked_at=asked_at)

    def has_delete_permission(self, request: HttpRequest, obj: Channel | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_last_phone())

    @admin.display(description="number or address")
    def reached_at(self, channel: Channel) -> str:
        return channel.printed or printed_address(channel.url)

    @admin.display(description="what readers see now")
    def state(self, channel: Channel) -> str:
        if channel.pk is None:
            return "Nothing yet."
        try:
            now = _way(channel)
        except ValueError as error:
            return f"This cannot be shown, and the last good record stands in its place: {error}"
        said = [now.hours or "No hours are shown.", now.state and f"{now.state.capitalize()}.", *now.notices]
        return format_html_join(" ", "{}", ((words,) for words in said if words))

    @admin.display(description="confirmed")
    def confirmed(self, channel: Channel) -> str:
        if channel.confirmed_at is None:
            return "No" if channel.pk is None else NOT_CONFIRMED
        when = timezone.localtime(channel.confirmed_at)
        return f"{when:%H:%M, %d %B %Y}, by {channel.confirmed_by or 'someone since removed'}"

    @admin.display(description="confirmed", ordering="confirmed_at")
    def confirmed_on(self, channel: Channel) -> str:
        return f"{timezone.localtime(channel.confirmed_at):%d %B %Y}" if channel.confirmed_at else "by nobody"

    def response_change(self, request: HttpRequest, obj: Channel) -> HttpResponse:
        obj.refresh_from_db(fields=["confirmed_at"])
        if obj.confirmed_at is None:
            self.message_user(request, NOT_CONFIRMED, messages.WARNING)
        return super().response_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        confirm = path(
            "<path:object_id>/confirm/", self.admin_site.admin_view(self.confirm_view), name="helpline_channel_confirm"
        )
        return [confirm, *super().get_urls()]

    def confirm_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Shows what a reader is told; the press that says it is right stores who and when."""
        if not request.user.has_perm("helpline.confirm_channel"):
            raise PermissionDenied
        channel = self.get_object(request, unquote(object_id))
        if channel is None:
            self.message_user(request, "There is no such channel. It may have been deleted.", messages.WARNING)
            return HttpResponseRedirect(reverse("admin:helpline_channel_changelist"))
        if request.method == "POST":
            if self._confirm(request, channel.pk):
                self.message_user(request, f"{channel} is confirmed.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:helpline_channel_change", args=[quote(channel.pk)]))
            self.message_user(
                request,
                "It was changed after this page was opened. Nothing is confirmed: read it again.",
                messages.ERROR,
            )
            return HttpResponseRedirect(request.path)
        try:
            now = _way(channel)
        except ValueError as error:
            self.message_user(request, f"It cannot be confirmed as it stands: {error}", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:helpline_channel_change", args=[quote(channel.pk)]))
        context = self.admin_site.each_context(request) | {
            "title": f"Confirm: {channel}",
            "opts": self.opts,
            "channel": channel,
            "way": now,
            "hours": hours_in_words(now.timetable, channel.asked_at, check=False),
            "shown": fingerprint(channel.facts()),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/helpline/channel/confirm.html", context)

    def _confirm(self, request: HttpRequest, pk: int) -> bool:
        with transaction.atomic():
            channel = Channel.objects.select_for_update().get(pk=pk)
            if request.POST.get("shown") != fingerprint(channel.facts()):
                return False
            channel.confirm(by=request.user, at=instant_of(request))
            self.log_change(request, channel, "Confirmed that number, address and hours are right today.")
        return True


def _way(channel: Channel) -> Way:
    return way(channel.facts(), channel.asked_at)  # type: ignore[attr-defined]  # from ChannelAdmin.get_queryset
