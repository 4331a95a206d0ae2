"""The pages of an erasure: one person proposes, another carries it out or turns it down."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from releases import erasure
from releases.models import Asset, Erasure, Release
from releases.refusal import Refusal
from releases.standing import standing
from releases.step import ERASE


class ErasureForm(forms.Form):
    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One name or phrase a line. Each is overwritten with [removed] wherever this newsroom keeps it: in "
        "every edition, draft, log, title and index, of this release and of every other.",
    )
    asset = forms.ModelChoiceField(
        queryset=Asset.objects.none(), required=False, label="Or a file", empty_label="no file"
    )
    reason = forms.CharField(label="Reason (kept; do not repeat the words here)", max_length=600)

    def __init__(self, *args: Any, release: Release, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        files: Any = self.fields["asset"]
        files.queryset = Asset.objects.filter(attachments__release=release).distinct()


def propose(request: HttpRequest, desk: Any, pk: int) -> HttpResponse:
    """Ask for words or a file to be erased."""
    release = _release(request, pk)
    form = ErasureForm(request.POST or None, release=release)
    refused = ""
    if form.is_valid():
        try:
            erasure.propose(
                release_id=pk, actor=_actor(request), words=form.cleaned_data["words"].splitlines(),
                asset=form.cleaned_data["asset"], reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, "Proposed. Nothing is erased until someone other than you carries it out.")
            return redirect("admin:releases_release_change", pk)
    return _page(request, desk, "erase.html", release, "Erase", form=form, refused=refused)


def decide(request: HttpRequest, desk: Any, pk: int, erasure_pk: int) -> HttpResponse:
    """Carry a proposal out, or turn it down."""
    release = _release(request, pk)
    wish = get_object_or_404(Erasure, pk=erasure_pk, release=release)
    refused = ""
    if request.method == "POST":
        act, done = (
            (erasure.refuse, "Turned down. The words of the proposal are forgotten.")
            if "refuse" in request.POST
            else (erasure.carry_out, "Erased. What was reached, and what was not, is below.")
        )
        try:
            act(erasure_id=wish.pk, actor=_actor(request))
        except Refusal as refusal:
            refused = str(refusal)
        else:
            messages.success(request, done)
            return redirect("admin:releases_release_erasure", pk, wish.pk)
    return _page(request, desk, "erasure.html", release, "Erasure", wish=wish, refused=refused)


def _release(request: HttpRequest, pk: int) -> Release:
    if not request.user.has_perm(ERASE):
        raise PermissionDenied
    get_object_or_404(Release, pk=pk)
    return Release.with_text(pk)


def _actor(request: HttpRequest) -> Any:
    """The signed-in person: admin_view lets nobody else in."""
    return request.user


def _page(request: HttpRequest, desk: Any, template: str, release: Release, title: str, **more: Any) -> HttpResponse:
    context = {
        **desk.admin_site.each_context(request), "opts": desk.opts, "title": title, "release": release,
        "standing": standing(release, release.editions.all(), timezone.now()), **more,
    }  # fmt: skip
    status = 409 if more.get("refused") else 200
    return TemplateResponse(request, f"releases/newsdesk/{template}", context, status=status)
