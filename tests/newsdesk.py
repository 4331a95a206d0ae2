"""The cast and the makers of every test.

jo        writes                 (may change releases)
amira     approves               (may change and sign)
sam       a reader who is refused: signed in, and without any right at the desk
NOW       Monday 23 November 2026, 14:32:10 GMT, when nothing else is said
LIFT      00:01 GMT, Tuesday 24 November 2026
"""

import hashlib
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.contrib.auth.models import Group, Permission, User
from django.core.management.sql import emit_post_migrate_signal
from django.utils import timezone

from newsroom import freshness
from newsroom.role_groups import keep_in_step
from releases import paging, signoff, statements
from releases.models import (
    GATE_COLUMNS,
    Approval,
    ApprovalLink,
    Desk,
    Edition,
    How,
    NoteToEditors,
    Organisation,
    Passage,
    PublicMode,
    Release,
    Role,
    Spokesperson,
    Topic,
    kept,
)
from releases.models.approval import GOOD_FOR

NOW = datetime(2026, 11, 23, 14, 32, 10, tzinfo=UTC)
LIFT = datetime(2026, 11, 24, 0, 1, tzinfo=UTC)


def forget_what_is_kept() -> None:
    """Pages and counts are kept for a second of the real clock, which a test that sets the clock does not wait for."""
    freshness.PAGES.clear()
    paging.forget()
    kept.forget()


def _rights_are_there() -> None:
    """A transactional test before this one may have emptied every table and put nothing back."""
    if not Permission.objects.exists():
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    if not Group.objects.exists():
        keep_in_step()


def make_permissions() -> None:
    """Where there are none: a test that commits empties every table, and puts nothing back."""
    if not Permission.objects.exists():
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")


def person(username: str, name: str, *permissions: str, staff: bool = True) -> User:
    user, created = User.objects.get_or_create(
        username=username, defaults={"first_name": name, "last_name": "Test", "is_staff": staff}
    )
    if created:
        _rights_are_there()
        for permission in permissions:
            app, codename = permission.split(".")
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return User.objects.get(pk=user.pk)


def with_roles(username: str, *roles: str) -> User:
    """A person at the desk who holds these roles (newsroom/roles.py), and no right besides."""
    user = person(username, username.title())
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)


WRITER = ("releases.add_release", "releases.change_release", "releases.view_release")


def jo() -> User:
    return person("jo", "Jo", *WRITER)


def amira() -> User:
    return person("amira", "Amira", *WRITER, "releases.sign_release")


def sam() -> User:
    return person("sam", "Sam")


class DeskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Desk
        django_get_or_create = ("name",)

    name = "Press office"
    phone = "020 7946 0123"
    email = "press@harbourlight.example"
    hours = "9am to 5.30pm, Monday to Friday"
    out_of_hours_phone = "07700 900123"
    out_of_hours_note = "Urgent enquiries only"
    is_default = True


class SpokespersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Spokesperson
        skip_postgeneration_save = True
        django_get_or_create = ("slug",)

    name = "Priya Nair"
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))
    listed = True
    biography = "<p>Priya leads the frontline teams.</p>"

    @factory.post_generation
    def role(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create and not self.roles.exists():
            Role.objects.create(
                spokesperson=self, title=extracted or "Director of Services", held_from=date(2020, 1, 1)
            )


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("slug",)

    name = "Policing"
    slug = factory.LazyAttribute(lambda o: o.name.lower().replace(" ", "-"))


class ReleaseFactory(factory.django.DjangoModelFactory):
    """A draft of Jo's with narrative, a statement of Priya's, a note and a topic: `make(narrative="...", ...)`."""

    class Meta:
        model = Release
        skip_postgeneration_save = True

    headline = factory.Sequence(lambda n: f"Harbourlight responds to announcement {n}")
    slug = factory.Sequence(lambda n: f"harbourlight-responds-{n}")
    summary = "What the announcement means for women who are waiting for a safe home."
    desk = factory.SubFactory(DeskFactory)
    last_editor = factory.LazyFunction(jo)

    class Params:
        embargoed = factory.Trait(public_mode=PublicMode.EMBARGO, wanted_at=LIFT)
        timed = factory.Trait(public_mode=PublicMode.AT_SET_TIME, wanted_at=LIFT)

    @factory.post_generation
    def narrative(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        words = extracted if extracted is not None else "<p>Forces were told to look again at every open case.</p>"
        if words:
            Passage.objects.create(release=self, position=1, type="narrative", body=words)

    @factory.post_generation
    def statement(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """`statement=False` for none; `statement__speaker_kind="protected"` and so on for another speaker. Whoever says
        it has approved it, save with `statement__approved=False`."""
        approved = kwargs.pop("approved", True)
        if extracted is None and not kwargs:
            kwargs = {"speaker_kind": "spokesperson", "spokesperson": SpokespersonFactory()}
        if extracted is False:
            return
        if (someone := kwargs.get("spokesperson")) and "speaker_name" not in kwargs:
            kwargs |= {"speaker_name": someone.name, "speaker_role": someone.role_on(NOW.date())}
        Passage.objects.create(
            release=self, position=2, type="statement",
            **{"body": extracted or "<p>This is a first step.</p><p>It cannot be the last.</p>"} | kwargs,
        )  # fmt: skip
        if create and approved:
            approve_statements(self)

    @factory.post_generation
    def note(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        NoteToEditors.objects.create(release=self, position=1, body=extracted or "<p>The figures are our own.</p>")

    @factory.post_generation
    def topic(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        self.topics.add(extracted or TopicFactory())


def draft(**traits: Any) -> Release:
    """A draft whose last editor is Jo."""
    return Release.with_text(ReleaseFactory(**traits).pk)


def approve_statements(release: Release) -> None:
    """What is not approved of the statements yet is approved now, by phone; Jo has written it down. Without the event
    of it, so that a test of other events counts its own."""
    for said in statements.of(Release.with_text(release.pk)):
        if not said.is_settled:
            Approval.objects.create(
                release=release, sha256=said.sha256, words=said.statement, how=How.PHONE, recorded_by=jo(),
                given_at=timezone.now(), recorded_at=timezone.now(),
            )  # fmt: skip


def link_to_statement(release: Release, token: str, **columns: Any) -> ApprovalLink:
    """A link of Jo's to the release's first statement, under a token of the test's own choice, made now."""
    said = statements.of(Release.with_text(release.pk))[0]
    now = timezone.now()
    made = {"sha256": said.sha256, "made_at": now, "expires_at": now + GOOD_FOR, "made_by": jo()} | columns
    return ApprovalLink.objects.create(release=release, token_sha256=hashlib.sha256(token.encode()).hexdigest(), **made)


def signed(release: Release | None = None, **traits: Any) -> Edition:
    """Approved by who is quoted, sent by Jo, signed by Amira: now (time_machine chooses when)."""
    release = release or draft(**traits)
    approve_statements(release)
    signoff.submit(release_id=release.pk, actor=jo())
    return signoff.sign(release_id=release.pk, actor=amira(), seen=signoff.seen(Release.with_text(release.pk)))


def organisation() -> Organisation:
    """Harbourlight, an invented charity."""
    organisation = Organisation(
        name="Harbourlight", legal_name="Harbourlight Women's Aid", charity_number="0000000",
        company_number="00000000", registered_office="1 Example Quay, Exampleton", website="https://harbourlight.example",
    )  # fmt: skip
    organisation.save()
    return organisation


def edition_row(**columns: Any) -> Edition:
    """An edition written straight to the table, for tests of the gate and of the database's own refusals."""
    release = columns.pop("release", None) or draft()
    public_at = columns.get("public_at", NOW)
    withdrawn = columns.get("withdrawn", False)
    return Edition.objects.create(
        **{
            "release": release, "number": 1, "slug": release.slug, "kind": release.kind, "headline": release.headline,
            "document": "{}", "sha256": "0" * 64, "desk": release.desk, "public_mode": "as_signed", "at_once": True,
            "public_at": public_at, "first_public_at": public_at, "year": public_at.year, "signed_by": amira(),
            "signed_at": NOW, "change": "withdrawal" if withdrawn else "first", "note": "Reason" if withdrawn else "",
        } | columns
    )  # fmt: skip


def gate_of(edition: Edition) -> dict[str, Any]:
    return {column: getattr(edition, column) for column in GATE_COLUMNS}
