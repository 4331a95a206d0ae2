"""A channel in the newsdesk: what is typed, what it takes two people to change, and the press that confirms it.

A save is tried out first. Where it would add or alter a number, a link or an opening, it is undone and becomes a change
that waits for a second person (helpline/changing.py); everything else holds at once.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import partial
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
from django.utils.text import capfirst
from django.views.decorators.cache import never_cache

from helpline import changing, facts
from helpline.admin import outages
from helpline.duties import overdue
from helpline.facts import fingerprint
from helpline.models import Change, Channel, Closure, OpeningHours
from helpline.panel import Way, way
from helpline.phrases import hours_in_words
from helpline.reach import printed_address
from helpline.two_people import needs_two

WAITS = "Nothing has changed for readers yet: what adds or alters a number, a link or an opening takes two people."
OVERDUE = "That is longer ago than it should be: try it again, and confirm it."
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


@dataclass
class _Tried:
    """A channel before the save that is being tried out, and the savepoint to go back to."""

    stored: Channel | None
    facts: facts.Channel | None
    savepoint: Any


def _moved(before: Channel | None, now: Channel) -> bool:
    """Does it belong to another helpline, or may another number come first? Both alter what every page prints."""
    if before is None:
        return False
    return before.helpline_id != now.helpline_id or (now.kind == facts.PHONE and before.order != now.order)


def _facts(channel: Channel) -> facts.Channel | None:
    try:
        return channel.facts()
    except ValueError:  # corrupt: whatever mends it needs a second person
        return None


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


class ChannelForm(forms.ModelForm):
    """`seen` is what the editor had before them: a save over somebody else's is refused, inlines included."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    holds_from = forms.DateField(
        required=False,
        label="Holds from",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="For a new number, link or hours: the first London day on which it holds. Empty: once approved.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["seen"].initial = seen(self.instance)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.instance.pk:
            stored = Channel.objects.select_for_update().get(pk=self.instance.pk)
            if data.get("seen") != seen(stored):
                raise forms.ValidationError(
                    f"It was changed after you opened this page. Stored now: {stored_in_words(stored)}. What you typed "
                    "stands below, and none of it is saved. Copy what you need, and open the channel anew."
                )
        if data.get("holds_from") and data["holds_from"] < timezone.localdate():
            self.add_error("holds_from", "That day has passed. Leave it empty for at once.")
        return data


def seen(channel: Channel) -> str:
    """The hash of all that the form shows of a stored channel."""
    try:
        told: Any = changing.snapshot(channel)
    except ValueError:  # a corrupt row can still be mended
        told = Channel.objects.filter(pk=channel.pk).values().get()
    told = {name: value for name, value in told.items() if name != "outages"}
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def stored_in_words(channel: Channel) -> str:
    """Number, address, hours and closures as they stand in the database."""
    table = channel.timetable()
    said = [channel.printed, printed_address(channel.url), hours_in_words(table, timezone.now(), check=False)]
    said += [str(row) for row in channel.closures.all()] + [channel.note]
    return ", ".join(filter(None, said)) or "nothing of it"


@admin.register(Channel)
class ChannelAdmin(admin.ModelAdmin):
    list_display = ("label", "reached_at", "state", "confirmed_on", "active", "helpline")
    list_filter = ("helpline", "kind", "active")
    list_select_related = ("helpline", "confirmed_by")
    form = ChannelForm
    inlines = (OpeningHoursInline, ClosureInline)
    readonly_fields = ("state", "confirmed", "number")
    fieldsets = (
        (None, {"fields": ("helpline", ("kind", "label"), "state", "confirmed")}),
        ("How to reach it", {"fields": ("printed", "number", "url", "free")}),
        ("Whom and when", {"fields": ("always_open", "nation", "languages", "note")}),
        (
            "Bank holidays",
            {"fields": (("bank_holidays", "bank_holidays_of"), ("bank_holiday_opens", "bank_holiday_closes"))},
        ),
        ("Where it stands", {"fields": ("order", "active", "check_every", "holds_from", "seen")}),
    )
    actions = None
    formfield_overrides = WHOLE_MINUTES
    change_form_template = "admin/helpline/channel/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Channel]:
        """With the instant of the request, so that every row is described at the same one."""
        asked_at = Value(instant_of(request), output_field=DateTimeField())
        return (
            super()
            .get_queryset(request)
            .prefetch_related("opening_hours", "closures", "outages")
            .annotate(asked_at=asked_at)
        )

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
        said = [f"{now.hours or 'No hours are shown'}.", now.state and f"{capfirst(now.state)}."]
        said += [*now.outage, *now.notices]
        for day, then in channel.later:
            said.append(f"From {date.fromisoformat(day):%d %B %Y}: {then['printed'] or then['url']}.")
        return format_html_join(" ", "{}", ((words,) for words in said if words))

    @admin.display(description="confirmed")
    def confirmed(self, channel: Channel) -> str:
        if channel.confirmed_at is None:
            return "No" if channel.pk is None else NOT_CONFIRMED
        when = timezone.localtime(channel.confirmed_at)
        said = f"{when:%H:%M, %d %B %Y}, by {channel.confirmed_by or 'someone since removed'}"
        return f"{said}. {OVERDUE}" if overdue(channel, channel.asked_at) else said  # type: ignore[attr-defined]  # as below

    @admin.display(description="confirmed", ordering="confirmed_at")
    def confirmed_on(self, channel: Channel) -> str:
        if channel.confirmed_at is None:
            return "by nobody"
        said = f"{timezone.localtime(channel.confirmed_at):%d %B %Y}"
        return f"{said}: check it again" if overdue(channel, channel.asked_at) else said  # type: ignore[attr-defined]  # as below

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Channel | None:
        """With what has begun to hold written into its own rows, so that the form shows what readers see."""
        found = super().get_object(request, object_id, from_field)
        today = timezone.localdate(instant_of(request)).isoformat()
        if found and any(day <= today for day, _ in found.later):
            changing.fold(found.pk, timezone.localdate(instant_of(request)))
            found = super().get_object(request, object_id, from_field)
        return found

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Says first what waits already, so that nobody proposes it twice."""
        number = int(object_id) if object_id.isdigit() else 0
        if request.method == "GET" and Change.objects.filter(channel=number, state=Change.State.WAITING).exists():
            self.message_user(request, "A change of this channel waits for a second person: see Changes.", "WARNING")
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Channel, form: Any, change: bool) -> None:
        """Tried out within a savepoint; save_related decides."""
        stored = Channel.objects.get(pk=obj.pk) if change else None
        tried = _Tried(stored, _facts(stored) if stored else None, transaction.savepoint())
        request.tried = tried  # type: ignore[attr-defined]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        tried: _Tried = request.tried  # type: ignore[attr-defined]
        now = Channel.objects.get(pk=form.instance.pk)
        holds_from = form.cleaned_data.get("holds_from")
        two = holds_from or _moved(tried.stored, now) or needs_two(
            tried.facts, now.facts(), timezone.localdate(instant_of(request)),
            was_shown=bool(tried.stored and tried.stored.active), shown=now.active,
        )  # fmt: skip
        if not two:
            transaction.savepoint_commit(tried.savepoint)
            return
        after = changing.snapshot(now)
        transaction.savepoint_rollback(tried.savepoint)
        base = fingerprint(tried.facts) if tried.facts else ""
        request.proposed = changing.propose(  # type: ignore[attr-defined]
            actor=request.user, after=after, channel=tried.stored, base=base, holds_from=holds_from
        )

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing was added: the change that waits is its own record."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        if hasattr(request, "proposed"):
            message = "Proposed a change, which waits for a second person."
        return super().log_change(request, obj, message)

    def response_add(self, request: HttpRequest, obj: Channel, post_url_continue: str | None = None) -> HttpResponse:
        return self._to_change(request)

    def _to_change(self, request: HttpRequest) -> HttpResponse:
        change: Change = request.proposed  # type: ignore[attr-defined]
        self.message_user(request, WAITS, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:helpline_change_change", args=[change.pk]))

    def response_change(self, request: HttpRequest, obj: Channel) -> HttpResponse:
        if hasattr(request, "proposed"):
            return self._to_change(request)
        obj.refresh_from_db(fields=["confirmed_at"])
        if obj.confirmed_at is None:
            self.message_user(request, NOT_CONFIRMED, messages.WARNING)
        return super().response_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        confirm = path(
            "<path:object_id>/confirm/", self.admin_site.admin_view(self.confirm_view), name="helpline_channel_confirm"
        )
        unavailable = path(
            "<int:pk>/unavailable/",
            self.admin_site.admin_view(never_cache(partial(outages.unavailable, self))),
            name="helpline_channel_unavailable",
        )
        return [confirm, unavailable, *super().get_urls()]

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
            "hours": hours_in_words(now.timetable, instant_of(request), check=False),
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
