"""Consent records in the newsdesk: which are to be asked about, and one page for each. For safety leads only.

Nothing here is searched by an address, because addresses stand in logs; nothing is written to Django's own log of the
admin, which everyone may read.
"""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache

from releases import consent, lending, safety
from releases.admin.safety import DateField
from releases.models import Consent, Release, Use
from releases.refusal import Refusal

MOST = 200  # records under one heading


class RenewForm(forms.Form):
    taken_by = forms.CharField(label="Taken by", max_length=120, help_text="Of our own staff: role or initials.")
    taken_on = DateField(label="Taken on")
    ends_on = DateField(label="New last day", help_text="UK time.")
    reason = forms.CharField(label="How it was agreed (kept)", max_length=600)


class RemarkForm(forms.Form):
    remark = forms.CharField(required=False, label="Anything to add, for safety leads only", max_length=600)


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    """Two pages of its own; none of Django's forms, history or search stand before these records."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(consent.SEE)

    def has_view_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return request.user.has_perm(consent.SEE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """It begins at the release whose words it is for."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Consent | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(never_cache(partial(self._seen, view))), name=name)

        return [
            at("", self.register, "releases_consent_changelist"),
            at("<int:pk>/", self.record, "releases_consent_change"),
        ]

    def _seen(self, view: Any, request: HttpRequest, **where: int) -> HttpResponse:
        if not request.user.has_perm(consent.SEE):
            raise PermissionDenied
        response: HttpResponse = view(request, **where)
        return response

    def register(self, request: HttpRequest) -> HttpResponse:
        """Every record under what is to be done with it. A search is posted, so that no log holds what was typed."""
        at = timezone.now()
        records = Consent.objects.select_related("withdrawn_by")
        asked = request.POST.get("reference", "").strip() if request.method == "POST" else ""
        if asked:
            records = records.filter(reference__icontains=asked)
        return self._page(request, "consents.html", "Consent", asked=asked, groups=grouped(list(records), at))

    def record(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One record, and what may be done about it. A GET shows, a POST acts."""
        record = get_object_or_404(Consent, pk=pk)
        renew = RenewForm(request.POST if "renew" in request.POST else None)
        refused = ""
        if request.method == "POST":
            try:
                said = self._act(request, record, renew)
            except Refusal as refusal:
                refused = str(refusal)
            else:
                if said:
                    messages.success(request, said)
                    return redirect("admin:releases_consent_change", pk)
        at = timezone.now()
        record = Consent.objects.get(pk=pk)
        return self._page(
            request, "consent.html", "Consent record", record=record, renew=renew, refused=refused,
            ended=lending.has_ended(record, at), end=lending.end(record), covered=covered(record),
            uses=[Use(use).label for use in record.uses], offences=offences(record),
            log=record.events.select_related("actor"), remark=RemarkForm(),
            keeps=request.user.has_perm(consent.KEEP),
        )  # fmt: skip

    def _act(self, request: HttpRequest, record: Consent, renew: RenewForm) -> str:
        """What was done, as a sentence; empty where the form wants more."""
        actor: Any = request.user
        remark = request.POST.get("remark", "")
        if "withdraw" in request.POST:
            consent.withdraw(consent_id=record.pk, actor=actor, remark=remark)
            return "Ended. What it covered has left every release, and cannot be signed again. Read those releases now."
        if "renew" in request.POST:
            if not renew.is_valid():
                return ""
            consent.renew(consent_id=record.pk, actor=actor, **renew.cleaned_data)
            return "Renewed. What had left already comes back when a second person restores it."
        if "see_to" in request.POST:
            consent.see_to(consent_id=record.pk, actor=actor, remark=remark)
            return "Noted: the releases were read again without it."
        if "propose_erasing" in request.POST:
            consent.propose_erasing(consent_id=record.pk, actor=actor)
            return "Proposed. Someone other than you erases the record."
        if "keep" in request.POST:
            consent.keep_after_all(consent_id=record.pk, actor=actor)
            return "The record is kept."
        if "erase" in request.POST:
            consent.erase(consent_id=record.pk, actor=actor)
            return "Erased. That there was a record, and when it ended, stays."
        raise Refusal("Press one of the buttons.")

    def _page(self, request: HttpRequest, template: str, title: str, **more: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **more}
        status = 409 if more.get("refused") else 200
        return TemplateResponse(request, f"releases/newsdesk/{template}", context, status=status)


def grouped(records: list[Consent], at: datetime) -> list[tuple[str, list[Consent]]]:
    """The records under what is to be done with them, soonest end first; headings without any are left out."""
    asking: list[Consent] = []
    unseen: list[Consent] = []
    standing: list[Consent] = []
    over: list[Consent] = []
    erasable: list[Consent] = []
    for record in records:
        if record.erased_at:
            over.append(record)
        elif not lending.has_ended(record, at):
            near = record.ends_at - at <= timedelta(days=safety.ASKED_BEFORE)
            (asking if near else standing).append(record)
        elif record.seen_at is None:
            unseen.append(record)
        else:
            (erasable if may_be_erased(record, at) else over).append(record)
    groups = [
        ("Ended: read the releases again", unseen),
        (f"Ends within {safety.ASKED_BEFORE} days: ask, or let it end", asking),
        ("May be erased", erasable), ("In force", standing), ("Ended", over),
    ]  # fmt: skip
    return [(heading, found[:MOST]) for heading, found in groups if found]


def may_be_erased(record: Consent, at: datetime) -> bool:
    """Whether it has been kept as long as it needs to be: while its words were public, and CONSENT_KEPT_DAYS after."""
    return not record.erased_at and lending.end(record) + timedelta(days=settings.CONSENT_KEPT_DAYS) <= at


def covered(record: Consent) -> list[tuple[Release, list[str]]]:
    """The releases it covers something of, each with the parts that stand in the working text."""
    found: dict[int, tuple[Release, list[str]]] = {}
    for cover in record.covers.select_related("release", "asset").order_by("release", "pk"):
        release = found.setdefault(cover.release_id, (Release.with_text(cover.release_id), []))[0]
        key = f"asset:{cover.asset.uuid}" if cover.asset else f"passage:{cover.passage}"
        words = next((p.words for p in consent.coverable(release) if p.key == key), "A part that the draft has no more")
        found[cover.release_id][1].append(words)
    return list(found.values())


def offences(record: Consent) -> list[str]:
    """The nations whose law keeps the person's name secret."""
    nations = (("England and Wales", record.offence_england_wales), ("Scotland", record.offence_scotland),
               ("Northern Ireland", record.offence_northern_ireland))  # fmt: skip
    return [nation for nation, holds in nations if holds]
