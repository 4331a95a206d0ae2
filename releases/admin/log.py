"""The log of the whole newsroom: one page with its questions, and the same as a file."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from releases import logbook, wording
from releases.logbook import Asked
from releases.models import Event
from releases.step import READ_LOG

ON_A_PAGE = 50


class AskedForm(forms.Form):
    """What the log is asked for; left empty, it is not asked."""

    person = forms.ModelChoiceField(get_user_model().objects.order_by("username"), required=False, empty_label="Anyone")
    step = forms.ChoiceField(choices=[("", "Any"), *Event.Step.choices], required=False)
    since = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs={"type": "date"}))
    release = forms.CharField(
        required=False, max_length=200, label="Release", help_text="Its address, its number, or words of its headline."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label_from_instance = _name  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_until(self) -> date | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise forms.ValidationError("It ends before it begins. Turn the two days round.")
        if until == date.max:
            raise forms.ValidationError("Enter a day that people write in a log.")
        return until

    @property
    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(**data | {"person": data["person"].pk if data["person"] else None})


@admin.register(Event)
class LogAdmin(admin.ModelAdmin):
    """Read and taken out; an event is added by its step and changed by nobody."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return request.user.has_perm(READ_LOG)

    def get_urls(self) -> list[URLPattern]:
        """The page and the file, and no page of a single event: the release's history has it."""

        def at(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(never_cache(view)), name=name)

        return [
            at("", require_safe(self.changelist_view), "releases_event_changelist"),
            at("csv/", require_POST(self.as_csv), "releases_event_csv"),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        self._only_for_readers(request)
        form = AskedForm(request.GET or None)
        page = _whole(request.GET.get("page"))
        some = list(logbook.events(_asked(form))[page * ON_A_PAGE : (page + 1) * ON_A_PAGE + 1])
        rows = list(zip(some, logbook.entries(some), strict=True))[:ON_A_PAGE]
        question = request.GET.copy()
        question.pop("page", None)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": "The log", "form": form, "rows": rows,
            "question": f"{question.urlencode()}&" if question else "", "newer": page - 1 if page else None,
            "older": page + 1 if len(some) > ON_A_PAGE else None, "valid": form.is_valid() or not form.is_bound,
            **(extra_context or {}),
        }  # fmt: skip
        return TemplateResponse(request, "releases/newsdesk/log.html", context)

    def as_csv(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        self._only_for_readers(request)
        form = AskedForm(request.POST)
        if not form.is_valid():
            return HttpResponse("A question of the log cannot be read. Open the log again.", status=400,
                                content_type="text/plain; charset=utf-8")  # fmt: skip
        found = logbook.take_out(actor=request.user, asked=form.asked)  # type: ignore[arg-type]  # admin_view lets only users in
        response = StreamingHttpResponse(logbook.as_csv(found), content_type="text/csv; charset=utf-8")
        day = wording.local_day(timezone.now())
        response["Content-Disposition"] = f'attachment; filename="newsroom-log-{day}.csv"'
        return response

    def _only_for_readers(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied


def _asked(form: AskedForm) -> Asked:
    """What was asked; of a question that cannot be read, nothing is answered but the sentence beside it."""
    return form.asked if form.is_bound and form.is_valid() else Asked()


def _name(user: Any) -> str:
    return str(user.get_full_name() or user.get_username())


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 7 else 0
