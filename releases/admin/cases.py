"""The case register in the newsdesk: what is active, and one page for each case from which all of it can be stopped."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from releases import cases, reporting
from releases.models import CourtCase
from releases.refusal import Refusal
from releases.step import CHANGE


class CaseForm(forms.Form):
    reference = forms.CharField(
        label="Reference", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Ours or the court’s number, e.g. CF-2031/14 or T20277001. Never a name.",
    )  # fmt: skip
    nation = forms.ChoiceField(choices=[(nation, nation) for nation in reporting.NATIONS])
    court = forms.CharField(required=False, max_length=120, help_text="Its name alone, e.g. Exampleton Crown Court.")


class StateForm(forms.Form):
    state = forms.ChoiceField(label="The proceedings are", choices=CourtCase.State.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="What happened (kept)", max_length=600, help_text="E.g. “Charged today.” No names.")


@admin.register(CourtCase)
class CourtCaseAdmin(admin.ModelAdmin):
    """Two pages of its own; none of Django's forms, history or search stand before the register."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(cases.SEE)

    def has_view_permission(self, request: HttpRequest, obj: CourtCase | None = None) -> bool:
        return request.user.has_perm(cases.SEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: CourtCase | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: CourtCase | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(never_cache(partial(self._seen, view))), name=name)

        return [
            at("", self.register, "releases_courtcase_changelist"),
            at("<int:pk>/", self.case, "releases_courtcase_change"),
        ]

    def _seen(self, view: Any, request: HttpRequest, **where: int) -> HttpResponse:
        if not request.user.has_perm(cases.SEE):
            raise PermissionDenied
        response: HttpResponse = view(request, **where)
        return response

    def register(self, request: HttpRequest) -> HttpResponse:
        """Every case, active ones first. A search is posted, so that no log holds what was typed."""
        entering = "enter" in request.POST
        form = CaseForm(request.POST if entering else None)
        refused = ""
        if form.is_valid():
            actor: Any = request.user
            try:
                case = cases.record(actor=actor, **form.cleaned_data)
            except Refusal as refusal:
                refused = str(refusal)
            else:
                messages.success(request, "Entered. Link the releases that are about it from their own pages.")
                return redirect("admin:releases_courtcase_change", case.pk)
        asked = "" if entering else request.POST.get("reference", "").strip()
        found = CourtCase.objects.filter(reference__icontains=asked) if asked else CourtCase.objects.all()
        order = (CourtCase.State.ACTIVE, CourtCase.State.NONE, CourtCase.State.CONCLUDED)
        groups = [(state.label, [case for case in found if case.state == state]) for state in order]
        groups = [group for group in groups if group[1]]
        return self._page(request, "cases.html", "Court cases", form=form, asked=asked, refused=refused, groups=groups,
                          keeps=request.user.has_perm(cases.KEEP))  # fmt: skip

    def case(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One case: how it stands, every release about it, and one press that stops those chosen."""
        case = get_object_or_404(CourtCase, pk=pk)
        form = StateForm(request.POST if "change" in request.POST else None, initial={"state": case.state})
        refused = ""
        try:
            if self._act(request, case, form):
                return redirect("admin:releases_courtcase_change", pk)
        except Refusal as refusal:
            refused = str(refusal)
        case = CourtCase.objects.get(pk=pk)
        rows = cases.listed(case, timezone.now())
        user = request.user
        return self._page(
            request, "case.html", "Court case", case=case, form=form, refused=refused, rows=rows,
            active=reporting.ACTIVE if case.state == CourtCase.State.ACTIVE else "",
            can_be_stopped=any(row.can_be_stopped for row in rows),
            log=case.events.select_related("actor", "release"),
            keeps=user.has_perm(cases.KEEP), stops=user.has_perm(cases.KEEP) and user.has_perm(CHANGE),
        )  # fmt: skip

    def _act(self, request: HttpRequest, case: CourtCase, form: StateForm) -> bool:
        """Whether something was done; what, is said in messages."""
        actor: Any = request.user
        if "stop" in request.POST:
            chosen = [int(pk) for pk in request.POST.getlist("releases") if pk.isdecimal()]
            outcome = cases.stop_together(
                case_id=case.pk, actor=actor, release_ids=chosen, remark=request.POST.get("remark", "")
            )
            for sentence in outcome.stopped:
                messages.success(request, f"{sentence} A second person is asked to look.")
            for sentence in outcome.skipped:
                messages.warning(request, sentence)
            return True
        if form.is_valid():
            changed = cases.set_state(case_id=case.pk, actor=actor, **form.cleaned_data)
            messages.success(request, f"{changed.get_state_display()} since now. Nothing was taken down by this alone.")
            return True
        return False

    def _page(self, request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **more}
        status = 409 if more.get("refused") else 200
        return TemplateResponse(request, f"releases/newsdesk/{template}", context, status=status)
