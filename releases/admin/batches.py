"""A batch brought in: one page to look through it, and to confirm it or turn it down."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from releases import batches, step
from releases.models import Batch
from releases.refusal import Refusal

ON_A_PAGE = 100


@admin.register(Batch)
class BatchAdmin(admin.ModelAdmin):
    list_display = ("file_name", "site", "state", "proposed_by", "proposed_at", "decided_by")
    list_select_related = ("proposed_by", "decided_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It comes by `manage.py import_wordpress`."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Batch | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Batch | None = None) -> bool:
        return request.user.has_perm(step.BRING_IN)

    def has_change_permission(self, request: HttpRequest, obj: Batch | None = None) -> bool:
        return request.user.has_perm(step.BRING_IN)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:  # fmt: skip
        """The batch: what is in it, what was left out, and the two buttons. A GET shows, a POST acts."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        batch = get_object_or_404(Batch, pk=object_id if (object_id or "").isdigit() else 0)
        refused = ""
        if request.method == "POST":
            try:
                self._decide(request, batch)
            except Refusal as refusal:
                refused = str(refusal)
            else:
                return redirect("admin:releases_batch_change", batch.pk)
        shown = batch.items.select_related("release", "release__base")
        if request.GET.get("only") == "remarks":
            shown = shown.exclude(remarks=[])
        page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
        public = batch.items.filter(to_be_public=True).count()
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": f"Batch: {batch.file_name}",
            "batch": batch, "page": page, "public": public, "drafts": batch.items.count() - public,
            "waits": batch.state == Batch.State.PROPOSED, "proposed_it": batch.proposed_by_id == request.user.pk,
            "only": request.GET.get("only", ""), "refused": refused, **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, "releases/newsdesk/batch.html", context, status=409 if refused else 200)

    def _decide(self, request: HttpRequest, batch: Batch) -> None:
        actor: Any = request.user
        if "turn_down" in request.POST:
            batches.turn_down(batch_id=batch.pk, actor=actor, reason=request.POST.get("reason", ""))
            messages.success(request, "Turned down. Its drafts are gone, save those that someone has worked on.")
            return
        decided = batches.confirm(batch_id=batch.pk, actor=actor)
        left = f" {len(decided.report)} stay drafts; why is below." if decided.report else ""
        messages.success(request, f"Confirmed. The releases are public, dated as they were, and nobody was told.{left}")
