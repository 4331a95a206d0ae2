"""Words and pictures that are lent: shown while the consent of the person in them lasts, and not an instant longer.

Which consents cover which parts of a text, and when each of those ends. The ends are written into an edition when it is
signed and whenever a consent changes (releases.consent), so that a part leaves by itself, with no job having run.
Reads; writes nothing.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone

from releases import document
from releases.models import Asset, Consent, Cover, Edition, Release

Part = tuple[str, int]  # a list of the document, and the index there
FILES = ("pictures", "files")


class Text(NamedTuple):
    """A document with what is known of its passages: of a draft, or of an edition."""

    release_id: int
    document: dict[str, Any]
    keys: list[str]


def end_of(day: date) -> datetime:
    """The first instant, in UTC, after a day of the newsroom's clock. Half-open, as every interval here: the day itself
    is in it to its last microsecond."""
    return datetime.combine(day + timedelta(days=1), time(0), timezone.get_default_timezone()).astimezone(UTC)


def end(consent: Consent) -> datetime:
    """When it ends or has ended: at the end of its last day, or when it was withdrawn."""
    return min(consent.ends_at, consent.withdrawn_at) if consent.withdrawn_at else consent.ends_at


def has_ended(consent: Consent, at: datetime) -> bool:
    """Whether it is over at the aware instant `at`."""
    return end(consent) <= at


def text_of(release: Release) -> Text:
    """The working text."""
    return Text(release.pk, document.freeze(release), [str(passage.key) for passage in release.passages.all()])


def text_of_edition(edition: Edition) -> Text:
    """A signed text, without regard to what is taken down of it."""
    return Text(edition.release_id, document.read(edition.document), edition.passage_keys)


def consents_of(text: Text) -> dict[Part, list[Consent]]:
    """The consents on record for each part of the text that has any, ended ones included. At most two queries."""
    files = [(name, index, entry["asset"]) for name in FILES for index, entry in enumerate(text.document[name])]
    shas: dict[str, str] = {}
    if files:
        uuids = [uuid for _, _, uuid in files]
        shas = {str(uuid): sha for uuid, sha in Asset.objects.filter(uuid__in=uuids).values_list("uuid", "sha256")}
    wanted = Q(release=text.release_id, passage__isnull=False) | Q(asset__sha256__in=set(shas.values()))
    found: dict[Part, list[Consent]] = {}
    for cover in Cover.objects.filter(wanted).select_related("consent", "asset").order_by("pk"):
        for part in _parts(cover, text, files, shas):
            if cover.consent not in found.setdefault(part, []):
                found[part].append(cover.consent)
    return found


def _parts(cover: Cover, text: Text, files: list[tuple[str, int, str]], shas: dict[str, str]) -> Iterable[Part]:
    if cover.asset is not None:
        yield from ((name, index) for name, index, uuid in files if shas.get(uuid) == cover.asset.sha256)
        return
    keys = [*text.keys, *[""] * len(text.document["passages"])]
    for index, passage in enumerate(text.document["passages"]):
        if keys[index] == str(cover.passage) or document.words_of(passage) == cover.fingerprint:
            yield "passages", index


def ends_of(edition: Edition) -> list[dict[str, Any]]:
    """What an edition's `parts_end` must say now: of several consents for one part, the first to end.

    An end that was written once moves and does not vanish, should its words have been overwritten since.
    """
    ends = edition.lent_until
    for part, consents in consents_of(text_of_edition(edition)).items():
        ends[part] = min(end(consent) for consent in consents)
    return [{"list": name, "index": index, "until": until.isoformat()} for (name, index), until in sorted(ends.items())]


def releases_of(consent: Consent) -> list[int]:
    """The releases that carry, or carried, what the consent covers, in the order in which they are locked."""
    shas = consent.covers.filter(asset__isnull=False).values("asset__sha256")
    covered = set(consent.covers.values_list("release", flat=True))
    return sorted(covered | releases_carrying(shas))


def releases_carrying(shas: QuerySet[Any]) -> set[int]:
    """The releases whose working text or editions show a file with one of these hashes."""
    carrying = Q(attachments__asset__sha256__in=shas) | Q(editions__asset_links__asset__sha256__in=shas)
    return set(Release.objects.filter(carrying).values_list("pk", flat=True))
