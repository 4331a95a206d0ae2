"""The newsdesk's pages of accounts: who works here, with which roles, and the log of who decided that."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from newsroom.door import accounts, lockout, second_factor
from newsroom.models import AccountEvent
from newsroom.roles import ADMINISTRATOR, BY_NAME
from releases.refusal import Refusal


class RolesField(forms.ModelMultipleChoiceField):
    """The roles of the table, each with what it is for."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **more: Any) -> None:
        super().__init__(Group.objects.filter(name__in=BY_NAME), required=False, label="Roles", **more)

    def label_from_instance(self, group: Group) -> SafeString:
        return format_html("<strong>{}</strong> {}", group.name, BY_NAME[group.name].purpose)


class AnotherMakesAdministrators(forms.BaseModelForm):
    """Whoever made an account does not make an administrator of it too: that takes another one."""

    actor: Any = None  # set on the class that is made for each request

    def clean_groups(self) -> Any:
        groups = self.cleaned_data["groups"]
        held = self.instance.pk and self.instance.groups.filter(name=ADMINISTRATOR).exists()
        wanted = any(group.name == ADMINISTRATOR for group in groups)
        if wanted and not held and not accounts.may_make_administrator(account=self.instance, actor=self.actor):
            raise forms.ValidationError(
                "Whoever makes an account does not give it the role Administrator too. Save it without, and ask "
                "another administrator to give it."
            )
        return groups


class NewAccountForm(AnotherMakesAdministrators, UserCreationForm):
    """A name to sign in by, a first password, and roles."""

    groups = RolesField()

    class Meta(UserCreationForm.Meta):
        fields = ("username", "first_name", "last_name", "email", "groups")


class AccountForm(AnotherMakesAdministrators, UserChangeForm):
    """An account without its password, which has a page of its own."""

    password = None  # type: ignore[assignment]  # taken out of the form
    groups = RolesField()
    take_away = forms.BooleanField(
        required=False, label="Take away the rights besides the roles", help_text="Nobody needs a right outside a role."
    )

    class Meta(UserChangeForm.Meta):
        fields = ("username", "first_name", "last_name", "email", "is_active", "is_superuser", "groups")  # type: ignore[assignment]

    def clean(self) -> dict[str, Any] | None:
        """Groups that are no roles, which an operator may have made, are not taken away by a form that shows none."""
        cleaned = super().clean()
        if cleaned and "groups" in cleaned and self.instance.pk:
            others = self.instance.groups.exclude(name__in=BY_NAME)
            cleaned["groups"] = [*cleaned["groups"], *others]
        return cleaned


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts are made, given roles and disabled; never deleted, as what they did keeps their names."""

    form = AccountForm
    add_form = NewAccountForm
    list_display = ("username", "full_name", "roles", "is_active", "phone", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    actions = None
    change_form_template = "newsdesk/change_account.html"
    add_form_template = "newsdesk/change_account.html"
    add_fieldsets = (
        (None, {"fields": ("username", "first_name", "last_name", "email", "password1", "password2")}),
        ("What this person may do", {"fields": ("groups",)}),
    )

    # --- what is shown ----------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows = super().get_queryset(request)
        return rows.prefetch_related(Prefetch("groups", Group.objects.order_by("name")), "totpdevice_set")

    @admin.display(description="name")
    def full_name(self, account: User) -> str:
        return account.get_full_name()

    @admin.display(description="roles")
    def roles(self, account: User) -> str:
        held = ["Superuser"] if account.is_superuser else []
        return ", ".join([*held, *(group.name for group in account.groups.all())]) or "none"

    @admin.display(description="phone for codes", boolean=True)
    def phone(self, account: User) -> bool:
        return any(device.confirmed for device in account.totpdevice_set.all())  # type: ignore[attr-defined]  # django-otp's

    @admin.display(description="Rights besides the roles")
    def rights_besides(self, account: User) -> SafeString | str:
        rights = account.user_permissions.select_related("content_type")
        return format_html_join("", "{}<br>", ((right.name,) for right in rights)) or "None."

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        rights: tuple[str, ...] = ("roles",) if self._is_own(request, obj) else ("groups",)
        if obj.user_permissions.exists():
            rights += ("rights_besides",) if self._is_own(request, obj) else ("rights_besides", "take_away")
        if request.user.is_superuser:
            rights += ("is_superuser",)
        return (
            (None, {"fields": ("username", "first_name", "last_name", "email")}),
            ("What this person may do", {"fields": ("is_active", *rights)}),
            ("When", {"fields": ("last_login", "date_joined")}),
        )

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.actor = request.user  # type: ignore[attr-defined]  # AnotherMakesAdministrators; a class of this request
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Nobody gives themselves a role, and nobody locks themselves out."""
        always = ("roles", "rights_besides", "last_login", "date_joined")
        return (*always, "is_active", "is_superuser", "groups") if obj and self._is_own(request, obj) else always

    @staticmethod
    def _is_own(request: HttpRequest, account: User) -> bool:
        return account.pk == request.user.pk

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: User | None = None,
    ) -> HttpResponse:  # fmt: skip
        account = obj
        if account is not None and account.pk:
            context |= {
                "is_own": self._is_own(request, account),
                "phone": second_factor.phone_of(account),
                "locked_until": lockout.locked_until(account),
                "events": AccountEvent.objects.filter(account=account).select_related("actor")[:20],
            }
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- who may ----------------------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser's account is a superuser's to change: an administrator has no way to become one."""
        shielded = bool(obj and obj.is_superuser and not request.user.is_superuser)
        return super().has_change_permission(request, obj) and not shielded

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No question about passwords and keys by way of the list’s filters."""
        return lookup in ("is_active__exact", "groups__id__exact") and super().lookup_allowed(lookup, value, request)

    # --- what is written --------------------------------------------------------------------------------------------

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        """The account; locked for a save, with what it was before."""
        account = super().get_object(request, object_id, from_field)
        if account is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            User.objects.select_for_update().get(pk=account.pk)
        return account

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        form.before = accounts.standing(obj) if change else None
        obj.is_staff = True  # an account is an account of the desk
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        actor: Any = request.user
        if form.cleaned_data.get("take_away") and not self._is_own(request, form.instance):
            form.instance.user_permissions.clear()
        if change:
            accounts.changed(account=form.instance, actor=actor, before=form.before)
        else:
            accounts.made(account=form.instance, actor=actor)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        """A password for somebody else, told to them at their next sign-in. One's own has a page that asks the old."""
        if id == str(request.user.pk) and self.has_change_permission(request):
            return redirect("admin:password_change")
        with transaction.atomic():
            account = User.objects.filter(pk=id if id.isdigit() else 0).first()
            response = super().user_change_password(request, id, form_url)
            if account and User.objects.get(pk=account.pk).password != account.password:
                actor: Any = request.user
                accounts.password_was_set(account=account, actor=actor)
        return response

    # --- steps ------------------------------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        release = path(
            "<int:pk>/release-lock/",
            self.admin_site.admin_view(require_POST(partial(self._step, self.release_lock))),
            name="auth_user_release_lock",
        )
        reset = path(
            "<int:pk>/second-factor/",
            self.admin_site.admin_view(partial(self._step, self.reset_second_factor)),
            name="auth_user_second_factor",
        )
        return [reset, release, *super().get_urls()]

    def _step(self, view: Callable[[HttpRequest, User], HttpResponse], request: HttpRequest, pk: int) -> HttpResponse:
        """Whoever may not change accounts is refused before anything is looked up: a 404 would tell which exist."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        account = get_object_or_404(User, pk=pk)
        if not self.has_change_permission(request, account):
            raise PermissionDenied
        return view(request, account)

    def reset_second_factor(self, request: HttpRequest, account: User) -> HttpResponse:
        """The phone is lost and so are the codes: a GET asks why, a POST takes the second factor off."""
        refused = ""
        if request.method == "POST":
            actor: Any = request.user
            try:
                second_factor.reset(account=account, actor=actor, reason=request.POST.get("reason", ""))
            except Refusal as refusal:
                refused = str(refusal)
            else:
                messages.success(request, f"{account.username} is signed out, and sets up a phone at the next sign-in.")
                return redirect("admin:auth_user_change", account.pk)
        context = {
            **self.admin_site.each_context(request), "opts": self.opts, "title": "Take off the second factor",
            "account": account, "refused": refused, "phone": second_factor.phone_of(account),
        }  # fmt: skip
        return TemplateResponse(request, "newsdesk/reset.html", context, status=409 if refused else 200)

    def release_lock(self, request: HttpRequest, account: User) -> HttpResponse:
        """Let somebody try again who typed wrong passwords, or near whom somebody did."""
        actor: Any = request.user
        try:
            lockout.release(account=account, actor=actor)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"{account.username} may try again.")
        return redirect("admin:auth_user_change", account.pk)


@admin.register(Group)
class RoleAdmin(admin.ModelAdmin):
    """The roles as they are: newsroom/roles.py says what each may do, and `manage.py migrate` puts it here."""

    list_display = ("name", "purpose", "people")
    fields = ("name", "purpose", "rights", "people")
    readonly_fields = fields
    actions = None
    search_fields = ()

    @admin.display(description="what it is for")
    def purpose(self, group: Group) -> str:
        return BY_NAME[group.name].purpose if group.name in BY_NAME else "Made by an operator; no role of the newsroom."

    @admin.display(description="who has it")
    def people(self, group: Group) -> str:
        people = [user for user in group.user_set.all() if user.is_active]
        return ", ".join(user.get_full_name() or user.get_username() for user in people) or "nobody"

    @admin.display(description="rights")
    def rights(self, group: Group) -> SafeString:
        rights = group.permissions.select_related("content_type").order_by("content_type__app_label", "name")
        return format_html_join("", "{}<br>", ((right.name,) for right in rights))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).prefetch_related("user_set")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return False


@admin.register(AccountEvent)
class AccountEventAdmin(admin.ModelAdmin):
    """Who did what to which account, and when. Nothing is added, changed or deleted here."""

    list_display = ("at", "account", "step", "actor", "words")
    list_filter = ("step",)
    list_select_related = ("account", "actor")
    list_display_links = None
    search_fields = ("account__username", "actor__username")
    date_hierarchy = "at"
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AccountEvent | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AccountEvent | None = None) -> bool:
        return False
