"""What stood at an address from when to when, as one file that anyone can verify: for a court, a regulator, a dispute.

The file is a ZIP of plain members, stored uncompressed, in one order and under one date, so that the same database
gives the same bytes. It holds each edition that ever stood before the public between two instants, exactly as it was
signed, with the hash that was stored at its sign-off; never a text that has not been public, nor a step towards one,
and never a draft. What was erased says that it was erased. Names of protected people stand in it only where they stood
in public.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from releases import document, logbook
from releases.formats import text
from releases.models import Asset, Change, Edition, Erasure, Event, Release, RetiredAddress, State
from releases.refusal import Refusal
from releases.step import EVIDENCE, log, require
from releases.wording import instant_in_words

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ONE_DATE = (1980, 1, 1, 0, 0, 0)  # the first that ZIP knows; the file itself says nothing of when it was made
ENDS = (Event.Step.REMOVED, Event.Step.ERASED)  # steps of a whole release that end what stood


@dataclass(frozen=True)
class Stood:
    """An edition and the time for which it stood before the public: [since, until), UTC; until None: it still does."""

    edition: Edition
    since: datetime
    until: datetime | None


def release_at(address: str) -> Release:
    """The release at an address: a slug, a path, or a whole web address. Raises Refusal when none has stood there."""
    path = urlsplit(address.strip()).path if "/" in address else address.strip()
    slug = path.rstrip("/").rpartition("/")[2]
    for ending in (".txt", ".json"):
        slug = slug.removesuffix(ending)
    release = Release.objects.filter(slug=slug).first() if slug else None
    if release is None and slug and RetiredAddress.is_retired(slug):
        raise Refusal("What stood at this address was removed, and its address was erased. Ask by the release's page.")
    if release is None:
        raise Refusal("No release stands or stood at this address. Give its address as it was: /releases/name/.")
    return release


def what_stood(release: Release, at: datetime) -> list[Stood]:
    """Every edition that had been public by the aware instant `at`, in the order of their numbers.

    A removal empties the intervals; what stood until then is read from the event that it left.
    """
    editions = {edition.number: edition for edition in release.editions.order_by("number")}
    found = [
        Stood(edition, edition.public_at, edition.superseded_at)
        for edition in editions.values()
        if edition.state == State.SIGNED and edition.public_at <= at
    ]
    for removal in release.events.filter(step=Event.Step.REMOVED).order_by("at"):
        for how in removal.details.get("before", []):
            since, ended = datetime.fromisoformat(how["public_at"]), how["superseded_at"]
            if how["state"] == State.SIGNED and since <= removal.at:
                until = min(removal.at, datetime.fromisoformat(ended)) if ended else removal.at
                found.append(Stood(editions[how["edition"]], since, until))
    shown = [replace(each, until=each.until if each.until and each.until <= at else None) for each in found]
    return sorted(shown, key=lambda each: each.edition.number)


@transaction.atomic
def take_out(
    *, release_id: int, actor: "User | None", since: datetime | None = None, until: datetime | None = None
) -> bytes:
    """The evidence file of a release between two aware instants (open ends: since ever, until now). It is logged.

    `actor` is None for the command: whoever can run that reads the database anyway. Raises Refusal.
    """
    release = Release.objects.locked(release_id)
    if actor is not None:
        require(actor, EVIDENCE)
    at = timezone.now()
    if since and until and until <= since:
        raise Refusal("It ends before it begins. Turn the two instants round.")
    if until and until > at:
        raise Refusal(f"{instant_in_words(until)} has not come. Ask for what stood until now, or earlier.")
    made = evidence(release, since=since, until=until, at=at)
    log(release=release, step=Event.Step.EVIDENCE_TAKEN_OUT, actor=actor, at=at,
        sha256=hashlib.sha256(made).hexdigest())  # fmt: skip
    return made


def evidence(release: Release, *, since: datetime | None, until: datetime | None, at: datetime) -> bytes:
    """The bytes of the file. The same database, the same instants asked for, and the same bytes."""
    ever = what_stood(release, until or at)
    stood = [each for each in ever if since is None or each.until is None or each.until > since]
    members: dict[str, str] = {}
    for each in stood:
        corrected = [e.edition for e in ever if e.edition.change == Change.CORRECTION]
        notes = [edition for edition in reversed(corrected) if edition.number <= each.edition.number]
        members |= _edition(each, notes, until or at)
    members["what-stood.txt"] = _told(release, stood, since, until, until or at)
    members["events.json"] = _json(_events(release, stood, since, until))
    members["README.txt"] = README
    members["manifest.json"] = _json({
        "format": 1, "address": f"/releases/{release.slug}/", "release": str(release.uuid),
        "removed_at": _iso(release.removed_at), "asked_from": _iso(since), "asked_until": _iso(until),
        "editions": [{"number": e.edition.number, "public_from": _iso(e.since), "public_until": _iso(e.until)}
                     for e in stood],
        "sha256": {name: hashlib.sha256(words.encode()).hexdigest() for name, words in sorted(members.items())},
    })  # fmt: skip
    return _zip(members)


def _edition(stood: Stood, notes: list[Edition], at: datetime) -> dict[str, str]:
    """The members of one edition; `notes` are those of the corrections that stood above it, newest first."""
    edition, folder = stood.edition, f"edition-{stood.edition.number:03d}"
    words = text.withdrawal(edition) if edition.withdrawn else text.as_text(_whole(stood), notes)
    return {
        f"{folder}/edition.json": _json(_about(stood, at)),
        f"{folder}/document.json": edition.document,
        f"{folder}/text.txt": f"{words}\n",
    }


def _whole(stood: Stood) -> Edition:
    """The edition to be rendered as it began to stand: with every part that it was signed with."""
    edition = stood.edition
    whole = Edition(**{field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields})
    whole.__dict__["body"] = document.read(edition.document)
    if edition.updated_at and edition.updated_at > stood.since:  # parts were taken down or put back later
        updates = edition.change in (Change.CORRECTION, Change.PROTECTIVE)
        whole.updated_at = stood.since if updates else None
    return whole


def _about(stood: Stood, at: datetime) -> dict[str, Any]:
    edition = stood.edition
    return {
        "number": edition.number, "address": f"/releases/{edition.slug}/", "kind": edition.kind,
        "change": edition.change, "public_note": edition.note, "withdrawal": edition.withdrawn,
        "public_from": _iso(stood.since), "public_until": _iso(stood.until),
        "dated": _iso(edition.first_public_at), "signed_at": _iso(edition.signed_at),
        "signed_by": edition.signed_by.get_full_name() or edition.signed_by.get_username(),
        "signed_sha256": edition.sha256,
        "document_sha256": document.fingerprint(edition.document),
        "erased_since": edition.erasures > 0,
        "parts_taken_down": _parts(edition, at),
        "files": _files(edition),
    }  # fmt: skip


def _parts(edition: Edition, at: datetime) -> list[dict[str, Any]]:
    """Which parts did not stand, and from when to when, as known at `at`; the reason stays at the desk. A part that was
    to be shown until an instant alone is one of them from then on."""
    gone = [
        {"list": part["list"], "index": part["index"], "gone_from": part["at"], "back_from": part.get("restored_at"),
         "erased": part.get("erased", False)}
        for part in edition.parts_taken_down
    ]  # fmt: skip
    gone += [
        {"list": name, "index": index, "gone_from": _iso(until), "back_from": None, "erased": False}
        for (name, index), until in sorted(edition.lent_until.items())
        if (name, index) not in edition.parts_gone
    ]
    return [part for part in gone if datetime.fromisoformat(part["gone_from"]) <= at]


def _files(edition: Edition) -> list[dict[str, Any]]:
    """The files of the edition with the hash of the bytes as they were uploaded; erased ones say so."""
    body = document.read(edition.document)
    named = {entry["asset"]: entry for part in ("pictures", "files") for entry in body[part]}
    assets = {str(asset.uuid): asset for asset in Asset.objects.filter(uuid__in=list(named))}
    erased = set(Erasure.objects.filter(done=True, asset__isnull=False).values_list("asset__sha256", flat=True))
    return [
        {"asset": uuid, "name": entry["name"], "title": entry["title"], "type": entry["type"], "size": entry["size"],
         "sha256": assets[uuid].sha256 if uuid in assets else None,
         "erased_since": uuid not in assets or assets[uuid].sha256 in erased}
        for uuid, entry in sorted(named.items())
    ]  # fmt: skip


def _events(
    release: Release, stood: list[Stood], since: datetime | None, until: datetime | None
) -> list[dict[str, Any]]:
    """The steps of what stood, and its removal and erasure, as the log tells them, oldest first. What is being written
    is no part of it: its headline, which the log prints, may not have been public yet."""
    of_it = Q(edition__in=[each.edition.pk for each in stood]) | Q(edition=None, step__in=ENDS)
    found = release.events.filter(of_it).select_related("release", "actor", "edition")
    if since:
        found = found.filter(at__gte=since)
    if until:
        found = found.filter(at__lt=until)
    told = [asdict(entry) for entry in logbook.entries(list(found.order_by("at", "pk")))]
    return [{key: value for key, value in entry.items() if key not in ("release", "address")} for entry in told]


def _told(
    release: Release, stood: list[Stood], since: datetime | None, until: datetime | None, at: datetime
) -> str:  # fmt: skip
    """What stood from when to when, for a person to read."""
    asked = [f"from {instant_in_words(since)}" if since else "", f"until {instant_in_words(until)}" if until else ""]
    lines = [f"What stood at /releases/{release.slug}/ {' '.join(filter(None, asked))}".rstrip(), ""]
    for each in stood:
        edition = each.edition
        what = "A notice that the release was withdrawn, edition" if edition.withdrawn else "Edition"
        lines += [
            f"{what} {edition.number}",
            f"  from {_both(each.since)}",
            f"  until {_both(each.until)}" if each.until else "  and it stood there at the end of the time asked for",
            f"  SHA-256 as signed: {edition.sha256}",
        ]
        if edition.erasures:
            lines.append("  Words of it have been erased since; the hash is that of what was signed.")
        for part in _parts(edition, at):
            back = f" until {part['back_from']}" if part["back_from"] else ""
            lines.append(f"  Of its {part['list']}, number {part['index'] + 1} was gone from {part['gone_from']}{back}")
        lines.append("")
    if release.removed_at:
        lines += [f"Removed for safety or law at {_both(release.removed_at)}. Since then nothing stands there.", ""]
    if not stood:
        lines += ["Nothing of this release stood before the public in that time.", ""]
    return "\n".join(lines)


def _both(instant: datetime) -> str:
    return f"{instant.astimezone(UTC).isoformat()} ({instant_in_words(instant)})"


def _iso(instant: datetime | None) -> str | None:
    return instant.astimezone(UTC).isoformat() if instant else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _zip(members: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as file:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, ONE_DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every machine
            file.writestr(info, members[name].encode())
    return made.getvalue()


README = """\
EVIDENCE OF WHAT STOOD AT AN ADDRESS

This file was written by the newsroom's own software from its own database. It shows what the newsroom served to
everyone at one address, from when to when. Instants are UTC in the .json members; .txt members give UK time too.

what-stood.txt             the same in words: read this first
manifest.json              the address, the time asked for, and the SHA-256 of every other member
events.json                who did what to these texts, when and why, oldest first; reasons that touch someone's
                           safety, consent or a court are kept by the newsroom and can be asked for there
edition-NNN/document.json  the exact text that was signed off; its SHA-256 was stored at that moment
edition-NNN/text.txt       the same as plain text, as it read when it became public
edition-NNN/edition.json   from when to when it stood, who signed it, its files with their SHA-256, and which parts were
                           taken down, from when to when

HOW TO VERIFY IT

1. Every member:  sha256sum FILE   must print what manifest.json says under "sha256".
2. Every edition: sha256sum edition-NNN/document.json   must print "signed_sha256" of its edition.json. Where
   "erased_since" is true, words were overwritten later as the law asked: then it prints "document_sha256", and the
   signed hash remains as the proof that something else was signed.
3. A file of an edition that you have downloaded: its SHA-256 is in edition.json, for the bytes as they were uploaded.
   A picture that was shown narrower has other bytes.
4. The whole: the newsroom's log holds the SHA-256 of each evidence file that was taken out, by whom and when. Taken
   out again from the same database, for the same time, it has the same bytes.

WHAT IT DOES NOT SAY

What caches, feed readers, search engines and web archives kept or showed; whether a reader was served at a given
moment (an operator's kill switch and an outage leave no trace here); and whether the machine's clock was right.
"""
