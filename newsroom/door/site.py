"""The newsdesk as a site of Django's admin: a password, then a code, and only then the desk."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

OURS = {"newsroom", "releases", "helpline", "journalists"}
# The order of the lists: what is opened every day stands first. Django's own accounts and their log are one subject.
IN_ORDER = ("releases", "helpline", "journalists", "auth", "newsroom")
OF_ACCOUNTS = {"auth", "newsroom"}
ROLES = {"Group": "Roles"}  # what Django calls a group is at the desk a role


class AskedFirst:
    """Whether somebody may see such records is asked before one is looked up: else a page that is refused for one that
    exists and not found for one that does not would tell which do."""

    def _ask(self, request: HttpRequest) -> None:
        if not self.has_view_or_change_permission(request):  # type: ignore[attr-defined]  # a mixin for ModelAdmin
            raise PermissionDenied

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):  # type: ignore[attr-defined]  # as above
            raise PermissionDenied
        return super().add_view(request, *args, **kwargs)  # type: ignore[misc]  # as above

    def change_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._ask(request)
        return super().change_view(request, *args, **kwargs)  # type: ignore[misc]  # as above

    def history_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._ask(request)
        return super().history_view(request, *args, **kwargs)  # type: ignore[misc]  # as above


class Newsdesk(AdminSite):
    """What stands at the desk is ours alone: a library's own pages (of keys, of attempts) are not mounted."""

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take an admin class of ours, and leave a library's."""
        if admin_class is not None and admin_class.__module__.partition(".")[0] in OURS:
            asked = type(admin_class.__name__, (AskedFirst, admin_class), {"__module__": admin_class.__module__})
            super().register(model_or_iterable, asked, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Signed in, on the staff, and through the whole door."""
        from newsroom.door import second_factor

        return super().has_permission(request) and second_factor.passed(request)

    def half_way_in(self, request: HttpRequest) -> bool:
        """The password was right; whether the code was is another question."""
        return super().has_permission(request)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The password. Whoever has given it already is led to the code, or to set up a phone."""
        from newsroom.door import entering

        if request.method == "GET" and self.half_way_in(request) and not self.has_permission(request):
            return entering.next_step(request)
        response = super().login(request, extra_context)
        if request.method == "POST" and isinstance(response, HttpResponseRedirect) and request.user.is_authenticated:
            entering.password_was_right(request, response)
        return response

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """One's own password, with a line in the log of accounts."""
        from newsroom.door import accounts

        account = get_object_or_404(User, pk=request.user.pk)
        with transaction.atomic():
            response = super().password_change(request, extra_context)
            if User.objects.get(pk=account.pk).password != account.password:
                accounts.password_was_set(account=account, actor=account)
        return response

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever stands in the door sees nothing of the desk, not even the names of its lists."""
        context = super().each_context(request)
        if not context["has_permission"]:
            context |= {"available_apps": [], "is_nav_sidebar_enabled": False}
        return context

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The lists by subject; people's accounts, their roles and the log of both stand under one heading."""
        lists: dict[str, dict[str, Any]] = {}
        for app in sorted(super().get_app_list(request, app_label), key=lambda app: IN_ORDER.index(app["app_label"])):
            for model in app["models"]:
                model["name"] = ROLES.get(model["object_name"], model["name"])
            subject = "Accounts" if app["app_label"] in OF_ACCOUNTS else app["name"]
            if subject in lists:
                lists[subject]["models"] += app["models"]
            else:
                lists[subject] = {**app, "name": subject}
        return list(lists.values())

    def get_urls(self) -> list[URLPattern | URLResolver]:
        from newsroom.door import entering

        def at(route: str, view: Any, name: str, *methods: str) -> URLPattern:
            return path(route, never_cache(entering.half_way_in(require_http_methods([*methods])(view))), name=name)

        def desk(route: str, view: Any, name: str, *methods: str) -> URLPattern:
            return path(route, self.admin_view(require_http_methods([*methods])(view)), name=name)

        return [
            # These three are open to whoever is half way in.
            at("login/code/", entering.code, "door_code", "GET", "POST"),
            at("second-factor/", entering.enrol, "door_enrol", "GET", "POST"),
            at("leave/", entering.leave, "door_leave", "POST"),
            desk("your-account/", entering.account, "door_account", "GET"),
            desk("your-account/codes/", entering.codes, "door_codes", "GET", "POST"),
            desk("your-account/sign-out-everywhere/", entering.sign_out_everywhere, "door_sign_out", "POST"),
            # Without Django's way from a record to its public page: none has one, and it asks for no right.
            *(entry for entry in super().get_urls() if getattr(entry, "name", "") != "view_on_site"),
        ]
