"""A desk with one of everything, each of its people, and each address of the newsdesk filled with what exists."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from helpline import changing, stopping
from helpline.facts import fingerprint
from helpline.models import Helpline
from newsroom.door import accounts
from newsroom.models import AccountEvent
from releases.models import (
    AvoidedWord,
    Batch,
    Boilerplate,
    Erasure,
    LibraryNote,
    Organisation,
    Release,
    ReleaseSet,
    StandingPage,
)
from tests import newsdesk
from tests.helpline.makers import channel
from tests.leaks.hidden import asset, attach
from tests.leaks.verdicts import FILE
from tests.newsroom.who_may_go_where import LETTERS
from tests.releases.safety import people

NEVER = 987_654_321  # the key of nothing


class Address(NamedTuple):
    """The name of its pattern (or the pattern, where it has none), filled with what exists and with what does not."""

    name: str
    of_something: str
    of_nothing: str


def person(letter: str) -> User:
    """Somebody with this role alone; `-` for no role."""
    return newsdesk.with_roles(f"only-{letter}", *([LETTERS[letter]] if letter in LETTERS else []))


def filled() -> dict[str, Any]:
    """Make one of everything; gives what each parameter of an address is filled with."""
    newsdesk.organisation()
    of_set = ReleaseSet.objects.create(name="Ravenset")
    release = newsdesk.draft(headline="Ravenheadline", slug="ravenslug", embargoed=True, set=of_set)
    attach(release, asset(FILE, "application/pdf", b"Ravenbytes"), "Ravenfile")
    edition = newsdesk.signed(Release.with_text(release.pk))
    ada, wen, at = person("D"), person("W"), timezone.now()
    by = {"proposed_by": ada, "proposed_at": at}
    erasure = Erasure.objects.create(release=release, words="Ravenword", reason="Asked.", **by)
    event = accounts.log(account=wen, step=AccountEvent.Step.MADE, actor=ada)
    consent, restriction = people.recorded(people.draft()), people.restricted(release)
    number, chat = channel("phone"), channel("live_chat")
    change = changing.propose(
        actor=person("H"), after=changing.snapshot(chat), channel=chat, base=fingerprint(chat.facts())
    )  # fmt: skip
    outage = stopping.mark(channel_id=chat.pk, actor=person("H"))
    word = AvoidedWord.objects.create(words="row", advice="Say what was done.")
    when = {"in_use_from": at.date()}
    privacy, _ = StandingPage.objects.get_or_create(slug="privacy", defaults={"updated_on": at.date()})
    note = LibraryNote.objects.create(title="Note", body="<p>N.</p>", **when)
    batch = Batch.objects.create(file_name="a.xml", site="https://old.example", **by)
    return {
        "pk": release.pk, "edition": edition.pk, "erasure_pk": erasure.pk, "identity": FILE, "name": "ravenfile.pdf",
        "restriction": restriction.pk, "key": "edition-1", "approval": NEVER, "comment_pk": NEVER,
        "releases_consent": consent.pk,
        "releases_courtcase": people.case().pk,
        "instant": "20261124T000200Z", "where": "releases/ravenslug/", "app_label": "releases", "url": "no/such/",
        "auth_user": wen.pk, "auth_group": Group.objects.first().pk, "newsroom_accountevent": event.pk,
        "releases_organisation": Organisation.objects.get().pk, "releases_desk": release.desk_id,
        "releases_boilerplate": Boilerplate.objects.create(heading="About", body="<p>Us.</p>", **when).pk,
        "releases_standingpage": privacy.pk,
        "releases_spokesperson": newsdesk.SpokespersonFactory().pk, "releases_topic": newsdesk.TopicFactory().pk,
        "releases_releaseset": release.set_id, "releases_librarynote": note.pk,
        "releases_avoidedword": word.pk, "releases_release": release.pk,
        "releases_batch": batch.pk,
        "helpline_helpline": Helpline.objects.first().pk, "helpline_channel": number.pk, "helpline_change": change.pk,
        "helpline_outage": outage.pk,
    }  # fmt: skip


def patterns() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address of the newsdesk."""
    (desk,) = [e for e in get_resolver().url_patterns if str(e.pattern) == settings.ADMIN_PATH]
    yield from _below(desk)


def _below(resolver: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _below(entry, route)
        else:
            assert isinstance(entry, URLPattern)
            yield entry.name or route, route


def addresses(values: dict[str, Any]) -> Iterator[Address]:
    """Each pattern filled twice. A parameter that nobody gave a value here is named in the failure."""
    for name, route in patterns():
        record = re.match(r"([a-z]+)/([a-z]+)/", route)
        of_record = f"{record[1]}_{record[2]}" if record else ""
        own = {"object_id": values.get(of_record), "id": values.get(of_record)}
        if of_record and of_record != "releases_release" and values.get(of_record):
            own["pk"] = values[of_record]
        yield Address(name, _fill(route, values | own), _fill(route, values | _nothing(own)))


def _nothing(own: dict[str, Any]) -> dict[str, Any]:
    return dict.fromkeys([*own, "pk", "edition", "erasure_pk"], NEVER)


def _fill(route: str, values: dict[str, Any]) -> str:
    def value(found: re.Match[str]) -> str:
        name = found["name"] or found["named"]
        assert values.get(name), f"{route}: say in {__name__} what <{name}> is filled with"
        return str(values[name])

    plain = route.removeprefix("^").removesuffix("$")
    plain = re.sub(r"\(\?P<(?P<named>\w+)>[^)]*\)|<(?:\w+:)?(?P<name>\w+)>", value, plain)
    return f"/{settings.ADMIN_PATH}{plain}"
