"""Make the demo newsroom: Harbourlight's records and releases, each feature once, by the steps that people take."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from helpline.models import Channel
from newsroom.demo import people
from newsroom.roles import ADMINISTRATOR, APPROVER, HELPLINE_EDITOR, SAFETY_LEAD, WRITER
from newsroom.signposts import known_helplines
from releases import approvals, clearance, comments, sending, signoff, statements, timing, uploads, wording
from releases.addresses import recipients
from releases.importing import saving
from releases.importing.text import read_text
from releases.models import (
    Attachment,
    Boilerplate,
    Desk,
    Edition,
    How,
    LibraryNote,
    Organisation,
    PublicMode,
    Release,
    Role,
    SpeakerKind,
    Spokesperson,
    SpokespersonSheet,
    State,
    Topic,
)

TEXTS = Path(__file__).parent
JOURNALISTS = "Isla Drummond <isla@daily.example>, Daily Example\nTom Okafor <tom@wire.example>, Wire Example"
ABOUT = (
    "<p>Harbourlight is an invented charity that stands in this demonstration for any organisation that runs refuges "
    "and advice for women and children experiencing domestic abuse.</p>"
)
# Together they are the whole desk: two who sign, two who keep the helpline, two who erase, two who keep accounts.
ROLES_OF = {
    "editor": (WRITER,),
    "approver": (APPROVER, HELPLINE_EDITOR, ADMINISTRATOR),
    "director": (APPROVER, HELPLINE_EDITOR, SAFETY_LEAD, ADMINISTRATOR),
}


@dataclass(frozen=True)
class Cast:
    """Who acts in the demo: one writes, another signs, and a third, alone at night, leaves something to look at."""

    editor: User
    approver: User
    director: User


def is_made() -> bool:
    """Whether the demo newsroom, or any other, stands already."""
    return Release.objects.exists() or Organisation.objects.exists()


@transaction.atomic
def make(password: str) -> None:
    """Make it all, or nothing; each account gets `password`."""
    cast = Cast(
        _account("editor", "Jo", "Marsh", password),
        _account("approver", "Amira", "Khan", password),
        _account("director", "Nell", "Adeyemi", password),
    )
    give_roles()
    _records()
    for channel in Channel.objects.all():
        channel.confirm(by=cast.approver, at=timezone.now())
    _releases(cast)
    _copies(cast)


def _account(username: str, first: str, last: str, password: str) -> User:
    return User.objects.create_user(username, password=password, first_name=first, last_name=last, is_staff=True)


def give_roles() -> None:
    """The people of the demo get their roles; one that was made before there were roles gets them in place of loose
    rights, and whoever has a role keeps what a person gave them."""
    for username, names in ROLES_OF.items():
        user = User.objects.filter(username=username, groups__isnull=True).first()
        if user is not None:
            user.user_permissions.clear()
            user.groups.set(Group.objects.filter(name__in=names))


def _records() -> None:
    Organisation(
        name="Harbourlight", legal_name="Harbourlight (an invented charity)", charity_number="0000000",
        company_number="00000000", registered_office="1 Example Quay, Exampleton EX1 1EX",
    ).save()  # fmt: skip
    Desk.objects.create(
        checked_on=timezone.localdate(),
        name="Harbourlight press office", phone="020 7946 0123", email="press@harbourlight.example",
        hours="9am to 5.30pm, Monday to Friday", out_of_hours_phone="07700 900123",
        out_of_hours_note="Urgent enquiries only", is_default=True,
    )  # fmt: skip
    for name, slug, role, listed, biography in (
        ("Priya Nair", "priya-nair", "Director of Services at Harbourlight", True,
         "<p>Priya leads Harbourlight’s refuges, advice lines and court advocates. She speaks on services, courts and "
         "housing.</p>"),
        ("Marian Osei", "marian-osei", "Chief Executive of Harbourlight", True,
         "<p>Marian has led Harbourlight since 2019. She speaks on policy, policing and money.</p>"),
    ):  # fmt: skip
        person = Spokesperson.objects.create(name=name, slug=slug, listed=listed, biography=biography)
        Role.objects.create(spokesperson=person, title=role, held_from=date(2019, 4, 1))
    Boilerplate.objects.create(heading="About Harbourlight", body=ABOUT, in_use_from=date(2023, 1, 1))
    LibraryNote.objects.create(
        title="Reporting on domestic abuse", in_use_from=date(2023, 1, 1),
        body="<p>When reporting on domestic abuse, please print the helpline’s number beside the story.</p>",
    )  # fmt: skip
    for name in ("Courts", "Housing", "Policing", "Refuges"):
        Topic.objects.create(name=name, slug=name.lower())
    _sheets()


def _sheets() -> None:
    """What a presenter needs of each spokesperson; Priya shows some of it, Marian none."""
    for slug, topics, mobile, words in (
        ("priya-nair", ("Courts", "Housing", "Refuges"), "07700 900456",
         {"pronunciation": "PREE-ya NY-er", "pronunciation_public": True, "pronouns": "she, her",
          "languages": "English, Hindi", "languages_public": True, "topics_public": True, "radio": True,
          "television": True, "availability": "Two hours’ notice. Live on radio, recorded on television."}),
        ("marian-osei", ("Policing",), "07700 900457",
         {"pronunciation": "MARE-ee-an oh-SAY", "languages": "English, Twi", "radio": True, "print_and_online": True,
          "availability": "A day’s notice. Background briefings by telephone.",
          "notes": "Ask her first before a debate with a minister."}),
    ):  # fmt: skip
        sheet = SpokespersonSheet.objects.create(
            spokesperson=Spokesperson.objects.get(slug=slug), mobile=mobile, **words
        )
        sheet.topics.set(Topic.objects.filter(name__in=topics))


def _releases(cast: Cast) -> None:
    _sign(cast, _draft(cast, "2023-refuge-places.txt", "Refuges"))
    _sign(cast, _ago(_draft(cast, "blog-listening.txt"), days=9, hour=10))
    story = _ago(_draft(cast, "survivor-story.txt", "Refuges", "Housing", prepare=_survivor), days=5, hour=8)
    _sign(cast, story)
    courts = _sign(cast, _ago(_draft(cast, "court-delays.txt", "Courts", prepare=_table), days=2, hour=9))
    _correct(cast, courts)
    _alone(cast, _draft(cast, "reaction-to-review.txt", "Policing"))
    _sign(cast, _draft(cast, "housing-law.txt", "Housing", prepare=_compared), by_link=True)
    held = _sign(cast, _draft(cast, "held-annual-report.txt", prepare=_compared))
    timing.hold(edition_id=held.pk, actor=cast.editor, reason="The tables are being checked once more.")
    _withdraw(cast, _sign(cast, _ago(_draft(cast, "withdrawn-survey.txt", "Housing"), days=7, hour=11)))
    waiting = _draft(cast, "draft-winter-appeal.txt")
    signoff.submit(release_id=waiting.pk, actor=cast.editor)
    comments.comment(
        release_id=waiting.pk, actor=cast.director, text="Which islands? Say how many.",
        passage_id=waiting.passages.all()[0].pk,
    )  # fmt: skip
    people.make(cast.director, survivor=story, courts=courts.release, at=timezone.now())


def _copies(cast: Cast) -> None:
    """Two journalists have the release that is under embargo."""
    embargoed = Edition.objects.filter(state=State.SIGNED, public_mode=PublicMode.EMBARGO, public_at__gt=timezone.now())
    sending.note(edition_id=embargoed.latest("public_at").pk, actor=cast.editor, people=recipients(JOURNALISTS))


def _draft(cast: Cast, file: str, *topics: str, prepare: Callable[[Release, Cast], None] | None = None) -> Release:
    """A text of the demo brought in as the editor would, with what only a person can add."""
    at = timezone.now()
    source = (TEXTS / file).read_text().replace("{when}", wording.instant_in_words(_lift(at)).upper())
    read = read_text(source, known=known_helplines(at))
    # A name with an asterisk is not the person's own; an editor says so, the reader never guesses it.
    speakers = [
        SpeakerKind.PROTECTED if getattr(passage, "lead_in", "").startswith("Rowan") else None
        for passage in read.passages
    ]
    release = saving.save(read, actor=cast.editor, source=source, at=at, speakers=speakers)
    release.topics.set(Topic.objects.filter(name__in=topics))
    if prepare is not None:
        prepare(release, cast)
    return release


def _lift(at: datetime) -> datetime:
    """00:01 London time, the night after next."""
    there = wording.local(at) + timedelta(days=2)
    return there.replace(hour=0, minute=1, second=0, microsecond=0)


def _ago(release: Release, *, days: int, hour: int) -> Release:
    issued = wording.local(timezone.now()).replace(hour=hour, minute=30, second=0, microsecond=0)
    release.issued_at, release.issued_on = issued - timedelta(days=days), None
    release.save(update_fields=["issued_at", "issued_on"])
    return release


def _sign(cast: Cast, release: Release, *, by_link: bool = False) -> Edition:
    _approve(cast, release, by_link=by_link)
    _clear(cast, release)
    signoff.submit(release_id=release.pk, actor=cast.editor)
    return signoff.sign(release_id=release.pk, actor=cast.approver, seen=signoff.seen(Release.with_text(release.pk)))


def _approve(cast: Cast, release: Release, *, by_link: bool = False) -> None:
    """Whoever is quoted has said yes to their words: by the link, or as the editor wrote it down."""
    release = Release.with_text(release.pk)
    went_out_before = bool(release.issued_on or release.issued_at)
    for said in statements.of(release):
        if said.is_settled:
            continue
        if by_link:
            token, _ = approvals.ask(release_id=release.pk, actor=cast.editor, sha256=said.sha256)
            approvals.approve(token=token, surname=said.speaker)
        else:
            how = How.IN_PERSON if said.is_protected else How.IN_PUBLIC if went_out_before else How.PHONE
            approvals.record(release_id=release.pk, actor=cast.editor, sha256=said.sha256, how=how)


def _clear(cast: Cast, release: Release) -> None:
    """What is marked for legal clearance, the director clears."""
    text = Release.with_text(release.pk)
    if clearance.missing(text):
        clearance.clear(release_id=release.pk, actor=cast.director, sha256=clearance.fingerprint(text))


def _alone(cast: Cast, release: Release) -> Edition:
    _approve(cast, release)
    release.last_editor = cast.director
    release.save(update_fields=["last_editor"])
    return signoff.publish_alone(
        release_id=release.pk, actor=cast.director, seen=signoff.seen(Release.with_text(release.pk)),
        reason="The review came out an hour early and nobody else could be reached.",
    )  # fmt: skip


def _correct(cast: Cast, edition: Edition) -> None:
    release = Release.with_text(edition.release_id)
    note = release.notes.all()[0]
    note.body = note.body.replace("30 September 2026", "31 August 2026")
    note.save()
    release.change, release.change_note, release.saves = "correction", (
        "An earlier text said that the survey ended on 30 September 2026; it ended on 31 August 2026."
    ), release.saves + 1  # fmt: skip
    release.save()
    _sign(cast, release)


def _withdraw(cast: Cast, edition: Edition) -> None:
    release = Release.with_text(edition.release_id)
    release.change = "withdrawal"
    release.change_note = (
        "The survey asked fewer tenants in one region than it said. We no longer stand by its figures."
    )
    release.saves += 1
    release.save()
    _sign(cast, release)


def _compared(release: Release, cast: Cast) -> None:
    release.embargo_confirmed = True
    release.save(update_fields=["embargo_confirmed"])


def _table(release: Release, cast: Cast) -> None:
    clearance.mark(
        release_id=release.pk, actor=cast.editor, reason="One of the cases counted comes to trial in spring."
    )
    table = io.StringIO()
    csv.writer(table).writerows(
        [
            ["Wait between charge and court", "Cases"],
            ["Up to 6 months", 21],
            ["6 to 12 months", 41],
            ["Over a year", 126],
        ]
    )
    upload = SimpleUploadedFile("table.csv", table.getvalue().encode(), "text/csv")
    _attach(release, cast, upload, shown="file", title="How long cases waited, table")


def _survivor(release: Release, cast: Cast) -> None:
    _attach(
        release, cast, SimpleUploadedFile("harbour.png", _harbour(), "image/png"), shown="picture",
        title="Harbour at dusk", alternative_text="Drawing of a harbour at dusk, with one lit window.",
        caption="A drawing stands in for a photograph: nobody’s home is shown.", credit="Harbourlight",
    )  # fmt: skip


def _attach(release: Release, cast: Cast, upload: SimpleUploadedFile, **words: str) -> None:
    asset = uploads.store(asset=uploads.received(upload, actor=cast.editor, at=timezone.now()))
    Attachment.objects.create(release=release, position=1, asset=asset, **words)


def _harbour() -> bytes:
    """A drawing of our own: dusk, water, a row of houses, one lit window."""
    width, height, horizon = 1200, 675, 430
    picture = Image.new("RGB", (width, height), "#3b2a55")
    draw = ImageDraw.Draw(picture)
    for y in range(horizon):
        t = y / horizon
        draw.line([(0, y), (width, y)], fill=(int(59 + 150 * t), int(42 + 90 * t), int(85 + 60 * t)))
    for x, tall in ((90, 150), (230, 190), (360, 130), (640, 170), (790, 210), (930, 140)):
        draw.polygon([(x, horizon), (x, horizon - tall), (x + 60, horizon - tall - 45), (x + 120, horizon - tall),
                      (x + 120, horizon)], fill="#241a33")  # fmt: skip
    draw.rectangle([850, horizon - 150, 876, horizon - 110], fill="#ffe9b0")
    draw.rectangle([0, horizon, width, height], fill="#2a2140")
    for step in range(14):
        y = horizon + 12 + step * 17
        draw.line([(846 - step * 3, y), (880 + step * 3, y)], fill="#b99a6a", width=3)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
