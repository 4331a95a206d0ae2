"""A helpline in the newsdesk. Which one stands on every page is a number on every page, so it takes two people."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from helpline import changing
from helpline.models import Change, Helpline, Signposting
from helpline.reach import printed_address
from helpline.refusal import Refusal


class SignpostingInline(admin.StackedInline):
    model = Signposting
    can_delete = False


@admin.register(Helpline)
class HelplineAdmin(admin.ModelAdmin):
    list_display = ("name", "organisation", "is_primary", "active", "order")
    fields = ("name", "organisation", "about", "audience", "when_you_call", "order", "active", "is_primary", "channels")
    readonly_fields = ("is_primary", "channels")
    inlines = (SignpostingInline,)
    actions = None  # a helpline is deleted alone, knowingly
    change_form_template = "admin/helpline/helpline/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: Helpline | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_primary)

    def get_readonly_fields(self, request: HttpRequest, obj: Helpline | None = None) -> tuple[str, ...]:
        """Taking it off the pages is one person's; showing it again is a step of its own."""
        return (*self.readonly_fields, "active") if obj and not obj.active else self.readonly_fields

    @admin.display(description="channels")
    def channels(self, helpline: Helpline) -> SafeString | str:
        if helpline.pk is None:
            return "Save it first."
        rows = [
            (
                reverse("admin:helpline_channel_change", args=[row.pk]),
                row.label,
                row.printed or printed_address(row.url),
            )
            for row in helpline.channels.all()
        ]
        add = format_html(
            '<p><a href="{}?helpline={}">Add a channel</a></p>', reverse("admin:helpline_channel_add"), helpline.pk
        )
        return format_html_join("", '<p><a href="{}">{}</a>: {}</p>', rows) + add

    def get_urls(self) -> list[URLPattern]:
        propose = self.admin_site.admin_view(require_POST(self.propose))
        steps = [
            path(f"<int:pk>/propose-{what}/", propose, {"what": what}, name=f"helpline_helpline_propose_{what}")
            for what in (Change.What.PRIMARY.value, Change.What.ACTIVE.value)
        ]
        return [*steps, *super().get_urls()]

    def propose(self, request: HttpRequest, pk: int, what: str) -> HttpResponse:
        """That it become the one on every page, or be shown again."""
        if not request.user.has_perm(changing.PROPOSE):
            raise PermissionDenied
        helpline: Any = self.get_object(request, str(pk))
        if helpline is None:
            raise Http404
        try:
            change = changing.propose_helpline(actor=request.user, helpline=helpline, what=what)
        except Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(reverse("admin:helpline_helpline_change", args=[pk]))
        self.message_user(request, "Nothing has changed yet. A second person approves it.", messages.WARNING)
        return HttpResponseRedirect(reverse("admin:helpline_change_change", args=[change.pk]))
