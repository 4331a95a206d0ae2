"""Write a WordPress export as one batch that waits for a second person. In one transaction, or nothing.

What was public there is dated and waits to be signed with the batch; drafts and what was planned stay drafts, signed
one by one like any other. What has come before is left alone, so that a second run changes nothing.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from releases import desk_search, saves, wording
from releases.importing import saving, wxr
from releases.importing.old_files import OldFiles
from releases.importing.reading import CannotRead
from releases.importing.wordpress import OldFile, OldRelease, release_of
from releases.importing.wxr import Item, Site, Term
from releases.models import (
    About,
    Attachment,
    Batch,
    Desk,
    ImportedItem,
    Kind,
    NoteToEditors,
    OldAddress,
    Passage,
    Release,
    RetiredAddress,
    Topic,
)
from releases.refusal import Refusal
from releases.step import BRING_IN, require

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AT_A_TIME = 200  # releases held in memory, and written in one statement
POST_TYPES = ("post",)
LONGEST_SLUG = 120


@dataclass
class Survey:
    """What a first reading of the whole file gives; it refuses a broken one before anything is written."""

    site: Site = field(default_factory=Site)
    authors: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)  # of categories, by slug
    attachments: dict[str, OldFile] = field(default_factory=dict)  # by post id
    alternative: dict[str, str] = field(default_factory=dict)  # of pictures, by address
    other: dict[str, int] = field(default_factory=dict)  # items of other types


def survey(path: Path, types: Sequence[str] = POST_TYPES) -> Survey:
    """Read the export to its end. Raises CannotRead with the line where it is broken."""
    found = Survey()
    for part in wxr.read(path):
        if isinstance(part, Site):
            found.site = part
        elif part.kind == "wp:author":
            found.authors[part.text("wp:author_login")] = part.text("wp:author_display_name")
        elif part.kind == "wp:category":
            found.parents[part.text("wp:category_nicename")] = part.text("wp:category_parent")
        elif part.kind == "item" and part.text("wp:post_type") == "attachment":
            address, words = part.text("wp:attachment_url"), part.meta.get("_wp_attachment_image_alt", "").strip()
            found.attachments[part.text("wp:post_id")] = OldFile(address, words)
            found.alternative[address] = words
        elif part.kind == "item" and part.text("wp:post_type") not in types:
            kind = part.text("wp:post_type") or "none"
            found.other[kind] = found.other.get(kind, 0) + 1
    return found


def releases_in(
    path: Path, found: Survey, left_out: list[str], *, at: datetime, types: Sequence[str] = POST_TYPES
) -> Iterator[OldRelease]:
    """Each release of the export that is not here yet; a sentence in `left_out` for each that is not brought in."""
    site = found.site
    here = set(ImportedItem.objects.values_list("fingerprint", flat=True))
    ids = set(Release.objects.values_list("feed_id", flat=True))
    ours, seen = set(saving.our_people()), set[str]()
    for item in wxr.read(path):
        if not isinstance(item, Item) or item.kind != "item" or item.text("wp:post_type") not in types:
            continue
        guid = item.text("guid")
        if fingerprint(site, guid) in here:
            continue
        name = f"Line {item.line}, “{item.text('title')[:80]}”"
        if guid in ids or guid in seen:
            left_out.append(f"{name}: another release has its feed id (guid).")
            continue
        try:
            old = release_of(item, site, at=at, zone=timezone.get_default_timezone(), ours=ours)
        except CannotRead as why:
            left_out.append(f"{name}: {why}.")
            continue
        seen.add(guid)
        old.author = (found.authors.get(old.author) or old.author)[:200]
        if picture := found.attachments.get(item.meta.get("_thumbnail_id", "")):
            old.files.insert(0, picture)
        yield old


def fingerprint(site: Site, guid: str) -> str:
    """What tells an item apart from all others, of this site and every other; it says nothing of either."""
    return hashlib.sha256(f"{site.home}|{guid}".encode()).hexdigest()


@transaction.atomic
def propose(
    path: Path, *, actor: User, at: datetime, media: Path | None = None, types: Sequence[str] = POST_TYPES,
    progress: Callable[[int], None] = lambda written: None,
) -> Batch | None:  # fmt: skip
    """Bring the export in as a batch, or None when nothing in it is new. `at` is now. Raises CannotRead or Refusal.

    `progress` is told, again and again, how many releases have been written so far.
    """
    require(actor, BRING_IN)
    desk = Desk.objects.filter(is_default=True).first()
    if desk is None:
        raise Refusal("No press desk is offered first. Add one and tick it: it answers for what is brought in.")
    found = survey(path, types)
    left_out = [f"{count} items of the type “{kind}” are no releases." for kind, count in found.other.items()]
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    old = releases_in(path, found, left_out, at=at, types=types)
    first = list(islice(old, AT_A_TIME))
    if not first:
        return None
    batch = Batch.objects.create(
        file_name=path.name[:255], site=found.site.home[:300], sha256=digest, proposed_by=actor, proposed_at=at
    )
    writer = _Writer(batch, found, desk, OldFiles(media, actor=actor, at=at))
    writer.files.alternative = found.alternative
    try:
        written = 0
        while first:
            writer.write(first)
            written += len(first)
            progress(written)
            first = list(islice(old, AT_A_TIME))
    except BaseException:
        for asset in writer.files.stored:  # the rows are rolled back; the stored bytes are not
            asset.file.delete(save=False)
        raise
    batch.left_out = left_out
    batch.save(update_fields=["left_out"])
    return batch


class _Writer:
    """Writes releases by the chunk, with as few statements as there are tables."""

    def __init__(self, batch: Batch, found: Survey, desk: Desk, files: OldFiles) -> None:
        self.batch, self.found, self.desk, self.files = batch, found, desk, files
        self.home = urlsplit(found.site.home).path.rstrip("/")
        self.ours = saving.our_people()
        self.slugs = set(Release.objects.values_list("slug", flat=True))
        self.retired = set(RetiredAddress.objects.values_list("fingerprint", flat=True))
        self.addresses = set(OldAddress.objects.values_list("address", flat=True))
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.by_name = {topic.name.casefold(): topic for topic in self.topics.values()}

    def write(self, chunk: Sequence[OldRelease]) -> None:
        releases = Release.objects.bulk_create(self._release(old) for old in chunk)
        both = list(zip(chunk, releases, strict=True))
        Passage.objects.bulk_create(p for old, release in both for p in self._passages(old, release))
        NoteToEditors.objects.bulk_create(
            NoteToEditors(release=release, position=i, body=old.formatting.html([note.text], note.links))
            for old, release in both
            for i, note in enumerate(old.read.notes, 1)
        )
        About.objects.bulk_create(
            About(release=release, position=i, heading=about.heading[:120],
                  body=old.formatting.html(about.text.split("\n\n")))
            for old, release in both
            for i, about in enumerate(old.read.about, 1)
        )  # fmt: skip
        self._topics(both)
        self._files(both)
        ImportedItem.objects.bulk_create(
            ImportedItem(
                batch=self.batch, release=release, fingerprint=fingerprint(self.found.site, old.guid),
                to_be_public=old.public, author=old.author, remarks=old.remarks,
            )
            for old, release in both
        )  # fmt: skip
        self._leads([(address, {"release": release}) for old, release in both for address in old.addresses])
        desk_search.index_all(release.pk for release in releases)
        # No event for each: the batch is the record, and one that is turned down goes whole.
        saves.store(
            list(Release.objects.filter(pk__in=[release.pk for release in releases]).with_parts()),
            actor=self.batch.proposed_by, at=self.batch.proposed_at, remark=f"Brought in with {self.batch.file_name}",
        )  # fmt: skip

    def _release(self, old: OldRelease) -> Release:
        names = [name.casefold().removesuffix("s") for name in old.kinds]
        kind = next((saving.KINDS[name] for name in names if name in saving.KINDS), Kind.PRESS_RELEASE)
        identity = uuid.uuid4()
        return Release(
            uuid=identity, feed_id=old.guid, slug=self._slug(old), kind=kind, headline=old.title, summary=old.summary,
            desk=self.desk, source=old.source, issued_at=old.issued_at, last_editor=self.batch.proposed_by,
            last_saved_at=self.batch.proposed_at, saves=1,
        )  # fmt: skip

    def _slug(self, old: OldRelease) -> str:
        """The address it had, where it can stand here; else one like it."""
        stem = slugify(old.slug or old.title)[:LONGEST_SLUG].strip("-") or "release"
        slug, number = stem, 1
        while slug in self.slugs or RetiredAddress.fingerprint_of(slug) in self.retired:
            number += 1
            slug = f"{stem[: LONGEST_SLUG - 6]}-{number}"
        if slug != old.slug:
            old.remarks.append(f"its address ends in “{slug}”, where it ended in “{old.slug}”")
        self.slugs.add(slug)
        return slug

    def _passages(self, old: OldRelease, release: Release) -> list[Passage]:
        passages = saving.passages_of(release, old.read, (), old.formatting, self.ours)
        for passage in passages:
            if passage.spokesperson and not passage.speaker_role and old.issued_at:
                passage.speaker_role = passage.spokesperson.role_on(wording.local_day(old.issued_at))
        return passages

    def _topics(self, both: Sequence[tuple[OldRelease, Release]]) -> None:
        links = {
            (release.pk, topic.pk) for old, release in both for term in old.topics if (topic := self._topic(term, old))
        }
        through = Release.topics.through
        through.objects.bulk_create(through(release_id=release, topic_id=topic) for release, topic in links)

    def _topic(self, term: Term, old: OldRelease) -> Topic | None:
        name, slug = " ".join(term.name.split()), slugify(term.slug)
        if name.casefold().removesuffix("s") in saving.KINDS or not name or not slug:
            return None
        if len(name) > 80 or len(slug) > 80:
            old.remarks.append(f"the topic “{name[:80]}” is longer than 80 characters and was left out")
            return None
        topic = self.topics.get(slug) or self.by_name.get(name.casefold())
        if topic is None:
            topic = Topic.objects.create(name=name, slug=slug)
        self.topics[slug] = self.by_name[name.casefold()] = topic
        base = "tag" if term.domain == "post_tag" else "category"
        chain = self._chain(term.slug) if base == "category" else term.slug
        for path in dict.fromkeys([f"{self.home}/{base}/{term.slug}/", f"{self.home}/{base}/{chain}/"]):
            self._leads([(path, {"topic": topic}), (f"{path}feed/", {"topic": topic, "is_feed": True})])
        return topic

    def _chain(self, slug: str) -> str:
        """`parent/child`, as WordPress writes the address of a category within another."""
        chain = [slug]
        while (parent := self.found.parents.get(chain[0])) and parent not in chain:
            chain.insert(0, parent)
        return "/".join(chain)

    def _files(self, both: Sequence[tuple[OldRelease, Release]]) -> None:
        rows: list[Attachment] = []
        for old, release in both:
            attachments, remarks = self.files.attach(release, old.files)
            old.remarks += remarks
            rows += attachments
            stored = [(unquote(urlsplit(file.address).path), self.files.asset_of(file.address)) for file in old.files]
            self._leads([(path, {"asset": asset}) for path, asset in stored if asset])
        Attachment.objects.bulk_create(rows)

    def _leads(self, leads: Sequence[tuple[str, dict[str, object]]]) -> None:
        """Old addresses and what they led to; the first that claims one keeps it."""
        new = [(address, to) for address, to in dict(reversed(leads)).items() if address not in self.addresses]
        self.addresses.update(address for address, _ in new)
        OldAddress.objects.bulk_create(
            OldAddress(batch=self.batch, address=address, **to)
            for address, to in new
            if 0 < len(address) <= 500
        )  # fmt: skip
