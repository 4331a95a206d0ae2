"""Marking a channel unavailable from a phone: one page, one button; and the second look afterwards."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone

from helpline import stopping
from helpline.hours import DAY, LONDON, MIDNIGHT, moment
from helpline.models import Channel, Outage
from helpline.phrases import state_in_words
from helpline.refusal import Refusal

if TYPE_CHECKING:
    from helpline.admin.channels import ChannelAdmin

FOR = {
    "hour": "for one hour",
    "three": "for three hours",
    "today": "until midnight tonight",
    "time": "until the time below",
    "notice": "until further notice",
}


class UnavailableForm(forms.Form):
    """As few taps as a phone at night allows: how long, what to use instead, and a sentence if there is time."""

    lasts = forms.ChoiceField(label="Not available", choices=list(FOR.items()), initial="hour")
    until = forms.SplitDateTimeField(
        required=False,
        label="Time",
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date"}, time_attrs={"type": "time", "step": "60"}, date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
        help_text="Only for “until the time below”. London time, whole minutes. 18:00.",
    )  # fmt: skip
    instead = forms.ModelChoiceField(queryset=Channel.objects.none(), required=False, label="What to use instead")
    sentence = forms.CharField(
        required=False, max_length=200, label="Sentence for readers",
        help_text="One sentence, without numbers. “The lines are down; engineers are at work.”",
    )  # fmt: skip

    def __init__(self, *args: Any, channel: Channel, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = stopping.everything()
        others = [each.pk for each in channels if each.pk != channel.pk and stopping.working(each, at)]
        instead: Any = self.fields["instead"]
        instead.queryset = (
            Channel.objects.filter(pk__in=others)
            .select_related("helpline")
            .prefetch_related("opening_hours", "closures", "outages")
        )
        instead.label_from_instance = lambda each: _choice(each, at)
        instead.empty_label = "nothing in particular"
        if stopping.must_name_another(channel, channels, at):
            instead.required, instead.empty_label = True, "choose one"
            instead.help_text = "It is the last one that works, so readers must be told what to use."
            instead.error_messages["required"] = (
                "It is the last one that works. Choose what readers are to use instead."
            )

    def ends(self, at: datetime) -> datetime | None:
        """The instant until which it is unavailable; None: until further notice."""
        lasts, minute = self.cleaned_data["lasts"], at.replace(second=0, microsecond=0)
        if lasts == "today":
            return moment(at.astimezone(LONDON).date() + DAY, MIDNIGHT)
        if lasts == "time":
            if not self.cleaned_data["until"]:
                raise Refusal("Write the day and the time until which it is not available.")
            return self.cleaned_data["until"]
        hours = {"hour": 1, "three": 3}.get(lasts)
        return minute + timedelta(hours=hours, minutes=1) if hours else None


def _choice(channel: Channel, at: datetime) -> str:
    """With its state, so that nobody sends readers to a closed door."""
    try:
        state = state_in_words(channel.timetable(), at)
    except ValueError:
        state = "its record is damaged"
    return f"{stopping.in_words(channel)} ({', '.join(filter(None, [str(channel.helpline), state]))})"


def unavailable(desk: "ChannelAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """A GET shows, a POST acts: mark, put back, or say that a second person has looked."""
    if not stopping.may_mark(request.user):
        raise PermissionDenied
    channel = get_object_or_404(Channel.objects.select_related("helpline").prefetch_related("outages"), pk=pk)
    at = timezone.now()
    outage = next((row for row in channel.outages.all() if row.in_force(at)), None)
    unseen = [row for row in channel.outages.all() if row.looked_at is None]
    form = UnavailableForm(request.POST or None, channel=channel, at=at)
    refused = ""
    if request.method == "POST":
        try:
            if said := _act(request, form, channel, at):
                desk.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        except Refusal as refusal:
            refused = str(refusal)
    context = desk.admin_site.each_context(request) | {
        "title": f"Not available: {channel}",
        "opts": desk.opts,
        "channel": channel,
        "outage": outage,
        "unseen": [row for row in unseen if row.marked_by_id != request.user.pk],
        "form": form,
        "refused": refused,
    }
    return TemplateResponse(request, "admin/helpline/channel/unavailable.html", context, status=409 if refused else 200)


def _act(request: HttpRequest, form: UnavailableForm, channel: Channel, at: datetime) -> str:
    """What was done, in a sentence; empty where the form is to be shown again."""
    act, chosen = request.POST.get("act"), request.POST.get("outage", "")
    if act in ("back", "look"):
        if not Outage.objects.filter(channel=channel, pk=int(chosen) if chosen.isdigit() else 0).exists():
            raise Refusal("That is not marked on this channel.")
        if act == "back":
            stopping.put_back(outage_id=int(chosen), actor=request.user)
            return f"{channel.label} is available again."
        stopping.look(outage_id=int(chosen), actor=request.user)
        return "Thank you: the second look is recorded."
    if not form.is_valid():
        return ""
    instead = form.cleaned_data["instead"]
    stopping.mark(
        channel_id=channel.pk, actor=request.user, until=form.ends(at), sentence=form.cleaned_data["sentence"],
        instead_id=instead.pk if instead else None,
    )  # fmt: skip
    return f"{channel.label} is marked as not available, on every page within a minute. Somebody else looks later."


@admin.register(Outage)
class OutageAdmin(admin.ModelAdmin):
    """The history of what was marked unavailable. Nothing is added, changed or deleted here."""

    list_display = ("channel", "since", "until", "marked_by", "instead_words", "ended_by", "looked_by")
    list_select_related = ("channel__helpline", "marked_by", "ended_by", "looked_by")
    list_display_links = None
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Outage | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Outage | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Outage | None = None) -> bool:
        return stopping.may_mark(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return stopping.may_mark(request.user)
