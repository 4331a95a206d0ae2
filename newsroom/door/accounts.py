"""The steps on an account, each with its line in the log of accounts."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from newsroom.door import sessions
from newsroom.models import AccountEvent
from newsroom.roles import ADMINISTRATOR, BY_NAME
from releases import wording

if TYPE_CHECKING:
    from django.db.models import QuerySet

Step = AccountEvent.Step
# What others did to an account, or tried: its person is told at the next sign-in.
TOLD = (Step.ROLES, Step.PASSWORD, Step.RESET, Step.LOCKED, Step.CODE_SPENT)
# By these somebody else could sign in as the person and be told first: told at every sign-in for a week.
OPENS_THE_DOOR = (Step.PASSWORD, Step.RESET)
A_WEEK = timedelta(days=7)


class Standing(NamedTuple):
    """An account as it was before a change of it."""

    roles: tuple[str, ...]
    loose: int
    is_active: bool
    is_superuser: bool
    details: tuple[str, ...]


def standing(account: User) -> Standing:
    """As the database has it now."""
    stored = User.objects.get(pk=account.pk)
    return Standing(
        roles=tuple(sorted(name for name in stored.groups.values_list("name", flat=True))),
        loose=stored.user_permissions.count(),
        is_active=stored.is_active,
        is_superuser=stored.is_superuser,
        details=(stored.username, stored.first_name, stored.last_name, stored.email),
    )


def log(*, account: User, step: str, actor: Any, words: str = "", at: datetime | None = None) -> AccountEvent:
    """Write the line of a step, in the step's own transaction."""
    return AccountEvent.objects.create(
        account=account, step=step, actor=actor, words=words, at=at or timezone.now()
    )  # fmt: skip


@transaction.atomic
def made(*, account: User, actor: User) -> None:
    """An account was made."""
    log(account=account, step=Step.MADE, actor=actor, words=f"Roles: {in_words(standing(account))}.")


@transaction.atomic
def changed(*, account: User, actor: User, before: Standing) -> None:
    """Log what a save changed; whoever lost or gained a right, or was disabled, is signed out everywhere."""
    after = standing(account)
    rights = ("roles", "loose", "is_superuser")
    if any(getattr(before, name) != getattr(after, name) for name in rights):
        log(account=account, step=Step.ROLES, actor=actor, words=f"From {in_words(before)} to {in_words(after)}.")
    if before.is_active != after.is_active:
        log(account=account, step=Step.ENABLED if after.is_active else Step.DISABLED, actor=actor)
    if before.details != after.details:
        words = f"From {', '.join(filter(None, before.details))} to {', '.join(filter(None, after.details))}."
        log(account=account, step=Step.DETAILS, actor=actor, words=words)
    if before._replace(details=()) != after._replace(details=()):
        sessions.end(account.pk)


@transaction.atomic
def password_was_set(*, account: User, actor: User) -> None:
    """Django ends the sessions itself: their keys hold a hash of the password."""
    log(account=account, step=Step.PASSWORD, actor=actor)


@transaction.atomic
def sign_out_everywhere(*, account: User) -> int:
    """End every session of one's own, this one too; answers how many."""
    log(account=account, step=Step.SIGNED_OUT, actor=account)
    return sessions.end(account.pk)


def in_words(of: Standing) -> str:
    """`Writer, Approver`, with what stands besides the roles."""
    said = [*of.roles]
    if of.loose:
        said.append(f"{of.loose} right{'s' if of.loose > 1 else ''} besides")
    if of.is_superuser:
        said.append("every right (superuser)")
    return ", ".join(said) or "no role"


def roles_of(account: User) -> list[tuple[str, str]]:
    """Name and purpose of each role that the account holds, in the order of the table."""
    held = set(account.groups.values_list("name", flat=True))
    return [(role.name, role.purpose) for role in BY_NAME.values() if role.name in held]


def administrators() -> "QuerySet[User]":
    """Whoever can make accounts and give roles, and can sign in."""
    return User.objects.filter(
        Q(is_superuser=True) | Q(groups__name=ADMINISTRATOR), is_active=True, is_staff=True
    ).distinct()  # fmt: skip


def untold(account: User) -> "QuerySet[AccountEvent]":
    """What was done to the account by somebody else, or by nobody known, and its person has not been told."""
    by_others = Q(actor__isnull=True) | ~Q(actor=account) | Q(step=Step.CODE_SPENT)
    return AccountEvent.objects.filter(by_others, account=account, step__in=TOLD, told_at=None).select_related("actor")


def tell(request: HttpRequest, *, before: datetime) -> None:
    """Tell whoever has just signed in what was done to their account before this sign-in, the aware instant `before`.

    A recovery code spent just now is told at the next: whoever spent it knows, and may not be the person.
    """
    events = list(untold(request.user).filter(at__lt=before).order_by("at", "pk"))  # type: ignore[arg-type]  # signed in
    for event in events:
        messages.warning(request, sentence(event))
    told = [event.pk for event in events if event.step not in OPENS_THE_DOOR or event.at <= before - A_WEEK]
    AccountEvent.objects.filter(pk__in=told).update(told_at=timezone.now())


def may_make_administrator(*, account: User, actor: Any) -> bool:
    """Whether `actor` may give the role: whoever made an account set its first password, and could be both people.

    A superuser may, and so may the only administrator there is, since nobody else could.
    """
    if actor.is_superuser or not administrators().exclude(pk=actor.pk).exists():
        return True
    made_it = AccountEvent.objects.filter(account_id=account.pk, step=Step.MADE, actor=actor)
    return account.pk is not None and not made_it.exists()


def sentence(event: AccountEvent) -> str:
    """`Amira Khan changed your roles at 14:32, Monday 23 November 2026: ...`, to the person of the account."""
    who = (event.actor.get_full_name() or event.actor.get_username()) if event.actor else "The server’s operator"
    when = wording.instant_in_words(event.at)
    said = {
        Step.ROLES: f"{who} changed your roles: {event.words} ({when})",
        Step.PASSWORD: f"{who} set your password ({when}).",
        Step.RESET: f"{who} took your second factor off ({when}): {event.words}",
        Step.LOCKED: f"Your name was locked for a while after wrong passwords ({when}).",
        Step.CODE_SPENT: f"A recovery code was used to sign in as you ({when}). {event.words}",
    }[Step(event.step)]
    return f"{said} If that is news to you, tell an administrator at once."
