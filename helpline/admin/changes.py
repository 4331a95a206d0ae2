"""What waits for a second person, and what was decided: the history of the record. Read-only but for the decision."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from helpline import changing, facts
from helpline.hours import WEEKDAYS
from helpline.models import Change, Helpline
from helpline.phrases import holidays_in_words, hours_in_words
from helpline.refusal import Refusal


@admin.register(Change)
class ChangeAdmin(admin.ModelAdmin):
    list_display = ("subject", "what", "state", "proposed_by", "proposed_at", "decided_by", "holds_from")
    list_filter = ("state",)
    list_select_related = ("proposed_by", "decided_by")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Change | None = None) -> bool:
        return request.user.has_perm(changing.PROPOSE)

    has_view_permission = has_change_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(changing.PROPOSE)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was, what is to be, and the decision: a page made for a phone. A GET shows, a POST acts."""
        change = self.get_object(request, object_id)
        if change is None:
            self.message_user(request, "There is no such change.", messages.WARNING)
            return HttpResponseRedirect(reverse("admin:helpline_change_changelist"))
        refused = ""
        if request.method == "POST":
            try:
                said = _decide(request, change)
            except Refusal as refusal:
                refused = str(refusal)
                change.refresh_from_db()
            else:
                self.message_user(request, said, messages.SUCCESS)
                return HttpResponseRedirect(request.path)
        context = self.admin_site.each_context(request) | {
            "title": f"Change: {change.subject}",
            "opts": self.opts,
            "change": change,
            "rows": rows(change),
            "refused": refused,
            "to_type": bool(changing.number_to_type(change)),
            "mine": change.proposed_by_id == request.user.pk,
            "may_approve": request.user.has_perm(changing.APPROVE),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/helpline/change/decide.html", context, status=409 if refused else 200)


def _decide(request: HttpRequest, change: Change) -> str:
    if "approve" in request.POST:
        changing.approve(
            change_id=change.pk, actor=request.user, typed=request.POST.get("typed", ""),
            tried=bool(request.POST.get("tried")),
        )  # fmt: skip
        day = change.holds_from
        return f"Approved. It holds from {day:%d %B %Y}." if day else "Approved. Readers see it within a minute."
    decided = changing.refuse(change_id=change.pk, actor=request.user, remark=request.POST.get("remark", ""))
    return f"{decided.get_state_display()}. Nothing has changed for readers."


def rows(change: Change) -> list[tuple[str, str, str]]:
    """What differs, in words: (of what, before, after)."""
    if change.what != Change.What.CHANNEL:
        return [("number", "", changing.number_of(change.helpline) or "none" if change.helpline else "")]
    was, now = (_words(side) if side else {} for side in (change.before, change.after))
    return [(name, was.get(name, ""), now[name]) for name in now if was.get(name, "") != now[name]]


def _words(side: dict[str, Any]) -> dict[str, str]:
    channel, desk = facts.channel_from_json(side["facts"]), side["desk"]
    table = channel.timetable
    closed = [
        f"{c.first:%d %B %Y} to {c.last:%d %B %Y}"
        + (f", {c.opens:%H:%M} to {c.closes:%H:%M}" if c.opens and c.closes else ", closed")
        for c in table.closures
    ]
    weekly = [
        f"{w.since or ''}-{w.until or ''} {WEEKDAYS[w.weekday]} {w.opens:%H:%M} to {w.closes:%H:%M}"
        for w in table.weekly
        if w.since or w.until
    ]
    return {
        "kind": channel.kind,
        "name": channel.label,
        "number": f"{channel.printed} (dials {channel.number})" if channel.number else "",
        "address": channel.url,
        "cost": "free" if channel.free else "not said to be free",
        "hours": hours_in_words(table, timezone.now(), check=False),
        "dated hours": "; ".join(weekly),
        "bank holidays": holidays_in_words(table) or "as on any other day",
        "closures": "; ".join(closed),
        "note": channel.note,
        "nation": facts.NATIONS.get(channel.nation, ""),
        "languages": " ".join(channel.languages),
        "shown": "yes" if desk["active"] else "no",
        "helpline": str(Helpline.objects.filter(pk=desk["helpline_id"]).first() or "since deleted"),
        "order": str(desk["order"]),
    }
