"""The people in a story: one page of a release with what is on record about them, and the forms that record more.

Everyone at the desk sees that there is a consent, a restriction or a case; the references are for safety leads, the
terms of an order for approvers and for those who may see restrictions.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from releases import cases, consent, lending, reporting, restrictions, safety
from releases.admin.instants import refuse_if_too_far
from releases.models import CaseLink, Consent, CourtCase, Release, Restriction, Use
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import SIGN

LIFETIME = 100  # years ahead: what protects a person may last as long as they live, and no longer


class DateField(forms.DateField):
    """A day, picked or typed, within a lifetime."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            refuse_if_too_far(value, LIFETIME)


class RecordForm(forms.Form):
    """What was agreed. The rules stand in releases.consent; here is only what is asked."""

    parts = forms.MultipleChoiceField(label="What it covers", widget=forms.CheckboxSelectMultiple)
    reference = forms.CharField(
        label="Reference of the case file", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="The number alone, e.g. CF-2031/14. Never a name, a telephone number, an e-mail or an address.",
    )  # fmt: skip
    uses = forms.MultipleChoiceField(label="Agreed to", choices=Use.choices, widget=forms.CheckboxSelectMultiple)
    agreed = forms.CharField(
        required=False, label="What was agreed, in words", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Limits and changes, e.g. “town and age changed”. Nothing that tells who it is.",
    )  # fmt: skip
    taken_by = forms.CharField(label="Taken by", max_length=120, help_text="Of our own staff: role or initials.")
    taken_on = DateField(label="Taken on")
    ends_on = DateField(
        label="Last day", help_text="UK time. At the end of that day the words and pictures leave by themselves."
    )
    identifies = forms.BooleanField(required=False, label="The words or the picture show who the person is")
    offence_england_wales = forms.BooleanField(required=False, label="England and Wales")
    offence_scotland = forms.BooleanField(required=False, label="Scotland")
    offence_northern_ireland = forms.BooleanField(required=False, label="Northern Ireland")
    waiver_sighted_by = forms.CharField(required=False, label="Written waiver seen by", max_length=120)
    waiver_sighted_on = DateField(required=False, label="Seen on")

    PLAIN = ("parts", "reference", "uses", "agreed", "taken_by", "taken_on", "ends_on", "identifies")
    OFFENCES = ("offence_england_wales", "offence_scotland", "offence_northern_ireland")
    WAIVER = ("waiver_sighted_by", "waiver_sighted_on")

    def __init__(self, *args: Any, offered: list[safety.OfPart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts: Any = self.fields["parts"]
        parts.choices = [(row.part.key, row.part.words) for row in offered]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [
            ("", [self[name] for name in self.PLAIN]),
            ("Offence for which the law keeps the person’s name secret", [self[name] for name in self.OFFENCES]),
            ("If so, and they are shown", [self[name] for name in self.WAIVER]),
        ]


class CoverForm(forms.Form):
    """A consent on record, for words of this release too. It stands in one form with the other, so that neither asks a
    browser to insist on its fields."""

    use_required_attribute = False
    reference = forms.CharField(
        label="Reference", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="Of the consent on record that covers the parts ticked above as well.",
    )  # fmt: skip


class RestrictionForm(forms.Form):
    kind = forms.ChoiceField(label="What restricts it", choices=[("", "Choose"), *reporting.by_nation()])
    court = forms.CharField(required=False, label="Court", max_length=120)
    terms = forms.CharField(
        required=False, label="What the order says", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say “the complainant” or “the child”: no name stands here. Approvers read it before they sign.",
    )  # fmt: skip
    ends_on = DateField(required=False, label="Last day, where it has one")


class LinkForm(forms.Form):
    reference = forms.CharField(
        label="Reference of the case", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Reason (kept)", max_length=600)


@require_http_methods(["GET"])
def page(request: HttpRequest, desk: Any, pk: int) -> HttpResponse:
    """What is on record about the people in the release, for each part of it."""
    release = _release(pk)
    return _page(
        request, desk, release, "safety.html", "People in this story", people=safety.of(release, timezone.now())
    )


@require_http_methods(["GET", "POST"])
def record_consent(request: HttpRequest, desk: Any, pk: int) -> HttpResponse:
    """Record a consent, or say that one on record covers parts of this release too."""
    _require(request, consent.KEEP)
    release = _release(pk)
    offered = safety.of_parts(release, timezone.now())
    covering = "cover" in request.POST
    ticked = request.POST.getlist("parts") or [row.part.key for row in offered if row.missing]
    recording = request.method == "POST" and not covering
    form = RecordForm(request.POST if recording else None, offered=offered, initial={"parts": ticked})
    cover_form = CoverForm(request.POST if covering else None, prefix="known")
    refused = ""
    try:
        if form.is_valid():
            data = dict(form.cleaned_data)
            record = consent.record(
                release_id=pk, actor=_actor(request), parts=data.pop("parts"), terms=consent.Terms(**data)
            )
            messages.success(request, "Recorded. What it covers leaves by itself at the end of its last day.")
            return redirect("admin:releases_consent_change", record.pk)
        if cover_form.is_valid():
            known = _consent_of(cover_form.cleaned_data["reference"])
            consent.cover(
                consent_id=known.pk, release_id=pk, actor=_actor(request), parts=request.POST.getlist("parts")
            )
            messages.success(request, "Recorded: that consent covers these parts too.")
            return redirect("admin:releases_consent_change", known.pk)
    except Refusal as refusal:
        refused = str(refusal)
    return _page(request, desk, release, "consent_form.html", "Record consent", form=form, cover_form=cover_form,
                 refused=refused)  # fmt: skip


@require_http_methods(["GET", "POST"])
def record_restriction(request: HttpRequest, desk: Any, pk: int) -> HttpResponse:
    """Record a reporting restriction."""
    _require(request, restrictions.KEEP)
    release = _release(pk)
    form = RestrictionForm(request.POST or None)
    refused = ""
    if form.is_valid():
        try:
            restrictions.record(release_id=pk, actor=_actor(request), **form.cleaned_data)
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Recorded. Whoever signs this release reads it first, and says so.")
            return redirect("admin:releases_release_people", pk)
    return _page(request, desk, release, "safety_form.html", "Record a reporting restriction", form=form,
                 button="Record it", refused=refused)  # fmt: skip


@require_http_methods(["GET", "POST"])
def lift_restriction(request: HttpRequest, desk: Any, pk: int, restriction: int) -> HttpResponse:
    """Say that a restriction holds no longer."""
    _require(request, restrictions.KEEP)
    release = _release(pk)
    held = get_object_or_404(Restriction, pk=restriction, release=release)
    form = ReasonForm(request.POST or None)
    refused = ""
    if form.is_valid():
        try:
            restrictions.lift(restriction_id=held.pk, actor=_actor(request), reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Lifted. It is not shown to approvers any more.")
            return redirect("admin:releases_release_people", pk)
    return _page(request, desk, release, "safety_form.html", "Lift a reporting restriction", form=form,
                 button="It holds no longer", says=f"{held.rule.nation}: {held.rule.name}.",
                 refused=refused)  # fmt: skip


@require_http_methods(["GET", "POST"])
def link_case(request: HttpRequest, desk: Any, pk: int) -> HttpResponse:
    """Link the release to a case of the register, or take it off one."""
    _require(request, cases.KEEP)
    release = _release(pk)
    leaving = "off" in request.POST
    form = LinkForm(request.POST if request.method == "POST" and not leaving else None)
    refused = ""
    try:
        if leaving:
            off, reason = request.POST["off"], request.POST.get("reason", "")
            case_id = int(off) if off.isdecimal() else 0
            cases.unlink(case_id=case_id, release_id=pk, actor=_actor(request), reason=reason)
            messages.success(request, "Taken off the case.")
            return redirect("admin:releases_release_people", pk)
        if form.is_valid():
            case = CourtCase.objects.filter(reference=form.cleaned_data["reference"].strip()).first()
            if case is None:
                raise Refusal("No case of that reference is in the register. Enter it there first.")
            cases.link(case_id=case.pk, release_id=pk, actor=_actor(request))
            messages.success(request, "Linked. When its proceedings turn active, this release is listed with it.")
            return redirect("admin:releases_release_people", pk)
    except CourtCase.DoesNotExist:
        refused = "There is no such case. Open the page again."
    except Refusal as refusal:
        refused = str(refusal)
    links = CaseLink.objects.filter(release=release).select_related("case")
    return _page(request, desk, release, "case_link.html", "Court case", form=form, links=links, refused=refused)


def _consent_of(reference: str) -> Consent:
    at = timezone.now()
    found = Consent.objects.filter(reference=reference.strip(), erased_at__isnull=True).order_by("-pk")
    known = next((record for record in found if not lending.has_ended(record, at)), None)
    if known is None:
        raise Refusal("No consent in force is on record under that reference. Record it above.")
    return known


def _release(pk: int) -> Release:
    get_object_or_404(Release, pk=pk)
    return Release.with_text(pk)


def _require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


def _actor(request: HttpRequest) -> Any:
    """The signed-in person: admin_view lets nobody else in."""
    return request.user


def _page(request: HttpRequest, desk: Any, release: Release, template: str, title: str, **more: Any) -> HttpResponse:
    user = request.user
    context = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": title, "release": release,
        "standing": standing(release, release.editions.all(), timezone.now()),
        "sees_consent": user.has_perm(consent.SEE), "keeps_consent": user.has_perm(consent.KEEP),
        "sees_terms": user.has_perm(SIGN) or user.has_perm(restrictions.SEE),
        "keeps_restrictions": user.has_perm(restrictions.KEEP), "keeps_cases": user.has_perm(cases.KEEP),
        "case_links": CaseLink.objects.filter(release=release).select_related("case")
        if user.has_perm(cases.SEE) else [],
        **more,
    }  # fmt: skip
    status = 409 if more.get("refused") else 200
    return TemplateResponse(request, f"releases/newsdesk/{template}", context, status=status)
